"""Moves that only coaching conversations have."""

from dataclasses import dataclass

from conversations.script import Audience
from conversations.threads.moves import (
    AskPeople,
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
    Undo,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip(Control):
    """On without an answer, if wished past all that is left of a `for_each` pass."""

    whole_pass: bool = False


class Probe(Control):
    """The next follow-up of this question."""


class BringBack(Control):
    """Ask the questions, too, that were left out of this conversation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideNames(Control):
    """Whether the record names who answered this sensitive question, as the group decided."""

    named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """Check a line of the preparation, or uncheck it."""

    by: str
    line: int
    done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmAll:
    """Save all proposals of a question at once, as they are worded. Only for the parts of a delivery chain."""

    by: str
    asking: int
    drafts: tuple[Confirm, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeAudience:
    by: str
    audience: Audience


Steer = Next | Back | Skip | DecideNames | Choose | Probe | BringBack | AskPeople | Pause | Resume | Finish
Arrange = Tick | HandOver | NameCoLeader | ChangeAudience
Write = Park | Confirm | ConfirmAll | Undo
Listen = ReceiveReply | Posted | Join | Leave
Move = Steer | Arrange | Write | Listen
