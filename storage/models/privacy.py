"""Legal holds, and how long records are kept."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class LegalHoldRow(Base):
    """While it isn't released, nothing of its plan may be removed. A plan can be under several.

    Rows are only ever added; releasing a hold fills in the second half of its row, once.
    """

    __tablename__ = "legal_hold"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    reason: Mapped[str]
    placed_at: Mapped[datetime]
    placed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    placed_by_login: Mapped[str] = mapped_column(default="", server_default="")
    """The computer's account, for holds placed on the command line."""
    released_at: Mapped[datetime | None]
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    released_by_login: Mapped[str] = mapped_column(default="", server_default="")
    release_reason: Mapped[str] = mapped_column(default="", server_default="")


class RetentionRuleRow(Base):
    """How many years a class of records is kept in a workspace. Rows are only ever added; the newest counts."""

    __tablename__ = "retention_rule"
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"), index=True)
    kind: Mapped[str]
    """A RetentionClass."""
    years: Mapped[int | None]
    """After the end of the school year; None for ever."""
    set_at: Mapped[datetime]
    set_on: Mapped[date]
    set_by_login: Mapped[str]
    """The computer's account whose command line was used."""


class RetentionNoticeRow(Base):
    """That a plan's managers were told what will be removed. Rows are only ever added."""

    __tablename__ = "retention_notice"
    __table_args__ = (UniqueConstraint("rule_id", "plan_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    rule_id: Mapped[int] = mapped_column(ForeignKey("retention_rule.id"))
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    announced_on: Mapped[date]


class RetentionRemovalRow(Base):
    """What was removed under a rule, in numbers. Rows are only ever added."""

    __tablename__ = "retention_removal"
    id: Mapped[int] = mapped_column(primary_key=True)
    rule_id: Mapped[int] = mapped_column(ForeignKey("retention_rule.id"), index=True)
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"), index=True)
    """None for what belongs to no plan: files that were dropped in, and sent messages."""
    rows: Mapped[int]
    removed_at: Mapped[datetime]
    removed_on: Mapped[date]
    by_login: Mapped[str]
    """Empty for the nightly run."""
