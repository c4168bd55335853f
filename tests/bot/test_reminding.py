"""A month of reminders on a hand-set clock: who gets which, and when. `-s` prints the table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.action_items.reminding import Reminding
from bot.demo.district import HandClock
from bot.turns import Turns
from plans.item_events import Completed, Status, StatusReported
from plans.reminders import ReminderPreference
from plans.school_calendar import Closing
from storage.database import Database
from storage.items import items, reminders
from storage.items.items import Stamp
from storage.models import ActionItemRow, MilestoneRow, OutboxRow
from storage.people import calendars, people, role_holders, schedules
from storage.people.schedules import Absence, Source
from storage.plans import plans
from tests.support.databases import new_sqlite
from tests.support.districts import TEAM, save_district, staff

EVERYBODY = [*staff(6), *staff(7, zone="America/Los_Angeles")[6:]]
BREAK = [Closing(date(2026, 12, 21), date(2027, 1, 1)), Closing(date(2026, 11, 26), date(2026, 11, 27))]
DUES = {
    "1.1.1": date(2026, 12, 10),
    "1.1.2": date(2026, 12, 10),
    "1.1.3": date(2026, 12, 5),
    "1.1.4": date(2026, 12, 10),
    "1.1.5": date(2026, 12, 10),
    "1.1.6": date(2026, 12, 24),
    "1.1.7": date(2026, 12, 10),
}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = new_sqlite(tmp_path / "plan.db")
    save_district(opened, EVERYBODY)
    with opened.write() as session:
        plan = plans.summaries(session, TEAM)[0]
        calendars.add(session, plan.organization_id, BREAK)
        for code, due in DUES.items():
            session.execute(update(ActionItemRow).where(ActionItemRow.code == code).values(due=due, ongoing=False))
        _prefer(session, "U00000004", ReminderPreference.NONE)
        _prefer(session, "U00000005", ReminderPreference.STANDARD, away_until=date(2026, 12, 11))
    yield opened
    opened.close()


def _prefer(session: Session, slack_id: str, preference: ReminderPreference, away_until: date | None = None) -> None:
    person = people.person(session, TEAM, slack_id)
    assert person is not None
    reminders.save_preference(session, person.id, preference)
    if away_until is not None:
        schedules.set_away(session, person.id, Absence(date(2026, 11, 1), away_until), Source.OWN)


def live(database: Database, first: date, last: date) -> dict[str, list[str]]:
    """Tick four times an hour. Return the local times at which each person got a message."""
    clock = HandClock(datetime.combine(first, datetime.min.time(), UTC))
    reminding = Reminding(Turns(database, clock))
    while clock.moment.date() <= last:
        if clock.moment.date() == date(2026, 12, 8) and clock.moment.hour == 20 and not clock.moment.minute:
            _say(database, "1.1.2", clock.moment)
        reminding.tick()
        clock.moment += timedelta(minutes=30)
    with database.read() as session:
        rows = session.scalars(select(OutboxRow).order_by(OutboxRow.not_before, OutboxRow.id)).all()
    by_person: dict[str, list[str]] = {}
    for row in rows:
        kind = row.payload["text"].splitlines()[-1].split(" · ")[0]
        by_person.setdefault(row.channel, []).append(f"{row.not_before:%a %m-%d %H:%M} UTC  {kind}")
    return by_person


def _say(database: Database, code: str, at: datetime) -> None:
    """Teacher 2 finishes early; teacher 2's reminders stop."""
    with database.write() as session:
        item = items.find(session, plans.summaries(session, TEAM)[0].id, code)
        stamp = Stamp(at=at, on=at.date())
        items.record(session, item.id, StatusReported(recorded=at.date(), status=Status.DONE), stamp)
        items.record(session, item.id, Completed(recorded=at.date(), completed_on=at.date()), stamp)


def test_a_month_with_a_break_a_weekend_and_people_away(database: Database) -> None:
    output = live(database, date(2026, 11, 20), date(2027, 1, 20))

    for who, moments in sorted(output.items()):
        print(who, *moments, sep="\n    ")  # noqa: T201 (the table of the month, for who runs it with -s)
    days = {who: [moment[:9] for moment in moments] for who, moments in output.items()}
    assert days == {
        "U00000001": ["Mon 12-07", "Thu 12-10", "Thu 12-17"],
        "U00000002": ["Mon 12-07"],  # done on the 8th: nothing more
        "U00000003": ["Tue 12-01", "Fri 12-04", "Mon 12-14"],  # due on a Saturday
        "U00000004": ["Thu 12-10"],  # wants none: only the day itself
        "U00000005": ["Thu 12-17"],  # away until the 11th: nothing is made up for
        "U00000006": ["Tue 12-15", "Fri 12-18", "Mon 01-04"],  # due in the break
        "U00000007": ["Mon 12-07", "Thu 12-10", "Thu 12-17"],
    }
    assert {moment[10:15] for moment in output["U00000001"]} == {"14:00"}  # nine in New York
    assert {moment[10:15] for moment in output["U00000007"]} == {"17:00"}  # nine in Los Angeles


def test_ten_due_dates_are_one_message(database: Database) -> None:
    with database.write() as session:
        person = people.person(session, TEAM, "U00000001")
        assert person is not None
        session.execute(update(ActionItemRow).values(due=date(2026, 12, 10), ongoing=False, owner_id=person.id))

    output = live(database, date(2026, 12, 10), date(2026, 12, 10))

    assert len(output["U00000001"]) == 1
    assert set(output) == {"U00000001"}


@pytest.fixture
def led(database: Database) -> Database:
    """Teacher 1, who wants standard reminders, and teacher 4, who wants none, lead the milestone."""
    with database.write() as session:
        plan = plans.summaries(session, TEAM)[0]
        session.execute(update(MilestoneRow).values(lead="Lead"))
        leads = [people.person(session, TEAM, slack_id) for slack_id in ("U00000001", "U00000004")]
        role_holders.assign(session, plan.id, "Lead", [lead.id for lead in leads if lead])
    return database


def test_a_lead_hears_once_what_is_a_week_late_in_the_own_morning_message(led: Database) -> None:
    output = live(led, date(2026, 12, 11), date(2027, 1, 20))

    with led.read() as session:
        rows = session.scalars(select(OutboxRow).filter_by(channel="U00000001").order_by(OutboxRow.not_before)).all()
    texts = {row.not_before.date(): str(row.payload["text"]) for row in rows}
    assert list(texts) == [date(2026, 12, 14), date(2026, 12, 17), date(2027, 1, 4)]  # no days of their own but these
    assert "A week late in milestones you lead: *1.1.3* Step 1.1.3 (Teacher 0003)." in texts[date(2026, 12, 14)]
    assert "was due Thu, Dec 10; this is my last reminder" in texts[date(2026, 12, 17)]
    late = texts[date(2026, 12, 17)].splitlines()[-1]
    assert [code for code in DUES if f"*{code}*" in late] == ["1.1.2", "1.1.4", "1.1.5", "1.1.7"]
    assert "*1.1.6*" in texts[date(2027, 1, 4)]
    assert "U00000004" not in output  # wants none


def test_a_lead_does_not_hear_of_what_its_owner_has_spoken_of(led: Database) -> None:
    with led.write() as session:
        plan = plans.summaries(session, TEAM)[0]
        for code in set(DUES) - {"1.1.1"}:
            spoken = StatusReported(recorded=date(2026, 12, 26), status=Status.BEHIND, cause="The vendor is late")
            stamp = Stamp(at=datetime(2026, 12, 26, 15, tzinfo=UTC), on=date(2026, 12, 26))
            items.record(session, items.find(session, plan.id, code).id, spoken, stamp)

    output = live(led, date(2026, 12, 11), date(2027, 1, 20))

    assert [moment[:9] for moment in output["U00000001"]] == ["Thu 12-17"]
