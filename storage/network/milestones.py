"""The milestones of a network's plans: complete or not, and on which side of the day their dates lie."""

from collections import defaultdict
<<<<<<< HEAD
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, Subquery, case, false, func, select
=======
from collections.abc import Sequence
from datetime import date

from sqlalchemy import ScalarSelect, Subquery, false, func, select
>>>>>>> 6355125b (A network's counts follow indexes, and their benchmark has rounds, readings and supports on both databases)
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
<<<<<<< HEAD
    coded, newest = view.milestones(), _newest_events(day)
=======
    coded = coding.milestones(view.plan_ids, view.day)
>>>>>>> 6355125b (A network's counts follow indexes, and their benchmark has rounds, readings and supports on both databases)
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


<<<<<<< HEAD
def completed_between(session: Session, plan_ids: Collection[int], since: date, day: Day) -> dict[int, int]:
    """How many milestones of each plan are complete on the day and were not on the earlier one; by the plan's id."""
    in_plan = coding.milestones(plan_ids, day)
    complete, earlier = _complete(day.on).subquery("complete"), _complete(since)
    statement = (
        select(in_plan.c.plan_id, func.count().label("milestones"))
        .select_from(in_plan)
        .join(complete, complete.c.milestone_id == in_plan.c.milestone_id)
        .where(in_plan.c.milestone_id.not_in(earlier))
        .group_by(in_plan.c.plan_id)
    )
    return {row.plan_id: row.milestones for row in rows(session, statement)}


def _complete(on: date) -> Select[int]:
    """The milestones whose last completion or reopening by the day completed them."""
    newest = _newest_events(on)
    statement = select(newest.c.milestone_id).join(_Completed, _Completed.id == newest.c.completed_id)
    return statement.where(_Completed.completed_on <= on)


def _newest_events(on: date) -> Subquery:
    """Of each milestone by the day: the event that gave its date, and the last completion or reopening."""
    return (
        select(
            MilestoneEventRow.milestone_id,
            _last(_DATES).label("dated_id"),
            _last(_COMPLETIONS).label("completed_id"),
        )
        .where(MilestoneEventRow.recorded_on <= on, MilestoneEventRow.kind != REPORTED)
        .group_by(MilestoneEventRow.milestone_id)
        .subquery("newest_milestone_event")
    )


def _last(kinds: Sequence[str]) -> ColumnElement[int]:
    return func.max(case((MilestoneEventRow.kind.in_(kinds), MilestoneEventRow.id)))
=======
def _newest(coded: Subquery, kinds: Sequence[str], day: date) -> ScalarSelect[int]:
    """The milestone's newest event of these kinds by the end of the day."""
    event = MilestoneEventRow
    newest = select(func.max(event.id)).where(event.milestone_id == coded.c.milestone_id, event.recorded_on <= day)
    return newest.where(event.kind.in_(kinds)).correlate(coded).scalar_subquery()
>>>>>>> 6355125b (A network's counts follow indexes, and their benchmark has rounds, readings and supports on both databases)
