"""What leaders decide about the modifications of a draft, and the reasons they are answered.

People stand in stored words as mentions.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.highlight import ChangeReference, ChangeSource, Modification
from storage.items.items import Stamp
from storage.models import ChangeCheckRow, MinutesRow
from storage.people import mentions, people
from storage.plans import plan_month


class CheckKind(StrEnum):
    KEPT = "kept"
    ASKED = "asked"
    ANSWERED = "answered"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeQuestion:
    """A leader asked why, and whom."""

    id: int
    minutes_id: int
    reference: ChangeReference
    addressee_id: int
    words: str
    is_answered: bool


def record(
    session: Session,
    minutes_id: int,
    reference: ChangeReference,
    kind: CheckKind,
    stamp: Stamp,
    *,
    addressee_id: int | None = None,
    words: str = "",
) -> int:
    plan_id = session.scalars(select(MinutesRow.plan_id).filter_by(id=minutes_id)).one()
    row = ChangeCheckRow(
        minutes_id=minutes_id,
        source=reference.source,
        event_id=reference.id,
        kind=kind,
        person_id=stamp.by,
        addressee_id=addressee_id,
        at=stamp.at,
        recorded_on=stamp.on,
        words=mentions.with_ids(session, plan_id, words),
    )
    session.add(row)
    session.flush()
    return row.id


def newest(session: Session, plan_id: int) -> dict[ChangeReference, CheckKind]:
    """Where each checked modification of the plan stands."""
    return {_reference(row): CheckKind(row.kind) for row in _of_plan(session, plan_id)}


def confirmations(session: Session, plan_id: int) -> dict[ChangeReference, tuple[str, date]]:
    """Who confirmed which modification, and when: the leader who kept it, unless it was asked about or undone later."""
    newest_checks = {_reference(row): row for row in _of_plan(session, plan_id)}
    confirmed = {reference: row for reference, row in newest_checks.items() if row.kind == CheckKind.KEPT}
    leaders = people.by_id(session, {row.person_id for row in confirmed.values()})
    return {reference: (leaders[row.person_id].name, row.recorded_on) for reference, row in confirmed.items()}


def changes(session: Session, plan_id: int, first: date, last: date) -> list[Modification]:
    """The changes of the plan in these days, with the reasons that were given when a leader asked why."""
    answered = {
        _reference(row): mentions.with_names(session, plan_id, row.words)
        for row in _of_plan(session, plan_id)
        if row.kind == CheckKind.ANSWERED
    }
    return [
        replace(change, reason=answered[change.reference])
        if change.reference is not None and change.reference in answered
        else change
        for change in plan_month.all_changes(session, plan_id, first, last)
    ]


def _of_plan(session: Session, plan_id: int) -> Sequence[ChangeCheckRow]:
    statement = (
        select(ChangeCheckRow)
        .join(MinutesRow, MinutesRow.id == ChangeCheckRow.minutes_id)
        .where(MinutesRow.plan_id == plan_id)
        .order_by(ChangeCheckRow.id)
    )
    return session.scalars(statement).all()


def _reference(row: ChangeCheckRow) -> ChangeReference:
    return ChangeReference(ChangeSource(row.source), row.event_id)


def question(session: Session, check_id: int) -> ChangeQuestion | None:
    row = session.get(ChangeCheckRow, check_id)
    if row is None or row.addressee_id is None:
        return None
    plan_id = session.scalars(select(MinutesRow.plan_id).filter_by(id=row.minutes_id)).one()
    answers = select(ChangeCheckRow.id).filter_by(source=row.source, event_id=row.event_id, kind=CheckKind.ANSWERED)
    answered = session.scalar(answers.where(ChangeCheckRow.id > row.id).limit(1))
    return ChangeQuestion(
        id=row.id,
        minutes_id=row.minutes_id,
        reference=_reference(row),
        addressee_id=row.addressee_id,
        words=mentions.with_names(session, plan_id, row.words),
        is_answered=answered is not None,
    )
