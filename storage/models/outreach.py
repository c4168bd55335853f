"""What leaders of a district or state do about a practice with their schools: offers, questions and connections."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, false
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, one_of


class OutreachRow(Base):
    """An offer of support, a question, or a connection of two schools."""

    __tablename__ = "outreach"
    __table_args__ = (one_of("kind", "offer", "question", "connection"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    """Of the network, such as the district."""
    kind: Mapped[str]
    practice: Mapped[str]
    """Its code; empty for the whole plan."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """Who started it."""
    provider_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str]
    due: Mapped[date]
    """The day by which support is provided, or until which an answer counts."""
    started_at: Mapped[datetime]
    started_on: Mapped[date]
    """The date of `started_at` in the organization's time zone."""
    closed_on: Mapped[date | None] = mapped_column(index=True)
    withdrawn: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether whoever made the offer took it back before all schools had answered."""


class OutreachSchoolRow(Base):
    """A school that was asked, and its answer."""

    __tablename__ = "outreach_school"
    __table_args__ = (one_of("answer", "waiting", "yes", "no"),)
    outreach_id: Mapped[int] = mapped_column(ForeignKey("outreach.id"), primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), primary_key=True, index=True)
    answer: Mapped[str] = mapped_column(default="waiting", server_default="waiting")
    text: Mapped[str] = mapped_column(default="", server_default="")
    """The answer to a question."""
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]
    answered_on: Mapped[date | None]
    is_on_track: Mapped[bool] = mapped_column(default=False)
    """Of a connection: whether it is the school that is on track."""
    is_reminded: Mapped[bool] = mapped_column(default=False)
    support_id: Mapped[int | None] = mapped_column(ForeignKey("support.id"), index=True)
    """The support that an accepted offer became."""


class OutreachNoteRow(Base):
    """What a leader asked about an offer, or what was replied. Rows are only ever added."""

    __tablename__ = "outreach_note"
    id: Mapped[int] = mapped_column(primary_key=True)
    outreach_id: Mapped[int] = mapped_column(ForeignKey("outreach.id"), index=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str]
    written_at: Mapped[datetime]
    written_on: Mapped[date]
    """The date of `written_at` in the organization's time zone."""
