"""A small district: its people in the look-alike, its plan in the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from plans.plan import ActionItem, Milestone, Plan, Priority, Strategy
from sandbox.seed import Bot, Seed, SeedChannel, SeedUser, Team
from storage.database import Database
from storage.items.items import Stamp
from storage.people import memberships, organizations, people, role_holders
from storage.people.people import Member
from storage.plans import files

TEAM = "TDISTRICT"
SCHOOL = "Bethel Elementary"
MANAGER = "U0MANAGER"
TALK = "C0000TALK"
"""Channel of the manager, the first three of the staff and the bot."""
NEW_YORK = "America/New_York"
ROUND_DAY = date(2026, 11, 17)
MORNING = datetime(2026, 11, 17, 15, 0, tzinfo=UTC)
"""10:00 AM in New York, on the third Tuesday."""
IMPORTED = Stamp(at=datetime(2026, 9, 1, 12, tzinfo=UTC), on=date(2026, 9, 1))


@dataclass(frozen=True)
class Staff:
    """A person who owns one action item, `code`."""

    slack_id: str
    name: str
    code: str
    zone: str = NEW_YORK


def staff(count: int, zone: str = NEW_YORK) -> list[Staff]:
    return [Staff(f"U{n:08d}", f"Teacher {n:04d}", f"1.1.{n}", zone) for n in range(1, count + 1)]


def seed(everybody: Sequence[Staff]) -> Seed:
    """The same people in the look-alike."""
    users = [SeedUser(id=MANAGER, name="manager", real_name="Pat Manager")]
    users += [
        SeedUser(id=person.slack_id, name=person.slack_id.lower(), real_name=person.name, tz=person.zone)
        for person in everybody
    ]
    bot = Bot()
    talking = SeedChannel(
        id=TALK, name="talk", members=[MANAGER, bot.id, *(person.slack_id for person in everybody[:3])]
    )
    return Seed(team=Team(id=TEAM), bot=bot, users=users, channels=[talking])


def plan_of(everybody: Sequence[Staff]) -> Plan:
    items = tuple(ActionItem(code=person.code, text=f"Step {person.code}", owner=person.name) for person in everybody)
    milestone = Milestone(code="1.1", title="First steps", action_items=items)
    strategy = Strategy(code="1", title="Learning intentions", milestones=(milestone,))
    priority = Priority(code="1", title="Clear lessons", strategies=(strategy,))
    return Plan(title="Learning intentions", organization=SCHOOL, school_year="2026-27", priorities=(priority,))


def save_district(database: Database, everybody: Sequence[Staff]) -> int:
    """Save the district's people and plan; return the plan's id."""
    members = [Member(slack_id=MANAGER, name="Pat Manager", time_zone=NEW_YORK)]
    members += [Member(slack_id=member.slack_id, name=member.name, time_zone=member.zone) for member in everybody]
    with database.write() as session:
        organizations.save_workspace(session, TEAM, "Bethel School District", "U00000BOT")
        people.save_people(session, TEAM, members)
        school = organizations.save_organization(session, TEAM, SCHOOL, "school")
        manager = people.person(session, TEAM, MANAGER)
        assert manager is not None
        memberships.grant(session, school.id, manager.id, "plan_manager")
        years = (date(2026, 7, 1), date(2027, 6, 30))
        saved = files.save(
            session, school.id, plan_of(everybody), years=years, source="plan.yml", digest="1", stamp=IMPORTED
        )
        for member in everybody:
            person = people.person(session, TEAM, member.slack_id)
            assert person is not None
            role_holders.assign(session, saved.plan_id, member.name, [person.id])
        return saved.plan_id
