"""Signatures and amendments of published minutes."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from conversations.highlight import Amendment, Signature
from storage.items.items import Stamp
from storage.models import MinutesAmendmentRow, MinutesRow, MinutesSignatureRow, PersonRow
from storage.people import mentions
from storage.upsert import insert_missing


def sign(session: Session, minutes_id: int, person_id: int, stamp: Stamp) -> bool:
    """Returns False if the person has signed before."""
    row = {"minutes_id": minutes_id, "person_id": person_id, "at": stamp.at, "on": stamp.on}
    return insert_missing(session, MinutesSignatureRow, [row], unique=["minutes_id", "person_id"]) == 1


def signatures(session: Session, minutes_id: int) -> tuple[Signature, ...]:
    statement = (
        select(PersonRow.name, MinutesSignatureRow.on)
        .join(PersonRow, PersonRow.id == MinutesSignatureRow.person_id)
        .where(MinutesSignatureRow.minutes_id == minutes_id)
        .order_by(MinutesSignatureRow.at, PersonRow.name)
    )
    return tuple(Signature(who, on) for who, on in session.execute(statement))


def remove_signatures(session: Session, minutes_id: int) -> None:
    """For minutes that are a draft again because they could not be posted."""
    session.execute(delete(MinutesSignatureRow).where(MinutesSignatureRow.minutes_id == minutes_id))


def amend(session: Session, minutes_id: int, person_id: int, stamp: Stamp, *, text: str, reason: str) -> None:
    row = {"minutes_id": minutes_id, "person_id": person_id, "at": stamp.at, "on": stamp.on}
    text, reason = mentions.with_ids(session, _plan_id(session, minutes_id), [text, reason])
    session.add(MinutesAmendmentRow(**row, text=text, reason=reason))
    session.flush()


def amendments(session: Session, minutes_id: int) -> tuple[Amendment, ...]:
    statement = (
        select(MinutesAmendmentRow, PersonRow.name)
        .join(PersonRow, PersonRow.id == MinutesAmendmentRow.person_id)
        .where(MinutesAmendmentRow.minutes_id == minutes_id)
        .order_by(MinutesAmendmentRow.id)
    )
    rows = session.execute(statement).all()
    if not rows:
        return ()
    texts = mentions.with_names(
        session, _plan_id(session, minutes_id), [text for row, _ in rows for text in (row.text, row.reason)]
    )
    words = zip(texts[::2], texts[1::2], strict=True)
    return tuple(Amendment(*said, who, row.on) for (row, who), said in zip(rows, words, strict=True))


def _plan_id(session: Session, minutes_id: int) -> int:
    return session.scalars(select(MinutesRow.plan_id).filter_by(id=minutes_id)).one()
