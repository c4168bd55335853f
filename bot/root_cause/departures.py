"""When somebody leaves the workspace: nobody waits for their answer, and their dialogs find another leader."""

from bot.root_cause.applying import apply_move
from bot.root_cause.room import enter
from bot.turns import Turn
from conversations.root_cause.moves import Leave
from storage.dialogs import root_cause
from storage.models import PersonRow


def leave(turn: Turn, person: PersonRow) -> None:
    for dialog_id in root_cause.unfinished(turn.session, person.workspace_id):
        apply_move(enter(turn, dialog_id), Leave(person.slack_id))
