"""What a leader undoes from the draft of the minutes is as it was before, by an event of its own, and people hear."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot import importing
from bot.action_items.notifying import ItemNotifier
from bot.importing import SourceFile
from bot.slack.payloads import Who
from conversations.highlight import ChangeReference, Section
from conversations.parts import PartKind
from plans import files
from storage.items import items, regroupings
from storage.models import (
    ActionItemRow,
    BenchmarkRow,
    GoalRow,
    MeasureRow,
    MilestoneEventRow,
    MilestoneRow,
    PlanChangeRow,
    PlanRow,
    StrategyRow,
)
from storage.plans import milestones, whole_plan, written_parts
from storage.plans.places import PlanRowReference
from storage.plans.written_parts import NewPart
from storage.rounds import minutes as store
from tests.scenarios.conftest import QUARRY_HILL
from tests.scenarios.district import District
from tests.support.people import Person

TEAM = "TLARKMOOR"
SEVEN = Who(team=TEAM, user="U00GRADE7")
CHANNEL = "C00QUARRY"
NOVEMBER_17 = datetime(2026, 11, 17, 15, tzinfo=UTC)
EDITS = {
    "practice: 3a\n        lead: Math Coach": "practice: 3b\n        lead: Data Coach",
    "baseline: 30%": "baseline: 35%",
    "targets: [60%]": "targets: ['60%, with two walks', 70%]",
    "due: Nov 20, 2026": "due: Jan 15, 2027",
    "text: 60% of students improve from one unit check to the next": "text: Students improve",
    "common check\n            lead: Math Coach": "check of its own\n            lead: Principal",
    "due: Jan 29, 2027": "due: Feb 26, 2027",
    "text: Write the grade 8 unit checks": "text: Write and try the grade 8 unit checks",
    "results of the first check, owner: Data Coach": "results of the first check, owner: Math Coach",
}
"""What a changed file of the plan says instead."""
WHY = "the board asked for it"


def bring_in(school: District, folder: Path) -> None:
    """The Grade 7 Math Lead imports a changed file."""
    text = (QUARRY_HILL / "plan.yml").read_text(encoding="utf-8")
    for before, after in EDITS.items():
        assert text.count(before) == 1
        text = text.replace(before, after)
    path = folder / "plan.yml"
    path.write_text(text, encoding="utf-8")
    reading = files.read(path)
    assert reading.plan is not None
    with school.bot.turns.write(SEVEN) as turn:
        importing.bring_in(turn, TEAM, reading.plan, SourceFile.at(path), reason=WHY)


def parts(school: District) -> dict[str, object]:
    """The plan as it stands."""
    columns: dict[Any, tuple[str, ...]] = {
        StrategyRow: ("practice", "lead"),
        MeasureRow: ("baseline", "targets", "dropped"),
        BenchmarkRow: ("text", "due", "dropped"),
        MilestoneRow: ("title", "lead", "team", "due", "completed_on"),
        ActionItemRow: ("text", "owner", "owner_id", "due", "completed_on", "cancelled", "milestone_id"),
        GoalRow: ("text",),
    }
    with school.database.read() as session:
        return {
            f"{table.__tablename__} {row.id} {name}": getattr(row, name)
            for table, names in columns.items()
            for row in session.scalars(select(table).order_by(table.id))
            for name in names
        }


def drafts(school: District) -> str:
    """After November's check-in has opened."""
    if school.clock.moment < NOVEMBER_17:
        school.clock.moment = NOVEMBER_17
        notify_owners(school)
    school.answers("principal", "/plan minutes November", in_=CHANNEL)
    school.settles()
    return school.told("principal")[-1]


def references(school: District) -> dict[str, ChangeReference]:
    """The changes of November's draft by their lines."""
    with school.database.read() as session:
        plan_id = session.scalars(select(PlanRow.id)).one()
        stored = store.find(session, plan_id, "2026-11")
        assert stored is not None
        lines = stored.minutes.section(Section.MODIFICATIONS).lines
        return {line.text: line.change for line in lines if line.change}


def undoes(school: District, *beginnings: str) -> None:
    """The Principal chooses Undo for the lines that begin so."""
    lines = references(school)
    fields = {}
    for beginning in beginnings:
        [reference] = [reference for text, reference in lines.items() if text.startswith(beginning)]
        fields[f"change:{reference.source}:{reference.id}"] = "undo"
    principal = school.person("principal")
    principal.clicks("Check the changes …")
    principal.fills(**fields)
    assert principal.submits() == {}
    school.later(minutes=1)
    notify_owners(school)


def notify_owners(school: District) -> None:
    ItemNotifier(school.bot.turns).tick()
    school.ticks()


def updates(person: Person, item: str, **answers: str) -> None:
    person.types(f"/plan item {item}", in_=CHANNEL)
    person.menu("Update …", on=item)
    person.fills(**answers)
    assert person.submits() == {}


def test_each_change_of_an_action_item_is_undone_and_its_owner_hears(school: District) -> None:
    principal, coach, seven = (school.person(name) for name in ("principal", "coach", "grade7"))
    school.at("2026-09-30 10:00")
    coach.opens_home()
    coach.menu("Done …", on="1.1.1.1")
    coach.fills(evidence="template in the shared folder", completed_on="2026-09-30")
    assert coach.submits() == {}
    school.at("2026-10-21 10:00")
    before = parts(school)
    school.at("2026-11-03 10:00")
    updates(principal, "1.1.1.2", state="Canceled", reason="the publisher writes them")
    updates(coach, "1.1.1.1", state="On track")
    seven.opens_home()
    seven.menu("Move the date …", on="1.1.1.3")
    seven.fills(due="2026-12-04", reason="both planning half days fell through")
    assert seven.submits() == {}
    with school.bot.turns.write(SEVEN) as turn:
        plan_id = turn.session.scalars(select(PlanRow.id)).one()
        milestone = turn.session.scalars(select(MilestoneRow.id).filter_by(code="1.1.2")).one()
        eight = items.find(turn.session, plan_id, "1.1.1.4").id
        regroupings.regroup(turn.session, eight, milestone, turn.stamp("America/New_York"), "it is about reteaching")
    drafts(school)

    undoes(
        school,
        "1.1.1.2 Write the grade 6 unit checks: canceled",
        "1.1.1.1 Agree on a template for unit checks: reopened",
        "1.1.1.3 Write the grade 7 unit checks: due date moved",
        "1.1.1.4 Write the grade 8 unit checks: moved",
    )

    assert parts(school) == before
    lines = " ".join(references(school))
    assert "1.1.1.2 Write the grade 6 unit checks: canceled Tue, Nov 3" in lines
    assert "1.1.1.4 Write the grade 8 unit checks: moved Tue, Nov 17 from milestone 1.1.2 to milestone 1.1.1" in lines
    school.person("grade6").sees("Principal has reopened 1.1.1.2 Write the grade 6 unit checks")
    coach.sees("1.1.1.1 Agree on a template for unit checks")
    seven.sees("Principal has moved 1.1.1.3 Write the grade 7 unit checks back: it's due Fri, Oct 30 again")
    for person in (school.person("grade8"), seven):
        person.sees("Principal has undone this change in the plan of Quarry Hill Middle School")
        person.sees("1.1.1.4 Write the grade 8 unit checks: moved Tue, Nov 3 from milestone 1.1.1 to milestone 1.1.2")


def test_an_added_action_item_is_cancelled_again(school: District) -> None:
    principal, coach = school.person("principal"), school.person("coach")
    school.at("2026-11-05 10:00")
    principal.types("/plan assign", in_=CHANNEL)
    principal.fills(text="Review student work", owner="U000COACH", due="2026-12-11", milestone="1.1.1", reason=WHY)
    assert principal.submits() == {}
    principal.closes()
    drafts(school)

    undoes(school, "1.1.1.8 Review student work: added")

    assert "1.1.1.8 Review student work: canceled Tue, Nov 17. Reason: undone by the leader" in drafts(school)
    coach.sees("Principal has canceled 1.1.1.8 Review student work")


def test_each_change_of_the_other_parts_is_undone_and_their_leads_hear(school: District, tmp_path: Path) -> None:
    school.at("2026-11-03 10:00")
    with school.bot.turns.write(SEVEN) as turn:
        new = NewPart(
            plan_id=turn.session.scalars(select(PlanRow.id)).one(),
            kind=PartKind.GOAL,
            values={"text": "Students grow"},
            stamp=turn.stamp("America/New_York"),
        )
        saved = written_parts.save(turn.session, new)
    assert saved is not None
    before = parts(school)
    school.at("2026-11-04 10:00")
    with school.bot.turns.write(SEVEN) as turn:
        reworded = NewPart(
            plan_id=new.plan_id,
            kind=PartKind.GOAL,
            values={"text": "Students grow in math"},
            place=saved.place,
            stamp=turn.stamp("America/New_York"),
            why=WHY,
        )
        written_parts.save(turn.session, reworded)
    school.at("2026-11-05 10:00")
    bring_in(school, tmp_path)
    draft = drafts(school)
    reason = f"Reason: {WHY} (Grade 7 Math Lead)"
    assert f"Goal 1 Students grow in math: changed Wed, Nov 4: text (before: Students grow). {reason}" in " ".join(
        f"{text} (Grade 7 Math Lead)" for text in references(school)
    )
    assert "Key modifications" in draft
    recorded = counts(school)

    undoes(
        school,
        "Goal 1 Students grow in math: changed",
        "Strategy 1.1 Common unit checks: changed",
        "Measure for 1.1 (lessons in which the teacher adjusts instruction from a check): changed",
        "Benchmark for 1.1 (60% of math teachers use a daily exit ticket): changed",
        "Benchmark for 1.1 (Students improve): added",
        "Benchmark for 1.1 (60% of students improve from one unit check to the next): taken out",
        "Milestone 1.1.1 Every math unit has a check of its own: changed",
        "Milestone 1.1.2 Students are retaught within the week: due date moved",
        "1.1.1.4 Write and try the grade 8 unit checks: changed",
        "1.1.1.5 Enter the results of the first check: reassigned",
    )

    now = parts(school)
    added = {name: cell for name, cell in now.items() if name not in before}
    assert {name: cell for name, cell in now.items() if name in before} == before
    assert [cell for name, cell in added.items() if name.endswith("dropped")] == [True]
    assert all(count > earlier for count, earlier in zip(counts(school), recorded, strict=True))
    seven, coach, eight = school.person("grade7"), school.person("coach"), school.person("grade8")
    coach.sees("Principal has undone these changes in the plan of Quarry Hill Middle School")
    coach.sees("Milestone 1.1.1 Every math unit has a check of its own: changed Thu, Nov 5")
    eight.sees("1.1.1.4 Write and try the grade 8 unit checks: changed Thu, Nov 5")
    seven.sees("Goal 1 Students grow in math: changed Wed, Nov 4")
    coach.sees("Principal has reassigned 1.1.1.5 Enter the results of the first check to Data Coach")
    principal = school.person("principal")
    principal.clicks("Check the changes …")
    principal.sees("Undone")
    principal.closes()

    undoes(school, "Goal 1 Students grow: added")
    with school.database.read() as session:
        assert session.scalars(select(GoalRow.dropped)).one()


def test_a_change_of_the_vision_stands_in_the_minutes_and_is_undone(school: District) -> None:
    with school.bot.turns.write(SEVEN) as turn:
        plan_id = turn.session.scalars(select(PlanRow.id)).one()
    before = direction(school)
    for day, vision in (("2026-11-04 10:00", "Every student reasons"), ("2026-11-05 10:00", "Every student proves")):
        school.at(day)
        with school.bot.turns.write(SEVEN) as turn:
            new = NewPart(
                plan_id=plan_id,
                kind=PartKind.VISION,
                values={"text": vision},
                place=PlanRowReference("plan", plan_id),
                stamp=turn.stamp("America/New_York"),
                why=WHY,
            )
            written_parts.save(turn.session, new)
    draft = drafts(school)
    line = "Vision (Every student proves): changed Thu, Nov 5: text (before: Every student reasons). Reason: "
    assert f"{line}{WHY} (Grade 7 Math Lead)" in draft

    undoes(school, "Vision (Every student proves): changed Thu, Nov 5")
    assert direction(school)["vision"] == "Every student reasons"
    drafts(school)
    undoes(school, "Vision (Every student reasons): changed Wed, Nov 4")

    assert direction(school) == before
    school.person("grade7").sees("Vision (Every student proves): changed Thu, Nov 5")


def direction(school: District) -> dict[str, str]:
    with school.database.read() as session:
        return whole_plan.direction(session, session.scalars(select(PlanRow.id)).one())


def counts(school: District) -> tuple[int, int]:
    """How many events the histories of the parts and of the milestones have."""
    with school.database.read() as session:
        return tuple(len(session.scalars(select(table.id)).all()) for table in (PlanChangeRow, MilestoneEventRow))  # type: ignore[return-value]  # two tables


def test_a_reopened_milestone_is_completed_again_unless_it_has_changed_since(school: District) -> None:
    principal = school.person("principal")
    school.at("2026-11-18 10:00")
    principal.clicks("Complete …", on="1.1.2")
    principal.fills(evidence="block in all three grades' schedules")
    assert principal.submits() == {}
    principal.fills(**{"close, move or keep them?": "Keep them open"})
    assert principal.submits() == {}
    before = parts(school)
    school.at("2026-11-19 10:00")
    principal.clicks("On course", on="1.1.2")
    school.settles()
    drafts(school)

    undoes(school, "Milestone 1.1.2 Students are retaught within the week: reopened")

    assert parts(school) == before
    principal.clicks("Check the changes …")
    principal.sees("Undone")
    principal.closes()
    with school.database.read() as session:
        newest = session.scalars(select(MilestoneEventRow).order_by(MilestoneEventRow.id.desc())).first()
    assert newest is not None
    assert (newest.kind, newest.evidence) == ("completed", "block in all three grades' schedules")


def test_a_date_and_a_later_reopening_of_a_milestone_are_undone_in_one_form(school: District) -> None:
    principal = school.person("principal")
    school.at("2026-11-04 10:00")
    before = milestone(school)
    with school.bot.turns.write(SEVEN) as turn:
        milestones.redate(turn.session, before.id, date(2027, 2, 26), turn.stamp("America/New_York"), WHY)
    school.at("2026-11-18 10:00")
    principal.clicks("Complete …", on="1.1.2")
    principal.fills(evidence="block in all three grades' schedules")
    assert principal.submits() == {}
    principal.fills(**{"close, move or keep them?": "Keep them open"})
    assert principal.submits() == {}
    completed_on = milestone(school).completed_on
    school.at("2026-11-19 10:00")
    principal.clicks("On course", on="1.1.2")
    school.settles()
    drafts(school)

    undoes(
        school,
        "Milestone 1.1.2 Students are retaught within the week: due date moved",
        "Milestone 1.1.2 Students are retaught within the week: reopened",
    )

    now = milestone(school)
    assert (now.due, now.completed_on) == (before.due, completed_on)
    assert completed_on is not None


def milestone(school: District) -> MilestoneRow:
    with school.database.read() as session:
        return session.scalars(select(MilestoneRow).filter_by(code="1.1.2")).one()


def test_what_later_events_build_on_says_so(school: District) -> None:
    principal, seven = school.person("principal"), school.person("grade7")
    school.at("2026-10-21 10:00")
    for due in ("2026-12-04", "2026-12-11"):
        seven.opens_home()
        seven.menu("Move the date …", on="1.1.1.3")
        seven.fills(due=due, reason="the half days fell through")
        if due == "2026-12-11":
            seven.fills(cause="no substitutes", ours="no")
        assert seven.submits() == {}
        school.settles()
    drafts(school)

    principal.clicks("Check the changes …")
    principal.sees("It has changed again since, so it can't be undone here.")
