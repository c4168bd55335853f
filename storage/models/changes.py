"""Changes of plans and of organizations that are no event of an action item, a milestone or a support request."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, one_of


class PlanChangeRow(Base):
    """One field of a part was changed, or a part was added or dropped. Rows are only ever added.

    Without an "added" row, a part is as old as its plan. It belongs to a plan or to an organization, never to both.
    """

    __tablename__ = "plan_change"
    __table_args__ = (
        one_of("kind", "added", "changed", "dropped"),
        CheckConstraint("(plan_id IS NULL) <> (organization_id IS NULL)", name="one_parent"),
        Index("ix_plan_change_plan_recorded", "plan_id", "recorded_on"),
        Index("ix_plan_change_place_row", "place", "row_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"))
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)
    kind: Mapped[str]
    place: Mapped[str]
    """The table of the part …"""
    row_id: Mapped[int]
    """… and its id there."""
    code: Mapped[str] = mapped_column(default="")
    """The part's code as it was; that of its goal or strategy for a measure or benchmark."""
    field: Mapped[str] = mapped_column(default="")
    """The column that was changed; empty if the part was added or dropped."""
    before: Mapped[str] = mapped_column(default="")
    after: Mapped[str] = mapped_column(default="")
    before_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """The owner before, if it was a person and not a role."""
    after_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    recorded_on: Mapped[date]
    """The date of `at` in the organization's time zone."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    by_login: Mapped[str] = mapped_column(default="", server_default="")
    """The computer's account, for changes made on the command line."""
    reason: Mapped[str] = mapped_column(default="")


class ChangeCheckRow(Base):
    """What a leader decided about a modification in the draft of the minutes, and what they were answered.

    Rows are only ever added; the newest of a modification says where it stands.
    """

    __tablename__ = "change_check"
    __table_args__ = (
        one_of("kind", "kept", "asked", "answered", "undone"),
        one_of("source", "item", "milestone", "regrouping", "plan"),
        Index("ix_change_check_source_event", "source", "event_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"), index=True)
    source: Mapped[str]
    """The history of the modification …"""
    event_id: Mapped[int]
    """… and the id of its event there."""
    kind: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    addressee_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who was asked."""
    at: Mapped[datetime]
    recorded_on: Mapped[date]
    """The date of `at` in the organization's time zone."""
    words: Mapped[str] = mapped_column(default="")
    """What was asked about, or the reason that was answered."""
