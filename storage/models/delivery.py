"""The outbox, its pace, and what was taken already."""

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

ASKED_FOR = text("zone IS NULL")
"""Answers to what people do are looked for at every moment, and are few among all that waits."""


class OutboxRow(Base):
    """A message to Slack. `key` makes it one message however often a turn is taken."""

    __tablename__ = "outbox"
    __table_args__ = (
        one_of("kind", "post", "update", "ephemeral", "upload", "home", "react"),
        one_of("state", "pending", "sending", "sent", "failed", "unknown"),
        Index("ix_outbox_due", "state", "not_before", "spread"),
        Index("ix_outbox_channel", "channel", "claimed_at"),
        Index(
            "ix_outbox_asked_for", "state", "not_before", "spread", sqlite_where=ASKED_FOR, postgresql_where=ASKED_FOR
        ),
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
    spread: Mapped[int] = mapped_column(default=0, server_default="0")
    """Made from the key, which is another every month: among those due at once nobody is always last."""
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
    """Of an upload: the files Slack holds, with commas between them, known before they are shared with anybody."""
    sharing_since: Mapped[datetime | None]
    """When Slack was asked to share them, by the clock that leases go by."""
    without_alt: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Slack took the files and showed them to nobody: the second try goes without their descriptions."""
    refusals: Mapped[int] = mapped_column(default=0, server_default="0")
    """How often Slack said no with a code that is neither final nor known to pass."""
    asked_by: Mapped[str | None]
    """Slack id of the person whose doing this message was; they hear when it can never be sent."""
    error: Mapped[str | None]


class SendPauseRow(Base):
    """Slack asked for patience: no call of this method before then, from any replica."""

    __tablename__ = "pause"
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    method: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[datetime]
    why: Mapped[str | None]
    """Slack's code where it refuses the bot's token: such a pause lasts until the token works again."""


class SendBudgetRow(Base):
    """How fast messages may leave for this workspace, by all replicas together. See storage.budget."""

    __tablename__ = "budget"
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    tokens: Mapped[float]
    per_second: Mapped[float]
    filled_at: Mapped[datetime]
    raised_at: Mapped[datetime]
    calls: Mapped[int]
    refusals: Mapped[int]


class DedupKeyRow(Base):
    """Natural keys of turns already taken, so that a redelivery changes nothing."""

    __tablename__ = "taken"
    key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
