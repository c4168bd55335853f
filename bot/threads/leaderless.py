"""When a dialog's leader has left the workspace, plan managers are asked to name another."""

from bot.messages import notices
from bot.messages.threads import NOUN
from bot.turns import Turn
from storage.delivery.outbox import OutboxMessage
from storage.dialogs.threads import StoredDialog
from storage.people import memberships


def notify_managers(turn: Turn, workspace_id: str, dialog: StoredDialog, title: str) -> None:
    """They do it on the opening message, which the sentence links to. A dialog in a DM ends with its leader."""
    if dialog.is_alone:
        return
    if dialog.is_private:
        notice = notices.sentence(NOUN, "find_private_leader", channel=dialog.channel)
    else:
        notice = notices.sentence(NOUN, "find_leader", title=title, link=dialog.permalink, channel=dialog.channel)
    for manager in memberships.granted_nearest(turn.session, dialog.organization_id, {"plan_manager"}):
        turn.put(
            OutboxMessage.post(
                workspace_id,
                manager.slack_id,
                f"{dialog.key}:leaderless:{dialog.state.leader}:{manager.slack_id}",
                notice.payload(),
            ).unrequested(zone=manager.time_zone, organization_id=dialog.organization_id)
        )
