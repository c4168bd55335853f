"""Readings of a measure: by student group, as of a day, and without the values of too few students."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

import storage
from plans.figures import read_figure
from plans.outcomes import PlanOutcome, TargetVerdict
from plans.plan import Goal, Measure, Plan
from plans.readings import OutcomeReading
from plans.small_groups import Withheld
from storage.database import Database
from storage.documents import evidence
from storage.items.items import Stamp
from storage.models import MeasureRow, ReadingRow, WorkspaceRow
from storage.people import organizations, people
from storage.people.people import Member
from storage.plans import files, plans
from storage.plans.places import PlanRowReference
from storage.rounds import outcomes, reading_records
from storage.rounds.reading_records import Recorded
from tests.support.districts import NEW_YORK, TEAM

TODAY = date(2026, 11, 24)
STAMP = Stamp(at=datetime(2026, 9, 1, 12, tzinfo=UTC), on=date(2026, 9, 1))


def plan_of(*targets: str) -> Plan:
    measure = Measure(indicator="Grade 7 math, proficient", baseline="31%", targets=targets)
    goal = Goal(code="1", text="Students are proficient in math", measures=(measure,))
    return Plan(title="Math", organization="Bethel", school_year="2026-27", goals=(goal,))


@pytest.fixture
def plan_id(database: Database) -> int:
    with database.write() as session:
        return saved(session, plan_of("60%"))


def saved(session: Session, plan: Plan) -> int:
    organizations.save_workspace(session, TEAM, "District", "U0BOT")
    people.save_people(session, TEAM, [Member(slack_id="U1", name="Ana Ruiz", time_zone=NEW_YORK)])
    school = organizations.save_organization(session, TEAM, plan.organization, "school")
    years = (date(2026, 7, 1), date(2027, 6, 30))
    return files.save(session, school.id, plan, years=years, source="plan.yml", digest="1", stamp=STAMP).plan_id


def reading(
    text: str, *, group: str = "", size: int | None = None, day: int = 20, month: int = 11, source: str = ""
) -> OutcomeReading:
    return OutcomeReading(
        taken_on=date(2026, month, day),
        text=text,
        figure=read_figure(text),
        student_group=group,
        group_size=size,
        source=source,
    )


def record(session: Session, *recorded: OutcomeReading, on: date = TODAY) -> list[Recorded]:
    measure = session.query(MeasureRow).one()
    person = people.person(session, TEAM, "U1")
    assert person is not None
    stamp = Stamp(at=datetime(on.year, on.month, on.day, 15, tzinfo=UTC), on=on, by=person.id)
    return [reading_records.record(session, PlanRowReference("measure", measure.id), each, stamp) for each in recorded]


def measured(session: Session, plan_id: int, day: date = TODAY) -> PlanOutcome:
    (outcome,) = outcomes.of_plan(session, plan_id, day)
    return outcome


def test_student_groups_stand_beside_all_students(database: Database, plan_id: int) -> None:
    with database.write() as session:
        record(session, reading("52%", size=140, day=6), reading("31%", group="English learners", size=24, day=20))
        outcome = measured(session, plan_id)

    assert outcome.newest is not None
    assert (outcome.newest.reading.text, outcome.verdict(TODAY)) == ("52%", TargetVerdict.NOT_YET)
    assert [(each.reading.student_group, each.reading.text) for each in outcome.groups] == [("English learners", "31%")]


def test_the_same_value_again_changes_nothing_and_another_replaces_it(database: Database, plan_id: int) -> None:
    first, corrected = reading("52%", size=140, source="iReady"), reading("54%", size=140, source="iReady")
    learners = reading("31%", group="English learners", size=24)
    with database.write() as session:
        assert record(session, first, learners) == [Recorded.ADDED, Recorded.ADDED]
        assert record(session, first, reading("31%", group="english Learners", size=24)) == [Recorded.UNCHANGED] * 2
        assert record(session, corrected, on=date(2026, 11, 25)) == [Recorded.REPLACED]
        assert record(session, corrected, on=date(2026, 11, 26)) == [Recorded.UNCHANGED]
        assert session.query(ReadingRow).count() == 3  # the first value stays in the history
        before, after = (measured(session, plan_id, date(2026, 11, day)).newest for day in (24, 25))

    assert before is not None
    assert after is not None
    assert (before.reading.text, after.reading.text) == ("52%", "54%")


def test_a_value_of_too_few_students_does_not_leave_storage(database: Database, plan_id: int) -> None:
    with database.write() as session:
        record(session, reading("52%", size=140), reading("4 of 9", group="English learners"))
        outcome = measured(session, plan_id)
        of_all, of_group = outcomes.histories(session, plan_id, TODAY)

    (learners,) = outcome.groups
    assert learners.reading.withheld == Withheld(10)
    assert (learners.reading.text, learners.reading.figure, learners.reading.group_size) == ("", None, None)
    assert [each.text for each in of_all.readings] == ["52%"]
    assert (of_group.readings, [each.withheld for each in of_group.withheld]) == ((), [Withheld(10)])


def test_all_students_may_be_too_few(database: Database, plan_id: int) -> None:
    with database.write() as session:
        record(session, reading("70%", size=9))
        outcome = measured(session, plan_id)

    assert outcome.newest is not None
    assert outcome.newest.reading.withheld == Withheld(10)
    assert (outcome.verdict(TODAY), outcome.is_reached, outcome.is_missed(TODAY)) == (TargetVerdict.NONE, False, False)


def test_the_other_groups_of_the_month_decide_too(database: Database, plan_id: int) -> None:
    """40 in all, 20 and 14 of them shown: the other 6 could be computed."""
    with database.write() as session:
        record(
            session,
            reading("50%", size=40, day=3),
            reading("60%", group="White", size=20, day=10),
            reading("40%", group="Black", size=14, day=10),
            reading("33%", group="Asian", size=6, day=17),
        )
        hidden = {each.reading.student_group: each.reading.withheld for each in measured(session, plan_id).groups}

    assert hidden == {"White": None, "Black": Withheld(10, protects_another=True), "Asian": Withheld(10)}


def test_the_workspace_sets_the_number(database: Database, plan_id: int) -> None:
    with database.write() as session:
        record(session, reading("52%", size=14))
        session.execute(update(WorkspaceRow).values(fewest_students=15))
        newest = measured(session, plan_id).newest

    assert newest is not None
    assert newest.reading.withheld == Withheld(15)


def test_dated_targets_are_judged_as_of_the_day(database: Database) -> None:
    with database.write() as session:
        plan_id = saved(session, plan_of("60% in November, 80% in January, 90% in May", "95%"))
        record(session, reading("55%", size=140, month=11, day=20))
        record(session, reading("62%", size=140, month=12, day=11), on=date(2026, 12, 11))
        november, december = (measured(session, plan_id, day) for day in (TODAY, date(2026, 12, 12)))

    assert [judged.verdict for judged in november.judged] == [TargetVerdict.NOT_YET] * 3
    assert (november.due, november.verdict(TODAY)) == (date(2026, 11, 30), TargetVerdict.NOT_YET)
    assert [judged.verdict for judged in december.judged] == [
        TargetVerdict.REACHED_LATE,
        TargetVerdict.NOT_YET,
        TargetVerdict.NOT_YET,
    ]
    assert december.due == date(2027, 1, 31)


def test_no_other_module_reads_values() -> None:
    """Whoever read the table itself would print what must not be shown. The network counts, and leaves that out.

    The retention only empties texts.
    """
    root = Path(storage.__file__).parents[1]
    modules = {
        path.relative_to(root).as_posix()
        for package in ("bot", "storage")
        for path in (root / package).rglob("*.py")
        if "ReadingRow" in path.read_text(encoding="utf-8")
    }

    assert modules == {
        "storage/models/__init__.py",
        "storage/models/readings.py",
        "storage/network/outcomes.py",
        "storage/privacy/old_rows.py",
        "storage/rounds/reading_records.py",
        "storage/rounds/readings.py",
        "storage/rounds/subjects.py",
    }


def test_evidence_names_the_source_and_not_the_value(database: Database, plan_id: int) -> None:
    with database.write() as session:
        record(
            session, reading("52%", size=140, source="iReady"), reading("4 of 9", group="Newcomers", source="iReady")
        )
        plan = plans.summary(session, plan_id)
        lines = evidence.of_plan(session, plan, date(2026, 7, 1), TODAY)

    read = [line.reading for line in lines if line.reading]
    assert [line.words for line in lines] == ["iReady", "iReady"]
    assert sorted((each.text, each.withheld) for each in read) == [("", Withheld(10)), ("52%", None)]
