"""The outbox, pauses, budgets, dedup keys and the last requests of each kind."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Index,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, one_of

REQUESTED = text("zone IS NULL")
"""Answers to people's actions: queried constantly, and few among all pending messages."""


class OutboxRow(Base):
    """A message to Slack. Its unique `key` makes it one message however often a turn runs."""

    __tablename__ = "outbox"
    __table_args__ = (
        one_of("kind", "post", "update", "ephemeral", "upload", "home", "react"),
        one_of("state", "pending", "sending", "sent", "failed", "unknown"),
        Index("ix_outbox_due", "state", "not_before", "spread"),
        Index("ix_outbox_channel", "channel", "claimed_at"),
        Index(
            "ix_outbox_requested", "state", "not_before", "spread", sqlite_where=REQUESTED, postgresql_where=REQUESTED
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"))
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    channel: Mapped[str]
    """A channel, or the id of a user whose DM Slack opens."""
    target_key: Mapped[str | None]
    """Key of the post that this message updates or replies to."""
    payload: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(default="pending")
    version: Mapped[int] = mapped_column(default=1)
    """Rises when the payload is replaced, so that a sender notices a change while it was sending."""
    not_before: Mapped[datetime]
    spread: Mapped[int] = mapped_column(default=0, server_default="0")
    """Hash of the key, which differs every month: orders messages due at once, so that no one is always last."""
    zone: Mapped[str | None]
    """Time zone of the reader of an unrequested message: it leaves only in their send window …"""
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    """… and not on a day when this organization is closed."""
    claimed_at: Mapped[datetime | None]
    first_claimed_at: Mapped[datetime | None]
    attempt: Mapped[int] = mapped_column(default=0)
    sent_channel: Mapped[str | None]
    sent_ts: Mapped[str | None]
    file_id: Mapped[str | None]
    """Ids of an upload's files, comma-separated, stored before they are shared."""
    sharing_since: Mapped[datetime | None]
    """When Slack was asked to share them, on the clock for leases."""
    without_alt: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Slack accepted the files but shared them with no one: the second try goes without alt texts."""
    refusals: Mapped[int] = mapped_column(default=0, server_default="0")
    """How often Slack refused with a code that is neither final nor known to pass."""
    requested_by: Mapped[str | None]
    """Slack id of the person whose action caused the message; they are notified when it can never be sent."""
    error: Mapped[str | None]
    request_id: Mapped[str | None]
    """Of the request in whose turn it was queued; see storage/delivery/request_ids.py."""


class SendPauseRow(Base):
    """No call of this method until then, from any replica: Slack asked to wait, or refused the token."""

    __tablename__ = "send_pause"
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    method: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[datetime]
    why: Mapped[str | None]
    """Slack's error code if it refuses the bot's token: such a pause lasts until the token works again."""


class SendBudgetRow(Base):
    """The pace of a workspace's messages, shared by all replicas. See storage/delivery/budget.py."""

    __tablename__ = "send_budget"
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    tokens: Mapped[float]
    per_second: Mapped[float]
    filled_at: Mapped[datetime]
    raised_at: Mapped[datetime]
    calls: Mapped[int]
    refusals: Mapped[int]


class RestorationRow(Base):
    """The database was restored from a backup: Slack may know messages that it doesn't."""

    __tablename__ = "restoration"
    id: Mapped[int] = mapped_column(primary_key=True)
    restored_at: Mapped[datetime]


class DedupKeyRow(Base):
    """Dedup keys of past turns, so that a redelivery changes nothing."""

    __tablename__ = "dedup_key"
    key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)


class LastRequestRow(Base):
    """When Slack last sent a request of this kind, to about an hour."""

    __tablename__ = "last_request"
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    """"command", "interaction", or the name of a subscription to events."""
    at: Mapped[datetime]
