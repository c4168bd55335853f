"""When somebody leaves the workspace who leads a conversation: another leader is looked for."""

from bot.threads import leaderless
from bot.turns import Turn
from storage.dialogs import coaching
from storage.models import PersonRow


def leave(turn: Turn, person: PersonRow) -> None:
    """Who helps to lead it goes on as before."""
    for dialog in coaching.led_by(turn.session, person):
        if dialog.state.co_leader is None:
            leaderless.notify_managers(turn, person.workspace_id, dialog, dialog.script.title)
