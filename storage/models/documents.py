"""What people type for the documents of a plan, and the documents they sign."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, one_of


class TermNoteRow(Base):
    """What a milestone used, and what else there is to say about its quarter. Rows are only ever added."""

    __tablename__ = "term_note"
    __table_args__ = (
        Index("ix_term_note_milestone_recorded", "milestone_id", "recorded_on"),
        Index("ix_term_note_item", "item_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("action_item.id"))
    """The action item whose completion used them; None for what is said of the whole milestone."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    resources: Mapped[str] = mapped_column(default="")
    """The resources and the budget used."""
    comments: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    recorded_on: Mapped[date]
    """The date of `at` in the organization's time zone."""


class PlanDetailRow(Base):
    """What somebody filled in for the plan's document. Rows are only ever added; the newest of a name counts."""

    __tablename__ = "plan_detail"
    __table_args__ = (Index("ix_plan_detail_plan_recorded", "plan_id", "recorded_on"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    name: Mapped[str]
    """A PlanDetail of conversations/documents/plan_details.py."""
    text: Mapped[str]
    """Empty if it was cleared."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    recorded_on: Mapped[date]
    """The date of `at` in the organization's time zone."""


class SignedDocumentRow(Base):
    """A document as it was when it was signed. Rows are only ever added; the database refuses to change them."""

    __tablename__ = "signed_document"
    __table_args__ = (
        UniqueConstraint("plan_id", "number", "amendment"),
        Index("ix_signed_document_plan_day", "plan_id", "name", "as_of"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    name: Mapped[str]
    """That of conversations/documents/names.py."""
    as_of: Mapped[date]
    number: Mapped[int]
    """Counts the plan's documents from 1; amendments keep the number of what they amend."""
    amendment: Mapped[int]
    """Counts from 1; 0 for the document itself."""
    reason: Mapped[str]
    """Why it was amended."""
    content: Mapped[dict[str, Any]]
    """The document as values; people stand in it by their ids."""
    checksum: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """Who signed it first."""
    at: Mapped[datetime]
    recorded_on: Mapped[date]
    """The date of `at` in the organization's time zone."""


class DocumentSignatureRow(Base):
    """Rows are only ever added; the database refuses to change them."""

    __tablename__ = "document_signature"
    __table_args__ = (UniqueConstraint("document_id", "person_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("signed_document.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    position: Mapped[str]
    plan_role: Mapped[str]
    seal: Mapped[str]
    """A checksum over the document's and everything else here."""
    at: Mapped[datetime]
    recorded_on: Mapped[date]
    """The date of `at` in the organization's time zone."""


class SignatureRequestRow(Base):
    """A person was asked to sign a document. Rows are only ever added."""

    __tablename__ = "signature_request"
    __table_args__ = (UniqueConstraint("document_id", "person_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("signed_document.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    recorded_on: Mapped[date]
    """The date of `at` in the organization's time zone."""


class DocumentTemplateRow(Base):
    """A district's own Word template. One of the same name takes the place of the one before, which is withdrawn."""

    __tablename__ = "document_template"
    __table_args__ = (Index("ix_document_template_organization", "organization_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    """For its plans, and those of all below it."""
    name: Mapped[str]
    content: Mapped[str]
    """Its bytes in base64."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class SectionTextRow(Base):
    """What a leader wrote in place of the draft of one section of a document. Rows are only ever added."""

    __tablename__ = "section_text"
    __table_args__ = (UniqueConstraint("plan_id", "document", "section", "revision"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    document: Mapped[str]
    section: Mapped[str]
    as_of: Mapped[date]
    """The day of the document for which it was written. Documents of earlier days do not have it."""
    revision: Mapped[int]
    """From 1 for each section. Two people who edit the same one at once would write the same number."""
    text: Mapped[str]
    """With people as mentions; empty if the draft is used again."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    recorded_on: Mapped[date]
    """The date of `at` in the organization's time zone."""


class ReviewNoteRow(Base):
    """A question or a decision of the quarterly review that a signed document began. Rows are only ever added."""

    __tablename__ = "review_note"
    __table_args__ = (one_of("kind", "question", "decision"), one_of("taken_by", "", "school", "district"))
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("signed_document.id"), index=True)
    kind: Mapped[str]
    text: Mapped[str]
    taken_by: Mapped[str]
    """Who takes a decision on; empty for a question."""
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who was to do it when it was decided …"""
    due: Mapped[date | None]
    """… and by when."""
    item_id: Mapped[int | None] = mapped_column(ForeignKey("action_item.id"))
    """The action item that the decision became."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    recorded_on: Mapped[date]
    """The date of `at` in the organization's time zone."""
