"""Milestones in the database: their dates from files and quarters, and their histories."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from plans.item_events import Completed, DueMoved, StatusReported
from plans.item_events import Status as Word
from plans.item_progress import Day
from plans.milestones import MilestoneProgress
from plans.plan import Milestone, Plan
from plans.school_calendar import Term, TermKind
from storage.database import Database
from storage.items.items import Stamp
from storage.models import MilestoneEventRow, MilestoneRow
from storage.people import calendars, organizations
from storage.plans import files, milestones, whole_plan
from storage.plans.file_changes import FileChange
from storage.plans.files import Imported
from tests.support.districts import IMPORTED, SCHOOL, TEAM, plan_of, staff

OCTOBER = Stamp(at=datetime(2026, 10, 1, 12, tzinfo=UTC), on=date(2026, 10, 1))
DEC_18, DEC_31, JAN_29 = date(2026, 12, 18), date(2026, 12, 31), date(2027, 1, 29)
MARCH_31 = date(2027, 3, 31)


def plan_with(**parts: object) -> Plan:
    """The test plan with other values of its one milestone."""
    plan = plan_of(staff(1))
    [priority] = plan.priorities
    [strategy] = priority.strategies
    milestone: Milestone = replace(strategy.milestones[0], **parts)  # type: ignore[arg-type]  # the test names the parts
    return replace(plan, priorities=(replace(priority, strategies=(replace(strategy, milestones=(milestone,)),)),))


def bring_in(database: Database, plan: Plan, digest: str, stamp: Stamp = OCTOBER) -> Imported:
    with database.write() as session:
        organizations.save_workspace(session, TEAM, "District", "U00000BOT")
        school = organizations.save_organization(session, TEAM, SCHOOL, "school")
        years = (date(2026, 7, 1), date(2027, 6, 30))
        return files.save(session, school.id, plan, years=years, source="plan.yml", digest=digest, stamp=stamp)


def recorded(database: Database) -> list[tuple[str, date, date | None, str]]:
    """Kind, day, due date and reason of each event of the one milestone."""
    columns = (MilestoneEventRow.kind, MilestoneEventRow.recorded_on, MilestoneEventRow.due, MilestoneEventRow.reason)
    with database.read() as session:
        statement = select(*columns).order_by(MilestoneEventRow.id)
        return [(kind, on, due, reason) for kind, on, due, reason in session.execute(statement)]


def moves(database: Database) -> list[tuple[date | None, str]]:
    return [(due, reason) for kind, _on, due, reason in recorded(database) if kind == "due_moved"]


def move(database: Database, due: date) -> None:
    with database.write() as session:
        milestones.record(session, 1, DueMoved(recorded=OCTOBER.on, due=due, reason="said in Slack"), OCTOBER)


@pytest.mark.parametrize(
    ("parts", "due"),
    [({}, None), ({"quarter": "Q2"}, DEC_31), ({"quarter": "2nd"}, DEC_31), ({"quarter": "Q2", "due": DEC_18}, DEC_18)],
)
def test_a_milestone_is_due_on_its_own_date_else_at_the_end_of_its_quarter(
    database: Database, parts: dict[str, object], due: date | None
) -> None:
    plan_id = bring_in(database, plan_with(**parts), "a", IMPORTED).plan_id

    assert recorded(database) == [("added", IMPORTED.on, due, "plan.yml")]
    with database.read() as session:
        [milestone] = whole_plan.load(session, plan_id).milestones()
    assert milestone.due == due


def test_the_schools_calendar_says_when_a_quarter_ends(database: Database) -> None:
    quarters = [
        Term(TermKind.QUARTER, number, first, last)
        for number, first, last in (
            (1, date(2026, 8, 17), date(2026, 10, 16)),
            (2, date(2026, 10, 19), DEC_18),
            (3, date(2027, 1, 5), date(2027, 3, 12)),
            (4, date(2027, 3, 15), date(2027, 5, 28)),
        )
    ]
    bring_in(database, plan_with(quarter="Q2"), "a")
    with database.write() as session:
        school = organizations.find(session, TEAM, SCHOOL)
        assert school is not None
        following = milestones.dated_by_quarter(session)
        calendars.replace(session, school.id, (), quarters)
        for milestone_id in following:
            milestones.redate_by_quarter(session, milestone_id, OCTOBER, "calendar.ics")

    assert moves(database) == [(DEC_18, "calendar.ics")]
    assert bring_in(database, plan_with(quarter="Q2", title="First visits"), "b").conflicts == ()
    assert moves(database) == [(DEC_18, "calendar.ics")]


def test_a_date_in_the_file_replaces_the_quarters_last_day(database: Database) -> None:
    bring_in(database, plan_with(quarter="Q2"), "a")

    changed = bring_in(database, plan_with(quarter="Q2", due=DEC_18), "b")

    assert changed.changed == (FileChange(code="milestone 1.1", part="due", old="", new="2026-12-18"),)
    assert changed.conflicts == ()
    assert moves(database) == [(DEC_18, "plan.yml")]

    bring_in(database, plan_with(quarter="Q2"), "c")
    assert moves(database)[1:] == [(DEC_31, "plan.yml")]


def test_another_quarter_in_the_file_moves_the_date_unless_a_person_set_it(database: Database) -> None:
    bring_in(database, plan_with(quarter="Q2"), "a")
    bring_in(database, plan_with(quarter="Q3"), "b")
    assert moves(database) == [(MARCH_31, "plan.yml")]

    move(database, JAN_29)
    again = bring_in(database, plan_with(quarter="Q4"), "c")

    assert again.conflicts == ()
    assert moves(database)[1:] == [(JAN_29, "said in Slack")]


def test_a_date_moved_in_slack_is_not_moved_back_by_the_file(database: Database) -> None:
    bring_in(database, plan_with(due=DEC_18), "a")
    move(database, JAN_29)

    same = bring_in(database, plan_with(due=DEC_18, title="First visits"), "b")
    clash = bring_in(database, plan_with(due=DEC_31, title="First visits"), "c")

    assert same.conflicts == ()
    assert [(each.code, each.part, each.sheet, each.now) for each in clash.conflicts] == [
        ("milestone 1.1", "due", "2026-12-31", "2027-01-29")
    ]
    assert moves(database) == [(JAN_29, "said in Slack")]


def test_an_undone_move_never_counts_and_the_cause_is_valid_again(database: Database) -> None:
    plan_id = bring_in(database, plan_with(due=DEC_18), "1").plan_id
    with database.write() as session:
        behind = StatusReported(OCTOBER.on, Word.BEHIND, "no substitutes")
        milestones.record(session, 1, behind, OCTOBER)
    before = stands(database, plan_id)
    move(database, JAN_29)
    move(database, MARCH_31)
    moved = stands(database, plan_id)
    with database.write() as session:
        milestones.undo_move(session, 1, DEC_18, OCTOBER, "undone")

    assert (moved.times_moved, moved.cause) == (2, None)
    assert stands(database, plan_id) == before
    assert (before.times_moved, before.cause) == (0, behind)


def stands(database: Database, plan_id: int) -> MilestoneProgress:
    with database.read() as session:
        (milestone,) = milestones.as_of(session, plan_id, Day(OCTOBER.on))
    return milestone


def test_a_completion_is_kept_with_its_day_and_its_evidence(database: Database) -> None:
    bring_in(database, plan_with(due=DEC_18), "a")
    done = Completed(recorded=DEC_18, completed_on=date(2026, 12, 17))
    with database.write() as session:
        milestones.record(session, 1, StatusReported(DEC_18, Word.ON_TRACK), OCTOBER)
        milestones.record(session, 1, done, OCTOBER, evidence="visit notes")

    with database.read() as session:
        row = session.scalars(select(MilestoneRow)).one()
        evidence = session.scalars(select(MilestoneEventRow.evidence).order_by(MilestoneEventRow.id)).all()
    assert (row.completed_on, list(evidence)) == (date(2026, 12, 17), ["", "", "visit notes"])
