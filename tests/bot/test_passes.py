"""What a script goes through: what is behind today, the longest overdue first."""

from datetime import date

from sqlalchemy import select, update

from bot.coaching import passes
from conversations.parts import ForEachKind
from storage.database import Database
from storage.models import ActionItemRow, ItemEventRow, MilestoneEventRow, MilestoneRow
from storage.plans import part_parents, places
from storage.plans.places import PlanRowReference
from tests.support.districts import save_district, staff
from tests.support.scripts import SCRIPTS

TODAY = date(2026, 11, 17)


def test_milestones_that_are_behind_are_gone_through_between_the_action_items(database: Database) -> None:
    plan_id = save_district(database, staff(2))
    with database.write() as session:
        first, *others = session.scalars(select(ActionItemRow).order_by(ActionItemRow.id)).all()
        milestone = session.scalars(select(MilestoneRow).order_by(MilestoneRow.id)).first()
        assert milestone is not None
        for table, parent, row_id, due in (
            (ItemEventRow, ItemEventRow.item_id, first.id, date(2026, 11, 3)),
            (MilestoneEventRow, MilestoneEventRow.milestone_id, milestone.id, date(2026, 10, 13)),
        ):
            column = "after_due" if table is ItemEventRow else "due"
            session.execute(update(table).where(parent == row_id).values({column: due}))
        first.due, milestone.due = date(2026, 11, 3), date(2026, 10, 13)
        for item in others:
            session.execute(update(ItemEventRow).where(ItemEventRow.item_id == item.id).values(after_due=None))
    with database.read() as session:
        behind = passes.items_of_today(session, plan_id, SCRIPTS["monitor-and-adjust"], TODAY)
        keys = [item.key for item in behind[ForEachKind.BEHIND_ITEM]]
        assert keys == [f"milestone:{milestone.code}", f"action_item:{first.code}"]
        assert all(places.find(session, plan_id, key) for key in keys)


def test_a_new_action_item_beside_another_begins_with_its_milestone(database: Database) -> None:
    plan_id = save_district(database, staff(2))
    with database.read() as session:
        item = session.scalars(select(ActionItemRow).filter_by(plan_id=plan_id)).first()
        assert item is not None
        assert item.milestone_id is not None
        place = PlanRowReference(ActionItemRow.__tablename__, item.id)
        milestone = PlanRowReference(MilestoneRow.__tablename__, item.milestone_id)
        assert part_parents.milestone_of(session, place) == milestone
        assert part_parents.milestone_of(session, milestone) is None
