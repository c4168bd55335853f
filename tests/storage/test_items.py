"""What happened to an action item: its row always says what its history adds up to, and the past stays."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from plans.item_events import Cancelled, Completed, DueMoved, Event, Reopened, Status, StatusReported
from plans.item_progress import Day
from storage.database import Database
from storage.items import items, month
from storage.items import progress as item_progress
from storage.items.items import Stamp
from tests.support.districts import save_district, staff

FIRST = date(2026, 9, 2)
FAR_FUTURE = date(2030, 1, 1)

days = st.dates(date(2026, 8, 1), date(2027, 6, 30))
happenings = st.lists(
    st.one_of(
        st.builds(Completed, recorded=days, completed_on=days),
        st.builds(Reopened, recorded=days),
        st.builds(DueMoved, recorded=days, due=st.none() | days, reason=st.text("ab ", max_size=3)),
        st.builds(Cancelled, recorded=days, reason=st.just("no longer needed")),
        st.builds(StatusReported, recorded=days, status=st.sampled_from(Status)),
    ),
    max_size=6,
)


@pytest.fixture
def plan_id(database: Database) -> int:
    return save_district(database, staff(1))


def record(database: Database, item_id: int, *events: Event) -> None:
    with database.write() as session:
        write(session, item_id, events)


def write(session: Session, item_id: int, events: Iterable[Event]) -> None:
    for event in events:
        moment = datetime.combine(event.recorded, datetime.min.time(), UTC)
        items.record(session, item_id, event, Stamp(at=moment, on=event.recorded))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=happenings)
def test_a_row_always_says_what_its_history_adds_up_to(database: Database, plan_id: int, events: list[Event]) -> None:
    with Session(database.engine) as session:  # never committed: each example starts from the same item
        row = items.find(session, plan_id, "1.1.1")
        write(session, row.id, events)
        session.flush()
        session.refresh(row)
        stored = items.where_it_stands(session, row.id)

    assert row.due == stored.due
    assert (row.completed_on, row.cancelled) == (stored.completed_on, stored.cancelled)


def test_a_past_day_is_told_as_it_was_known_then(database: Database, plan_id: int) -> None:
    day, due = timedelta(days=1), FIRST + timedelta(days=7)
    with database.read() as session:
        item_id = items.find(session, plan_id, "1.1.1").id
    record(database, item_id, DueMoved(FIRST, due, "room not ready"))

    def as_told(as_of: date) -> tuple[int, int, int]:
        with database.read() as session:
            progress = item_progress.count(session, plan_id, Day(as_of))
        return progress.completed.part, progress.on_time.part, progress.behind.part

    then = due + day
    before = as_told(then)
    record(database, item_id, DueMoved(then + day, then + 30 * day, "more time"), Completed(then + 2 * day, then))

    assert before == (0, 0, 1)
    assert as_told(then) == before
    assert as_told(then + 3 * day) == (1, 0, 0)


def test_moved_dates_are_told_with_the_date_before(database: Database, plan_id: int) -> None:
    with database.read() as session:
        item_id = items.find(session, plan_id, "1.1.1").id
    october, november, december = date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)
    late = StatusReported(FIRST, Status.BEHIND, "the room is taken")
    record(database, item_id, DueMoved(FIRST, october, "first"), late, DueMoved(october, november, "second"))
    record(database, item_id, DueMoved(december, december, "third"))

    with database.read() as session:
        changes = month.changed(session, plan_id, october, november)

    assert [(each.old_due, each.new_due, each.reason, each.cause) for each in changes] == [
        (october, november, "second", "the room is taken")
    ]
    assert changes[0].times_moved >= 1
    assert changes[0].first_due is not None
