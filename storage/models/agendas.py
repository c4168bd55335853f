"""Agendas of highlight discussions, the evidence they ask for, and what was discussed when."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, one_of


class AgendaRow(Base):
    """The agenda of the discussion that follows a month's minutes."""

    __tablename__ = "agenda"
    __table_args__ = (UniqueConstraint("plan_id", "period"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    period: Mapped[str]
    """The month of the minutes it is drafted with; its discussion is about a later one."""
    held_on: Mapped[date | None]
    """The day of the discussion, as posted."""
    version: Mapped[int] = mapped_column(default=1)
    """Rises with each edit and each post, which reveals an edit made from an outdated form."""
    content: Mapped[dict[str, Any]]
    posted_content: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """As everybody reads it, while its leader goes on editing; None for a draft."""
    message_key: Mapped[str | None] = mapped_column(index=True)
    """The outbox key of the posted message, whose thread takes evidence."""
    posted_at: Mapped[datetime | None]
    posted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class AgendaEvidenceRow(Base):
    """Evidence that a posted agenda asks for. A change of presenter drops the row and adds another."""

    __tablename__ = "agenda_evidence"
    id: Mapped[int] = mapped_column(primary_key=True)
    agenda_id: Mapped[int] = mapped_column(ForeignKey("agenda.id"), index=True)
    key: Mapped[str]
    """Names the area of the agenda."""
    what: Mapped[str]
    strategy_id: Mapped[int | None] = mapped_column(ForeignKey("strategy.id"))
    benchmark_id: Mapped[int | None] = mapped_column(ForeignKey("benchmark.id"))
    presenter_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime]
    recorded_on: Mapped[date]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who posted the agenda with it."""
    dropped_at: Mapped[datetime | None]


class ShownEvidenceRow(Base):
    """A file, a link or a line that somebody brought. Rows are only ever added; a deleted message withdraws its own."""

    __tablename__ = "shown_evidence"
    id: Mapped[int] = mapped_column(primary_key=True)
    agenda_id: Mapped[int] = mapped_column(ForeignKey("agenda.id"), index=True)
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_evidence.id"), index=True)
    """None until its presenter says which evidence the file is."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    line: Mapped[str] = mapped_column(default="")
    """What the evidence teaches, in the presenter's words."""
    name: Mapped[str] = mapped_column(default="")
    """The file's name."""
    link: Mapped[str] = mapped_column(default="")
    message_ts: Mapped[str] = mapped_column(default="")
    """The message in the agenda's thread."""
    withdrawn: Mapped[bool] = mapped_column(default=False, server_default=false())
    at: Mapped[datetime]
    recorded_on: Mapped[date]


class DebriefNoteRow(Base):
    """A note for the debrief, typed in an agenda's thread. A deleted or edited message withdraws its own."""

    __tablename__ = "debrief_note"
    id: Mapped[int] = mapped_column(primary_key=True)
    agenda_id: Mapped[int] = mapped_column(ForeignKey("agenda.id"), index=True)
    list: Mapped[str]
    """takeaways, questions, suggestions or feedback."""
    text: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    message_ts: Mapped[str]
    """The message in the agenda's thread."""
    withdrawn: Mapped[bool] = mapped_column(default=False, server_default=false())
    at: Mapped[datetime]
    recorded_on: Mapped[date]


class DiscussedRow(Base):
    """An aspect of a strategy that a leader ticked as discussed when publishing minutes."""

    __tablename__ = "discussed"
    __table_args__ = (
        UniqueConstraint("minutes_id", "strategy_id", "aspect"),
        one_of("aspect", "activities", "early_evidence", "short_term"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    strategy_id: Mapped[int] = mapped_column(ForeignKey("strategy.id"), index=True)
    aspect: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    recorded_on: Mapped[date]
