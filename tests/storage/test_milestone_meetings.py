"""Notes and rocks of a milestone's team, who is in it, and how far a round has come, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from plans.rocks import RockState
from storage.database import Database
from storage.items.items import Stamp
from storage.models import MilestoneRow, PersonRow
from storage.people import people
from storage.plans import milestone_meetings, milestone_teams
from storage.rounds import minutes, round_counts, rounds
from tests.support.districts import TEAM, save_district, staff

NOW = datetime(2026, 11, 18, 15, tzinfo=UTC)
TODAY = NOW.date()
ENDS = (RockState.MISSED, RockState.DONE)


@pytest.fixture
def plan_id(database: Database) -> int:
    return save_district(database, staff(3))


def person(session: Session, number: int) -> PersonRow:
    actual = people.person(session, TEAM, f"U{number:08d}")
    assert actual is not None
    return actual


def milestone(session: Session, plan_id: int) -> MilestoneRow:
    row = session.scalars(select(MilestoneRow).filter_by(plan_id=plan_id).order_by(MilestoneRow.id)).first()
    assert row is not None
    return row


def test_notes_keep_their_day_and_the_newest_comes_first(database: Database, plan_id: int) -> None:
    with database.write() as session:
        row = milestone(session, plan_id)
        for days in (9, 2, 0):
            stamp = Stamp(at=NOW - timedelta(days=days), on=TODAY - timedelta(days=days), by=person(session, 1).id)
            milestone_meetings.add_note(session, plan_id, row.id, f"{days} days ago", stamp)
        newest = milestone_meetings.newest_notes(session, plan_id, row.id, 2)
        of_the_week = milestone_meetings.notes_between(session, plan_id, TODAY - timedelta(days=7), TODAY)

    assert [(note.text, note.on) for note in newest] == [("0 days ago", TODAY), ("2 days ago", date(2026, 11, 16))]
    assert [note.text for note in of_the_week] == ["2 days ago", "0 days ago"]
    assert {note.who for note in newest} == {person(session, 1).name}


def test_a_rock_is_asked_about_once_and_answered_once(database: Database, plan_id: int) -> None:
    with database.write() as session:
        row, stamp = milestone(session, plan_id), Stamp(at=NOW, on=TODAY, by=person(session, 1).id)
        rock_id = milestone_meetings.set_rock(
            session, plan_id, row.id, "Post it", owner_id=person(session, 2).id, due=date(2026, 12, 4), stamp=stamp
        )
        assert milestone_meetings.due_rocks(session, date(2026, 12, 3)) == []
        assert [rock.id for rock in milestone_meetings.due_rocks(session, date(2026, 12, 4))] == [rock_id]
        assert [milestone_meetings.mark_asked(session, rock_id) for _ in range(2)] == [True, False]
        assert milestone_meetings.due_rocks(session, date(2026, 12, 9)) == []
        day = date(2026, 12, 4)
        answers = [milestone_meetings.answer_rock(session, rock_id, state, day) for state in ENDS]
        assert answers == [True, False]
        on_page = [milestone_meetings.rocks_of(session, row.id, day + timedelta(days=days)) for days in (14, 15)]
        drafted = milestone_meetings.answered_between(session, plan_id, day, day)

    assert [[rock.state for rock in rocks] for rocks in on_page] == [[RockState.MISSED], []]
    assert [rock.text for rock in drafted] == ["Post it"]


def test_a_plan_without_a_round_or_minutes_has_no_counts(database: Database, plan_id: int) -> None:
    with database.write() as session:
        assert round_counts.latest(session, [plan_id]) == {}
        assert minutes.latest_periods(session, [plan_id]) == {}
        opened = rounds.open_round(session, plan_id, "2026-11", opened_at=NOW, closes_at=NOW + timedelta(days=6))
        assert opened is not None
        count = round_counts.latest(session, [plan_id])[plan_id]
        team = milestone_teams.load(session, milestone(session, plan_id).id)

    assert (count.period, count.is_open, count.asked, count.complete) == ("2026-11", True, 0, 0)
    assert team.plan_id == plan_id
