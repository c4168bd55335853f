"""What a person reads when the next year's plan begins: what is theirs now, and what was dropped."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from conversations.rollover import RolloverSubject
from storage.items import assignments, items
from storage.models import (
    ActionItemRow,
    ContinuationRow,
    MilestoneRow,
    PersonRow,
    RoleHolderRow,
    StrategyRow,
)
from storage.people import mentions
from storage.rollovers import reports
from storage.rollovers.reports import DroppedPart


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedPart:
    """A milestone or an action item, with its date in its own plan."""

    code: str
    text: str
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextYearNotice:
    led: Sequence[DatedPart]
    items: Sequence[DatedPart]
    left: Sequence[DatedPart]
    """Open items that stay with the old year."""
    dropped: Sequence[DroppedPart]
    """Those that this person leads, or has open items in."""

    @property
    def is_empty(self) -> bool:
        return not (self.led or self.items or self.left or self.dropped)


def audience(session: Session, plan_id: int) -> list[PersonRow]:
    """Everybody who has a part in the plan and is still in the workspace."""
    named = select(RoleHolderRow.person_id).filter_by(plan_id=plan_id)
    owners = select(ActionItemRow.owner_id).where(ActionItemRow.plan_id == plan_id, items.is_open())
    statement = select(PersonRow).where(or_(PersonRow.id.in_(named), PersonRow.id.in_(owners)))
    is_member = (PersonRow.active, PersonRow.guest.is_(False))
    return list(session.scalars(statement.where(*is_member).order_by(PersonRow.id)))


def of_person(session: Session, old_plan_id: int, next_plan_id: int, person_id: int, day: date) -> NextYearNotice:
    mine = ActionItemRow.id.in_(items.owned_by(person_id))
    own = select(ActionItemRow).where(mine, items.is_open(), ActionItemRow.provides_support.is_(False))
    along = own.where(ActionItemRow.plan_id == next_plan_id, _continues(ActionItemRow.__tablename__, ActionItemRow.id))
    left = own.where(
        ActionItemRow.plan_id == old_plan_id, ~_is_continued(ActionItemRow.__tablename__, ActionItemRow.id)
    )
    led = select(MilestoneRow).where(MilestoneRow.plan_id == next_plan_id, _leads_milestone(person_id))
    led = led.where(_continues(MilestoneRow.__tablename__, MilestoneRow.id)).order_by(MilestoneRow.id)
    return NextYearNotice(
        led=[DatedPart(code=row.code, text=row.title, due=row.due) for row in session.scalars(led)],
        items=[_dated(row) for row in session.scalars(along.order_by(ActionItemRow.due, ActionItemRow.id))],
        left=[_dated(row) for row in session.scalars(left.order_by(ActionItemRow.id))],
        dropped=_dropped(session, old_plan_id, person_id, day),
    )


def _dated(row: ActionItemRow) -> DatedPart:
    return DatedPart(code=row.code, text=row.text, due=row.due)


def _dropped(session: Session, plan_id: int, person_id: int, day: date) -> list[DroppedPart]:
    led = select(MilestoneRow.code).where(MilestoneRow.plan_id == plan_id, _leads_milestone(person_id))
    strategies = set(session.scalars(select(StrategyRow.code).where(StrategyRow.plan_id == plan_id, _leads(person_id))))
    worked_on = (
        select(MilestoneRow.code)
        .join(ActionItemRow, ActionItemRow.milestone_id == MilestoneRow.id)
        .where(MilestoneRow.plan_id == plan_id, ActionItemRow.id.in_(items.owned_by(person_id)), items.is_open())
    )
    codes = {
        RolloverSubject.MILESTONE: {*session.scalars(led), *session.scalars(worked_on)},
        RolloverSubject.STRATEGY: strategies,
    }
    parts = [part for part in reports.dropped(session, plan_id, day) if part.code in codes[part.subject]]
    return [replace(part, reason=mentions.with_names(session, plan_id, part.reason)) for part in parts]


def _leads_milestone(person_id: int) -> ColumnElement[bool]:
    return exists().where(RoleHolderRow.person_id == person_id, assignments.lead_of_milestone())


def _leads(person_id: int) -> ColumnElement[bool]:
    """Of StrategyRow: the role of its lead is this person's."""
    of_person = (RoleHolderRow.plan_id == StrategyRow.plan_id) & (RoleHolderRow.person_id == person_id)
    return exists().where(of_person, RoleHolderRow.role == StrategyRow.lead)


def _continues(place: str, row_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    return exists().where(ContinuationRow.place == place, ContinuationRow.row_id == row_id)


def _is_continued(place: str, row_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    return exists().where(ContinuationRow.place == place, ContinuationRow.continues_id == row_id)
