"""What becomes of unfinished work: the moves of a rollover, and what stands in their way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from conversations.next_year import NextYearFacts, RemainingItem, RunningStrategy, UnfinishedMilestone, counts
from conversations.rejections import Rejection, RolloverRejectionCode
from conversations.rollover import (
    DecidePart,
    DecisionKind,
    DeleteDecision,
    HoldNextYear,
    RolloverDecision,
    RolloverMove,
    RolloverState,
    RolloverSubject,
    SaveDecision,
    SaveStart,
    StartNextYear,
    SubjectKey,
    UndoDecision,
    advance,
)
from plans.calendar import SchoolYear

ANA, BEN = 1, 2
FIRST, SECOND = SubjectKey(RolloverSubject.MILESTONE, 11), SubjectKey(RolloverSubject.MILESTONE, 12)
OTHER, STRATEGY = SubjectKey(RolloverSubject.OTHER_ITEMS, 7), SubjectKey(RolloverSubject.STRATEGY, 5)
CARRY = RolloverDecision(kind=DecisionKind.CARRY_OVER, by=ANA)
DROP = RolloverDecision(kind=DecisionKind.DROP, reason="no longer needed", by=ANA)


def item(id_: int) -> RemainingItem:
    return RemainingItem(
        id=id_, code=f"1.1.1.{id_}", text="", owner="", due=date(2027, 3, 1), next_due=date(2028, 3, 1)
    )


def milestone(id_: int, strategy_id: int, *items: RemainingItem) -> UnfinishedMilestone:
    return UnfinishedMilestone(
        id=id_,
        code=str(id_),
        title="",
        strategy_id=strategy_id,
        strategy="",
        lead="",
        quarter="",
        due=None,
        next_due=None,
        items=items,
    )


FACTS = NextYearFacts(
    plan_id=7,
    organization="School",
    year=SchoolYear(2027),
    old_year="2026-27",
    first_day=date(2027, 8, 16),
    has_calendar=True,
    strategies=[RunningStrategy(id=5, code="1.1", title=""), RunningStrategy(id=6, code="1.2", title="")],
    milestones=[milestone(11, 5, item(1), item(2)), milestone(12, 6, item(3))],
    completed_milestones=1,
    other_items=[item(4)],
    measures=(),
)


def after(*moves: RolloverMove, state: RolloverState | None = None) -> RolloverState:
    """The state after moves that are all possible."""
    state = state or FACTS.state({}, is_confirmed=False, is_over=False)
    for move in moves:
        for effect in advance(state, move):
            match effect:
                case SaveDecision(key=key, decision=decision):
                    state = replace(state, decisions={**state.decisions, key: decision})
                case DeleteDecision(key=key):
                    state = replace(state, decisions={k: v for k, v in state.decisions.items() if k != key})
                case SaveStart(is_confirmed=is_confirmed):
                    state = replace(state, is_confirmed=is_confirmed)
                case Rejection():
                    raise AssertionError(effect)
    return state


def rejection(state: RolloverState, move: RolloverMove) -> object:
    (effect,) = advance(state, move)
    assert isinstance(effect, Rejection)
    return effect.code


def test_milestones_are_asked_about_in_order_and_other_items_last() -> None:
    begun = after()
    assert begun.undecided == [FIRST, SECOND, OTHER]
    assert after(DecidePart(key=SECOND, decision=CARRY)).undecided == [FIRST, OTHER]


def test_the_year_starts_when_everything_is_decided_and_can_be_taken_back() -> None:
    decided = after(
        *(DecidePart(key=key, decision=CARRY) for key in (FIRST, SECOND)), DecidePart(key=OTHER, decision=DROP)
    )
    assert rejection(after(), StartNextYear()) is RolloverRejectionCode.UNDECIDED
    started = after(StartNextYear(), state=decided)
    assert started.is_confirmed
    assert rejection(started, UndoDecision(key=FIRST)) is RolloverRejectionCode.CONFIRMED
    assert not after(HoldNextYear(), state=started).is_confirmed


def test_the_first_to_decide_wins_and_a_second_tap_changes_nothing() -> None:
    decided = after(DecidePart(key=FIRST, decision=CARRY))
    assert advance(decided, DecidePart(key=FIRST, decision=CARRY)) == ()
    by_ben = DecidePart(key=FIRST, decision=replace(DROP, by=BEN))
    assert rejection(decided, by_ben) is RolloverRejectionCode.DECIDED_MEANWHILE
    undone = after(UndoDecision(key=FIRST), by_ben, state=decided)
    assert undone.decisions[FIRST].by == BEN


def test_dropping_needs_a_reason() -> None:
    silent = RolloverDecision(kind=DecisionKind.DROP, by=ANA)
    assert rejection(after(), DecidePart(key=FIRST, decision=silent)) is RolloverRejectionCode.NO_REASON


def test_a_stopped_strategy_takes_its_milestones_with_it_until_that_is_undone() -> None:
    stopped = after(DecidePart(key=FIRST, decision=CARRY), DecidePart(key=STRATEGY, decision=DROP))
    assert stopped.undecided == [SECOND, OTHER]
    assert not stopped.comes_along(FIRST)
    assert rejection(stopped, DecidePart(key=FIRST, decision=DROP)) is RolloverRejectionCode.UNKNOWN
    assert after(UndoDecision(key=STRATEGY), state=stopped).comes_along(FIRST)


def test_a_strategy_cannot_be_carried_over_and_nothing_changes_once_the_plan_is_made() -> None:
    assert rejection(after(), DecidePart(key=STRATEGY, decision=CARRY)) is RolloverRejectionCode.UNKNOWN
    over = FACTS.state({}, is_confirmed=True, is_over=True)
    assert rejection(over, HoldNextYear()) is RolloverRejectionCode.OVER


def test_the_preview_counts_what_comes_along_and_what_stays() -> None:
    without_two = replace(CARRY, staying=frozenset({2}))
    state = after(
        DecidePart(key=FIRST, decision=without_two),
        DecidePart(key=SECOND, decision=DROP),
        DecidePart(key=OTHER, decision=CARRY),
    )
    numbers = counts(FACTS, state)
    assert (numbers.strategies, numbers.stopped) == (2, 0)
    assert (numbers.carried_over, numbers.dropped, numbers.undecided) == (1, 1, 0)
    assert (numbers.items, numbers.items_left) == (2, 2)
