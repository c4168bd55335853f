"""What leaders have decided about a plan's next school year, and how far that has come."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.orm import Session

from conversations.rollover import DecisionKind, RolloverDecision, RolloverSubject, SubjectKey
from storage.items.items import Stamp
from storage.models import OrganizationRow, PlanRow, RolloverDecisionRow, RolloverRow
from storage.people import mentions
from storage.upsert import add, insert_missing


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRollover:
    plan_id: int
    decisions: Mapping[SubjectKey, RolloverDecision]
    confirmed_on: date | None
    confirmed_by: int | None
    next_plan_id: int | None

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_on is not None

    @property
    def is_over(self) -> bool:
        return self.next_plan_id is not None


def begin(session: Session, plan_id: int, at: datetime) -> None:
    """Begin to decide, unless somebody has."""
    insert_missing(session, RolloverRow, [{"plan_id": plan_id, "begun_at": at}], unique=["plan_id"])


def load(session: Session, plan_id: int, *, for_change: bool = False) -> StoredRollover | None:
    """`for_change` makes other turns about it wait on PostgreSQL; on SQLite there is one writer."""
    statement = select(RolloverRow).filter_by(plan_id=plan_id).execution_options(populate_existing=True)
    row = session.scalar(statement.with_for_update() if for_change else statement)
    if row is None:
        return None
    return StoredRollover(
        plan_id=plan_id,
        decisions=dict(_decisions(session, plan_id)),
        confirmed_on=row.confirmed_on,
        confirmed_by=row.confirmed_by,
        next_plan_id=row.next_plan_id,
    )


def _decisions(session: Session, plan_id: int) -> Iterator[tuple[SubjectKey, RolloverDecision]]:
    """The oldest first."""
    statement = select(RolloverDecisionRow).filter_by(plan_id=plan_id).order_by(RolloverDecisionRow.id)
    for row in session.scalars(statement.execution_options(populate_existing=True)):
        decision = RolloverDecision(
            kind=DecisionKind(row.kind),
            reason=mentions.with_names(session, plan_id, row.reason),
            title=mentions.with_names(session, plan_id, row.title),
            due=row.due,
            lead=row.lead,
            staying=frozenset(int(item_id) for item_id, due in row.items.items() if not due),
            item_dues={int(item_id): date.fromisoformat(due) for item_id, due in row.items.items() if due},
            by=row.person_id,
        )
        yield SubjectKey(RolloverSubject(row.subject), row.row_id), decision


def save(session: Session, plan_id: int, key: SubjectKey, decision: RolloverDecision, stamp: Stamp) -> None:
    chosen: dict[str, Any] = {str(item_id): due.isoformat() for item_id, due in decision.item_dues.items()}
    row = {
        "plan_id": plan_id,
        "subject": key.subject.value,
        "row_id": key.row_id,
        "kind": decision.kind.value,
        "reason": mentions.with_ids(session, plan_id, decision.reason),
        "title": mentions.with_ids(session, plan_id, decision.title),
        "due": decision.due,
        "lead": decision.lead,
        "items": chosen | {str(item_id): "" for item_id in decision.staying},
        "person_id": decision.by,
        "at": stamp.at,
        "decided_on": stamp.on,
    }
    add(session, RolloverDecisionRow, row)


def undo(session: Session, plan_id: int, key: SubjectKey) -> None:
    session.execute(delete(RolloverDecisionRow).filter_by(plan_id=plan_id, subject=key.subject, row_id=key.row_id))


def confirm(session: Session, plan_id: int, stamp: Stamp | None) -> None:
    """Everything is decided; without a stamp, it isn't any more."""
    columns = {"confirmed_at": None, "confirmed_on": None, "confirmed_by": None}
    if stamp is not None:
        columns = {"confirmed_at": stamp.at, "confirmed_on": stamp.on, "confirmed_by": stamp.by}  # type: ignore[dict-item]  # None before
    session.execute(update(RolloverRow).filter_by(plan_id=plan_id).values(**columns))


def record_plan(session: Session, plan_id: int, next_plan_id: int, at: datetime) -> None:
    statement = update(RolloverRow).filter_by(plan_id=plan_id)
    session.execute(statement.values(next_plan_id=next_plan_id, made_at=at))


def waiting(session: Session) -> list[int]:
    """Ids of the plans whose next year is confirmed and not made, of organizations that are not closed."""
    statement = (
        select(RolloverRow.plan_id)
        .join(PlanRow, PlanRow.id == RolloverRow.plan_id)
        .join(OrganizationRow, OrganizationRow.id == PlanRow.organization_id)
        .where(RolloverRow.confirmed_on.is_not(None), RolloverRow.next_plan_id.is_(None))
        .where(OrganizationRow.closed_on.is_(None))
        .order_by(RolloverRow.plan_id)
    )
    return list(session.scalars(statement))


def continued(session: Session, plan_id: int) -> int | None:
    """Id of the plan of the year before, which this one goes on from."""
    return session.scalar(select(RolloverRow.plan_id).filter_by(next_plan_id=plan_id))


def is_over() -> ColumnElement[bool]:
    """Of PlanRow: the next year's plan has taken its place."""
    return exists().where(RolloverRow.plan_id == PlanRow.id, RolloverRow.next_plan_id.is_not(None))
