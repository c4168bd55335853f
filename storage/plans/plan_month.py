"""What was changed in a plan in a span of days, for the minutes."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from conversations.highlight import (
    Change,
    ChangeReference,
    ChangeSource,
    Modification,
    RevisedField,
    gathered,
)
from storage.items import month as item_month
from storage.items import regroupings
from storage.models import ActionItemRow, MilestoneRow, PersonRow, PlanChangeRow, PlanRow, StrategyRow
from storage.plans import milestone_month
from storage.plans.plan_changes import OWNER, ChangeKind
from storage.rows import Columns, rows

IN_PLAN, ITEM = PlanRow.__tablename__, ActionItemRow.__tablename__
STRATEGY, MILESTONE = StrategyRow.__tablename__, MilestoneRow.__tablename__
WORDS = ("title", "if_we", "then", "and_so", "practice", "lead", "team", "quarter", "resources")
"""The fields of strategies and milestones whose changes the minutes tell."""


def all_changes(session: Session, plan_id: int, first: date, last: date) -> list[Modification]:
    """Every change of the plan that its minutes tell from `first` to `last` (both included), by its day."""
    return gathered(
        [
            *item_month.moved_before(session, plan_id, first, last),
            *item_month.changed(session, plan_id, first, last),
            *regroupings.changed(session, plan_id, first, last),
            *milestone_month.changed(session, plan_id, first, last),
            *changed(session, plan_id, first, last),
        ]
    )


def changed(session: Session, plan_id: int, first: date, last: date) -> list[Modification]:
    """Items reassigned, strategies added, strategies and milestones changed, and a plan imported, in that order."""
    before, now = aliased(PersonRow), aliased(PersonRow)
    statement = (
        select(
            PlanChangeRow.__table__,
            *(StrategyRow.title.label("strategy"), MilestoneRow.title.label("milestone"), ActionItemRow.text),
            *(PersonRow.name.label("who"), before.name.label("old_owner"), now.name.label("new_owner")),
        )
        .outerjoin(StrategyRow, _is_about(STRATEGY, StrategyRow.id))
        .outerjoin(MilestoneRow, _is_about(MILESTONE, MilestoneRow.id))
        .outerjoin(ActionItemRow, _is_about(ITEM, ActionItemRow.id))
        .outerjoin(PersonRow, PersonRow.id == PlanChangeRow.person_id)
        .outerjoin(before, before.id == PlanChangeRow.before_person_id)
        .outerjoin(now, now.id == PlanChangeRow.after_person_id)
        .where(
            PlanChangeRow.plan_id == plan_id,
            or_(
                and_(PlanChangeRow.place.in_((STRATEGY, MILESTONE)), PlanChangeRow.field.in_(("", *WORDS))),
                and_(
                    PlanChangeRow.place == ITEM, PlanChangeRow.field == OWNER, ActionItemRow.provides_support.is_(False)
                ),
                and_(PlanChangeRow.place == IN_PLAN, PlanChangeRow.kind == ChangeKind.ADDED),
            ),
            PlanChangeRow.recorded_on.between(first, last),
        )
        .order_by(PlanChangeRow.id)
    )
    together = groupby(rows(session, statement), key=lambda row: (row.at, row.place, row.row_id, row.kind))
    return [_modification(list(changes)) for _, changes in together]


def _is_about(table: str, row_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    return and_(PlanChangeRow.place == table, PlanChangeRow.row_id == row_id)


def _modification(changes: Sequence[Columns]) -> Modification:
    """One line for all fields of a part that were changed at once."""
    row = changes[0]
    is_owner = row.place == ITEM
    return Modification(
        change=_change(row),
        code=row.code,
        text=row.after if row.place == IN_PLAN else row.strategy or row.milestone or row.text or "",
        reason=row.reason,
        who=row.who or "",
        on=row.recorded_on,
        is_milestone=row.place == MILESTONE,
        is_strategy=row.place == STRATEGY,
        old_owner=(row.old_owner or row.before) if is_owner else "",
        new_owner=(row.new_owner or row.after) if is_owner else "",
        fields=() if is_owner else tuple(RevisedField(each.field, each.before, each.after) for each in changes),
        at=row.at,
        reference=ChangeReference(ChangeSource.PLAN, row.id),
    )


def _change(row: Columns) -> Change:
    if row.place == ITEM:
        return Change.REASSIGNED
    if row.place == IN_PLAN:
        return Change.IMPORTED
    return Change.ADDED if row.kind == ChangeKind.ADDED else Change.REVISED
