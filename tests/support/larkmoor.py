"""A district's fall worked by hand: four schools, what they planned, and what was reported until Dec 18, 2026.

Quarry Hill's action items are those of tests/support/quarry_hill.py; the other schools' were known since August, and
none of their dates moved.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from plans.figures import read_figure
from plans.item_events import Added, Completed, Event, Status, StatusReported
from plans.objectives import OWN
from plans.plan import ActionItem, Benchmark, BenchmarkKind, Measure, Milestone, Plan, Priority, Strategy
from plans.readings import OutcomeReading
from storage.items import items, support_changes
from storage.items.items import Stamp
from storage.items.support_changes import Help, Need
from storage.items.support_values import Support
from storage.models import (
    ActionItemRow,
    AnswerRow,
    BenchmarkRow,
    CheckInRequestRow,
    MeasureRow,
    MilestoneRow,
    OrganizationRow,
    PersonRow,
    PlanRow,
    PriorityRow,
    RequestTopicRow,
    RoundRow,
    StrategyRow,
)
from storage.people import organizations, people
from storage.people.people import Member
from storage.plans import files, milestones, objectives
from storage.plans.places import PlanRowReference
from storage.rounds import reading_records
from tests.support import quarry_hill
from tests.support.quarry_hill import AUG_17, on

TEAM = "TLARKMOOR"
DISTRICT = "Larkmoor School District"
QUARRY_HILL, SABLE_CREEK = "Quarry Hill Middle School", "Sable Creek High"
ALDER_STREET, FENN_ROAD = "Alder Street Elementary", "Fenn Road Elementary"
YEARS = (AUG_17, date(2027, 6, 30))
NEW_YORK = "America/New_York"


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolYear:
    """A school's plan, and what was reported of its parts, each by its code."""

    name: str
    strategies: Sequence[Strategy]
    items: Mapping[str, Sequence[Event]]
    """Without `Added`: the plan's file adds them."""
    milestones: Mapping[str, Sequence[Event]]
    answered: Mapping[str, bool]
    """The action items asked about in the November round, and whether an answer came."""


def stamp_on(day: date) -> Stamp:
    return Stamp(at=datetime.combine(day, time(17), UTC), on=day)


def _done(day: str, completed_on: str = "") -> Completed:
    return Completed(on(day), on(completed_on or day))


def _behind(day: str) -> StatusReported:
    return StatusReported(on(day), Status.BEHIND)


def _on_course(day: str) -> StatusReported:
    return StatusReported(on(day), Status.ON_TRACK)


def _strategy(
    code: str, practice: str, milestone: Milestone, *, target: str = "", baseline: str = "50%", evidence: str = ""
) -> Strategy:
    seen = Benchmark(kind=BenchmarkKind.EARLY_EVIDENCE, text=evidence, due=on("11-20"))
    return Strategy(
        code=code,
        title=f"Strategy {code}",
        practice=practice,
        benchmarks=(seen,) if evidence else (),
        measures=(Measure(indicator="Lessons", baseline=baseline, targets=(target,)),) if target else (),
        milestones=(milestone,),
    )


def _milestone(code: str, due: date, **items: str) -> Milestone:
    """`items` are due dates by the last number of their codes: `_1="10-16"`."""
    dates = {name.removeprefix("_"): text for name, text in items.items()}
    steps = tuple(
        ActionItem(code=f"{code}.{number}", text=f"Step {code}.{number}", owner="Lead", due=_day(text))
        for number, text in dates.items()
    )
    return Milestone(code=code, title=f"Milestone {code}", due=due, action_items=steps)


def _day(text: str) -> date:
    return date.fromisoformat(f"2027-{text}" if text.startswith("01-") else f"2026-{text}")


def _quarry_hill(day: date) -> SchoolYear:
    """As its plan was on the day: item 1.1.1.8 was added on Nov 5."""
    steps: dict[str, list[ActionItem]] = {}
    for history in quarry_hill.HISTORIES:
        added = history.events[0]
        assert isinstance(added, Added)
        item = ActionItem(
            code=history.code,
            text=history.text,
            owner=history.owner,
            due=added.due,
            ongoing=added.ongoing,
            practice="2b, 3a" if history.code == "1.1.1.7" else None,
        )
        if added.recorded <= day:
            steps.setdefault(history.code.rpartition(".")[0], []).append(item)
    parts = []
    for milestone in quarry_hill.MILESTONES:
        added = milestone.events[0]
        assert isinstance(added, Added)
        parts.append(
            Milestone(
                code=milestone.code,
                title=milestone.title,
                lead=milestone.lead,
                due=added.due,
                action_items=tuple(steps[milestone.code]),
            )
        )
    evidence = "60% of math teachers use a daily exit ticket"
    strategy = _strategy("1.1", "3a", parts[0], target="60%", baseline="30%", evidence=evidence)
    short_term = Benchmark(kind=BenchmarkKind.SHORT_TERM, text="60% of students improve", due=on("12-18"))
    strategy = replace(strategy, benchmarks=(*strategy.benchmarks, short_term), milestones=tuple(parts))
    return SchoolYear(
        name=QUARRY_HILL,
        strategies=(strategy,),
        items={history.code: history.events[1:] for history in quarry_hill.HISTORIES},
        milestones={milestone.code: milestone.events[1:] for milestone in quarry_hill.MILESTONES},
        answered={
            code: code != "1.1.1.4"
            for code in ("1.1.1.2", "1.1.1.3", "1.1.1.4", "1.1.1.5", "1.1.1.7", "1.1.1.8", "1.1.2.2")
        },
    )


_SABLE_CREEK = SchoolYear(
    name=SABLE_CREEK,
    strategies=(
        _strategy(
            "1.2",
            "3a",
            _milestone("1.2.1", date(2027, 2, 26), _1="10-16", _2="12-18", _3="01-15"),
            target="70%",
            evidence="Teachers post data",
        ),
    ),
    items={"1.2.1.1": (_done("10-16"),)},
    milestones={"1.2.1": (_on_course("11-20"),)},
    answered={"1.2.1.2": False, "1.2.1.3": False},
)
_ALDER_STREET = SchoolYear(
    name=ALDER_STREET,
    strategies=(
        _strategy(
            "2.1",
            "3b",
            _milestone("2.1.1", date(2027, 1, 29), _1="10-09", _2="11-20", _3="12-11", _4="01-22"),
            target="70%",
            evidence="Lessons are planned together",
        ),
    ),
    items={
        "2.1.1.1": (_done("10-09"),),
        "2.1.1.2": (_done("11-24"),),
        "2.1.1.3": (_behind("12-16"),),
        "2.1.1.4": (_behind("12-16"),),
    },
    milestones={"2.1.1": (_on_course("11-20"),)},
    answered={"2.1.1.2": True, "2.1.1.3": True, "2.1.1.4": True},
)
_FENN_ROAD = SchoolYear(
    name=FENN_ROAD,
    strategies=(
        _strategy(
            "1.1",
            "3b",
            _milestone("1.1.1", on("12-11"), _1="10-30", _2="11-13", _3="12-04"),
            target="65%",
            evidence="Lessons are observed",
        ),
        _strategy("2.1", "4c", _milestone("2.1.1", date(2027, 5, 28), _1="11-30", _2="12-18")),
    ),
    items={"1.1.1.1": (_done("10-28"),), "2.1.1.1": (_done("11-30"),), "2.1.1.2": (_done("12-18"),)},
    milestones={"1.1.1": (_behind("12-15"),), "2.1.1": (_on_course("11-20"),)},
    answered={"1.1.1.2": True, "1.1.1.3": False, "2.1.1.1": True, "2.1.1.2": True},
)


# ---------------------------------------------------------------- into the database


def save(session: Session) -> int:
    """The district with its four schools and their fall; returns its id."""
    organizations.save_workspace(session, TEAM, "Larkmoor", "U00000BOT")
    district = organizations.save_organization(session, TEAM, DISTRICT, "district")
    people.save_people(session, TEAM, [Member(slack_id="ULEAD", name="Lead", time_zone=NEW_YORK)])
    lead = session.scalars(select(PersonRow.id).filter_by(workspace_id=TEAM, slack_id="ULEAD")).one()
    for school in (_quarry_hill(on("12-18")), _SABLE_CREEK, _ALDER_STREET, _FENN_ROAD):
        organization = organizations.save_organization(session, TEAM, school.name, "school", parent=DISTRICT)
        versions = ((AUG_17, _quarry_hill(AUG_17)), (on("11-05"), school)) if school.name == QUARRY_HILL else ()
        for day, version in versions or ((AUG_17, school),):
            plan_id = _save_plan(session, organization.id, version, day)
        _report(session, plan_id, school)
        _ask_in_november(session, plan_id, school, lead)
    _look_at_outcomes(session, lead)
    _ask_for_support(session, lead)
    session.flush()
    return district.id


def _save_plan(session: Session, organization_id: int, school: SchoolYear, day: date) -> int:
    priority = Priority(code="1", title="Learning", strategies=tuple(school.strategies))
    plan = Plan(title="Plan", organization=school.name, school_year="2026-27", priorities=(priority,))
    digest, stamp = f"{school.name} {day}", stamp_on(day)
    return files.save(session, organization_id, plan, years=YEARS, source="plan", digest=digest, stamp=stamp).plan_id


def _report(session: Session, plan_id: int, school: SchoolYear) -> None:
    for code, events in school.items.items():
        for event in events:
            items.record(session, _item(session, plan_id, code), event, stamp_on(event.recorded))
    for code, events in school.milestones.items():
        row_id = session.scalars(select(MilestoneRow.id).filter_by(plan_id=plan_id, code=code)).one()
        for event in events:
            milestones.record(session, row_id, event, stamp_on(event.recorded))


def _item(session: Session, plan_id: int, code: str) -> int:
    return session.scalars(select(ActionItemRow.id).filter_by(plan_id=plan_id, code=code)).one()


def _ask_in_november(session: Session, plan_id: int, school: SchoolYear, person_id: int) -> None:
    """A round from Nov 17 to Nov 23."""
    opened, closed = (datetime.combine(on(day), time(18), UTC) for day in ("11-17", "11-23"))
    asked = RoundRow(
        plan_id=plan_id, period="2026-11", state="closed", opened_at=opened, closes_at=closed, closed_at=closed
    )
    session.add(asked)
    session.flush()
    request = CheckInRequestRow(round_id=asked.id, person_id=person_id)
    session.add(request)
    session.flush()
    for position, (code, is_answered) in enumerate(school.answered.items()):
        item_id = _item(session, plan_id, code)
        session.add(RequestTopicRow(request_id=request.id, position=position, item_id=item_id))
        if is_answered:
            answer = {"at": opened, "on": on("11-18"), "status": "on_track", "person_id": person_id}
            session.add(AnswerRow(round_id=asked.id, item_id=item_id, **answer))


def _look_at_outcomes(session: Session, person_id: int) -> None:
    exit_ticket = "60% of math teachers use a daily exit ticket"
    looked_at = (
        (exit_ticket, "11-20", Status.ON_TRACK, "7 of 12"),
        (exit_ticket, "12-14", Status.DONE, "9 of 12"),
        ("60% of students improve", "12-14", Status.ON_TRACK, "228 of 400"),
        ("Teachers post data", "11-20", Status.NOT_STARTED, ""),
        ("Lessons are planned together", "11-20", Status.ON_TRACK, ""),
        ("Lessons are observed", "11-20", Status.BEHIND, ""),
    )
    for text, day, status, figure in looked_at:
        row_id = session.scalars(select(BenchmarkRow.id).filter_by(text=text)).one()
        place, stamp = PlanRowReference(BenchmarkRow.__tablename__, row_id), replace(stamp_on(on(day)), by=person_id)
        reading_records.add_outside_rounds(session, place, status, _reading(day, figure), stamp)
    for school, figure in ((QUARRY_HILL, "52%"), (ALDER_STREET, "71%")):
        plan_ids = select(PlanRow.id).join(OrganizationRow).where(OrganizationRow.name == school)
        row_id = session.scalars(select(MeasureRow.id).where(MeasureRow.plan_id.in_(plan_ids))).one()
        place, stamp = PlanRowReference(MeasureRow.__tablename__, row_id), replace(stamp_on(on("12-14")), by=person_id)
        reading_records.add_outside_rounds(session, place, Status.ON_TRACK, _reading("12-14", figure), stamp)


def _reading(day: str, figure: str) -> OutcomeReading:
    return OutcomeReading(taken_on=on(day), text=figure, figure=read_figure(figure))


def _ask_for_support(session: Session, person_id: int) -> None:
    """Quarry Hill was given its substitutes on Nov 30; Alder Street has waited since Dec 7."""
    substitutes = _request(session, QUARRY_HILL, "1.1.1.3", "10-21", person_id)
    given = Help(provided="Two half days of substitutes", provided_on=on("11-30"), source=DISTRICT)
    support_changes.provide(session, substitutes, given, stamp_on(on("11-30")))
    _request(session, ALDER_STREET, "2.1.1.3", "12-07", person_id)


def _request(session: Session, school: str, code: str, day: str, person_id: int) -> Support:
    row = select(ActionItemRow).join(PlanRow, PlanRow.id == ActionItemRow.plan_id).join(OrganizationRow)
    item = session.scalars(row.where(OrganizationRow.name == school, ActionItemRow.code == code)).one()
    need = Need(plan_id=item.plan_id, item_id=item.id, asker_id=person_id, needed="substitutes")
    support = support_changes.request(session, need, stamp_on(on(day)))
    support_changes.ask(session, support, None, stamp_on(on(day)))
    return support


# ---------------------------------------------------------------- the district's own plan

LINKS = ((ALDER_STREET, "2.1", "1", "10-05"), (FENN_ROAD, "1.1", "1", "11-02"), (SABLE_CREEK, "1.2", "2", "10-05"))
"""School, strategy, the district's objective that it serves, and the day on which that was decided."""


def save_district_plan(session: Session, district_id: int) -> dict[str, str]:
    """Three objectives, and what three strategies serve. Returns the objectives' keys by their numbers.

    Fenn Road called its strategy 2.1 its own on Nov 2. Of Quarry Hill's, nobody has decided yet.
    """
    titles = {"1": ("Strong lessons", "3b"), "2": ("Every student's needs", "3a"), "3": ("Better attendance", "4c")}
    priorities = tuple(
        Priority(code=code, title=title, strategies=(Strategy(code=f"{code}.1", title=title, practice=practice),))
        for code, (title, practice) in titles.items()
    )
    plan = Plan(title="District plan", organization=DISTRICT, school_year="2026-27", priorities=priorities)
    stamp = stamp_on(AUG_17)
    saved = files.save(session, district_id, plan, years=YEARS, source="plan", digest="district", stamp=stamp)
    rows = session.scalars(select(PriorityRow).filter_by(plan_id=saved.plan_id))
    keys = {row.code: str(PlanRowReference(PriorityRow.__tablename__, row.id)) for row in rows}
    for school, strategy, objective, day in LINKS:
        objectives.link(session, strategy_of(session, school, strategy), keys[objective], stamp_on(on(day)), "Decided")
    objectives.link(session, strategy_of(session, FENN_ROAD, "2.1"), OWN, stamp_on(on("11-02")), "Decided")
    return keys


def strategy_of(session: Session, school: str, code: str) -> StrategyRow:
    statement = select(StrategyRow).join(PlanRow, PlanRow.id == StrategyRow.plan_id).join(OrganizationRow)
    return session.scalars(statement.where(OrganizationRow.name == school, StrategyRow.code == code)).one()
