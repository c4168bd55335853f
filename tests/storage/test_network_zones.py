"""A network whose schools are in several time zones, around midnight and on the day the clocks go back.

Each school's plan has three action items, due on the days of `DUE`, and none is completed. Counted by hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from plans.item_progress import Day
from plans.network import NetworkTable
from plans.plan import ActionItem, Milestone, Plan, Priority, Strategy
from plans.time_zones import zone_named
from storage.database import Database
from storage.items.items import Stamp
from storage.models import (
    ActionItemRow,
    AnswerRow,
    CheckInRequestRow,
    OrganizationRow,
    PersonRow,
    RequestTopicRow,
    RoundRow,
)
from storage.network import counts, scope, standings
from storage.people import organizations, people
from storage.people.people import Member
from storage.plans import files

TEAM = "TBORDER"
EASTERN, CENTRAL, MOUNTAIN, PACIFIC = (f"America/{city}" for city in ("New_York", "Chicago", "Denver", "Los_Angeles"))
YEARS = (date(2026, 8, 17), date(2027, 6, 30))
STAMP = Stamp(at=datetime(2026, 8, 17, 15, tzinfo=UTC), on=date(2026, 8, 17))
NOV_16, NOV_17, NOV_18 = (date(2026, 11, day) for day in (16, 17, 18))
OCT_31, NOV_1, NOV_2 = date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 2)


@dataclass(frozen=True)
class World:
    database: Database
    district: int
    plans: dict[str, int]
    """By time zones."""

    def at(self, moment: datetime) -> NetworkTable:
        """By school, as of the district's today."""
        with self.database.read() as session:
            zone = organizations.get(session, self.district).time_zone
            today = Day(moment.astimezone(zone_named(zone)).date(), is_over=False)
            network = scope.read(session, TEAM, self.district, today, moment)
            assert network is not None
            behind = [each.items.behind.part for each in standings.read(session, network).values()]
            table = counts.by_school(session, network)
            assert (
                sum(behind) == table.all.items.behind.part == counts.by_practice(session, network).all.items.behind.part
            )
            return table

    def reported(self, on: date) -> dict[str, tuple[int, int]]:
        """Action items with an answer, of those asked about, by school, as of the past day."""
        with self.database.read() as session:
            network = scope.read(session, TEAM, self.district, Day(on))
            assert network is not None
            rows = counts.by_school(session, network).rows
            return {row.code: (row.reported.part, row.reported.whole) for row in rows}


def world(database: Database, district_zone: str, zones: Sequence[str], due: Sequence[date]) -> World:
    with database.write() as session:
        organizations.save_workspace(session, TEAM, "Border", "U00000BOT")
        people.save_people(session, TEAM, [Member(slack_id="ULEAD", name="Lead", time_zone=CENTRAL)])
        organizations.save_organization(session, TEAM, "Border Schools", "district")
        plans = {}
        for zone in zones:
            row = organizations.save_organization(session, TEAM, zone, "school", parent="Border Schools")
            row.time_zone = zone
            plan = _plan(zone, due)
            saved = files.save(session, row.id, plan, years=YEARS, source="plan", digest=zone, stamp=STAMP)
            plans[zone] = saved.plan_id
        district = session.scalars(select(OrganizationRow).filter_by(name="Border Schools")).one()
        district.time_zone = district_zone
        return World(database, district.id, plans)


def _plan(school: str, due: Sequence[date]) -> Plan:
    steps = tuple(
        ActionItem(code=f"1.1.1.{number}", text=f"Step {number}", owner="Lead", due=day)
        for number, day in enumerate(due, start=1)
    )
    milestone = Milestone(code="1.1.1", title="Milestone", action_items=steps)
    strategy = Strategy(code="1.1", title="Strategy", practice="3b", milestones=(milestone,))
    priorities = (Priority(code="1", title="Learning", strategies=(strategy,)),)
    return Plan(title="Plan", organization=school, school_year="2026-27", priorities=priorities)


def counted(table: NetworkTable) -> dict[str, tuple[int, int]]:
    """Behind, and due today, by school and for all."""
    rows = {row.code or "all": row for row in (*table.rows, table.all)}
    return {name: (row.items.behind.part, row.items.due_today) for name, row in rows.items()}


def test_before_midnight_in_the_district_the_next_day_has_begun_in_the_east(database: Database) -> None:
    """11:30 PM Central on Nov 17: past midnight in the east, half past ten in the mountains."""
    border = world(database, CENTRAL, (EASTERN, CENTRAL, MOUNTAIN), (NOV_16, NOV_17, NOV_18))
    table = border.at(datetime(2026, 11, 18, 5, 30, tzinfo=UTC))
    assert counted(table) == {EASTERN: (2, 1), CENTRAL: (1, 1), MOUNTAIN: (1, 1), "all": (4, 3)}


def test_after_midnight_in_the_district_the_day_goes_on_in_the_west(database: Database) -> None:
    """12:30 AM Central on Nov 18: 11:30 PM on Nov 17 in the mountains and 10:30 PM at the Pacific."""
    border = world(database, CENTRAL, (EASTERN, CENTRAL, MOUNTAIN, PACIFIC), (NOV_16, NOV_17, NOV_18))
    table = border.at(datetime(2026, 11, 18, 6, 30, tzinfo=UTC))
    assert counted(table) == {
        EASTERN: (2, 1),
        CENTRAL: (2, 1),
        MOUNTAIN: (1, 1),
        PACIFIC: (1, 1),
        "all": (6, 4),
    }


def test_the_night_the_clocks_go_back(database: Database) -> None:
    """Nov 1 at 2:30 AM Eastern, after the clocks went back there at 2:00: still 12:30 AM in the mountains.

    7:30 UTC is 2:30 AM EST, 12:30 AM PDT: everywhere Nov 1. An hour and a half earlier it is 2:00 AM EDT, thus
    1:00 AM EST, and 11:00 PM on Oct 31 at the Pacific.
    """
    border = world(database, EASTERN, (EASTERN, MOUNTAIN, PACIFIC), (OCT_31, NOV_1, NOV_2))
    assert counted(border.at(datetime(2026, 11, 1, 7, 30, tzinfo=UTC))) == {
        EASTERN: (1, 1),
        MOUNTAIN: (1, 1),
        PACIFIC: (1, 1),
        "all": (3, 3),
    }
    assert counted(border.at(datetime(2026, 11, 1, 6, 0, tzinfo=UTC))) == {
        EASTERN: (1, 1),
        MOUNTAIN: (1, 1),
        PACIFIC: (0, 1),
        "all": (2, 3),
    }


@pytest.mark.parametrize("district_zone", [EASTERN, PACIFIC])
def test_a_round_belongs_to_the_day_that_was_over_at_its_school(database: Database, district_zone: str) -> None:
    """The rounds close at the end of Nov 1, which has 25 hours, and so are closed as of Nov 2, as in the school."""
    border = world(database, district_zone, (EASTERN, PACIFIC), (NOV_1,))
    with database.write() as session:
        for zone, plan_id in border.plans.items():
            midnight = datetime(2026, 11, 2, tzinfo=zone_named(zone))
            assert midnight.astimezone(UTC).hour == {EASTERN: 5, PACIFIC: 8}[zone]
            row = RoundRow(
                plan_id=plan_id,
                period="2026-10",
                state="closed",
                opened_at=midnight - timedelta(days=7),
                closes_at=midnight.astimezone(UTC),
                closed_at=midnight.astimezone(UTC) + timedelta(seconds=4),
            )
            session.add(row)
            session.flush()
            person_id = session.scalars(select(PersonRow.id)).one()
            item_id = session.scalars(select(ActionItemRow.id).filter_by(plan_id=plan_id)).one()
            request = CheckInRequestRow(round_id=row.id, person_id=person_id)
            session.add(request)
            session.flush()
            session.add(RequestTopicRow(request_id=request.id, position=0, item_id=item_id))
            answer = {"at": midnight - timedelta(days=1), "on": NOV_1, "person_id": person_id, "status": "on_track"}
            session.add(AnswerRow(round_id=row.id, item_id=item_id, **answer))

    assert border.reported(NOV_1) == {EASTERN: (0, 0), PACIFIC: (0, 0)}
    assert border.reported(NOV_2) == {EASTERN: (1, 1), PACIFIC: (1, 1)}
