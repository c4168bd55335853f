"""What people type for the documents of a plan."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class TermNoteRow(Base):
    """What a milestone used, and what else there is to say about its quarter. Rows are only ever added."""

    __tablename__ = "term_note"
    __table_args__ = (Index("ix_term_note_milestone_recorded", "milestone_id", "recorded_on"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    resources: Mapped[str] = mapped_column(default="")
    """The resources and the budget used."""
    comments: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    recorded_on: Mapped[date]
    """The date of `at` in the organization's time zone."""
