"""How plans go on in the next school year."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, one_of


class RolloverRow(Base):
    """That somebody began to decide how a plan goes on in the next school year, and how far that has come."""

    __tablename__ = "rollover"
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), primary_key=True, autoincrement=False)
    """The plan of the old year."""
    begun_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    """When everything was decided. From then on the next year's plan is made on its day."""
    confirmed_on: Mapped[date | None]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime | None]
    next_plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"), unique=True)


class RolloverDecisionRow(Base):
    """What becomes of a milestone, a strategy or the other open items of a plan. Deleted when it is undone."""

    __tablename__ = "rollover_decision"
    __table_args__ = (
        UniqueConstraint("plan_id", "subject", "row_id"),
        one_of("subject", "milestone", "strategy", "plan"),
        one_of("kind", "carry_over", "drop"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    subject: Mapped[str]
    row_id: Mapped[int]
    kind: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    """This and the next two: of a milestone, where it differs from the old year's."""
    due: Mapped[date | None]
    lead: Mapped[str] = mapped_column(default="")
    items: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """Of open action items, by id: the date chosen for it, or an empty text if it doesn't come along."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    decided_on: Mapped[date]
    """The date of `at` in the organization's time zone."""


class ContinuationRow(Base):
    """A milestone or action item that goes on from the old year's plan, and the one it continues."""

    __tablename__ = "continuation"
    __table_args__ = (UniqueConstraint("place", "row_id"), one_of("place", "milestone", "action_item"))
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    """The plan of the new year."""
    place: Mapped[str]
    row_id: Mapped[int]
    continues_id: Mapped[int]
    """The row of the old year's plan."""
