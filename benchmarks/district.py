"""A district in mid-month: a plan, its people, and a check-in of five items sent to each of them."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from benchmarks.slack import PEOPLE, TEAM, name, slack_id
from bot import importing
from bot.check_ins import opening, schedule
from bot.check_ins.opening import RoundAudience
from bot.clock import Clock
from bot.importing import SourceFile
from bot.turns import Turn, Turns
from plans.cadences import Cadence
from plans.plan import ActionItem, Milestone, Plan, Priority, Strategy
from storage.database import Database
from storage.delivery import budget, claims
from storage.delivery.budget import Bucket
from storage.delivery.sent_messages import SentMessage
from storage.migrate import migrate
from storage.models import ActionItemRow
from storage.people import organizations, people
from storage.people.people import Member
from storage.plans import plans
from storage.rounds import check_in_requests, check_ins
from storage.rounds import rounds as round_store
from storage.upsert import insert_missing

ITEMS_EACH = 5
AT_ONCE = 500
IN_A_MILESTONE = 10
SCHOOL_YEAR_BEGINS = 7
HOME_ITEMS = 200
HOME_PLAN = 5_000
BUSIEST = slack_id(0)
ORGANIZATION = "Bench District"


@dataclass(frozen=True, slots=True)
class Tap:
    """One button of one check-in message."""

    user: str
    value: str


def furnish(path: Path, people_count: int = PEOPLE) -> list[Tap]:
    """Create the database and return one tap per action item, grouped by person."""
    database = Database(f"sqlite:///{path}")
    try:
        migrate(database)
        turns = Turns(database, Clock())
        with turns.write() as turn:
            _open_round(turn, path, people_count)
        return _taps(database)
    finally:
        database.close()


def furnish_home(path: Path) -> None:
    """Make the plan as large as a big district's, with one person who owns far too many items."""
    database = Database(f"sqlite:///{path}")
    try:
        with database.write() as session:
            plan = plans.summaries(session, TEAM)[0]
            owner = people.person(session, TEAM, BUSIEST)
            assert owner is not None  # all of them were saved
            rows = [_row(number, plan.id, owner.id) for number in range(HOME_PLAN)]
            for start in range(0, HOME_PLAN, AT_ONCE):
                insert_missing(session, ActionItemRow, rows[start : start + AT_ONCE], unique=["plan_id", "code"])
    finally:
        database.close()


def _row(number: int, plan_id: int, owner_id: int) -> dict[str, object]:
    return {
        "plan_id": plan_id,
        "code": f"A{number + 1}",
        "text": "Visit four lessons with the team",
        "owner": name(0) if number < HOME_ITEMS else "Somebody",
        "owner_key": "",
        "owner_id": owner_id if number < HOME_ITEMS else None,
        "due": date(2026, 1, 1) + timedelta(days=number % 700),
        "imported": {},
    }


def _open_round(turn: Turn, path: Path, people_count: int) -> None:
    session, today = turn.session, turn.today("America/New_York")
    organizations.save_workspace(session, TEAM, "Bench", "UBOT")
    members = [Member(slack_id=slack_id(n), name=name(n), time_zone="America/New_York") for n in range(people_count)]
    people.save_people(session, TEAM, members)
    importing.bring_in(turn, TEAM, plan_for(people_count, today), SourceFile.at(path), level="district")
    plan = plans.summaries(session, TEAM)[0]
    occasion = schedule.at_once(session, plan, today, Cadence.MONTHLY)
    assert occasion is not None  # a monthly round can always be opened
    opening.open_round(turn, RoundAudience.read(turn, plan, occasion), portion=people_count)
    budget.set_pace(session, TEAM, Bucket(people_count, people_count, turn.now, turn.now))
    session.flush()
    for message in claims.claim(session, TEAM, turn.now + timedelta(days=7), limit=people_count):
        claims.mark_sent(session, message, SentMessage(channel=f"D{message.channel}", ts=f"{message.id}.000001"))


def _taps(database: Database) -> list[Tap]:
    with database.read() as session:
        plan = plans.summaries(session, TEAM)[0]
        latest = round_store.latest_round(session, plan.id)
        assert latest is not None  # it was opened above
        return [
            Tap(request.slack_id, f"{request.id}|{topic.key}")
            for request in check_in_requests.requests_in(session, latest.id)
            for topic in check_ins.load(session, request).topics
        ]


def plan_for(people_count: int, today: date) -> Plan:
    """A plan in which each person owns five items."""
    first = today.year if today.month >= SCHOOL_YEAR_BEGINS else today.year - 1
    items = [_item(number, today) for number in range(people_count * ITEMS_EACH)]
    milestones = tuple(
        Milestone(
            code=f"1.1.{start // IN_A_MILESTONE + 1}",
            title=f"Milestone {start // IN_A_MILESTONE + 1} of the district's year",
            action_items=tuple(items[start : start + IN_A_MILESTONE]),
        )
        for start in range(0, len(items), IN_A_MILESTONE)
    )
    strategy = Strategy(code="1.1", title="Learning intentions and success criteria", milestones=milestones)
    return Plan(
        title="Improvement Plan",
        organization=ORGANIZATION,
        school_year=f"{first}-{(first + 1) % 100:02}",
        priorities=(Priority(code="1", title="Clear learning in every classroom", strategies=(strategy,)),),
    )


def _item(number: int, today: date) -> ActionItem:
    milestone, place = divmod(number, IN_A_MILESTONE)
    return ActionItem(
        code=f"1.1.{milestone + 1}.{place + 1}",
        text="Visit four lessons with the team and talk about what students could say of their learning",
        owner=name(number // ITEMS_EACH),
        start=today - timedelta(days=30),
        due=today + timedelta(days=30),
        output="Notes of four visits",
    )
