"""Files that people drop into the bot's messages, and plans that are being set up in Slack."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, one_of


class FileUploadRow(Base):
    """A file that somebody dropped into the bot's messages, until it is imported or not."""

    __tablename__ = "file_upload"
    __table_args__ = (
        UniqueConstraint("key"),
        one_of("state", "received", "readable", "unreadable", "imported", "cancelled", "replaced"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    """Of the message about it in the outbox."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    slack_file_id: Mapped[str]
    name: Mapped[str]
    state: Mapped[str] = mapped_column(default="received")
    kind: Mapped[str] = mapped_column(default="")
    """What it holds: a plan, an exported item sheet or a calendar; empty until it is read."""
    assumed_year: Mapped[str] = mapped_column(default="")
    """The school year it was read for, where a plan names none."""
    content: Mapped[str] = mapped_column(default="")
    """Its bytes in base64, while it may still be imported."""
    received_at: Mapped[datetime]


class PlanSetupRow(Base):
    """How far the setup of a plan in Slack has come."""

    __tablename__ = "plan_setup"
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), primary_key=True, autoincrement=False)
    step: Mapped[str]
    """The first step that is not done."""
    started_at: Mapped[datetime | None]
    """When the plan was started. Until then nobody but who sets it up hears of it."""
