"""What an organization has under way beside its plan's parts, and what was decided about it. Rows are only added."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class InitiativeRow(Base):
    """An initiative. What it is stands in its newest version."""

    __tablename__ = "initiative"
    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)


class InitiativeVersionRow(Base):
    """What was written about an initiative on a day."""

    __tablename__ = "initiative_version"
    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), index=True)
    name: Mapped[str]
    purpose: Mapped[str]
    cost: Mapped[str]
    """Money, as typed."""
    time: Mapped[str]
    """Staff time, as typed."""
    started_on: Mapped[date | None]
    practices: Mapped[str]
    """Codes: "2b, 3a"."""
    place_ids: Mapped[list[str]]
    """Ids of the organizations it runs in."""
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    owner_name: Mapped[str]
    """As written, where the owner is no member of the workspace."""
    evidence: Mapped[str]
    evidence_link: Mapped[str]
    evidence_since: Mapped[date | None]
    evidence_shows: Mapped[str]
    is_removed: Mapped[bool]
    """Whether it was taken off the list because it was entered by mistake."""
    source: Mapped[str]
    """The name of the spreadsheet it was read from; empty for a form."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    recorded_on: Mapped[date]
    """The date of `at` in the organization's time zone."""
