"""Plans, from goals to action items."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    UniqueConstraint,
    false,
    func,
    select,
)
from sqlalchemy.orm import Mapped, column_property, mapped_column

from storage.models.base import Base, one_of
from storage.models.people import PersonRow


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
    assets_and_issues: Mapped[str] = mapped_column(default="")
    theory_of_action: Mapped[str] = mapped_column(default="")
    why_objectives: Mapped[str] = mapped_column(default="")
    end_of_year_outcomes: Mapped[str] = mapped_column(default="")
    """These four are Section 1 of an accelerated improvement plan."""
    asks_on: Mapped[str] = mapped_column(default="3rd tue")
    """Day of the month on which a round opens, in words."""
    asks_at: Mapped[str] = mapped_column(default="09:00")
    """Local time of each person."""
    open_days: Mapped[int] = mapped_column(default=7)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    created_on: Mapped[date]
    """Rounds that were due before this day are not opened."""
    imported_from: Mapped[str] = mapped_column(default="")
    imported_hash: Mapped[str] = mapped_column(default="")
    imported: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}", deferred=True)
    """What the last file said, by part, above the action items; an item's row has its own."""


class GoalRow(Base):
    __tablename__ = "goal"
    __table_args__ = (UniqueConstraint("plan_id", "code"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    code: Mapped[str]
    text: Mapped[str]
    explanation: Mapped[str] = mapped_column(default="")
    dropped: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Taken back in the conversation that wrote it."""


class PriorityRow(Base):
    __tablename__ = "priority"
    __table_args__ = (UniqueConstraint("plan_id", "code"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    code: Mapped[str]
    title: Mapped[str]
    lead: Mapped[str | None]
    dropped: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Taken back in the conversation that wrote it."""


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
    """Codes of effective practices: "3a", or "2b, 3a"."""
    serves: Mapped[str | None]
    """The objective of the plan above that it serves, `priority:3`, or "own"; None until somebody decides."""
    lead: Mapped[str | None]
    resources: Mapped[str] = mapped_column(default="")
    dropped: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Taken back in the conversation that wrote it."""


class MeasureRow(Base):
    """Belongs to a goal or to a strategy, never to both."""

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
    """No longer in the plan's file; its answers stay."""


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
    """As for a measure."""


class MilestoneRow(Base):
    """due and completed_on repeat the sum of the milestone's events, for fast lists."""

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
    practice: Mapped[str | None]
    """Its own, as for a strategy; None for the strategy's."""
    channel: Mapped[str | None]
    """The channel in which the team answers as one; None if each owner answers alone."""
    due: Mapped[date | None]
    """Its own date, or the last day of its quarter; None if the plan names neither."""
    completed_on: Mapped[date | None]
    dropped: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Taken back in the conversation that wrote it."""


class MilestoneEventRow(Base):
    """An event of a milestone. Rows are only ever added, as for action items."""

    __tablename__ = "milestone_event"
    __table_args__ = (
        one_of("kind", "added", "due_moved", "completed", "reopened", "reported"),
        Index("ix_milestone_event_milestone_recorded", "milestone_id", "recorded_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"))
    kind: Mapped[str]
    at: Mapped[datetime]
    recorded_on: Mapped[date]
    """The date of `at` in the organization's time zone."""
    due: Mapped[date | None]
    completed_on: Mapped[date | None]
    status: Mapped[str | None]
    reason: Mapped[str] = mapped_column(default="")
    """Why the date moved or what delayed the milestone, depending on the kind."""
    is_ours: Mapped[bool | None]
    """Of what delayed it: whether that is the school's to act on; None if nobody said."""
    cause_category: Mapped[str | None]
    is_undo: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Of a moved date: whether it takes back the moves since the date was this one."""
    evidence: Mapped[str] = mapped_column(default="")
    """What shows that it is complete."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class ActionItemRow(Base):
    """due, ongoing, completed_on and cancelled repeat the sum of the item's events, for fast lists."""

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
    owner_role: Mapped[str | None] = mapped_column("owner")
    """The role or name that the plan gives as its owner; None if it was assigned to a person in Slack."""
    owner_key: Mapped[str] = mapped_column(default="")
    """The owner's role in the form it is looked up by."""
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """The person it was assigned to in Slack."""
    owner: Mapped[str | None] = column_property(
        func.coalesce(
            select(PersonRow.name).where(PersonRow.id == owner_id).correlate_except(PersonRow).scalar_subquery(),
            owner_role,
        )
    )
    """Its owner as people read it: the person's name as it is now, or the role."""
    assigned_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """The person who made it in Slack; None for an item of the plan's file."""
    collaborators: Mapped[list[str]] = mapped_column(default=list)
    """As the plan names them; those chosen in Slack as mentions."""
    start: Mapped[date | None]
    output: Mapped[str] = mapped_column(default="")
    resources: Mapped[str] = mapped_column(default="")
    practice: Mapped[str | None]
    """Its own; None for its milestone's."""
    due: Mapped[date | None]
    ongoing: Mapped[bool] = mapped_column(default=False)
    completed_on: Mapped[date | None]
    cancelled: Mapped[bool] = mapped_column(default=False)
    status: Mapped[str | None]
    """The owner's last report: on_track, behind or not_started."""
    cause: Mapped[str] = mapped_column(default="")
    """The cause it serves, if it came out of a root cause dialog or a coaching conversation."""
    link: Mapped[str] = mapped_column(default="")
    """Address of the message it was made from."""
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("action_item.id"))
    """The item whose next step this is."""
    provides_support: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Promised support for someone else's work: on its owner's lists, and in no count of the plan."""
    imported: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What the last file said, so that the next import applies only the file's own changes."""


class ItemEventRow(Base):
    """An event of an action item, and where the item stands after it. Rows are only ever added.

    So the newest row of a day says how the item counts as of that day, however long its history is.
    """

    __tablename__ = "item_event"
    __table_args__ = (
        one_of("kind", "added", "completed", "reopened", "due_moved", "cancelled", "reported"),
        Index("ix_item_event_item_recorded", "item_id", "recorded_on", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("action_item.id"))
    kind: Mapped[str]
    at: Mapped[datetime]
    recorded_on: Mapped[date]
    """The date of `at` in the organization's time zone, but never before that of the item's event before it."""
    due: Mapped[date | None]
    ongoing: Mapped[bool] = mapped_column(default=False)
    completed_on: Mapped[date | None]
    status: Mapped[str | None]
    reason: Mapped[str] = mapped_column(default="")
    """Why the date moved or what delayed the item, depending on the kind."""
    cause: Mapped[str] = mapped_column(default="", server_default="")
    """What kept the item from happening by its former date, asked when a date moves for the second time."""
    is_ours: Mapped[bool | None]
    """Whether that cause, or what delayed the item, is the school's to act on; None if nobody said."""
    cause_category: Mapped[str | None]
    """Of what delayed the item."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    after_due: Mapped[date | None]
    """This and what follows: plans/item_progress.py's ItemProgress after the event."""
    after_first_due: Mapped[date | None]
    after_times_moved: Mapped[int] = mapped_column(default=0, server_default="0")
    after_completed_on: Mapped[date | None]
    after_cancelled: Mapped[bool] = mapped_column(default=False, server_default=false())
    after_cancelled_overdue: Mapped[bool] = mapped_column(default=False, server_default=false())
    after_said_behind: Mapped[bool] = mapped_column(default=False, server_default=false())
    after_on_track_on: Mapped[date | None]
    after_cause_id: Mapped[int | None] = mapped_column(ForeignKey("item_event.id"))
    """The earlier event that gave the cause. A report with a cause is its own."""


class AgreementRow(Base):
    """What a team agreed on beside the parts of its plan: a minimum condition, or an adjustment with its reason."""

    __tablename__ = "agreement"
    __table_args__ = (
        one_of("kind", "minimum_condition", "adjustment"),
        one_of("standing", "", "in_place", "can_be_met", "cannot_be_met"),
        one_of("ground", "", "evidence", "conditions", "capacity", "learning"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    strategy_id: Mapped[int | None] = mapped_column(ForeignKey("strategy.id"))
    """None if it is about the plan as a whole."""
    kind: Mapped[str]
    text: Mapped[str]
    standing: Mapped[str] = mapped_column(default="")
    """Whether a minimum condition is met, or can be."""
    ground: Mapped[str] = mapped_column(default="")
    """What makes an adjustment legitimate …"""
    reason: Mapped[str] = mapped_column(default="")
    """… and its reason, in the team's words."""
    recorded_on: Mapped[date]
    dropped: Mapped[bool] = mapped_column(default=False)
    """Taken back."""
