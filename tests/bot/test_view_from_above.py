"""Who sees whose counts and whose words: every role in a school, its district and its state, with and without leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from bot.permissions import roles
from bot.permissions.roles import ALLOWED, Permission, Role
from plans.plan import Plan
from storage.database import Database
from storage.items.items import Stamp
from storage.people import memberships, organizations, people, sharing
from storage.people.people import Member
from storage.plans import files, plans
from storage.plans.plans import PlanSummary

TEAM = "TABOVE"
NOV_3 = date(2026, 11, 3)
COUNTS = frozenset({Permission.SEE_COUNTS, Permission.SEE_NETWORK})
IN_FULL = {
    "school": {Role.PLAN_MANAGER, Role.LEADER, Role.COACH, Role.STAFF, Role.VIEWER},
    "district": {Role.PLAN_MANAGER, Role.COACH},
    "state": set[Role](),
}
"""The roles that allow everything they allow, by where they were granted; all others see counts."""


@dataclass(frozen=True)
class Above:
    plan: PlanSummary
    places: Mapping[str, int]

    def may(self, session: Session, level: str, role: Role) -> set[Permission]:
        person = people.person(session, TEAM, slack_id(level, role))
        assert person is not None
        return {permission for permission in Permission if roles.may(session, person, permission, self.plan)}

    def shares(self, session: Session, level: str, day: date, *, gives: bool) -> bool:
        stamp = Stamp(at=datetime.combine(day, datetime.min.time(), UTC), on=day, by=leader_of(session))
        return sharing.record(session, self.places["school"], self.places[level], stamp, gives=gives)


def slack_id(level: str, role: Role) -> str:
    return f"U{level}{role}".upper().replace("_", "")


def leader_of(session: Session) -> int:
    person = people.person(session, TEAM, slack_id("school", Role.LEADER))
    assert person is not None
    return person.id


@pytest.fixture
def above(database: Database) -> Above:
    with database.write() as session:
        return _save(session, without=())


def _save(session: Session, *, without: tuple[tuple[str, Role], ...]) -> Above:
    """Everybody has one role in one place; `without` are roles that nobody has."""
    organizations.save_workspace(session, TEAM, "Marsh", "UBOT")
    places: dict[str, int] = {}
    parent = None
    for level, name in (("state", "Marsh State"), ("district", "Marsh District"), ("school", "Reed School")):
        places[level] = organizations.save_organization(session, TEAM, name, level, parent=parent).id
        parent = name
    for level, place in places.items():
        for role in Role:
            member = Member(slack_id=slack_id(level, role), name=f"{level} {role}", time_zone="America/New_York")
            people.save_people(session, TEAM, [member])
            person = people.person(session, TEAM, member.slack_id)
            assert person is not None
            if (level, role) not in without:
                memberships.grant(session, place, person.id, role)
    plan = Plan(title="Plan", organization="Reed School", school_year="2026-27", priorities=())
    stamp = Stamp(at=datetime(2026, 9, 1, tzinfo=UTC), on=date(2026, 9, 1))
    years = (date(2026, 7, 1), date(2027, 6, 30))
    saved = files.save(session, places["school"], plan, years=years, source="f", digest="1", stamp=stamp)
    return Above(plans.summary(session, saved.plan_id), places)


def allowed(role: Role) -> set[Permission]:
    return {permission for permission, holders in ALLOWED.items() if role in holders}


@pytest.mark.parametrize("level", IN_FULL)
@pytest.mark.parametrize("role", Role)
def test_a_role_above_sees_counts_and_only_those_who_work_in_the_plan_see_words(
    database: Database, above: Above, level: str, role: Role
) -> None:
    with database.read() as session:
        may = above.may(session, level, role)

    assert may == (allowed(role) if role in IN_FULL[level] else allowed(role) & COUNTS)


def test_a_leave_holds_for_the_organization_it_was_given_to_until_it_is_withdrawn(
    database: Database, above: Above
) -> None:
    with database.write() as session:
        assert above.shares(session, "district", NOV_3, gives=True)
        assert not above.shares(session, "district", NOV_3, gives=True)
        assert above.may(session, "district", Role.VIEWER) == allowed(Role.VIEWER)
        assert above.may(session, "district", Role.LEADER) == allowed(Role.LEADER)
        assert above.may(session, "state", Role.LEADER) == COUNTS
        assert above.shares(session, "district", date(2026, 12, 1), gives=False)
        assert above.may(session, "district", Role.VIEWER) == COUNTS

        as_of_days = [
            [leave.by for leave in sharing.leaves(session, above.places["school"], day).values()]
            for day in (date(2026, 11, 2), NOV_3, date(2026, 11, 30), date(2026, 12, 1))
        ]
    assert as_of_days == [[], ["school leader"], ["school leader"], []]


def test_where_a_school_has_no_leader_the_nearest_above_leads_it(database: Database) -> None:
    with database.write() as session:
        above = _save(session, without=(("school", Role.LEADER), ("district", Role.COACH), ("school", Role.COACH)))
        assert above.may(session, "district", Role.LEADER) == allowed(Role.LEADER)
        assert above.may(session, "state", Role.LEADER) == COUNTS
        assert above.may(session, "state", Role.COACH) == allowed(Role.COACH)
        assert above.may(session, "district", Role.VIEWER) == COUNTS
        names = [person.name for person in roles.working_from_above(session, above.plan)]
    assert names == ["district leader", "district plan_manager", "state coach"]
