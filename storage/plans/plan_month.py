"""What was changed in a plan in a span of days, for the minutes."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from itertools import groupby
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from conversations.highlight import (
    Change,
    ChangeReference,
    ChangeSource,
    Modification,
    RevisedField,
    gathered,
)
from conversations.parts import PartKind
from plans.plan import SECTION_1
from storage.aliases import alias_of
from storage.items import month as item_month
from storage.items import regroupings
from storage.models import (
    ActionItemRow,
    AgreementRow,
    BenchmarkRow,
    GoalRow,
    MeasureRow,
    MilestoneRow,
    PersonRow,
    PlanChangeRow,
    PlanRow,
    PriorityRow,
    StrategyRow,
)
from storage.people import mentions
from storage.plans import milestone_month, objectives
from storage.plans.plan_changes import OWNER, ChangeKind, printed
from storage.rows import Columns, rows

IN_PLAN, ITEM, AGREEMENT = PlanRow.__tablename__, ActionItemRow.__tablename__, AgreementRow.__tablename__
PARTS: Mapping[str, PartKind] = MappingProxyType(
    {
        GoalRow.__tablename__: PartKind.GOAL,
        PriorityRow.__tablename__: PartKind.PRIORITY,
        StrategyRow.__tablename__: PartKind.STRATEGY,
        MeasureRow.__tablename__: PartKind.MEASURE,
        BenchmarkRow.__tablename__: PartKind.BENCHMARK,
        MilestoneRow.__tablename__: PartKind.MILESTONE,
        ITEM: PartKind.ACTION_ITEM,
    }
)
"""The parts that have lines of their own in the minutes, by their table."""
FIELDS = frozenset(
    {
        *("text", "explanation", "title", "if_we", "then", "and_so", "practice", "serves", "lead", "team", "quarter"),
        *("standing", "ground", "reason"),
        *("indicator", "source", "baseline", "targets", "kind", "due", "start", "collaborators", "output", "resources"),
    }
)
"""The columns whose changes the minutes tell. An item's owner is told as a reassignment."""
DIRECTION: Mapping[str, PartKind] = MappingProxyType(
    {
        **{kind.value: kind for kind in (PartKind.VISION, PartKind.MISSION, PartKind.PURPOSE)},
        **dict.fromkeys(SECTION_1, PartKind.SECTION_1),
    }
)
"""The columns of the plan itself that have lines of their own in the minutes."""

_Before, _After = alias_of(PersonRow), alias_of(PersonRow)
"""The owner before and after a change. Aliases are made once: each resolves all its columns anew."""


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
    """Items reassigned, parts added, changed or dropped, and a plan imported, in that order."""
    of_days = rows(session, _changed(), plan_id=plan_id, first=first, last=last)
    return [_modification(session, list(changes)) for _, changes in groupby(of_days, key=together)]


@cache
def _changed() -> Select[*tuple[Any, ...]]:
    statement = (
        select(
            PlanChangeRow.__table__,
            func.coalesce(*(getattr(table, name) for table, name in _TEXTS)).label("text"),
            AgreementRow.kind.label("agreement"),
            *(PersonRow.name.label("who"), _Before.name.label("old_owner"), _After.name.label("new_owner")),
        )
        .outerjoin(PersonRow, PersonRow.id == PlanChangeRow.person_id)
        .outerjoin(_Before, _Before.id == PlanChangeRow.before_person_id)
        .outerjoin(_After, _After.id == PlanChangeRow.after_person_id)
        .where(
            PlanChangeRow.plan_id == bindparam("plan_id"),
            _is_told(),
            PlanChangeRow.recorded_on.between(bindparam("first"), bindparam("last")),
        )
        .order_by(PlanChangeRow.id)
    )
    for table, _text in _TEXTS:
        statement = statement.outerjoin(
            table, and_(PlanChangeRow.place == table.__tablename__, PlanChangeRow.row_id == table.id)
        )
    return statement


_TEXTS: tuple[tuple[type[Any], str], ...] = (
    (GoalRow, "text"),
    (PriorityRow, "title"),
    (StrategyRow, "title"),
    (MeasureRow, "indicator"),
    (BenchmarkRow, "text"),
    (MilestoneRow, "title"),
    (ActionItemRow, "text"),
    (AgreementRow, "text"),
)
"""How people know a part, beside its code."""


def _is_told() -> ColumnElement[bool]:
    return or_(
        and_(PlanChangeRow.place.in_(PARTS.keys() - {ITEM} | {AGREEMENT}), PlanChangeRow.field.in_(("", *FIELDS))),
        and_(
            PlanChangeRow.place == ITEM,
            PlanChangeRow.field.in_((OWNER, *FIELDS)),
            ActionItemRow.provides_support.is_(False),
        ),
        and_(PlanChangeRow.place == IN_PLAN, PlanChangeRow.kind == ChangeKind.ADDED),
        and_(PlanChangeRow.place == IN_PLAN, PlanChangeRow.field.in_(DIRECTION)),
    )


def together(row: Any) -> tuple[datetime, str, int, str, str]:
    """What the fields that one line tells of have in common."""
    has_own_line = row.field == OWNER or row.place == IN_PLAN
    return row.at, row.place, row.row_id, row.kind, row.field if has_own_line else ""


def _modification(session: Session, changes: Sequence[Columns]) -> Modification:
    """One line for all fields of a part that were changed at once."""
    row = changes[0]
    is_owner = row.field == OWNER
    return Modification(
        change=_change(row),
        part=_part(row),
        code=row.code,
        text=mentions.with_names(session, row.plan_id, row.after) if row.place == IN_PLAN else row.text or "",
        reason=row.reason,
        who=row.who or "",
        on=row.recorded_on,
        old_owner=(row.old_owner or row.before) if is_owner else "",
        new_owner=(row.new_owner or row.after) if is_owner else "",
        fields=() if is_owner or not row.field else tuple(_revised(session, each) for each in changes),
        at=row.at,
        reference=ChangeReference(ChangeSource.PLAN, row.id),
    )


def _part(row: Columns) -> PartKind:
    if row.agreement:
        return PartKind(row.agreement)
    return DIRECTION.get(row.field) or PARTS.get(row.place, PartKind.ACTION_ITEM)


def _revised(session: Session, row: Columns) -> RevisedField:
    before, after = (_readable(session, row, text) for text in (row.before, row.after))
    has_one_text = row.place == IN_PLAN and row.field not in SECTION_1
    return RevisedField("text" if has_one_text else row.field, before, after)


def _readable(session: Session, row: Columns, text: str) -> str | date:
    """An objective by its number and title; the school's own stays the word that is stored."""
    if row.field == "serves" and (objective := objectives.by_key(session, text)):
        return objective.name
    return mentions.with_names(session, row.plan_id, printed(row.field, text))


def _change(row: Columns) -> Change:
    if row.field == OWNER:
        return Change.REASSIGNED
    if row.place == IN_PLAN and ChangeKind(row.kind) is ChangeKind.ADDED:
        return Change.IMPORTED
    return _CHANGES[ChangeKind(row.kind)]


_CHANGES = {
    ChangeKind.ADDED: Change.ADDED,
    ChangeKind.CHANGED: Change.REVISED,
    ChangeKind.DROPPED: Change.DROPPED,
}
