"""Offers, news, notes, supports and reminders of action items."""

from datetime import date, datetime

from sqlalchemy import (
    ForeignKey,
    Index,
)
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, one_of


class ItemOfferRow(Base):
    """A person was asked to take an item, or told that they collaborate on it."""

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
    """Key of the message that notified them; None until then."""


class ItemNewsRow(Base):
    """A change of an item by someone else that its owner must be notified of."""

    __tablename__ = "item_news"
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("action_item.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    news: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    due: Mapped[date | None]
    old_due: Mapped[date | None]
    """Of a date that has moved: what it was. None in rows of earlier versions, too."""
    at: Mapped[datetime]
    message_key: Mapped[str | None] = mapped_column(index=True)
    """As for an offer: one message reports both."""


class MilestoneNewsRow(Base):
    """A milestone's date that someone else moved in a dialog, of which its lead must be notified."""

    __tablename__ = "milestone_news"
    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    news: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    due: Mapped[date | None]
    old_due: Mapped[date | None]
    at: Mapped[datetime]
    message_key: Mapped[str | None] = mapped_column(index=True)
    """As for an action item's: one message reports both."""


class ItemRegroupingRow(Base):
    """An action item was moved to another milestone. Rows are only ever added."""

    __tablename__ = "item_regrouping"
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("action_item.id"), index=True)
    from_milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"))
    to_milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"))
    at: Mapped[datetime]
    recorded_on: Mapped[date]
    """The date of `at` in the organization's time zone."""
    reason: Mapped[str] = mapped_column(default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class ItemNoteRow(Base):
    """Who changed an item, when and why. Rows are only ever added."""

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
    """Support requested, provided and rated: one line of Tool A's supports table, as its newest event left it."""

    __tablename__ = "support"
    __table_args__ = (
        one_of("state", "asked", "offered", "provided", "declined", "rated", "withdrawn"),
        Index("ix_support_provider_state", "provider_id", "state"),
        Index("ix_support_asker_state", "asker_id", "state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("action_item.id"), index=True)
    topic_code: Mapped[str] = mapped_column(default="", server_default="")
    """Code of the milestone, benchmark or measure it is for; empty for an action item, which has its own …"""
    topic_text: Mapped[str] = mapped_column(default="", server_default="")
    """… and the topic's text, as it was when support was requested."""
    asker_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    provider_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """None only while no one leads the plan or any organization above it."""
    passed_to_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    """The organization above the plan's whose leader was asked, such as the district; None within the plan's own."""
    passed_on: Mapped[date | None]
    """The first day with that organization."""
    answer_key: Mapped[str | None] = mapped_column(unique=True)
    """Round and topic of the check-in answer, so that a changed answer changes the same request."""
    message_key: Mapped[str | None]
    """Key of the message that asks the present provider."""
    state: Mapped[str] = mapped_column(default="asked")
    at: Mapped[datetime]
    needed: Mapped[str]
    """Empty for support that was provided without being requested."""
    background: Mapped[str] = mapped_column(default="", server_default="")
    """What only the provider reads beside it: a cause that a team named in private."""
    thread_key: Mapped[str] = mapped_column(default="", server_default="")
    """Key of the opening message of the dialog that asked for it, whose thread hears what comes of it."""
    needed_by: Mapped[date | None]
    promised_for: Mapped[date | None]
    """The day by which the provider has promised it."""
    provider_item_id: Mapped[int | None] = mapped_column(ForeignKey("action_item.id"), index=True)
    """The action item that the promise became."""
    provided: Mapped[str] = mapped_column(default="")
    """What was provided, or why it cannot be."""
    provided_on: Mapped[date | None]
    provided_at: Mapped[datetime | None]
    source: Mapped[str] = mapped_column(default="")
    used: Mapped[str] = mapped_column(default="")
    as_intended: Mapped[str] = mapped_column(default="", server_default="")
    """Whether it came as intended: yes, partly or no."""
    effective: Mapped[str] = mapped_column(default="")
    """very, somewhat, little or not."""
    evidence: Mapped[str] = mapped_column(default="", server_default="")
    """What shows how effective it was: data, if there are any."""
    rating_asked: Mapped[bool] = mapped_column(default=False)
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("support.id"))
    """The support whose missing part this one asks for."""


class SupportCopyRow(Base):
    """Another leader who was asked for the same support at once. Whoever answers first becomes its provider."""

    __tablename__ = "support_copy"
    support_id: Mapped[int] = mapped_column(ForeignKey("support.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    message_key: Mapped[str | None]
    """Key of the message that asks them."""


class SupportEventRow(Base):
    """One step of a support request. Rows are only ever added."""

    __tablename__ = "support_event"
    __table_args__ = (
        one_of("kind", "asked", "passed_on", "offered", "provided", "declined", "used", "rated", "withdrawn"),
        Index("ix_support_event_support_recorded", "support_id", "recorded_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    support_id: Mapped[int] = mapped_column(ForeignKey("support.id"))
    kind: Mapped[str]
    at: Mapped[datetime]
    recorded_on: Mapped[date]
    """The date of `at` in the organization's time zone."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who took the step; None for the program."""
    provider_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who was to provide it from then on."""
    passed_to_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    """The organization above the plan's that they were asked for, when asked or passed on to."""
    day: Mapped[date | None]
    """By when it is needed or promised, or the day it was provided, depending on the kind."""
    words: Mapped[str] = mapped_column(default="")
    level: Mapped[str] = mapped_column(default="")
    """The rating, for that kind."""


class SentReminderRow(Base):
    """A reminder that was sent. The key prevents sending the same one twice for one date."""

    __tablename__ = "sent_reminder"
    __table_args__ = (one_of("kind", "ahead", "today", "late"),)
    item_id: Mapped[int] = mapped_column(ForeignKey("action_item.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    due: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    on: Mapped[date]
