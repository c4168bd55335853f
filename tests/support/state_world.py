"""A state of three districts and twelve schools, with the fall of 2026 as it was until Dec 4, to be counted by hand.

Every school's plan has one strategy, two milestones and the same twelve due dates, so that a school's fall is a string
of twelve marks. Rounds closed at the end of Sep 21, Oct 26 and Nov 23; that of Jasper Middle for November never did.
Brandt Valley is in the Central time zone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from plans.item_events import Completed, Reopened
from plans.plan import ActionItem, Milestone, Plan, Priority, Strategy
from plans.time_zones import zone_named
from sandbox.seed import Bot, Seed, SeedUser, Team
from storage.items import items, support_changes
from storage.items.items import Stamp
from storage.items.support_changes import Need, Provider
from storage.models import (
    ActionItemRow,
    AnswerRow,
    CheckInRequestRow,
    MilestoneRow,
    OrganizationRow,
    PersonRow,
    RequestTopicRow,
    RoundRow,
)
from storage.people import memberships, organizations, people, role_holders
from storage.people.people import Member
from storage.plans import files, milestones

TEAM = "TWESTMARK"
STATE = "Westmark"
ASHBY, BRANDT, CORRIE = "Ashby County Schools", "Brandt Valley Schools", "Corrie City Schools"
EASTERN, CENTRAL = "America/New_York", "America/Chicago"
ZONES = {STATE: EASTERN, ASHBY: EASTERN, BRANDT: CENTRAL, CORRIE: EASTERN}
LEADERS = {STATE: "U0STATE", ASHBY: "U0ASHBY", BRANDT: "U0BRANDT", CORRIE: "U0CORRIE"}
"""Slack ids of each organization's leader. A school has none of its own; "Lead" owns every action item."""
LEAD = "U00LEAD"
IMPORTED = date(2026, 8, 17)
YEARS = (IMPORTED, date(2027, 6, 30))
TWO_WEEKS = timedelta(days=14)
LAST_DAY = date(2026, 12, 4)
"""Nothing is recorded after it."""
NEVER_CLOSES = datetime(2027, 6, 30, 12, tzinfo=UTC)


def on(month_day: str) -> date:
    return date.fromisoformat(f"2026-{month_day}")


DUE = tuple(
    on(day)
    for day in (
        *("09-11", "09-25", "10-02", "10-09", "10-16", "10-23"),
        *("11-06", "11-10", "11-13", "11-20"),
        *("12-04", "12-11"),
    )
)
"""Of a plan's twelve action items. Six were due when October's rounds closed, ten when November's did."""
FIRST_MILESTONE = 6
"""The first six action items belong to milestone 1.1.1, the others to 1.1.2."""
ROUNDS = {
    "2026-09": (on("09-15"), on("09-21")),
    "2026-10": (on("10-20"), on("10-26")),
    "2026-11": (on("11-17"), on("11-23")),
}
"""First and last days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Of support for the third action item, by the days of its steps."""

    asked: str
    passed_on: str = ""
    offered: str = ""
    declined: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    name: str
    district: str
    practice: str
    marks: str
    """Of each action item: `.` completed on its date, `L` two weeks late, `x` never."""
    answered: str = "444"
    """Of four action items asked about in September, October and November; `-` for a round that never opened."""
    never_closes: str = ""
    """The period of a round that stays open."""
    milestone: str = ""
    """When milestone 1.1.1 was completed."""
    milestone_again: tuple[str, str] | None = None
    """When it was reopened, and completed once more."""
    requests: Sequence[Request] = ()
    since: date = IMPORTED
    """When its plan was imported. Action items due before are not in it."""


SCHOOLS = (
    School(name="Aldine Elementary", district=ASHBY, practice="3b", marks="............", milestone="10-30"),
    School(
        name="Barlow Middle",
        district=ASHBY,
        practice="3b",
        marks="..LLxx......",
        milestone="11-06",
        requests=(Request(asked="09-30", offered="10-14"),),
    ),
    School(name="Cedar Ridge High", district=ASHBY, practice="2b", marks="......xxxL.."),
    School(
        name="Dunmore Elementary",
        district=ASHBY,
        practice="3a",
        marks="...xx.xxxx..",
        answered="400",
        requests=(Request(asked="10-28"), Request(asked="11-20")),
    ),
    School(name="Easton Elementary", district=BRANDT, practice="3a", marks=".....x.x...."),
    School(name="Falls Creek Middle", district=BRANDT, practice="3b", marks="xxx.........", answered="443"),
    School(name="Grant High", district=BRANDT, practice="4c", marks="LLL.........", milestone="11-02"),
    School(
        name="Hollis Elementary",
        district=BRANDT,
        practice="3b",
        marks=".x.x.xx.x...",
        answered="420",
        requests=(Request(asked="11-02", declined="11-09"), Request(asked="11-16")),
    ),
    School(name="Irving Elementary", district=CORRIE, practice="1c", marks="............", milestone="10-20"),
    School(
        name="Jasper Middle",
        district=CORRIE,
        practice="3a",
        marks="....xx..xxx.",
        answered="432",
        never_closes="2026-11",
        requests=(Request(asked="10-13", passed_on="10-20"),),
    ),
    School(
        name="Keller High",
        district=CORRIE,
        practice="3b",
        marks="      x.....",
        answered="--3",
        milestone="11-30",
        since=on("11-02"),
    ),
    School(
        name="Lowell Elementary",
        district=CORRIE,
        practice="4c",
        marks="x.....L.....",
        milestone="10-20",
        milestone_again=("11-10", "11-16"),
    ),
)


@dataclass(frozen=True, slots=True)
class SavedState:
    organizations: dict[str, int]
    """Ids by name."""
    plans: dict[str, int]
    """Ids of the schools' plans by the schools' names."""


def seed() -> Seed:
    """The same people in the Slack look-alike."""
    users = [SeedUser(id=LEAD, name="lead", real_name="Lead", tz=EASTERN)]
    users += [
        SeedUser(id=slack_id, name=slack_id.lower(), real_name=f"Leader of {name}", tz=ZONES[name])
        for name, slack_id in LEADERS.items()
    ]
    return Seed(team=Team(id=TEAM), bot=Bot(), users=users, channels=[])


def save(session: Session, schools: Sequence[School] = SCHOOLS) -> SavedState:
    """The state with its districts, schools and their fall."""
    organizations.save_workspace(session, TEAM, STATE, "U00000BOT")
    ids = {STATE: organizations.save_organization(session, TEAM, STATE, "state").id}
    for district in (ASHBY, BRANDT, CORRIE):
        ids[district] = organizations.save_organization(session, TEAM, district, "district", parent=STATE).id
    lead_id = _save_people(session, ids)
    plans: dict[str, int] = {}
    for school in schools:
        row = organizations.save_organization(session, TEAM, school.name, "school", parent=school.district)
        ids[school.name] = row.id
        row.time_zone = ZONES[school.district]
        plans[school.name] = _save_school(session, row.id, school, lead_id)
    for district, zone in ZONES.items():
        session.execute(update(OrganizationRow).where(OrganizationRow.id == ids[district]).values(time_zone=zone))
    session.flush()
    session.expire_all()
    return SavedState(ids, plans)


def _save_people(session: Session, ids: dict[str, int]) -> int:
    members = [Member(slack_id=LEAD, name="Lead", time_zone=EASTERN)]
    members += [
        Member(slack_id=slack_id, name=f"Leader of {name}", time_zone=ZONES[name]) for name, slack_id in LEADERS.items()
    ]
    people.save_people(session, TEAM, members)
    for name, slack_id in LEADERS.items():
        memberships.grant(session, ids[name], person_id(session, slack_id), "leader")
    return person_id(session, LEAD)


def person_id(session: Session, slack_id: str) -> int:
    return session.scalars(select(PersonRow.id).filter_by(workspace_id=TEAM, slack_id=slack_id)).one()


def stamp_on(day: date, by: int | None = None) -> Stamp:
    return Stamp(at=datetime.combine(day, time(17), UTC), on=day, by=by)


def _save_school(session: Session, organization_id: int, school: School, lead_id: int) -> int:
    stamp = stamp_on(school.since)
    plan_id = files.save(
        session, organization_id, plan_of(school), years=YEARS, source="plan", digest=school.name, stamp=stamp
    ).plan_id
    role_holders.assign(session, plan_id, "Lead", [lead_id])
    item_ids = {
        row.code: row.id for row in session.scalars(select(ActionItemRow).filter_by(plan_id=plan_id).order_by("id"))
    }
    for number, (mark, due) in enumerate(zip(school.marks, DUE, strict=True), start=1):
        day = due if mark == "." else due + TWO_WEEKS
        if mark in ".L" and day <= LAST_DAY:
            items.record(session, item_ids[_code(number)], Completed(day, day), stamp_on(day))
    _complete_milestone(session, plan_id, school)
    asked = list(item_ids.values())[-4:]
    for period, answered in zip(ROUNDS, school.answered, strict=True):
        if answered != "-":
            round_id = _ask(session, plan_id, school, period, asked)
            _answer(session, round_id, period, asked[: int(answered)])
    for request in school.requests:
        _ask_for_support(session, plan_id, item_ids[_code(3)], request, lead_id)
    return plan_id


def plan_of(school: School) -> Plan:
    steps = {
        _code(number): ActionItem(code=_code(number), text=f"Step {number}", owner="Lead", due=due)
        for number, (mark, due) in enumerate(zip(school.marks, DUE, strict=True), start=1)
        if mark != " "
    }
    parts = tuple(
        Milestone(
            code=code,
            title=f"Milestone {code}",
            due=due,
            action_items=tuple(step for step in steps.values() if step.code.startswith(code)),
        )
        for code, due in (("1.1.1", on("10-30")), ("1.1.2", on("12-18")))
    )
    strategy = Strategy(code="1.1", title="Strategy", practice=school.practice, milestones=parts)
    priority = Priority(code="1", title="Learning", strategies=(strategy,))
    return Plan(title="Plan", organization=school.name, school_year="2026-27", priorities=(priority,))


def _code(number: int) -> str:
    return f"1.1.{1 if number <= FIRST_MILESTONE else 2}.{number}"


def _complete_milestone(session: Session, plan_id: int, school: School) -> None:
    if not school.milestone:
        return
    row_id = session.scalars(select(MilestoneRow.id).filter_by(plan_id=plan_id, code="1.1.1")).one()
    milestones.record(session, row_id, _completed(school.milestone), stamp_on(on(school.milestone)))
    if school.milestone_again:
        reopened, again = school.milestone_again
        milestones.record(session, row_id, Reopened(on(reopened)), stamp_on(on(reopened)))
        milestones.record(session, row_id, _completed(again), stamp_on(on(again)))


def _completed(day: str) -> Completed:
    return Completed(on(day), on(day))


def _ask(session: Session, plan_id: int, school: School, period: str, item_ids: Sequence[int]) -> int:
    """A round about action items, as the tick that opens and closes rounds leaves it. Returns its id."""
    first, last = ROUNDS[period]
    zone = zone_named(ZONES[school.district])
    closes_at = datetime.combine(last + timedelta(days=1), time(), zone)
    is_open = period == school.never_closes
    row = RoundRow(
        plan_id=plan_id,
        period=period,
        state="open" if is_open else "closed",
        opened_at=datetime.combine(first, time(9), zone).astimezone(UTC),
        closes_at=NEVER_CLOSES if is_open else closes_at.astimezone(UTC),
        closed_at=None if is_open else (closes_at + timedelta(seconds=4)).astimezone(UTC),
    )
    session.add(row)
    session.flush()
    request = CheckInRequestRow(round_id=row.id, person_id=person_id(session, LEAD))
    session.add(request)
    session.flush()
    for position, item_id in enumerate(item_ids):
        session.add(RequestTopicRow(request_id=request.id, position=position, item_id=item_id))
    return row.id


def _answer(session: Session, round_id: int, period: str, item_ids: Sequence[int]) -> None:
    first, _last = ROUNDS[period]
    stamp = stamp_on(first, person_id(session, LEAD))
    for item_id in item_ids:
        answer = {"at": stamp.at, "on": stamp.on, "person_id": stamp.by, "status": "on_track"}
        session.add(AnswerRow(round_id=round_id, item_id=item_id, **answer))
    session.flush()


def _ask_for_support(session: Session, plan_id: int, item_id: int, request: Request, lead_id: int) -> None:
    need = Need(plan_id=plan_id, item_id=item_id, asker_id=lead_id, needed="Two half days of substitutes")
    support = support_changes.request(session, need, stamp_on(on(request.asked)))
    provider = Provider(person_id=person_id(session, LEADERS[STATE]))
    support_changes.ask(session, support, provider, stamp_on(on(request.asked)))
    if request.passed_on:
        support_changes.pass_on(session, support, provider, stamp_on(on(request.passed_on)))
    if request.offered:
        support_changes.offer(session, support, on("12-18"), stamp_on(on(request.offered)))
    if request.declined:
        support_changes.decline(session, support, "No budget", stamp_on(on(request.declined)))
