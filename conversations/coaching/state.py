"""Where a coaching conversation stands: a thread, and what its script asks about."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from pydantic import TypeAdapter

from conversations.parts import ForEachItem
from conversations.script import PREPARATION, Audience, Condition
from conversations.threads.state import Thread, Visit

AT_PREPARATION = Visit(PREPARATION)


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question that a conversation answered, so that the next one need not ask it again."""

    visit: Visit
    on: date
    """The day on which that conversation finished."""
    fingerprint: str
    """Of the facts the question bears on, as they were at the end of that conversation."""
    choice: str | None = None
    """Where the question branched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoachingState(Thread):
    audience: Audience
    conditions: tuple[Condition, ...] = ()
    """The conditions of the plan when the conversation began. They stay fixed while it runs."""
    ticked: tuple[int, ...] = ()
    probed: tuple[Visit, ...] = ()
    """One entry for each follow-up that was asked."""
    skipped: tuple[Visit, ...] = ()
    checked: tuple[Visit, ...] = ()
    """The questions that were asked as checks, because the plan had the facts."""
    proposed: tuple[Visit, ...] = ()
    items: tuple[ForEachItem, ...] = ()
    names_asked: tuple[Visit, ...] = ()
    """Sensitive questions of which the leader was asked whether the record names who answered."""
    nameless: tuple[Visit, ...] = ()
    """Those whose answers stand in the record without names."""
    is_short: bool = False
    """Only the essential questions are asked."""
    left_out: tuple[AnsweredQuestion, ...] = ()
    """Not asked again, because an earlier conversation answered them lately."""
    brought_back: tuple[Visit, ...] = ()
    """Not asked on the way, but after the last question, because the leader brought them back."""
    answered: tuple[AnsweredQuestion, ...] = ()
    """What this conversation answered, for the next one; empty before its end."""


@cache
def _adapter() -> TypeAdapter[CoachingState]:
    return TypeAdapter(CoachingState)


def to_json(state: CoachingState) -> str:
    return _adapter().dump_json(state, exclude_defaults=True).decode()


def from_json(text: str) -> CoachingState:
    return _adapter().validate_json(text)
