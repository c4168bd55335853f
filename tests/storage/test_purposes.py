"""What action items and milestones are for: their strategy, and the goal it pursues."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from plans.plan import Goal, Purpose
from storage.database import Database
from storage.models import ActionItemRow, MilestoneRow, OrganizationRow
from storage.plans import files, purposes
from tests.support.districts import IMPORTED, SCHOOL, TEAM, plan_of, save_district, staff

READING = Goal(code="1", text="More students read well")
YEARS = (date(2026, 7, 1), date(2027, 6, 30))
MATH = Goal(code="2", text="More students calculate well")


@pytest.mark.parametrize(
    ("and_so", "goals", "aim"),
    [
        ("each student reads", (READING, MATH), "each student reads"),
        ("", (READING,), "More students read well"),
        ("", (READING, MATH), "Clear lessons"),
        ("", (), "Clear lessons"),
    ],
)
def test_the_aim_is_the_strategys_end_else_the_one_goal_else_the_priority(
    database: Database, and_so: str, goals: tuple[Goal, ...], aim: str
) -> None:
    people = staff(1)
    plan_id = save_district(database, people)
    plan = plan_of(people)
    [priority] = plan.priorities
    strategy = replace(priority.strategies[0], and_so=and_so)
    changed = replace(plan, goals=goals, priorities=(replace(priority, strategies=(strategy,)),))
    with database.write() as session:
        organization_id = session.scalars(select(OrganizationRow.id).filter_by(name=SCHOOL, workspace_id=TEAM)).one()
        files.save(session, organization_id, changed, years=YEARS, source="plan.yml", digest="2", stamp=IMPORTED)

    with database.read() as session:
        [item_id] = session.scalars(select(ActionItemRow.id).filter_by(plan_id=plan_id))
        [milestone_id] = session.scalars(select(MilestoneRow.id).filter_by(plan_id=plan_id))
        assert purposes.of_items(session, [item_id]) == {item_id: Purpose(strategy="Learning intentions", aim=aim)}
        assert purposes.of_milestones(session, [milestone_id])[milestone_id].aim == aim


def test_an_item_of_no_milestone_is_for_no_strategy(database: Database) -> None:
    plan_id = save_district(database, staff(1))
    with database.write() as session:
        item = session.scalars(select(ActionItemRow).filter_by(plan_id=plan_id)).one()
        item.milestone_id = None
        item_id = item.id

    with database.read() as session:
        assert purposes.of_items(session, [item_id]) == {}
