"""What coaches remark on a plan, and what leaders answer."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, one_of


class CoachCommentRow(Base):
    """A coach's comment on a part of a plan or on its minutes. Rows are only ever added."""

    __tablename__ = "coach_comment"
    __table_args__ = (
        one_of("place", "strategy", "milestone", "action_item", "minutes"),
        Index("ix_coach_comment_plan_id_written_on", "plan_id", "written_on"),
        Index("ix_coach_comment_place_row_id", "place", "row_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    place: Mapped[str]
    """Name of the table with the row it is about."""
    row_id: Mapped[int]
    about: Mapped[str]
    """That row's code and words, or the period of the minutes, as they were when the coach wrote."""
    text: Mapped[str]
    written_at: Mapped[datetime]
    written_on: Mapped[date]
    """The date of `written_at` in the organization's time zone."""


class CommentAnswerRow(Base):
    """A leader's answer to a coach's comment. The first one marks the comment as read. Rows are only ever added."""

    __tablename__ = "comment_answer"
    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("coach_comment.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str]
    """Empty if the leader read the comment without answering in words."""
    answered_at: Mapped[datetime]
    answered_on: Mapped[date]
    """The date of `answered_at` in the organization's time zone."""
