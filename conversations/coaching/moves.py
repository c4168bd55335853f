"""Moves that only coaching conversations have."""

from dataclasses import dataclass

from conversations.script import Audience
from conversations.threads.moves import (
    Back,
    Choose,
    Confirm,
    Control,
    Finish,
    HandOver,
    Join,
    Leave,
    NameCoLeader,
    Next,
    Park,
    Pause,
    Posted,
    ReceiveReply,
    Resume,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip(Control):
    """On without an answer, if wished past all that is left of a `for_each` pass."""

    whole_pass: bool = False


class Probe(Control):
    """The next follow-up of this question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietVoices(Control):
    """Ask in private those who have not spoken."""

    members: tuple[str, ...]
    spoken: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """Check a line of the preparation, or uncheck it."""

    by: str
    line: int
    done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeAudience:
    by: str
    audience: Audience


Steer = Next | Back | Skip | Choose | Probe | QuietVoices | Pause | Resume | Finish
Arrange = Tick | HandOver | NameCoLeader | ChangeAudience
Write = Park | Confirm
Listen = ReceiveReply | Posted | Join | Leave
Move = Steer | Arrange | Write | Listen
