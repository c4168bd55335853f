"""Every table. What belongs to a workspace says so, directly or through its organization."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from storage.types import Moment, Words

# SQLite only gives out row ids for a column that is exactly INTEGER.
Id = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {str: Words, datetime: Moment, dict[str, Any]: JSON, list[str]: JSON, int: Id}  # noqa: RUF012 (SQLAlchemy's own form)


def one_of(column: str, *values: str) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(repr(value) for value in values)})", name=column)


# ---------------------------------------------------------------- who


class Workspace(Base):
    __tablename__ = "workspace"
    id: Mapped[str] = mapped_column(primary_key=True)
    """Slack's team id."""
    name: Mapped[str]
    bot_user: Mapped[str]


class Organization(Base):
    __tablename__ = "organization"
    __table_args__ = (
        UniqueConstraint("workspace_id", "name"),
        one_of("level", "state", "district", "school"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    name: Mapped[str]
    level: Mapped[str]
    time_zone: Mapped[str] = mapped_column(default="America/New_York")
    channel: Mapped[str | None]
    """Slack channel where minutes are published and /plan asks about this organization."""


class Person(Base):
    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("workspace_id", "slack_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    slack_id: Mapped[str]
    handle: Mapped[str] = mapped_column(default="")
    """What follows the @ in Slack."""
    name: Mapped[str]
    time_zone: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
    guest: Mapped[bool] = mapped_column(default=False)
    unreachable: Mapped[str | None]
    """Slack's error when a message could not be delivered for good."""
    reminders: Mapped[str] = mapped_column(default="standard")
    """How often they want to be reminded of due dates: light, standard or none."""


class Membership(Base):
    """What somebody may do in an organization and all below it."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("organization_id", "person_id", "role"),
        one_of("role", "plan_manager", "leader", "coach", "staff", "viewer"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str]


class OwnTime(Base):
    """What somebody has settled about when they are asked; None is what the plan and the program have."""

    __tablename__ = "own_time"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    asks_at: Mapped[str | None]
    """Local time: "10:30"."""
    first: Mapped[str | None]
    """Messages nobody asked for come from then on, "08:00", …"""
    last: Mapped[str | None]
    """… and before this."""
    stand_in_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who is asked while this person is away."""


class Absence(Base):
    """Days on which somebody is not asked."""

    __tablename__ = "absence"
    __table_args__ = (UniqueConstraint("person_id", "source"), one_of("source", "own", "status"))
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    first: Mapped[date]
    last: Mapped[date | None]
    """None: until they say they are back."""
    source: Mapped[str]
    """Said by themselves, or read from their Slack status."""


class ClosingRow(Base):
    """Days on which an organization and all below it are closed."""

    __tablename__ = "closing"
    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    first: Mapped[date]
    last: Mapped[date]
    name: Mapped[str] = mapped_column(default="")


class TermRow(Base):
    """A quarter or a semester of an organization."""

    __tablename__ = "term"
    __table_args__ = (one_of("kind", "quarter", "semester"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    kind: Mapped[str]
    number: Mapped[int]
    first: Mapped[date]
    last: Mapped[date]


class RoleHolder(Base):
    """Who stands behind a lead named in a plan: "Literacy Director" is these people."""

    __tablename__ = "role_holder"
    __table_args__ = (UniqueConstraint("plan_id", "role_key", "person_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    role: Mapped[str]
    role_key: Mapped[str]
    """The role without case and spacing, as looked up."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


# ---------------------------------------------------------------- what is improved


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


class ItemEvent(Base):
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


# ---------------------------------------------------------------- action items between people


class ItemOffer(Base):
    """Somebody is asked to take an item, or told that they help with it."""

    __tablename__ = "item_offer"
    __table_args__ = (
        one_of("kind", "assigned", "handover", "collaborator"),
        one_of("state", "waiting", "accepted", "date_suggested", "declined", "withdrawn"),
        Index("ix_item_offer_person_state", "person_id", "state"),
        Index("ix_item_offer_by_state", "by_id", "state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("action_item.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str]
    state: Mapped[str] = mapped_column(default="waiting")
    reason: Mapped[str] = mapped_column(default="")
    suggested_due: Mapped[date | None]
    at: Mapped[datetime]
    message_key: Mapped[str | None] = mapped_column(index=True)
    """Key of the one message by which they were told; None until then."""


class ItemNote(Base):
    """Who changed an item, when and why, beside the events that are counted. Rows are only ever added."""

    __tablename__ = "item_note"
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("action_item.id"), index=True)
    at: Mapped[datetime]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    change: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    for_other: Mapped[bool] = mapped_column(default=False)
    """Done on behalf of the owner."""


class SupportRow(Base):
    """Support asked for, given and judged: one line of Tool A's supports table."""

    __tablename__ = "support"
    __table_args__ = (
        one_of("state", "asked", "given", "declined", "rated"),
        Index("ix_support_provider_state", "provider_id", "state"),
        Index("ix_support_asker_state", "asker_id", "state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("action_item.id"), index=True)
    asker_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    provider_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Nobody where a check-in answer named no person yet."""
    answer_key: Mapped[str | None] = mapped_column(unique=True)
    """Of a check-in answer: its round, item and person, so that a changed answer changes the same request."""
    state: Mapped[str] = mapped_column(default="asked")
    at: Mapped[datetime]
    needed: Mapped[str]
    needed_by: Mapped[date | None]
    provided: Mapped[str] = mapped_column(default="")
    """What was given, or why it cannot be."""
    given_on: Mapped[date | None]
    given_at: Mapped[datetime | None]
    source: Mapped[str] = mapped_column(default="")
    used: Mapped[str] = mapped_column(default="")
    effective: Mapped[str] = mapped_column(default="")
    rating_asked: Mapped[bool] = mapped_column(default=False)


class Reminded(Base):
    """A reminder that was sent: never the same one twice for one date."""

    __tablename__ = "reminded"
    __table_args__ = (one_of("kind", "ahead", "today", "late"),)
    item_id: Mapped[int] = mapped_column(ForeignKey("action_item.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    due: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    on: Mapped[date]


class HomePage(Base):
    """Which page of a section of their Home tab somebody looks at, where it is not the first."""

    __tablename__ = "home_page"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    section: Mapped[str] = mapped_column(primary_key=True)
    page: Mapped[int]


# ---------------------------------------------------------------- check-ins


class Round(Base):
    """One plan's questions of one month, quarter, semester or year, or about the evidence of one activity.

    It is `coming` from the first early answer on, until everybody is asked.
    """

    __tablename__ = "round"
    __table_args__ = (
        UniqueConstraint("plan_id", "period"),
        one_of("state", "coming", "open", "closed"),
        one_of("cadence", "monthly", "quarterly", "semester", "yearly", "evidence"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    cadence: Mapped[str] = mapped_column(default="monthly", server_default="monthly")
    period: Mapped[str]
    state: Mapped[str] = mapped_column(default="open")
    opened_at: Mapped[datetime]
    closes_at: Mapped[datetime] = mapped_column(index=True)
    closed_at: Mapped[datetime | None]
    nudged: Mapped[int] = mapped_column(default=0, server_default="0")
    """How often those who had not answered heard of it again."""


class Ask(Base):
    """One person's part of a round, or that of a team in its channel."""

    __tablename__ = "ask"
    __table_args__ = (
        UniqueConstraint("round_id", "person_id"),
        UniqueConstraint("round_id", "channel"),
        CheckConstraint("(person_id IS NULL) <> (channel IS NULL)", name="one_addressee"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    channel: Mapped[str | None]
    """Of a team that answers as one."""
    team: Mapped[str] = mapped_column(default="", server_default="")
    """Codes of the milestones it answers for."""
    stand_in_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """Who was asked instead, because the person was away."""
    page: Mapped[int] = mapped_column(default=0)
    risk: Mapped[str] = mapped_column(default="")
    mitigation: Mapped[str] = mapped_column(default="")
    risk_at: Mapped[datetime | None]
    risk_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    copies: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    """Keys of further messages that show it: nudges, and what a leader answers from."""


class AskTopic(Base):
    """What somebody is asked about, fixed when the round opens."""

    __tablename__ = "ask_topic"
    __table_args__ = (
        CheckConstraint(
            "(item_id IS NOT NULL AND milestone_id IS NULL AND benchmark_id IS NULL AND measure_id IS NULL) OR "
            "(item_id IS NULL AND milestone_id IS NOT NULL AND benchmark_id IS NULL AND measure_id IS NULL) OR "
            "(item_id IS NULL AND milestone_id IS NULL AND benchmark_id IS NOT NULL AND measure_id IS NULL) OR "
            "(item_id IS NULL AND milestone_id IS NULL AND benchmark_id IS NULL AND measure_id IS NOT NULL)",
            name="one_subject",
        ),
        UniqueConstraint("ask_id", "position"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ask_id: Mapped[int] = mapped_column(ForeignKey("ask.id"))
    position: Mapped[int]
    item_id: Mapped[int | None] = mapped_column(ForeignKey("action_item.id"), index=True)
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"), index=True)
    benchmark_id: Mapped[int | None] = mapped_column(ForeignKey("benchmark.id"), index=True)
    measure_id: Mapped[int | None] = mapped_column(ForeignKey("measure.id"), index=True)


class Answer(Base):
    """Rows are only ever added: the newest of a round and subject counts, the older ones are its history."""

    __tablename__ = "answer"
    __table_args__ = (
        one_of("status", "on_track", "done", "behind", "not_started"),
        Index("ix_answer_round_item", "round_id", "item_id"),
        Index("ix_answer_round_milestone", "round_id", "milestone_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("action_item.id"))
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"))
    benchmark_id: Mapped[int | None] = mapped_column(ForeignKey("benchmark.id"))
    measure_id: Mapped[int | None] = mapped_column(ForeignKey("measure.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    for_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Whose answer it was to give, where a stand-in or a leader gave it."""
    late: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Given after the round had closed."""
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"), index=True)
    """The round it is about, where its minutes were published already: it goes into those of `round_id`."""
    at: Mapped[datetime]
    on: Mapped[date]
    """The day of `at` where the organization is."""
    status: Mapped[str]
    cause: Mapped[str] = mapped_column(default="")
    recovery: Mapped[str] = mapped_column(default="")
    new_due: Mapped[date | None]
    new_due_reason: Mapped[str] = mapped_column(default="")
    support: Mapped[str] = mapped_column(default="")
    evidence: Mapped[str] = mapped_column(default="")
    completed_on: Mapped[date | None]


class MinutesRow(Base):
    __tablename__ = "minutes"
    __table_args__ = (UniqueConstraint("plan_id", "period"), one_of("state", "draft", "published"))
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    period: Mapped[str]
    state: Mapped[str] = mapped_column(default="draft")
    version: Mapped[int] = mapped_column(default=1)
    """Rises with each edit, so that an edit made from an old form is noticed."""
    content: Mapped[dict[str, Any]]
    published_at: Mapped[datetime | None]
    published_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


# ---------------------------------------------------------------- coaching


class ConversationRow(Base):
    """A dialog of a team in a thread: a coaching conversation with the script it began with, or a root cause dialog."""

    __tablename__ = "conversation"
    __table_args__ = (
        one_of("kind", "coaching", "root_cause"),
        one_of("phase", "open", "paused", "finished"),
        Index("ix_conversation_channel_thread", "channel", "thread_ts"),
        Index("ix_conversation_organization_started", "organization_id", "started_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(default="coaching")
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    channel: Mapped[str]
    """A channel; of a conversation alone, the person until Slack has named their DM."""
    thread_ts: Mapped[str | None]
    """None until the opening message is known to be there."""
    permalink: Mapped[str] = mapped_column(default="")
    script: Mapped[str] = mapped_column(default="")
    """Its name; empty where no script is followed."""
    title: Mapped[str]
    frozen: Mapped[str] = mapped_column(default="")
    """The whole script as JSON: whatever is deployed meanwhile, it ends with the one it began with."""
    state: Mapped[str]
    phase: Mapped[str] = mapped_column(default="open")
    leader: Mapped[str]
    started_at: Mapped[datetime]
    started_on: Mapped[date]
    finished_at: Mapped[datetime | None]
    finished_on: Mapped[date | None]


class ReplyRow(Base):
    """One message of a conversation; a message that was taken back stays as a row without its words."""

    __tablename__ = "conversation_reply"
    __table_args__ = (
        one_of("voice", "open", "named", "nameless"),
        Index("ix_conversation_reply_person", "conversation_id", "person"),
    )
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), primary_key=True)
    ts: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str]
    text: Mapped[str]
    evidence: Mapped[list[str]] = mapped_column(default=list)
    edited: Mapped[str] = mapped_column(default="")
    deleted: Mapped[bool] = mapped_column(default=False)
    visit: Mapped[str | None]
    voice: Mapped[str] = mapped_column(default="open")


class PrivateAsk(Base):
    """A question of a conversation that was put to one person in private."""

    __tablename__ = "private_ask"
    __table_args__ = (UniqueConstraint("conversation_id", "person", "visit"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"))
    person: Mapped[str] = mapped_column(index=True)
    visit: Mapped[str]


class WrittenPart(Base):
    """Where in the plan a part is that a conversation wrote down."""

    __tablename__ = "written_part"
    __table_args__ = (Index("ix_written_part_place", "place", "row_id"),)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[str]
    """Name of the table."""
    row_id: Mapped[int]


class Finding(Base):
    """A strength, weakness, opportunity or threat that a team has found, with what shows it."""

    __tablename__ = "finding"
    __table_args__ = (one_of("kind", "strength", "weakness", "opportunity", "threat"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    kind: Mapped[str]
    text: Mapped[str]
    evidence: Mapped[str] = mapped_column(default="")


# ---------------------------------------------------------------- delivery


class OutboxRow(Base):
    """A message to Slack. `key` makes it one message however often a turn is taken."""

    __tablename__ = "outbox"
    __table_args__ = (
        one_of("kind", "post", "update", "ephemeral", "upload", "home", "react"),
        one_of("state", "pending", "sending", "sent", "failed", "unknown"),
        Index("ix_outbox_state_not_before", "state", "not_before"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    channel: Mapped[str]
    """A channel, or the id of a user whose DM Slack opens."""
    target_key: Mapped[str | None]
    """Key of the post that this updates or replies to."""
    payload: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(default="pending")
    version: Mapped[int] = mapped_column(default=1)
    """Rises when the payload is replaced, so that a sender notices what changed while it was sending."""
    not_before: Mapped[datetime]
    zone: Mapped[str | None]
    """Time zone of somebody who did not ask for this message: it leaves in their window only …"""
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    """… and not on a day when this organization is closed."""
    claimed_at: Mapped[datetime | None]
    first_claimed_at: Mapped[datetime | None]
    attempt: Mapped[int] = mapped_column(default=0)
    sent_channel: Mapped[str | None]
    sent_ts: Mapped[str | None]
    file_id: Mapped[str | None]
    """Of an upload: the file Slack holds, known before it is shared with anybody."""
    error: Mapped[str | None]


class Pause(Base):
    """Slack asked for patience: no call of this method before then, from any replica."""

    __tablename__ = "pause"
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    method: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[datetime]


class Taken(Base):
    """Natural keys of turns already taken, so that a redelivery changes nothing."""

    __tablename__ = "taken"
    key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
