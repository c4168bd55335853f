"""What a root cause dialog would leave out of the plan if it ended now. The form that finishes it says so."""

from bot.root_cause.room import NOUN, RootCauseRoom
from conversations.parts import title_of
from conversations.root_cause.record import record
from prompts import plain


def not_in_plan(room: RootCauseRoom) -> list[str]:
    """Replies that nobody accepted, strategies without an action item, and roots with neither."""
    waiting = len(room.waiting())
    lines = [plain(NOUN, "unwritten_replies", count=waiting)] if waiting else []
    for work in record(room.state).without_work():
        titles = [title_of(part.kind, part.values) for part in work.strategies]
        lines += [plain(NOUN, "unwritten_strategy", title=title) for title in titles]
        lines += [] if titles else [plain(NOUN, "unwritten_root", text=work.root.text)]
    return lines
