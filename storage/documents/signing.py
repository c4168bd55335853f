"""Signed documents: frozen once, then only signed. See the migration for how the database keeps them unchanged."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from conversations.documents.names import DocumentName
from conversations.documents.signed import DocumentSignature, SignedDocument, checksum, seal
from storage.items.items import Stamp
from storage.models import DocumentSignatureRow, PersonRow, PlanRow, SignatureRequestRow, SignedDocumentRow
from storage.people import mentions
from storage.rows import rows
from storage.upsert import add_returning_id, insert_missing


def lock(session: Session, plan_id: int) -> None:
    """Of two people who sign at once, let one wait until the other's turn is committed."""
    session.execute(select(PlanRow.id).filter_by(id=plan_id).with_for_update())


def freeze(
    session: Session,
    plan_id: int,
    document: tuple[DocumentName, date],
    content: Mapping[str, Any],
    stamp: Stamp,
    *,
    amends: SignedDocument | None = None,
    reason: str = "",
) -> SignedDocument:
    """Store the content of the document as of the day, under the plan's next number or as the next amendment."""
    name, as_of = document
    newest = session.scalar(select(func.max(SignedDocumentRow.number)).filter_by(plan_id=plan_id))
    row = {
        "plan_id": plan_id,
        "name": name,
        "as_of": as_of,
        "number": amends.number if amends else (newest or 0) + 1,
        "amendment": amends.amendment + 1 if amends else 0,
        "reason": mentions.with_ids(session, plan_id, reason),
        "content": content,
        "checksum": checksum(content),
        "person_id": stamp.by,
        "at": stamp.at,
        "recorded_on": stamp.on,
    }
    frozen = get(session, add_returning_id(session, SignedDocumentRow, row))
    assert frozen is not None  # it was added just now
    return frozen


def get(session: Session, document_id: int) -> SignedDocument | None:
    return next(iter(_read(session, SignedDocumentRow.id == document_id)), None)


def newest(session: Session, plan_id: int, name: DocumentName, as_of: date) -> SignedDocument | None:
    """The last amendment of this document of this day, or the document itself."""
    is_of_day = (SignedDocumentRow.name == name.value, SignedDocumentRow.as_of == as_of)
    return next(reversed(_read(session, SignedDocumentRow.plan_id == plan_id, *is_of_day)), None)


def of_plan(session: Session, plan_id: int) -> Sequence[SignedDocument]:
    """By number, each with its amendments after it."""
    return _read(session, SignedDocumentRow.plan_id == plan_id)


def numbered(session: Session, plan_id: int, number: int) -> Sequence[SignedDocument]:
    """The document with this number, and its amendments."""
    return _read(session, SignedDocumentRow.plan_id == plan_id, SignedDocumentRow.number == number)


def content(session: Session, document_id: int) -> Mapping[str, Any]:
    """What was frozen, with people's ids."""
    stored: Mapping[str, Any] | None = session.scalar(select(SignedDocumentRow.content).filter_by(id=document_id))
    assert stored is not None  # signed documents are never deleted
    return stored


def _read(session: Session, *conditions: ColumnElement[bool]) -> list[SignedDocument]:
    columns = (
        SignedDocumentRow.id,
        SignedDocumentRow.plan_id,
        SignedDocumentRow.name,
        SignedDocumentRow.as_of,
        SignedDocumentRow.number,
        SignedDocumentRow.amendment,
        SignedDocumentRow.reason,
        SignedDocumentRow.checksum,
    )
    order = (SignedDocumentRow.number, SignedDocumentRow.amendment)
    stored = rows(session, select(*columns).where(*conditions).order_by(*order))
    signatures = _signatures(session, [row.id for row in stored])
    return [
        SignedDocument(**{**row._asdict(), "name": DocumentName(row.name)}, signatures=signatures[row.id])
        for row in stored
    ]


def _signatures(session: Session, document_ids: Sequence[int]) -> Mapping[int, list[DocumentSignature]]:
    statement = (
        select(DocumentSignatureRow, PersonRow.name)
        .join(PersonRow, PersonRow.id == DocumentSignatureRow.person_id)
        .where(DocumentSignatureRow.document_id.in_(document_ids))
        .order_by(DocumentSignatureRow.id)
        .execution_options(populate_existing=True)
    )
    by_document: dict[int, list[DocumentSignature]] = defaultdict(list)
    for row, name in session.execute(statement):
        by_document[row.document_id].append(
            DocumentSignature(
                person_id=row.person_id,
                name=name,
                position=row.position,
                plan_role=row.plan_role,
                at=row.at,
                seal=row.seal,
            )
        )
    return by_document


# ---------------------------------------------------------------- signing


def sign(session: Session, document: SignedDocument, stamp: Stamp, *, position: str, plan_role: str) -> bool:
    """Returns False if the person of the stamp has signed before."""
    assert stamp.by is not None  # only people sign
    signature = DocumentSignature(
        person_id=stamp.by, name="", position=position, plan_role=plan_role, at=stamp.at, seal=""
    )
    row = {
        "document_id": document.id,
        "person_id": stamp.by,
        "position": position,
        "plan_role": plan_role,
        "seal": seal(document, signature),
        "at": stamp.at,
        "recorded_on": stamp.on,
    }
    return insert_missing(session, DocumentSignatureRow, [row], unique=["document_id", "person_id"]) == 1


def request(session: Session, document_id: int, person_ids: Iterable[int], stamp: Stamp) -> list[int]:
    """Record whom the person of the stamp asked to sign. Returns those who had not been asked."""
    before = of_requests(session, document_id)
    asked_now = [person_id for person_id in dict.fromkeys(person_ids) if person_id not in before]
    row = {"document_id": document_id, "by_id": stamp.by, "at": stamp.at, "recorded_on": stamp.on}
    requests = [{**row, "person_id": person_id} for person_id in asked_now]
    insert_missing(session, SignatureRequestRow, requests, unique=["document_id", "person_id"])
    return asked_now


def of_requests(session: Session, document_id: int) -> Mapping[int, int]:
    """Who was asked to sign, with the id of who asked."""
    statement = select(SignatureRequestRow.person_id, SignatureRequestRow.by_id).filter_by(document_id=document_id)
    return dict(session.execute(statement.order_by(SignatureRequestRow.id)).all())
