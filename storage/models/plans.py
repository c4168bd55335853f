"""What is improved: plans, from goals to action items."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, one_of


class PlanRow(Base):
    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("organization_id", "school_year"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    title: Mapped[str]
    school_year: Mapped[str]
    vision: Mapped[str] = mapped_column(default="")
    mission: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str] = mapped_column(default="")
    asks_on: Mapped[str] = mapped_column(default="3rd tue")
    """Day of the month a round opens, in words."""
    asks_at: Mapped[str] = mapped_column(default="09:00")
    """Local time of each person."""
    open_days: Mapped[int] = mapped_column(default=7)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    created_on: Mapped[date]
    """A round whose day had passed before the plan was here is not made up for."""
    imported_from: Mapped[str] = mapped_column(default="")
    imported_hash: Mapped[str] = mapped_column(default="")
    imported: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}", deferred=True)
    """What the file said last of all above the action items, by part; an item's row keeps its own."""


class GoalRow(Base):
    __tablename__ = "goal"
    __table_args__ = (UniqueConstraint("plan_id", "code"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    code: Mapped[str]
    text: Mapped[str]
    explanation: Mapped[str] = mapped_column(default="")


class PriorityRow(Base):
    __tablename__ = "priority"
    __table_args__ = (UniqueConstraint("plan_id", "code"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    code: Mapped[str]
    title: Mapped[str]
    lead: Mapped[str | None]


class StrategyRow(Base):
    __tablename__ = "strategy"
    __table_args__ = (UniqueConstraint("plan_id", "code"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    priority_id: Mapped[int] = mapped_column(ForeignKey("priority.id"), index=True)
    code: Mapped[str]
    title: Mapped[str]
    if_we: Mapped[str] = mapped_column(default="")
    then: Mapped[str] = mapped_column(default="")
    and_so: Mapped[str] = mapped_column(default="")
    practice: Mapped[str | None]
    lead: Mapped[str | None]
    resources: Mapped[str] = mapped_column(default="")


class MeasureRow(Base):
    """Of a goal or of a strategy, never of both."""

    __tablename__ = "measure"
    __table_args__ = (CheckConstraint("(goal_id IS NULL) <> (strategy_id IS NULL)", name="one_parent"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    goal_id: Mapped[int | None] = mapped_column(ForeignKey("goal.id"))
    strategy_id: Mapped[int | None] = mapped_column(ForeignKey("strategy.id"))
    indicator: Mapped[str]
    source: Mapped[str] = mapped_column(default="")
    baseline: Mapped[str] = mapped_column(default="")
    targets: Mapped[list[str]] = mapped_column(default=list)
    dropped: Mapped[bool] = mapped_column(default=False, server_default=false())
    """No longer in the plan; what was answered about it stays."""


class BenchmarkRow(Base):
    __tablename__ = "benchmark"
    __table_args__ = (one_of("kind", "early_evidence", "short_term", "final"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    strategy_id: Mapped[int] = mapped_column(ForeignKey("strategy.id"))
    kind: Mapped[str]
    text: Mapped[str]
    due: Mapped[date | None]
    dropped: Mapped[bool] = mapped_column(default=False, server_default=false())
    """As of a measure."""


class MilestoneRow(Base):
    __tablename__ = "milestone"
    __table_args__ = (UniqueConstraint("plan_id", "code"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    strategy_id: Mapped[int] = mapped_column(ForeignKey("strategy.id"), index=True)
    code: Mapped[str]
    title: Mapped[str]
    lead: Mapped[str | None]
    team: Mapped[list[str]] = mapped_column(default=list)
    quarter: Mapped[str] = mapped_column(default="")
    channel: Mapped[str | None]
    """Where its team answers as one; None where each owner answers alone."""


class ActionItemRow(Base):
    """due, ongoing, completed_on and cancelled repeat what the item's events add up to, for quick lists."""

    __tablename__ = "action_item"
    __table_args__ = (
        UniqueConstraint("plan_id", "code"),
        Index("ix_action_item_plan_open", "plan_id", "completed_on", "cancelled"),
        Index("ix_action_item_plan_owner_key", "plan_id", "owner_key"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"), index=True)
    code: Mapped[str]
    text: Mapped[str]
    owner: Mapped[str | None]
    owner_key: Mapped[str] = mapped_column(default="")
    """The owner as roles are looked up."""
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """The person it was given to in Slack; the role in `owner` counts where this is empty."""
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """Who made it in Slack; None for what came with the plan's file."""
    collaborators: Mapped[list[str]] = mapped_column(default=list)
    start: Mapped[date | None]
    output: Mapped[str] = mapped_column(default="")
    resources: Mapped[str] = mapped_column(default="")
    due: Mapped[date | None]
    ongoing: Mapped[bool] = mapped_column(default=False)
    completed_on: Mapped[date | None]
    cancelled: Mapped[bool] = mapped_column(default=False)
    status: Mapped[str | None]
    """The owner's last word: on_track, behind or not_started."""
    cause: Mapped[str] = mapped_column(default="")
    """The cause it serves, where it came out of a root cause or a coaching conversation."""
    link: Mapped[str] = mapped_column(default="")
    """Address of the message it was made from."""
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("action_item.id"))
    """The item whose next step this is."""
    imported: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What the plan file said last, so that the next import changes only what was changed in the file."""


class ItemEventRow(Base):
    """What happened to an action item. Rows are only ever added: the past stays as it was known."""

    __tablename__ = "item_event"
    __table_args__ = (
        one_of("kind", "added", "completed", "reopened", "due_moved", "cancelled", "said"),
        Index("ix_item_event_item_recorded", "item_id", "recorded_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("action_item.id"))
    kind: Mapped[str]
    at: Mapped[datetime]
    recorded_on: Mapped[date]
    """The day of `at` where the organization is."""
    due: Mapped[date | None]
    ongoing: Mapped[bool] = mapped_column(default=False)
    completed_on: Mapped[date | None]
    status: Mapped[str | None]
    reason: Mapped[str] = mapped_column(default="")
    """Why the date moved, or what held the item up: as the kind says."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
