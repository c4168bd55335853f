"""An error in one plan or person does not stop a tick for the others."""

from __future__ import annotations

import logging
from datetime import date

import pytest
from sqlalchemy import select, update

from bot.action_items.reminding import Reminding
from bot.check_ins.round_desk import RoundDesk
from bot.demo.district import HandClock
from bot.turns import Turns
from plans.time_zones import is_known_zone, zone_named
from storage.database import Database
from storage.models import CheckInRequestRow, OutboxRow, PersonRow, PlanRow
from storage.people import organizations, people, role_holders
from storage.plans import files
from tests.support.districts import IMPORTED, MORNING, TEAM, plan_of, save_district, staff

BAD_ZONES = ["../../etc/passwd", "Mars/Olympus_Mons", "America", ""]


def _asked(database: Database) -> set[str]:
    with database.read() as session:
        return set(session.scalars(select(OutboxRow.channel).where(OutboxRow.key.startswith("check_in:"))))


@pytest.mark.parametrize("zone", BAD_ZONES)
def test_a_time_zone_nobody_knows_keeps_nobody_from_being_asked(database: Database, zone: str) -> None:
    save_district(database, staff(3))
    with database.write() as session:
        session.execute(update(PersonRow).where(PersonRow.slack_id == "U00000002").values(time_zone=zone))
    turns = Turns(database, HandClock(MORNING))

    RoundDesk(turns).tick()
    Reminding(turns).tick()

    assert _asked(database) == {"U00000001", "U00000002", "U00000003"}


def test_a_plan_that_raises_is_logged_and_the_others_open(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    broken = save_district(database, staff(2))
    with database.write() as session:
        other = organizations.save_organization(session, TEAM, "Second school", "school")
        years = (date(2026, 7, 1), date(2027, 6, 30))
        plan = plan_of(staff(2))
        saved = files.save(session, other.id, plan, years=years, source="b.yml", digest="2", stamp=IMPORTED)
        for member in staff(2):
            person = people.person(session, TEAM, member.slack_id)
            assert person is not None
            role_holders.assign(session, saved.plan_id, member.name, [person.id])
        session.execute(update(PlanRow).where(PlanRow.id == broken).values(asks_on="never"))

    with caplog.at_level(logging.ERROR):
        RoundDesk(Turns(database, HandClock(MORNING))).tick()

    assert f"skipped plan {broken}" in caplog.text
    with database.read() as session:
        assert len(session.scalars(select(CheckInRequestRow)).all()) == len(staff(2))


@pytest.mark.parametrize("zone", BAD_ZONES)
def test_a_zone_that_is_none_gives_way_to_the_other(zone: str) -> None:
    assert not is_known_zone(zone)
    assert zone_named(zone, "America/Chicago").key == "America/Chicago"
    assert zone_named(zone, zone).key == "America/New_York"
