"""What becomes of a plan's unfinished work in the next school year, decided one milestone at a time.

Strategies go on unless somebody stops one. Every decision can be undone until the next year's plan is made.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple, assert_never

from conversations.rejections import RejectedError, Rejection, RolloverRejectionCode


class RolloverSubject(StrEnum):
    """What a decision is about, by the table of its row."""

    MILESTONE = "milestone"
    STRATEGY = "strategy"
    OTHER_ITEMS = "plan"
    """The open action items that belong to no unfinished milestone, all together."""


class SubjectKey(NamedTuple):
    subject: RolloverSubject
    row_id: int

    def __str__(self) -> str:
        return f"{self.subject}:{self.row_id}"


class DecisionKind(StrEnum):
    CARRY_OVER = "carry_over"
    DROP = "drop"
    """Of a strategy: it is stopped, and its unfinished milestones with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RolloverDecision:
    kind: DecisionKind
    reason: str = ""
    """Of what is dropped."""
    title: str = ""
    """This and the next two: of a milestone, what it says next year; empty where it stays as the calendar moves it."""
    due: date | None = None
    lead: str = ""
    staying: frozenset[int] = frozenset()
    """Ids of open action items that don't come along."""
    item_dues: Mapping[int, date] = field(default_factory=dict)
    """Dates that somebody chose, by action item."""
    by: int = 0
    """Person id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RolloverState:
    questions: Sequence[SubjectKey]
    """Unfinished milestones in the plan's order, then the other open items if there are any."""
    strategies: Mapping[SubjectKey, SubjectKey]
    """The strategy of each milestone."""
    all_strategies: Sequence[SubjectKey]
    decisions: Mapping[SubjectKey, RolloverDecision] = field(default_factory=dict)
    is_confirmed: bool = False
    is_over: bool = False
    """Whether the next year's plan was made."""

    def is_stopped(self, key: SubjectKey) -> bool:
        """Whether it is a stopped strategy, or belongs to one."""
        return self.strategies.get(key, key) in self.decisions and self.strategies.get(key, key) in self.all_strategies

    @property
    def asked(self) -> Sequence[SubjectKey]:
        """Without the milestones of stopped strategies, which need no answer."""
        return [key for key in self.questions if not self.is_stopped(key)]

    @property
    def undecided(self) -> Sequence[SubjectKey]:
        return [key for key in self.asked if key not in self.decisions]

    def comes_along(self, key: SubjectKey) -> bool:
        decision = self.decisions.get(key)
        return not self.is_stopped(key) and decision is not None and decision.kind is DecisionKind.CARRY_OVER


# ---------------------------------------------------------------- moves


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidePart:
    key: SubjectKey
    decision: RolloverDecision


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoDecision:
    key: SubjectKey


@dataclass(frozen=True, slots=True, kw_only=True)
class StartNextYear:
    """Everything is decided: the plan may be made on its day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldNextYear:
    """Take the start back while the plan isn't made yet."""


RolloverMove = DecidePart | UndoDecision | StartNextYear | HoldNextYear


# ---------------------------------------------------------------- effects


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveDecision:
    key: SubjectKey
    decision: RolloverDecision


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteDecision:
    key: SubjectKey


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveStart:
    is_confirmed: bool


RolloverEffect = SaveDecision | DeleteDecision | SaveStart | Rejection


def advance(state: RolloverState, move: RolloverMove) -> tuple[RolloverEffect, ...]:
    """The effects of the move. The state is derived from what they save, so it isn't returned."""
    try:
        return _effects(state, move)
    except RejectedError as error:
        return (error.rejection,)


def _effects(state: RolloverState, move: RolloverMove) -> tuple[RolloverEffect, ...]:
    if state.is_over:
        raise RejectedError(RolloverRejectionCode.OVER)
    if isinstance(move, HoldNextYear):
        return (SaveStart(is_confirmed=False),) if state.is_confirmed else ()
    if state.is_confirmed:
        raise RejectedError(RolloverRejectionCode.CONFIRMED)
    match move:
        case DecidePart(key=key, decision=decision):
            return _decide(state, key, decision)
        case UndoDecision(key=key):
            if key not in state.decisions:
                raise RejectedError(RolloverRejectionCode.NOT_DECIDED)
            return (DeleteDecision(key=key),)
        case StartNextYear():
            if state.undecided:
                raise RejectedError(RolloverRejectionCode.UNDECIDED)
            return (SaveStart(is_confirmed=True),)
        case _:
            assert_never(move)


def _decide(state: RolloverState, key: SubjectKey, decision: RolloverDecision) -> tuple[RolloverEffect, ...]:
    is_stop = key.subject is RolloverSubject.STRATEGY
    if is_stop and decision.kind is not DecisionKind.DROP:
        raise RejectedError(RolloverRejectionCode.UNKNOWN)
    if key not in (state.all_strategies if is_stop else state.asked):
        raise RejectedError(RolloverRejectionCode.UNKNOWN)
    before = state.decisions.get(key)
    if before == decision:
        return ()
    if before is not None:
        raise RejectedError(RolloverRejectionCode.DECIDED_MEANWHILE)
    if decision.kind is DecisionKind.DROP and not decision.reason:
        raise RejectedError(RolloverRejectionCode.NO_REASON)
    return (SaveDecision(key=key, decision=decision),)
