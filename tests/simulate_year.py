"""A school year of a district, day by day: every message the bot would send, in a table by week.

    python -m tests.simulate_year                 30 schools, 1,500 people, four time zones
    python -m tests.simulate_year --schools 2     something quicker

The bot's own turns and its own delivery run against a database file; only Slack is a list here, and the clock is set
by hand. Whoever is asked answers by chance, some at once, some after a reminder, some never.
"""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from sqlalchemy import select

from bot import importing, late_rendering
from bot.check_ins import applying
from bot.check_ins.round_desk import RoundDesk
from bot.demo.district import HandClock
from bot.importing import SourceFile
from bot.sending import windows
from bot.sending.delivery import Delivery
from bot.turns import Turn, Turns
from conversations.check_in import ReportAllOnTrack, ReportStatus
from plans import calendar_files
from plans.cadences import Cadence
from plans.calendar import ClosedDays, opens_at
from plans.item_events import Status
from plans.plan import ActionItem, Benchmark, BenchmarkKind, Goal, Measure, Milestone, Plan, Priority, Strategy
from storage.database import Database
from storage.delivery import claims
from storage.delivery.claims import Claimed
from storage.migrate import migrate
from storage.models import CheckInRequestRow, RoundRow
from storage.people import calendars, memberships, organizations, people, role_holders
from storage.people.people import Member
from storage.rounds import check_in_requests, check_ins, participations, rounds
from tests.support.clients import FixedClient

TEAM = "T0000YEAR"
ZONES = ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles")
EASTERN = ZoneInfo(ZONES[0])
CALENDAR = Path(__file__).parents[1] / "examples" / "calendar.ics"
FIRST, LAST = date(2026, 8, 3), date(2027, 6, 30)
SATURDAY = 5
HOURS = (9, 10, 11, 12, 15, 18)
"""Of New York, on which the bot is looked at: when each zone's morning begins, and twice later."""
SOON, AT_A_TIME = timedelta(minutes=1), timedelta(seconds=5)
IN_A_SCHOOL = 50
ITEMS_EACH = 2


@dataclass(frozen=True)
class Posted:
    moment: datetime
    channel: str
    key: str


@dataclass
class SlackByHand:
    """Takes messages and notes them."""

    clock: HandClock
    posted: list[Posted] = field(default_factory=list)
    _ts: Iterator[int] = field(default_factory=count)

    def chat_postMessage(self, *, channel: str, metadata: Any, **_rest: Any) -> dict[str, str]:  # noqa: N802 (Slack's name)
        self.posted.append(Posted(self.clock.now(), channel, str(metadata["event_payload"]["key"])))
        return {"channel": channel, "ts": f"{next(self._ts)}.0"}

    def chat_update(self, **_rest: Any) -> None:
        """A message that changes is no new one."""


@dataclass
class Year:
    """The district with its bot."""

    database: Database
    clock: HandClock
    slack: SlackByHand
    zones: dict[str, str]
    closed: ClosedDays
    chance: random.Random

    def __post_init__(self) -> None:
        self.turns = Turns(self.database, self.clock)
        self.desk = RoundDesk(self.turns)
        self.delivery = Delivery(
            self.database,
            self.clock,
            FixedClient(self.slack),
            may_leave=lambda message, now: windows.next_moment(self.database, message, now),
            make_content=self._content,
            make_files=lambda _message: (),
            report_failure=lambda *_failure: None,
        )

    def _content(self, message: Claimed) -> Claimed | None:
        return late_rendering.make(self.database, message, self.clock.now())

    def live(self, first: date = FIRST, last: date = LAST) -> None:
        """Days of answers in between, until the last."""
        day = first
        while day <= last:
            for hour in HOURS if day.weekday() < SATURDAY else HOURS[:1]:
                self.clock.moment = opens_at(day, time(hour), EASTERN)
                self.desk.tick()
                self._send()
            if self.closed.is_open(day):
                self._answer()
            day += timedelta(days=1)

    def _send(self) -> None:
        """All that may leave now; the clock goes on for as long as Slack's limits make the last ones wait."""
        while True:
            while self.delivery.send_due():
                pass
            now = self.clock.now()
            with self.database.read() as session:
                moment = claims.next_moment(session, now)
            if moment is None or moment > now + SOON:
                return
            self.clock.moment = max(moment, now + AT_A_TIME)

    def _answer(self) -> None:
        """Four of ten of those who have not answered do so on a day."""
        with self.turns.read() as turn:
            open_requests = [actual.id for actual in _open_requests(turn)]
        for request_id in open_requests:
            if self.chance.random() < 0.4:
                with self.turns.write() as turn:
                    self._tap(turn, request_id)

    def _tap(self, turn: Turn, request_id: int) -> None:
        actual = check_in_requests.find_request(turn.session, request_id)
        assert actual is not None
        assert actual.person_id is not None
        person = people.by_id(turn.session, [actual.person_id])[actual.person_id]
        by = Turn(turn.session, turn.now, person)
        on = turn.today(actual.time_zone)
        topics = check_ins.load(turn.session, actual).topics
        if self.chance.random() < 0.25:
            applying.apply_move(
                by, actual, ReportStatus(topic=topics[0].key, status=Status.DONE, by=person.name, on=on)
            )
        applying.apply_move(by, actual, ReportAllOnTrack(by=person.name, on=on))


def _open_requests(turn: Turn) -> Iterable[check_in_requests.RequestFacts]:
    for of in rounds.open_rounds(turn.session):
        missing = {
            each.request_id for each in participations.in_round(turn.session, of.id) if each.answered < each.asked
        }
        yield from (actual for actual in check_in_requests.requests_in(turn.session, of.id) if actual.id in missing)


# ---------------------------------------------------------------- the district


@contextmanager
def district(folder: Path, schools: int) -> Iterator[Year]:
    """Every school with a plan, fifty people and a leader; the calendar is the district's."""
    database = Database(f"sqlite:///{folder / 'year.db'}")
    migrate(database)
    clock = HandClock(opens_at(FIRST, time(7), EASTERN))
    zones = {f"U{n:08d}": ZONES[n // IN_A_SCHOOL % len(ZONES)] for n in range(schools * IN_A_SCHOOL)}
    reading = calendar_files.read(CALENDAR.name, CALENDAR.read_bytes(), today=FIRST)
    with Turns(database, clock).write() as turn:
        _settle(turn, zones, schools)
        top = organizations.find(turn.session, TEAM, "Year District")
        assert top is not None
        calendars.replace(turn.session, top.id, reading.closings, reading.terms)
        closed = calendars.of(turn.session, top.id).closed
    try:
        yield Year(database, clock, SlackByHand(clock), zones, closed, random.Random(2026))
    finally:
        database.close()


def _settle(turn: Turn, zones: dict[str, str], schools: int) -> None:
    session = turn.session
    organizations.save_workspace(session, TEAM, "Year District", "U00000BOT")
    members = [Member(slack_id=who, name=f"Person {who[2:]}", time_zone=zone) for who, zone in zones.items()]
    people.save_people(session, TEAM, members)
    organizations.save_organization(session, TEAM, "Year District", "district")
    ids = {person.slack_id: person.id for person in people.people(session, TEAM)}
    for number in range(schools):
        staff = [f"U{n:08d}" for n in range(number * IN_A_SCHOOL, (number + 1) * IN_A_SCHOOL)]
        plan = _plan(number, staff)
        outcome = importing.bring_in(turn, TEAM, plan, SourceFile.at(CALENDAR), level="school", parent="Year District")
        for who in staff:
            role_holders.assign(session, outcome.imported.plan_id, who, [ids[who]])
        place = organizations.find(session, TEAM, plan.organization)
        assert place is not None
        place.time_zone = zones[staff[0]]
        memberships.grant(session, place.id, ids[staff[0]], "leader")
    top = organizations.find(session, TEAM, "Year District")
    assert top is not None
    memberships.grant(session, top.id, ids[min(ids)], "leader")


def _plan(number: int, staff: list[str]) -> Plan:
    """Two strategies of five milestones; each person owns two action items, each milestone has a lead."""
    strategies = tuple(_strategy(place, staff[place * 25 : place * 25 + 25]) for place in range(2))
    measure = Measure(indicator="Proficient in reading", baseline="54 %", targets=("61 %",))
    return Plan(
        title="Improvement plan",
        organization=f"School {number + 1:02d}",
        school_year="2026-27",
        goals=(Goal(code="1", text="Every child reads well", measures=(measure,)),),
        priorities=(Priority(code="1", title="Reading", lead=staff[0], strategies=strategies),),
    )


def _strategy(place: int, staff: list[str]) -> Strategy:
    code = f"1.{place + 1}"
    return Strategy(
        code=code,
        title=f"Strategy {code}",
        lead=staff[0],
        measures=(Measure(indicator="Lessons with a shared text", baseline="20 %", targets=("60 %",)),),
        benchmarks=(
            Benchmark(kind=BenchmarkKind.EARLY_EVIDENCE, text="Teachers plan together"),
            Benchmark(kind=BenchmarkKind.SHORT_TERM, text="Growth on the interim check"),
        ),
        milestones=tuple(_milestone(f"{code}.{n + 1}", staff[n * 5 : n * 5 + 5]) for n in range(5)),
    )


def _milestone(code: str, staff: list[str]) -> Milestone:
    items = tuple(
        ActionItem(code=f"{code}.{n + 1}", text=f"Step {code}.{n + 1}", owner=staff[n % 5], due=_due(n))
        for n in range(len(staff) * ITEMS_EACH)
    )
    return Milestone(code=code, title=f"Milestone {code}", lead=staff[0], action_items=items)


def _due(n: int) -> date:
    return date(2026, 9, 30) + timedelta(days=27 * n)


# ---------------------------------------------------------------- the table


KINDS = (*Cadence, "reminded", "leaders", "report")


def table(year: Year) -> Iterable[str]:
    """One line a week: who was asked by cadence, who was reminded; and at the end what must be nothing."""
    cadences = _cadences(year)
    weeks = Counter((_monday(each), _kind(each, cadences)) for each in year.slack.posted)
    yield f"{'week of':12}" + "".join(f"{kind:>11}" for kind in KINDS)
    for week in sorted({week for week, _kind_of in weeks}):
        yield f"{week}  " + "".join(f"{weeks[week, kind]:>11,}" for kind in KINDS)
    total = Counter(_kind(each, cadences) for each in year.slack.posted)
    yield f"{'total':12}" + "".join(f"{total[kind]:>11,}" for kind in KINDS)
    closed, outside = len(on_closed_days(year)), len(outside_hours(year))
    yield f"on a closed day {closed} · outside 9:00 AM to 6:00 PM local time {outside}"


def _cadences(year: Year) -> dict[str, str]:
    """By key of the message that asks."""
    with year.database.read() as session:
        actual = session.execute(
            select(CheckInRequestRow.id, RoundRow.cadence).join(RoundRow, RoundRow.id == CheckInRequestRow.round_id)
        )
        return {f"check_in:{request_id}": cadence for request_id, cadence in actual}


def _kind(each: Posted, cadences: Mapping[str, str]) -> str:
    if each.key.startswith("nudge:"):
        return "reminded"
    if each.key.startswith("round:"):
        return "report" if ":report:" in each.key else "leaders"
    return cadences[each.key]


def _monday(each: Posted) -> date:
    day = each.moment.astimezone(EASTERN).date()
    return day - timedelta(days=day.weekday())


def _local(year: Year, each: Posted) -> datetime:
    return each.moment.astimezone(ZoneInfo(year.zones.get(each.channel, ZONES[0])))


def on_closed_days(year: Year) -> list[Posted]:
    return [each for each in year.slack.posted if not year.closed.is_open(_local(year, each).date())]


def outside_hours(year: Year) -> list[Posted]:
    return [each for each in year.slack.posted if not time(9) <= _local(year, each).time() < time(18)]


def main(
    schools: Annotated[int, typer.Option(help="How many schools of fifty people.")] = 30,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day.")] = None,
) -> None:
    """Live through a school year and print what was sent."""
    with tempfile.TemporaryDirectory() as folder, district(Path(folder), schools) as year:
        year.live(last=until.date() if until else LAST)
        typer.echo("\n".join(table(year)))


if __name__ == "__main__":
    typer.run(main)
