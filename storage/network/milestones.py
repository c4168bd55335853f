"""The milestones of a network's plans: complete or not, and on which side of the day their dates lie."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, ScalarSelect, Subquery, false, func, not_, select
from sqlalchemy.orm import Session

from plans.item_progress import Day
from plans.network import MilestoneGroup
from plans.progress import DueSide
from storage.aliases import alias_of
from storage.items.progress import due_side
from storage.models import MilestoneEventRow
from storage.network import coding
from storage.network.view import Key, NetworkView, key_of
from storage.rows import rows

_Dated, _Completed = alias_of(MilestoneEventRow), alias_of(MilestoneEventRow)
_DATES, _COMPLETIONS = ("added", "due_moved"), ("completed", "reopened")


def groups(session: Session, view: NetworkView) -> dict[Key, list[MilestoneGroup]]:
    day = view.day.on
    coded = view.milestones()
    completed_on = _Completed.completed_on
    counted = (
        select(
            *(coded.c.plan_id, coded.c.coding),
            due_side(_Dated.due, day).label("due"),
            func.coalesce(completed_on <= day, false()).label("complete"),
        )
        .select_from(coded)
        .join(_Dated, _Dated.id == _newest(coded, _DATES, day))
        .outerjoin(_Completed, _Completed.id == _newest(coded, _COMPLETIONS, day))
        .subquery()
    )
    alike = (counted.c.due, counted.c.complete)
    grouped: dict[Key, list[MilestoneGroup]] = defaultdict(list)
    for key, milestones, due, complete in rows(session, view.grouped(counted, (func.count(), *alike), alike)):
        group = MilestoneGroup(milestones=milestones, complete=bool(complete), due=DueSide(due))
        grouped[key_of(key)].append(group)
    return grouped


def completed_between(session: Session, plan_ids: Collection[int], since: date, day: Day) -> dict[int, int]:
    """How many milestones of each plan are complete on the day and were not on the earlier one; by the plan's id."""
    in_plan = coding.milestones(plan_ids, day)
    is_complete, was_complete = (_is_complete(in_plan, on) for on in (day.on, since))
    statement = select(in_plan.c.plan_id, func.count().label("milestones")).where(is_complete, not_(was_complete))
    return {row.plan_id: row.milestones for row in rows(session, statement.group_by(in_plan.c.plan_id))}


def _is_complete(coded: Subquery, on: date) -> ColumnElement[bool]:
    """Whether the milestone's last completion or reopening by the day completed it."""
    newest = select(_Completed.id).where(_Completed.id == _newest(coded, _COMPLETIONS, on))
    return newest.where(_Completed.completed_on <= on).correlate(coded).exists()


def _newest(coded: Subquery, kinds: Sequence[str], on: date) -> ScalarSelect[int]:
    """The milestone's newest event of these kinds by the end of the day."""
    event = MilestoneEventRow
    newest = select(func.max(event.id)).where(event.milestone_id == coded.c.milestone_id, event.recorded_on <= on)
    return newest.where(event.kind.in_(kinds)).correlate(coded).scalar_subquery()
