"""Districts' own templates for documents."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.models import DocumentTemplateRow, OrganizationRow
from storage.people import organizations
from storage.rows import rows
from storage.upsert import add


@dataclass(frozen=True, slots=True)
class DocumentTemplate:
    id: int
    name: str
    organization_id: int
    organization: str
    """Whose it is."""


def save(session: Session, organization_id: int, name: str, content: bytes, *, person_id: int, at: datetime) -> None:
    """In place of the organization's template of the same name, if there is one."""
    for template in _templates(session, [organization_id]):
        if template.name.casefold() == name.casefold():
            withdraw(session, template.id, at)
    written = base64.b64encode(content).decode()
    row = {"organization_id": organization_id, "name": name, "content": written, "person_id": person_id, "at": at}
    add(session, DocumentTemplateRow, row)


def for_organization(session: Session, organization_id: int) -> Sequence[DocumentTemplate]:
    """Its own and those of all above it, by name."""
    return _templates(session, organizations.lineage(session, organization_id))


def find(session: Session, organization_id: int, template_id: int) -> DocumentTemplate | None:
    """If the organization may use it."""
    usable = for_organization(session, organization_id)
    return next((template for template in usable if template.id == template_id), None)


def stored(session: Session, template_id: int) -> tuple[str, bytes]:
    """Its name and its bytes, also after it was withdrawn."""
    row = session.get_one(DocumentTemplateRow, template_id)
    return row.name, base64.b64decode(row.content)


def withdraw(session: Session, template_id: int, at: datetime) -> None:
    """Offer it no longer."""
    row = DocumentTemplateRow
    session.execute(update(row).where(row.id == template_id, row.withdrawn_at.is_(None)).values(withdrawn_at=at))


def _templates(session: Session, organization_ids: Sequence[int]) -> list[DocumentTemplate]:
    row = DocumentTemplateRow
    statement = (
        select(row.id, row.name, row.organization_id, OrganizationRow.name.label("organization"))
        .join(OrganizationRow, OrganizationRow.id == row.organization_id)
        .where(row.organization_id.in_(organization_ids), row.withdrawn_at.is_(None))
        .order_by(row.name, row.id)
    )
    return [
        DocumentTemplate(each.id, each.name, each.organization_id, each.organization)
        for each in rows(session, statement)
    ]
