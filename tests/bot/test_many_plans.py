"""What those above many schools see and may do: read in the same few statements for many plans as for one."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from bot.messages.items import support_table
from bot.messages.items.support_table import OpenInPlan
from bot.permissions import roles
from bot.permissions.roles import Permission
from storage.database import Database
from storage.models import PersonRow
from storage.people import memberships, people
from storage.people.people import Member
from storage.plans import plans
from storage.plans.plans import PlanSummary
from tests.support import larkmoor
from tests.support.larkmoor import ALDER_STREET, FENN_ROAD, TEAM

OF_MANY = """\
SUPPORTS: 6 plans
8 open in 2 of 6 plans, the oldest first
*Fenn Road*: 5 open, the oldest for 12 days
*Alder Street*: 3 open, the oldest for 1 day
To see one plan's requests: `/plan supports Fenn Road`"""


@pytest.fixture
def superintendent(database: Database) -> PersonRow:
    with database.write() as session:
        district = larkmoor.save(session)
        people.save_people(session, TEAM, [Member(slack_id="UABOVE", name="Ann Above", time_zone="America/New_York")])
        above = people.person(session, TEAM, "UABOVE")
        assert above is not None
        memberships.grant(session, district, above.id, "leader")
        return above


def statements_for(session: Session, person: PersonRow, asked: Sequence[PlanSummary]) -> tuple[list[str], int]:
    """The organizations in whose plans the person sees the status and the counts, and the statements that took."""
    statements: list[str] = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *executed: statements.append(executed[2]))
    allowed = [
        plan.organization
        for permission in (Permission.SEE_STATUS, Permission.SEE_COUNTS)
        for plan in roles.allowed_in(session, person, permission, asked)
    ]
    return allowed, len(statements)


def test_a_superintendent_sees_the_counts_of_all_schools_in_as_many_statements_as_of_one(
    database: Database, superintendent: PersonRow
) -> None:
    with database.read() as session:
        existing = plans.summaries(session, TEAM)
        first, of_one = statements_for(session, superintendent, existing[:1])
    with database.read() as session:
        readable = [
            plan.organization for plan in existing if roles.may(session, superintendent, Permission.SEE_STATUS, plan)
        ]
    with database.read() as session:
        every, of_all = statements_for(session, superintendent, existing)

    assert len(existing) >= 4
    assert every == readable + [plan.organization for plan in existing]
    assert set(first) == {existing[0].organization}
    assert of_all <= of_one + 1  # a school's leave is read only if no role decides


def test_of_many_plans_the_open_requests_are_counted_and_their_words_stay(
    database: Database, superintendent: PersonRow
) -> None:
    with database.read() as session:
        plan, *_ = plans.summaries(session, TEAM)
    waiting = [
        OpenInPlan(replace(plan, organization=FENN_ROAD.split(" Elem")[0]), 5, 12),
        OpenInPlan(replace(plan, organization=ALDER_STREET.split(" Elem")[0]), 3, 1),
    ]

    assert support_table.of_many(waiting, 6).text == OF_MANY
    many = support_table.of_many(waiting * 30, 60).text
    assert many.count("open, the oldest") == 40
    assert "And 20 more plans with open requests" in many
    assert support_table.of_many([], 60).text.endswith("No request for support is open in these 60 plans.")
