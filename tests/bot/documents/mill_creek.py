"""Mill Creek Elementary's year 2026-27: a small plan and what was recorded about it, to be counted on paper.

Its documents, written by hand, are in the folder mill_creek.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.highlight import Group, Minutes, MinutesLine, MinutesSection, Section
from conversations.rollover import DecisionKind, RolloverSubject
from plans.cadences import Cadence
from plans.figures import Figure
from plans.item_events import Completed, Event, Status, StatusReported
from plans.plan import ActionItem, Benchmark, BenchmarkKind, Goal, Measure, Milestone, Plan, Priority, Strategy
from plans.readings import OutcomeReading
from plans.school_calendar import Term, TermKind
from storage.database import Database
from storage.items import items, support_changes
from storage.items.items import Stamp
from storage.items.support_changes import Help, Need, Provider, Rating
from storage.items.support_values import AsIntended, Effectiveness
from storage.models import ActionItemRow, AnswerRow, BenchmarkRow, RolloverDecisionRow, RolloverRow
from storage.people import calendars, memberships, organizations, people
from storage.people.people import Member
from storage.plans import files, milestones
from storage.plans.places import PlanRowReference
from storage.rounds import minutes as store
from storage.rounds import reading_records, rounds
from storage.upsert import add_returning_id

SEEDS = Path(__file__).parent / "mill_creek"
TEAM = "TMILLCREEK"
PRINCIPAL = "UPRINCIPAL"
CHECKS = Milestone(
    code="1.1.1",
    title="Teachers plan small groups together",
    lead="Reading Coach",
    due=date(2026, 12, 18),
    action_items=(
        ActionItem(
            code="1.1.1.1", text="Write the schedule", owner="Coach", due=date(2026, 10, 2), output="A group schedule"
        ),
        ActionItem(
            code="1.1.1.2", text="Train all teachers", owner="Coach", due=date(2026, 11, 13), output="Training notes"
        ),
    ),
)
NIGHTS = Milestone(
    code="1.1.2",
    title="Families get a reading night each semester",
    lead="Reading Coach",
    due=date(2027, 5, 28),
    action_items=(
        ActionItem(
            code="1.1.2.1", text="Hold the fall night", owner="Coach", due=date(2026, 11, 6), output="A fall night"
        ),
        ActionItem(
            code="1.1.2.2", text="Hold the spring night", owner="Coach", due=date(2027, 4, 16), output="A spring night"
        ),
    ),
)
STRATEGY = Strategy(
    code="1.1",
    title="Small-group reading",
    if_we="teach reading in small groups every day",
    lead="Reading Coach",
    measures=(Measure(indicator="lessons with a small group", baseline="20%", targets=("80%",)),),
    benchmarks=(
        Benchmark(
            kind=BenchmarkKind.EARLY_EVIDENCE, text="80% of teachers run a daily small group", due=date(2026, 11, 20)
        ),
        Benchmark(kind=BenchmarkKind.SHORT_TERM, text="60% of students gain 10 words a minute", due=date(2026, 12, 18)),
    ),
    milestones=(CHECKS, NIGHTS),
)
READING = Measure(indicator="students at or above grade level", baseline="41%", targets=("60%", "75%", "90%"))
PLAN = Plan(
    title="Mill Creek Improvement Plan",
    organization="Mill Creek Elementary",
    school_year="2026-27",
    goals=(Goal(code="1", text="Every student reads on grade level", measures=(READING,)),),
    priorities=(Priority(code="1", title="Reading instruction", strategies=(STRATEGY,)),),
)
TERMS = (
    Term(TermKind.QUARTER, 1, date(2026, 8, 17), date(2026, 10, 16)),
    Term(TermKind.QUARTER, 2, date(2026, 10, 19), date(2026, 12, 18)),
    Term(TermKind.QUARTER, 3, date(2027, 1, 4), date(2027, 3, 19)),
    Term(TermKind.QUARTER, 4, date(2027, 3, 22), date(2027, 6, 11)),
)
EARLY, SHORT = 1, 2
"""Ids of the benchmarks."""
OF_GOAL, OF_STRATEGY = "students at or above grade level", "lessons with a small group"


def on(text: str) -> Stamp:
    """At noon, UTC, by the principal."""
    day = date.fromisoformat(text)
    return Stamp(at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC), on=day, by=1)


def begin(database: Database, milestones: int = 0) -> int:
    """The school and its plan as of August 17, with so many milestones more. Returns the plan's id."""
    more = [Milestone(code=f"1.1.{number}", title=f"Step {number} is done") for number in range(3, 3 + milestones)]
    strategy = replace(STRATEGY, milestones=(*STRATEGY.milestones, *more))
    plan = replace(PLAN, priorities=(replace(PLAN.priorities[0], strategies=(strategy,)),))
    with database.write() as session:
        organizations.save_workspace(session, TEAM, "Larkmoor", "U00000BOT")
        zone = "America/New_York"
        names = {PRINCIPAL: "Pat Reyes", "U000COACH": "Ana Lee", "UDISTRICT": "Dee Cole"}
        people.save_people(
            session, TEAM, [Member(slack_id=id_, name=name, time_zone=zone) for id_, name in names.items()]
        )
        organizations.save_organization(session, TEAM, "Larkmoor School District", "district")
        school = organizations.save_organization(
            session, TEAM, "Mill Creek Elementary", "school", parent="Larkmoor School District"
        )
        calendars.replace(session, school.id, [], TERMS)
        memberships.grant(session, school.id, 1, "leader")
        years = (date(2026, 7, 1), date(2027, 6, 30))
        return files.save(
            session, school.id, plan, years=years, source="plan.yml", digest="1", stamp=on("2026-08-17")
        ).plan_id


def live_fall(database: Database, plan_id: int) -> None:
    with database.write() as session:
        finishes(session, "1.1.1.1", "2026-09-30")
        finishes(session, "1.1.2.1", "2026-11-05")
        reports(session, "1.1.1.2", StatusReported(date(2026, 11, 18), Status.BEHIND, "no substitutes in November"))
        finishes(session, "1.1.1.2", "2026-12-04")
        walks = OutcomeReading(taken_on=date(2026, 11, 19), text="9 of 12", figure=Figure(Decimal(9), 12))
        reads(session, EARLY, walks, Status.ON_TRACK)
        quarter = review(session, plan_id, Cadence.QUARTERLY, "2026-Q2", "2026-12-11")
        answer = answers(
            session,
            quarter,
            "2026-12-14",
            Status.BEHIND,
            benchmark_id=SHORT,
            cause="new readers joined in October",
            is_ours=True,
            recovery="add a morning group",
        )
        reading = OutcomeReading(taken_on=date(2026, 12, 14), text="48%", figure=Figure(Decimal(48), None, "%"))
        reading_records.add_to_answer(session, answer["id"], answer, reading)
        semester = review(session, plan_id, Cadence.SEMESTER, "2026-S1", "2026-12-10")
        cause = "two teachers were not trained"
        answers(
            session,
            semester,
            "2026-12-16",
            Status.BEHIND,
            milestone_id=1,
            cause=cause,
            recovery="train them",
            recovery_by=date(2027, 1, 4),
        )
        answers(session, semester, "2026-12-16", Status.ON_TRACK, milestone_id=2)
        milestones.record(session, 1, StatusReported(date(2026, 12, 16), Status.BEHIND, cause), on("2026-12-16"))
        ask_for_substitutes(session, plan_id)
        publish(
            session,
            plan_id,
            "2026-11",
            accomplishments=["Twelve teachers now plan groups together"],
            challenges=["Substitutes are hard to find in the fall"],
            takeaways=["Whole planning days help more than half days"],
        )


def live_spring(database: Database, plan_id: int) -> None:
    with database.write() as session:
        milestones.record(session, 1, Completed(date(2027, 1, 12), date(2027, 1, 12)), on("2027-01-12"))
        reports(session, "1.1.2.2", StatusReported(date(2027, 5, 18), Status.BEHIND, "the gym floor was replaced"))
        publish(
            session,
            plan_id,
            "2027-05",
            accomplishments=["Parents asked for a second book fair"],
            challenges=["The spring night has no new date"],
            takeaways=["Invite families in their own languages"],
        )
        yearly = review(session, plan_id, Cadence.YEARLY, "2026-27", "2027-06-01")
        goal = answers(
            session,
            yearly,
            "2027-06-10",
            Status.ON_TRACK,
            measure_id=1,
            cause="",
        )
        reading = OutcomeReading(
            taken_on=date(2027, 6, 10),
            text="55%",
            figure=Figure(Decimal(55), None, "%"),
            source="spring screening; start the groups in August next year",
        )
        reading_records.add_to_answer(session, goal["id"], goal, reading)
        adult = answers(session, yearly, "2027-06-10", Status.DONE, measure_id=2)
        seen = OutcomeReading(taken_on=date(2027, 6, 10), text="85%", figure=Figure(Decimal(85), None, "%"))
        reading_records.add_to_answer(session, adult["id"], adult, seen)


def decide(database: Database, plan_id: int) -> None:
    """On June 9: the reading nights go on in the next year."""
    stamp = on("2027-06-09")
    with database.write() as session:
        decision = {
            "plan_id": plan_id,
            "subject": RolloverSubject.MILESTONE.value,
            "row_id": 2,
            "kind": DecisionKind.CARRY_OVER.value,
            "title": "Families get two reading nights",
            "due": date(2027, 12, 17),
        }
        session.add(RolloverDecisionRow(**decision, person_id=1, at=stamp.at, decided_on=stamp.on))
        confirmed = {"confirmed_at": stamp.at, "confirmed_on": stamp.on, "confirmed_by": 1}
        session.add(RolloverRow(plan_id=plan_id, begun_at=stamp.at, **confirmed))


def item_id(session: Session, code: str) -> int:
    return session.scalars(select(ActionItemRow.id).filter_by(code=code)).one()


def finishes(session: Session, code: str, day: str) -> None:
    reports(session, code, Completed(date.fromisoformat(day), date.fromisoformat(day)))


def reports(session: Session, code: str, event: Event) -> None:
    items.record(session, item_id(session, code), event, on(event.recorded.isoformat()))


def reads(session: Session, benchmark_id: int, reading: OutcomeReading, status: Status) -> None:
    place = PlanRowReference(BenchmarkRow.__tablename__, benchmark_id)
    reading_records.add_outside_rounds(session, place, status, reading, on(reading.taken_on.isoformat()))


def review(session: Session, plan_id: int, cadence: Cadence, period: str, day: str) -> int:
    at = on(day).at
    opened = rounds.open_round(session, plan_id, period, opened_at=at, closes_at=at, cadence=cadence)
    assert opened is not None
    return opened.id


def answers(session: Session, round_id: int, day: str, status: Status, **columns: Any) -> dict[str, Any]:
    stamp = on(day)
    subject = {"benchmark_id": None, "measure_id": None, "milestone_id": None}
    row = {"round_id": round_id, "person_id": 2, "at": stamp.at, "on": stamp.on, "status": status.value}
    row |= subject | columns
    return {**row, "id": add_returning_id(session, AnswerRow, row)}


def ask_for_substitutes(session: Session, plan_id: int) -> None:
    need = Need(plan_id=plan_id, item_id=item_id(session, "1.1.1.2"), asker_id=2, needed="two substitutes for training")
    support = support_changes.request(session, need, on("2026-11-18"))
    district = organizations.find(session, TEAM, "Larkmoor School District")
    assert district is not None
    support_changes.ask(session, support, Provider(person_id=3, organization_id=district.id), on("2026-11-19"))
    given = Help(
        provided="Two substitutes for two days",
        provided_on=date(2026, 12, 2),
        source="Larkmoor School District",
    )
    support_changes.provide(session, support, given, on("2026-12-02"))
    rating = Rating(
        used="all teachers were trained",
        as_intended=AsIntended.YES,
        effective=Effectiveness.VERY,
        evidence="training done in one week",
    )
    support_changes.rate(session, support, rating, on("2026-12-17"))


def publish(
    session: Session,
    plan_id: int,
    period: str,
    *,
    accomplishments: list[str],
    challenges: list[str],
    takeaways: list[str],
) -> None:
    """Minutes with lines that people spoke, and one that the program counted."""
    year, month = map(int, period.split("-"))
    day = date(year, month, 24)
    spoken: dict[str, Any] = {"who": "Ana Lee", "said_on": day}
    counted = MinutesLine(text="On track: 2 action items", key="on_track", group=Group.PROCESS)
    sections = {
        Section.ACCOMPLISHMENTS: [MinutesLine(text=text, group=Group.PROCESS, **spoken) for text in accomplishments],
        Section.CHALLENGES: [
            MinutesLine(
                text="Cause: no substitutes (Ana Lee, Wed, Nov 18)",
                facts="1.1.1.2 Train all teachers: due Fri, Nov 13.",
                key="at_risk:1.1.1.2",
                group=Group.AT_RISK,
            ),
            *(MinutesLine(text=text, **spoken) for text in challenges),
        ],
        Section.DEBRIEF: [MinutesLine(text=text, group=Group.TAKEAWAYS, **spoken) for text in takeaways],
    }
    sections[Section.ACCOMPLISHMENTS].append(counted)
    draft = store.add_draft(
        session,
        plan_id,
        Minutes(
            organization="Mill Creek Elementary",
            plan="Mill Creek Improvement Plan",
            period=period,
            submitted_on=day,
            sections=tuple(MinutesSection(key=key, lines=tuple(sections.get(key, ()))) for key in Section),
        ),
    )
    assert store.publish(session, draft, draft.minutes, by=1, at=on(day.isoformat()).at)
