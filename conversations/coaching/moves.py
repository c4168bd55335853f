"""Moves that only coaching conversations have."""

from dataclasses import dataclass
from enum import StrEnum

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


class SkipScope(StrEnum):
    """What is skipped from a question on."""

    QUESTION = "question"
    ITEM = "item"
    """The questions left about the thing that this pass of a `for_each` is at."""
    PASS = "pass"  # noqa: S105 (no password: how much is skipped)
    """Those about the things after it, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip(Control):
    """On without an answer."""

    scope: SkipScope = SkipScope.QUESTION


class Probe(Control):
    """The next follow-up of this question."""


class BringBack(Control):
    """Ask the questions, too, that were left out of this conversation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideNames(Control):
    """Whether the record names who answered this sensitive question, as the group decided."""

    named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SetNames(Control):
    """The same about every sensitive question that was left without asking, as a form decides it. Nothing moves on."""

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


Steer = Next | Back | Skip | DecideNames | SetNames | Choose | Probe | BringBack | AskPeople | Pause | Resume | Finish
Arrange = Tick | HandOver | NameCoLeader | ChangeAudience
Write = Park | Confirm | ConfirmAll | Undo
Listen = ReceiveReply | Posted | Join | Leave
Move = Steer | Arrange | Write | Listen
