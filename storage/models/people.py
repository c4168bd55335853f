"""Workspaces, organizations, people, their roles and their schedules."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from plans.small_groups import FEWEST_STUDENTS
from storage.models.base import Base, one_of


class WorkspaceRow(Base):
    __tablename__ = "workspace"
    id: Mapped[str] = mapped_column(primary_key=True)
    """Slack's team id."""
    name: Mapped[str]
    bot_user: Mapped[str]
    fewest_students: Mapped[int] = mapped_column(default=FEWEST_STUDENTS, server_default=str(FEWEST_STUDENTS))
    """Values of fewer students are never shown."""


class OrganizationRow(Base):
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
    """Slack channel where minutes are published and where /plan is about this organization."""
    closed_on: Mapped[date | None]
    """From then on nobody is asked about its plans."""


class PersonRow(Base):
    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("workspace_id", "slack_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    slack_id: Mapped[str]
    handle: Mapped[str] = mapped_column(default="")
    """What follows the @ in Slack."""
    name: Mapped[str]
    time_zone: Mapped[str]
    locale: Mapped[str] = mapped_column(default="en-US")
    """The language and region of their Slack, which decide on the form of dates and numbers."""
    active: Mapped[bool] = mapped_column(default=True)
    guest: Mapped[bool] = mapped_column(default=False)
    title: Mapped[str] = mapped_column(default="", server_default="")
    """What their profile says they do: "Principal, Bethel Elementary"."""
    administers: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether they are an owner or admin of the workspace."""
    unreachable: Mapped[str | None]
    """Slack's error code after a message could never be delivered."""
    reminder_preference: Mapped[str] = mapped_column(default="standard")
    """Reminders of due dates: light, standard or none."""
    erased_at: Mapped[datetime | None]
    """When the person was erased. From then on the row is nobody's: it names no one, and no account in Slack is its."""


class MembershipRow(Base):
    """A role of a person in an organization and all below it."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("organization_id", "person_id", "role"),
        one_of("role", "plan_manager", "leader", "coach", "staff", "viewer"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str]


class RoleChangeRow(Base):
    """Who granted or revoked which role, and when. Rows are never changed."""

    __tablename__ = "role_change"
    __table_args__ = (one_of("change", "granted", "revoked", "assigned", "unassigned"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column()
    change: Mapped[str]
    role: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    """Where the role counts; None for a lead, who is assigned in a plan."""
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    by_login: Mapped[str] = mapped_column(default="")
    """The computer's account, for changes made on the command line."""


class PersonalScheduleRow(Base):
    """A person's own check-in hour, send window and stand-in; None is the default of the plan or the program."""

    __tablename__ = "personal_schedule"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    asks_at: Mapped[str | None]
    """Local time: "10:30"."""
    first: Mapped[str | None]
    """Unrequested messages arrive from then on, "08:00", …"""
    last: Mapped[str | None]
    """… and before this."""
    stand_in_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who is asked while this person is away."""


class AbsenceRow(Base):
    """Days on which a person is not asked."""

    __tablename__ = "absence"
    __table_args__ = (UniqueConstraint("person_id", "source"), one_of("source", "own", "status"))
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    first: Mapped[date]
    last: Mapped[date | None]
    """None: until they say they are back."""
    source: Mapped[str]
    """Entered by the person, or read from their Slack status."""


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


class RoleHolderRow(Base):
    """The people assigned to a lead named in a plan: "Literacy Director" is these people."""

    __tablename__ = "role_holder"
    __table_args__ = (UniqueConstraint("plan_id", "role_key", "person_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    role: Mapped[str]
    role_key: Mapped[str]
    """The role in the form it is looked up by: no case, no extra spaces."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class SharingEventRow(Base):
    """A school's leader let an organization above read names and words, or took that back. Rows are only ever added."""

    __tablename__ = "sharing_event"
    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    with_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    gives: Mapped[bool]
    """False: the leave was withdrawn."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    recorded_on: Mapped[date]
    """The date of `at` in the school's time zone."""


class OwnPracticeRow(Base):
    """A code that an organization added under one of the twelve practices."""

    __tablename__ = "own_practice"
    __table_args__ = (UniqueConstraint("organization_id", "code"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    code: Mapped[str]
    name: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    recorded_on: Mapped[date]
    """The date of `at` in the organization's time zone."""
