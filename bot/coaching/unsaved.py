"""Drafts that nobody saved: named when the conversation is finished, and saved together for a delivery chain."""

from bot.coaching import written
from bot.coaching.room import CoachingRoom
from bot.messages.coaching.parts import Wording
from bot.messages.threads.parts import kind_name
from conversations.coaching import path
from conversations.coaching.measures import was_written_at
from conversations.coaching.state import AT_PREPARATION, CoachingState
from conversations.parts import PartKind, main_field, title_of
from conversations.threads.state import AT_END, Visit


def unwritten(room: CoachingRoom) -> list[str]:
    """The drafts in the thread that no one saved: what each would be, and its question."""
    script, state = room.dialog.script, room.state
    drafts = []
    for visit in dict.fromkeys((*state.proposed, *_questions_at(state))):
        kind = script.find(visit.step).capture
        if kind is PartKind.INFLUENCE:
            drafts += [f"{kind_name(kind)}: {title_of(kind, wording.values)}" for wording in links_waiting(room, visit)]
        elif kind and not any(part.kind is kind and was_written_at(part, visit) for part in state.parts):
            wordings = written.wordings(room, visit, kind)
            is_drafted = any(not wording.is_aside for wording in wordings)
            drafts += [f"{kind_name(kind)}: {path.alone(script, state, visit)}"] if is_drafted else []
    return drafts


def _questions_at(state: CoachingState) -> tuple[Visit, ...]:
    """The question on the table: what was said to it may not be proposed yet."""
    return () if state.visit in (AT_PREPARATION, AT_END) else (state.visit,)


def links_waiting(room: CoachingRoom, visit: Visit, kind: PartKind = PartKind.INFLUENCE) -> list[Wording]:
    """The proposals for a delivery chain that nobody saved, without those that lack an end."""
    saved = {part.source for part in room.state.parts if (part.visit, part.kind) == (visit, kind)}
    needed = ("giver", "receiver") if kind is PartKind.INFLUENCE else (main_field(kind),)
    waiting = (wording for wording in written.wordings(room, visit, kind) if wording.source not in saved)
    return [
        wording for wording in waiting if not wording.is_aside and all(wording.values.get(field) for field in needed)
    ]
