"""When someone leaves the workspace: their open questions are dropped, and their dialogs get a new leader."""

from collections.abc import Iterable

from bot.threads.kinds import DialogKind, by_name
from bot.turns import Turn
from conversations.threads.moves import Leave
from storage.dialogs import threads
from storage.models import PersonRow


def leave(kinds: Iterable[DialogKind], turn: Turn, person: PersonRow) -> None:
    named = by_name(kinds)
    for name, dialog_id in threads.unfinished(turn.session, person.workspace_id):
        kind = named[name]
        kind.apply_move(kind.room.enter(turn, dialog_id), Leave(person.slack_id))
