"""When a network's digest goes out, to whom, and that it goes out once."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from bot.demo.district import HandClock
from bot.network import digest_schedule
from bot.network.digests import DigestTick
from bot.turns import Turns
from plans.school_calendar import Closing
from storage.database import Database
from storage.models import NetworkDigestRow, OutboxRow, RoundRow
from storage.network import digest_log
from storage.network.digest_log import DigestSetting
from storage.people import calendars, memberships
from tests.support import state_world
from tests.support.state_world import ASHBY, BRANDT, CORRIE, LEAD, LEADERS, SCHOOLS, STATE, SavedState, on

EASTERN = ZoneInfo("America/New_York")


@dataclass
class World:
    database: Database
    state: SavedState
    clock: HandClock = field(default_factory=lambda: HandClock(datetime(2026, 11, 1, tzinfo=UTC)))

    @property
    def turns(self) -> Turns:
        return Turns(self.database, self.clock)

    def at(self, moment: str) -> None:
        """A program that has just started looks at what is due."""
        self.clock.moment = datetime.fromisoformat(f"2026-{moment}").replace(tzinfo=EASTERN).astimezone(UTC)
        DigestTick(self.turns).tick()

    @property
    def sent(self) -> list[tuple[str, str]]:
        """To whom, and the title and day of what they read."""
        with self.database.read() as session:
            rows = session.scalars(select(OutboxRow).order_by(OutboxRow.id)).all()
            return [(row.channel, " / ".join(row.payload["text"].splitlines()[:2])) for row in rows]

    @property
    def written_to(self) -> list[str]:
        return [slack_id for slack_id, _title in self.sent]

    def set(self, name: str, setting: DigestSetting) -> None:
        with self.database.write() as session:
            digest_log.save_setting(session, self.state.organizations[name], setting, state_world.stamp_on(on("11-01")))


@pytest.fixture
def world(database: Database) -> World:
    """October's digests have gone out."""
    with database.write() as session:
        world = World(database, state_world.save(session))
    world.at("10-27 10:00")
    with database.write() as session:
        session.execute(update(OutboxRow).values(state="sent"))
    return world


def new_since(world: World, before: int) -> list[tuple[str, str]]:
    return world.sent[before:]


def test_it_goes_out_on_the_morning_after_the_last_check_in_closed_in_each_time_zone(world: World) -> None:
    before = len(world.sent)
    world.at("11-24 08:59")
    assert new_since(world, before) == []

    world.at("11-24 09:00")
    ashby = (LEADERS[ASHBY], "Ashby County Schools: November digest / As of Mon, Nov 23, compared with Mon, Oct 26")
    assert new_since(world, before) == [ashby]
    world.at("11-24 09:59")
    assert new_since(world, before) == [ashby]
    world.at("11-24 10:00")
    brandt = (
        LEADERS[BRANDT],
        "Brandt Valley Schools: November digest / As of Mon, Nov 23, compared with Mon, Oct 26",
    )
    assert new_since(world, before) == [ashby, brandt]


def test_what_never_closes_is_waited_for_until_the_seventh_of_the_next_month(world: World) -> None:
    for moment in ("11-24 10:00", "11-30 12:00", "12-04 17:00"):
        world.at(moment)
    before = len(world.sent)
    world.at("12-07 09:00")
    world.at("12-07 09:30")

    days = "November digest / As of Sun, Dec 6, compared with Mon, Oct 26"
    assert sorted(new_since(world, before)) == [
        (LEADERS[CORRIE], f"Corrie City Schools: {days}"),
        (LEADERS[STATE], f"Westmark: {days}"),
    ]


def test_october_went_to_the_leaders_of_the_very_organizations_but_ashbys_had_nothing_to_say(world: World) -> None:
    assert sorted(world.written_to) == sorted([LEADERS[BRANDT], LEADERS[CORRIE], LEADERS[STATE]])
    assert {title.partition(" / ")[2] for _, title in world.sent} == {"As of Mon, Oct 26, compared with Mon, Sep 21"}


def test_a_plan_manager_and_a_leader_who_left_are_not_written_to(world: World) -> None:
    with world.database.write() as session:
        ashby = world.state.organizations[ASHBY]
        memberships.grant(session, ashby, state_world.person_id(session, LEAD), "plan_manager")
    before = len(world.sent)
    world.at("11-24 09:00")
    assert [slack_id for slack_id, _ in new_since(world, before)] == [LEADERS[ASHBY]]


def test_a_closed_day_and_the_night_are_waited_out(world: World) -> None:
    with world.database.write() as session:
        closing = Closing(on("11-24"), on("11-25"), "Fall break")
        calendars.add(session, world.state.organizations[ASHBY], [closing])
    before = len(world.sent)
    for moment in ("11-24 10:00", "11-25 12:00", "11-25 18:00", "11-26 08:00"):
        world.at(moment)
    assert LEADERS[ASHBY] not in [slack_id for slack_id, _ in new_since(world, before)]
    world.at("11-26 09:15")
    assert LEADERS[ASHBY] in [slack_id for slack_id, _ in new_since(world, before)]


def test_two_bots_that_see_it_due_at_once_send_it_once(world: World) -> None:
    world.clock.moment = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
    first, second = DigestTick(world.turns), DigestTick(world.turns)
    with world.turns.read() as turn:
        due = digest_schedule.due(turn)
    assert [chosen.name for chosen in due] == [ASHBY]
    before = len(world.sent)
    for tick in (first, second):
        for chosen in due:
            tick.send(chosen)
    assert [slack_id for slack_id, _ in new_since(world, before)] == [LEADERS[ASHBY]]


def test_an_organization_turns_it_off_or_chooses_another_last_day(world: World) -> None:
    world.set(ASHBY, DigestSetting(is_on=False))
    world.set(CORRIE, DigestSetting(last_day=10))
    before = len(world.sent)
    for moment in ("11-24 11:00", "12-07 11:00", "12-09 11:00"):
        world.at(moment)
    assert sorted(slack_id for slack_id, _ in new_since(world, before)) == sorted([LEADERS[BRANDT], LEADERS[STATE]])
    world.at("12-10 09:00")
    assert world.sent[-1][1].startswith("Corrie City Schools: November digest / As of Wed, Dec 9")


def test_a_program_that_was_down_sends_it_late_but_not_a_week_after_its_last_day(world: World) -> None:
    before = len(world.sent)
    world.at("12-11 10:00")
    assert LEADERS[ASHBY] in [slack_id for slack_id, _ in new_since(world, before)]


def test_after_five_days_it_is_not_sent_any_more(world: World) -> None:
    before = len(world.sent)
    world.at("12-14 10:00")
    assert new_since(world, before) == []


def test_a_month_without_news_is_recorded_and_nobody_is_written_to(database: Database) -> None:
    steady = replace(SCHOOLS[0], milestone="")
    with database.write() as session:
        world = World(database, state_world.save(session, [steady]))
    for moment in ("10-27 10:00", "11-24 10:00"):
        world.at(moment)

    assert world.sent == []
    with database.read() as session:
        rows = session.scalars(select(NetworkDigestRow).order_by(NetworkDigestRow.id)).all()
        assert [
            (row.period, row.is_quiet) for row in rows if row.organization_id == world.state.organizations[ASHBY]
        ] == [
            ("2026-10", True),
            ("2026-11", True),
        ]


def test_a_round_closed_early_counts_with_its_day_which_is_over_first(world: World) -> None:
    with world.database.write() as session:
        early = datetime(2026, 11, 20, 14, tzinfo=EASTERN).astimezone(UTC)
        session.execute(update(RoundRow).where(RoundRow.period == "2026-11").values(state="closed", closes_at=early))
    before = len(world.sent)
    world.at("11-20 15:00")
    assert new_since(world, before) == []
    world.at("11-23 09:00")
    assert {title.partition(" / ")[2] for _, title in new_since(world, before)} == {
        "As of Fri, Nov 20, compared with Mon, Oct 26"
    }


def test_a_tick_looks_again_only_after_a_quarter_of_an_hour(world: World) -> None:
    world.clock.moment = datetime(2026, 11, 24, 13, 55, tzinfo=UTC)
    tick, before = DigestTick(world.turns), len(world.sent)
    tick.tick()
    for minutes, expected in ((10, 0), (10, 1)):
        world.clock.moment += timedelta(minutes=minutes)
        tick.tick()
        assert len(new_since(world, before)) == expected
