"""What milestone teams write down in their weekly meetings."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, false
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, one_of


class MilestoneNoteRow(Base):
    """A note of a meeting. Rows are only ever added."""

    __tablename__ = "milestone_note"
    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str]
    written_at: Mapped[datetime]
    written_on: Mapped[date]
    """The date of `written_at` in the organization's time zone."""


class RockRow(Base):
    """What a team commits to get done within 45 days."""

    __tablename__ = "rock"
    __table_args__ = (one_of("state", "open", "done", "missed"), Index("ix_rock_state_due", "state", "due"))
    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)
    text: Mapped[str]
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    due: Mapped[date]
    set_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="open", server_default="open")
    asked: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether its owner was asked on its date what became of it."""
    answered_on: Mapped[date | None]
    """The day of that answer in the organization's time zone."""
    reason: Mapped[str] = mapped_column(default="", server_default="")
    """What got in the way, if it was missed."""
