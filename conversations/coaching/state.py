"""Where a coaching conversation stands: a thread, and what its script asks about."""

from dataclasses import dataclass
from functools import cache

from pydantic import TypeAdapter

from conversations.parts import ForEachItem
from conversations.script import PREPARATION, Audience, Condition
from conversations.threads.state import Thread, Visit

AT_PREPARATION = Visit(PREPARATION)


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
    facts: str = ""
    """What was laid out above the newest question, as it was posted: its message keeps it whatever changes since."""
    proposed: tuple[Visit, ...] = ()
    items: tuple[ForEachItem, ...] = ()
    names_asked: tuple[Visit, ...] = ()
    """Sensitive questions of which the leader was asked whether the record names who answered."""
    nameless: tuple[Visit, ...] = ()
    """Those whose answers stand in the record without names."""


@cache
def _adapter() -> TypeAdapter[CoachingState]:
    return TypeAdapter(CoachingState)


def to_json(state: CoachingState) -> str:
    return _adapter().dump_json(state, exclude_defaults=True).decode()


def from_json(text: str) -> CoachingState:
    return _adapter().validate_json(text)
