"""What became of the last minutes' next steps: items by their dates, steps by what people report."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from conversations.check_in import EarlierRisk, Happened, RiskOutcome
from conversations.highlight import FollowUp, PromiseFacts, PromiseKind, PromiseOutcome, follow_up

TODAY = date(2026, 11, 24)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def item(due: date = YESTERDAY, **now: object) -> PromiseFacts:
    facts: dict[str, object] = {"new_due": due, **now}
    return PromiseFacts(kind=PromiseKind.ITEM, code="1.1", text="x", due=due, **facts)  # type: ignore[arg-type]  # its fields


def step(happened: Happened | None, due: date | None = YESTERDAY) -> PromiseFacts:
    return PromiseFacts(kind=PromiseKind.RECOVERY, code="1.1", text="x", due=due, happened=happened)


def followed(*promises: PromiseFacts) -> FollowUp:
    followed_up = follow_up("2026-10", promises, (), TODAY)
    assert followed_up is not None
    return followed_up


@pytest.mark.parametrize(
    ("promise", "outcome"),
    [
        (item(completed_on=YESTERDAY), PromiseOutcome.KEPT),
        (item(due=TOMORROW, completed_on=TODAY), PromiseOutcome.KEPT),
        (item(is_cancelled=True), PromiseOutcome.NOT_KEPT),
        (item(completed_on=YESTERDAY, is_cancelled=True), PromiseOutcome.NOT_KEPT),
        (item(new_due=TOMORROW), PromiseOutcome.NOT_KEPT),
        (item(new_due=None), PromiseOutcome.NOT_KEPT),
        (item(is_answered=True), PromiseOutcome.NOT_KEPT),
        (item(), PromiseOutcome.NO_REPORT),
        (item(due=TODAY), PromiseOutcome.NOT_DUE),
        (item(due=TOMORROW, is_answered=True), PromiseOutcome.NOT_DUE),
        (step(Happened.YES), PromiseOutcome.KEPT),
        (step(Happened.PARTLY), PromiseOutcome.PARTLY),
        (step(Happened.NO), PromiseOutcome.NOT_KEPT),
        (step(None), PromiseOutcome.NO_REPORT),
        (step(None, due=None), PromiseOutcome.NO_REPORT),
        (step(None, due=TODAY), PromiseOutcome.NOT_DUE),
    ],
)
def test_each_promise_has_one_outcome(promise: PromiseFacts, outcome: PromiseOutcome) -> None:
    assert [each.outcome for each in followed(promise).promises] == [outcome]


def test_a_moved_date_and_one_taken_away_are_told_apart() -> None:
    moved, undated = followed(item(new_due=TOMORROW), item(new_due=None)).promises

    assert (moved.moved_to, moved.is_undated) == (TOMORROW, False)
    assert (undated.moved_to, undated.is_undated) == (None, True)


def test_a_recovery_step_says_whether_its_item_is_still_behind() -> None:
    promises = (step(Happened.YES), step(Happened.PARTLY), step(Happened.NO), item())
    behind, recovered = (follow_up("2026-10", promises, (), TODAY, behind=codes) for codes in ({"1.1"}, {"1.2"}))

    assert behind is not None
    assert [each.outcome for each in behind.promises if each.is_still_behind] == ["kept", "partly"]
    assert recovered is not None
    assert not any(each.is_still_behind for each in recovered.promises)


def test_what_was_completed_after_its_date_moved_is_kept() -> None:
    (promise,) = followed(item(new_due=TOMORROW, completed_on=TODAY)).promises

    assert (promise.outcome, promise.moved_to) == (PromiseOutcome.KEPT, None)


def test_without_promises_and_risks_there_is_nothing_to_follow_up() -> None:
    assert follow_up("2026-10", (), (), TODAY) is None
    risk = EarlierRisk(id=1, period="2026-10", risk="Snow", outcome=RiskOutcome.AVOIDED)
    risks_alone = follow_up("", (), (risk,), TODAY)
    assert risks_alone is not None
    assert [(each.risk, each.outcome) for each in risks_alone.risks] == [("Snow", RiskOutcome.AVOIDED)]
