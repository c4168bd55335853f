"""Refreshes Home tabs that list a dialog: at each question, when it pauses or ends, and when its people change."""

from bot.home import homes
from bot.turns import Turn
from conversations.threads.state import Thread
from storage.dialogs import open_dialogs
from storage.people import people


def changed(turn: Turn, workspace_id: str, dialog_id: int, before: Thread, now: Thread) -> None:
    """Former leaders; those who lead it, if another question is asked; everyone who replied, if the phase changed."""
    concerned = {before.leader, before.co_leader} ^ {now.leader, now.co_leader}
    if now.asking != before.asking:
        concerned |= {now.leader, now.co_leader}
    if now.phase is not before.phase:
        concerned |= {now.leader, now.co_leader, *open_dialogs.voices(turn.session, dialog_id)}
    show(turn, workspace_id, *concerned)


def show(turn: Turn, workspace_id: str, *slack_ids: str | None) -> None:
    for slack_id in sorted(filter(None, slack_ids)):
        person = people.person(turn.session, workspace_id, slack_id)
        if person is not None:
            homes.refresh(turn, person)
