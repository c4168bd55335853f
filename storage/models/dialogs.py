"""Dialogs in threads, their replies, private questions, written parts and SWOT factors."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Index,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, one_of


class DialogRow(Base):
    """A team's dialog in a thread: a coaching conversation with its script, or a root cause dialog."""

    __tablename__ = "dialog"
    __table_args__ = (
        one_of("phase", "open", "paused", "finished"),
        Index("ix_dialog_channel_thread", "channel", "thread_ts"),
        Index("ix_dialog_organization_started", "organization_id", "started_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    """Each is a record of bot/kinds.py."""
    key_prefix: Mapped[str] = mapped_column(server_default="coaching")
    """How the outbox keys of its messages begin: with its kind, but for older root cause dialogs."""
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    channel: Mapped[str]
    """A channel; for a conversation alone, the person's id until Slack has opened their DM."""
    is_private: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether it is in a private channel or in direct messages. Only those who take part may read it.

    A channel that becomes private makes its dialogs private; nothing makes them public again.
    """
    thread_ts: Mapped[str | None]
    """None until the opening message is known to be sent."""
    permalink: Mapped[str] = mapped_column(default="")
    script: Mapped[str] = mapped_column(default="")
    """The script's name; empty without a script."""
    title: Mapped[str]
    frozen: Mapped[str] = mapped_column(default="")
    """The whole script as JSON, so that a deployment does not change it while the conversation runs."""
    state: Mapped[str]
    phase: Mapped[str] = mapped_column(default="open")
    leader: Mapped[str]
    started_at: Mapped[datetime]
    started_on: Mapped[date]
    finished_at: Mapped[datetime | None]
    finished_on: Mapped[date | None]


class DialogReplyRow(Base):
    """One message of a dialog. A deleted message stays as a row without text."""

    __tablename__ = "dialog_reply"
    __table_args__ = (
        one_of("voice", "open", "room", "named", "nameless"),
        Index("ix_dialog_reply_person", "dialog_id", "person"),
    )
    dialog_id: Mapped[int] = mapped_column(ForeignKey("dialog.id"), primary_key=True)
    ts: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str]
    text: Mapped[str]
    evidence: Mapped[list[str]] = mapped_column(default=list)
    edited: Mapped[str] = mapped_column(default="")
    deleted: Mapped[bool] = mapped_column(default=False)
    visit: Mapped[str | None]
    voice: Mapped[str] = mapped_column(default="open")


class AskedFactsRow(Base):
    """What the plan said about a question when it was asked, as it stood above the question."""

    __tablename__ = "asked_facts"
    dialog_id: Mapped[int] = mapped_column(ForeignKey("dialog.id"), primary_key=True)
    asking: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """The number of the asking in the dialog, from 0."""
    posted: Mapped[str]
    """As mrkdwn, for messages and the Home tab."""
    recorded: Mapped[list[str]]
    """As short plain lines, for the record."""


class PrivateQuestionRow(Base):
    """A question of a dialog sent to one person in private."""

    __tablename__ = "private_question"
    __table_args__ = (UniqueConstraint("dialog_id", "person", "visit"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    dialog_id: Mapped[int] = mapped_column(ForeignKey("dialog.id"))
    person: Mapped[str] = mapped_column(index=True)
    visit: Mapped[str]


class PrivateAnswerRow(Base):
    """Leads from a private question to its answer, so that the person can change or withdraw it.

    Deleted when the question closes. From then on nothing shows who wrote an answer without a name.
    """

    __tablename__ = "private_answer"
    question_id: Mapped[int] = mapped_column(ForeignKey("private_question.id"), primary_key=True)
    source: Mapped[str] = mapped_column(primary_key=True)
    """The ts of a message typed under the question; empty for the answer of its form."""
    reply_ts: Mapped[str]
    """Key of the reply, which is random; empty for an answer that was withdrawn."""
    edited: Mapped[str] = mapped_column(default="")
    dedup_keys: Mapped[list[str]] = mapped_column(default=list)
    """Dedup keys of the turns that brought the message. Each contains the id of the person's direct messages."""


class WrittenPartRow(Base):
    """The row of the plan that a dialog wrote."""

    __tablename__ = "written_part"
    __table_args__ = (Index("ix_written_part_place", "place", "row_id"),)
    dialog_id: Mapped[int] = mapped_column(ForeignKey("dialog.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[str]
    """Name of the table."""
    row_id: Mapped[int]
    is_new: Mapped[bool] = mapped_column(default=True, server_default=false())
    """Whether the dialog added the row."""
    before: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """The cells that the dialog changed, as recorded of a plan change: before its first change …"""
    after: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """… and after its newest."""


class SwotFactorRow(Base):
    """A strength, weakness, opportunity or threat a team named, with its evidence."""

    __tablename__ = "swot_factor"
    __table_args__ = (one_of("kind", "strength", "weakness", "opportunity", "threat"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    kind: Mapped[str]
    text: Mapped[str]
    evidence: Mapped[str] = mapped_column(default="")
    dropped: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Taken back in the conversation that wrote it."""
