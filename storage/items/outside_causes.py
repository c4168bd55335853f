"""Action items and milestones behind or at risk whose cause is someone else's to act on, and who was asked to help."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from plans.item_progress import Day
from plans.lagging import LaggingItem, LaggingItems
from storage.items import supports
from storage.items.progress import lagging_items
from storage.items.support_values import Support
from storage.models import ActionItemRow, MilestoneRow
from storage.plans import milestones


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideCause:
    id: int
    """Of the action item or milestone."""
    is_milestone: bool
    code: str
    text: str
    cause: str
    support: Support | None
    """The newest open request for support with it; None if nobody has been asked."""


def of_plan(session: Session, plan_id: int, day: Day) -> list[OutsideCause]:
    """The milestones' first, as in the minutes."""
    open_supports = [support for support in supports.in_plan(session, plan_id) if support.is_open]
    for_items = {support.code: support for support in open_supports if support.item_id is not None}
    for_others = {support.code: support for support in open_supports if support.item_id is None}
    late_milestones = _outside(milestones.lagging(session, plan_id, day))
    late_items = _outside(lagging_items(session, plan_id, day))
    milestone_ids = _ids(session, plan_id, MilestoneRow.id, late_milestones)
    item_ids = _ids(session, plan_id, ActionItemRow.id, late_items)
    return [
        *(_cause(milestone_ids, late, for_others, is_milestone=True) for late in late_milestones),
        *(_cause(item_ids, late, for_items, is_milestone=False) for late in late_items),
    ]


def _outside(lagging: LaggingItems) -> list[LaggingItem]:
    return [
        late for late in (*lagging.behind, *lagging.at_risk) if late.cause is not None and late.cause.is_ours is False
    ]


def _ids(
    session: Session, plan_id: int, id_: InstrumentedAttribute[int], late: Iterable[LaggingItem]
) -> Mapping[str, int]:
    """By code."""
    table = id_.class_
    of_codes = select(table.code, id_).where(table.plan_id == plan_id, table.code.in_([each.code for each in late]))
    return {row.code: row.id for row in session.execute(of_codes)}


def _cause(
    ids: Mapping[str, int], late: LaggingItem, asked: Mapping[str, Support], *, is_milestone: bool
) -> OutsideCause:
    return OutsideCause(
        id=ids[late.code],
        is_milestone=is_milestone,
        code=late.code,
        text=late.text,
        cause=late.cause.cause if late.cause else "",
        support=asked.get(late.code),
    )
