"""Rounds, check-in requests, answers and minutes."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column

from plans.cadences import Cadence
from storage.models.base import Base, one_of


class RoundRow(Base):
    """A plan's check-in for a month, quarter, semester or year, or about the early evidence of one activity.

    Its state is `coming` from the first early answer until everyone is asked.
    """

    __tablename__ = "round"
    __table_args__ = (
        UniqueConstraint("plan_id", "period"),
        one_of("state", "coming", "open", "closed"),
        one_of("cadence", *Cadence),
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
    """How many nudges were sent to those who had not answered."""
    asking_on: Mapped[date | None]
    """The day on which the remaining addressees are asked; None: everyone was asked."""
    refreshed_to: Mapped[int | None]
    """Id of the last request whose messages were refreshed; None: all of them are up to date."""


class CheckInRequestRow(Base):
    """One person's, or one team channel's, part of a round."""

    __tablename__ = "check_in_request"
    __table_args__ = (
        UniqueConstraint("round_id", "person_id"),
        UniqueConstraint("round_id", "channel"),
        CheckConstraint("(person_id IS NULL) <> (channel IS NULL)", name="one_addressee"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    channel: Mapped[str | None]
    """Channel of a team that answers as one."""
    team: Mapped[str] = mapped_column(default="", server_default="")
    """Codes of the milestones the team answers for."""
    stand_in_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """Who was asked instead, because the person was away."""
    page: Mapped[int] = mapped_column(default=0)
    copies: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    """Keys of other messages that show the request: nudges, and forms a leader answers from."""


class NoNewsRow(Base):
    """Somebody had nothing to report, or was away. Rows are only ever added: the newest of a request counts."""

    __tablename__ = "no_news"
    __table_args__ = (one_of("kind", "no_update", "away"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("check_in_request.id"), index=True)
    kind: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    recorded_on: Mapped[date]
    """The date of `at` in the organization's time zone."""


class RequestTopicRow(Base):
    """A topic of a request, fixed when the round opens."""

    __tablename__ = "request_topic"
    __table_args__ = (
        CheckConstraint(
            "(item_id IS NOT NULL AND milestone_id IS NULL AND benchmark_id IS NULL AND measure_id IS NULL) OR "
            "(item_id IS NULL AND milestone_id IS NOT NULL AND benchmark_id IS NULL AND measure_id IS NULL) OR "
            "(item_id IS NULL AND milestone_id IS NULL AND benchmark_id IS NOT NULL AND measure_id IS NULL) OR "
            "(item_id IS NULL AND milestone_id IS NULL AND benchmark_id IS NULL AND measure_id IS NOT NULL)",
            name="one_subject",
        ),
        UniqueConstraint("request_id", "position"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("check_in_request.id"))
    position: Mapped[int]
    item_id: Mapped[int | None] = mapped_column(ForeignKey("action_item.id"), index=True)
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"), index=True)
    benchmark_id: Mapped[int | None] = mapped_column(ForeignKey("benchmark.id"), index=True)
    measure_id: Mapped[int | None] = mapped_column(ForeignKey("measure.id"), index=True)


class TopicExhibitRow(Base):
    """A file or a link that somebody posted in reply to a check-in. Rows are only ever added.

    A deleted or edited message withdraws its own.
    """

    __tablename__ = "topic_exhibit"
    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("check_in_request.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("action_item.id"), index=True)
    """The topic whose evidence it is; none of the four until its author says which."""
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"))
    benchmark_id: Mapped[int | None] = mapped_column(ForeignKey("benchmark.id"))
    measure_id: Mapped[int | None] = mapped_column(ForeignKey("measure.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    line: Mapped[str] = mapped_column(default="")
    """What else the message says."""
    name: Mapped[str] = mapped_column(default="")
    """The file's name."""
    link: Mapped[str]
    channel: Mapped[str]
    message_ts: Mapped[str] = mapped_column(index=True)
    """The message it was posted in."""
    withdrawn: Mapped[bool] = mapped_column(default=False, server_default=false())
    at: Mapped[datetime]
    recorded_on: Mapped[date]
    """The date of `at` in the organization's time zone."""


class AnswerRow(Base):
    """One answer.

    Rows are only ever added: the newest of a round and subject counts, the older ones are its history.
    """

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
    """The person asked, if a stand-in or a leader answered for them."""
    late: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Given after the round closed."""
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"), index=True)
    """The round the answer corrects, whose minutes were already published: it goes into the minutes of `round_id`."""
    at: Mapped[datetime]
    on: Mapped[date]
    """The date of `at` in the organization's time zone."""
    status: Mapped[str]
    cause: Mapped[str] = mapped_column(default="")
    is_ours: Mapped[bool | None]
    """Whether the cause is the school's to act on; None if nobody said."""
    cause_category: Mapped[str | None]
    recovery: Mapped[str] = mapped_column(default="")
    recovery_by: Mapped[date | None]
    new_due: Mapped[date | None]
    old_due: Mapped[date | None]
    """The date that `new_due` replaced; None in answers from before it was kept."""
    new_due_reason: Mapped[str] = mapped_column(default="")
    support: Mapped[str] = mapped_column(default="")
    evidence: Mapped[str] = mapped_column(default="")
    completed_on: Mapped[date | None]
    keeps_due: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the date that an earlier answer of the round moved stays."""


class MinutesRow(Base):
    __tablename__ = "minutes"
    __table_args__ = (UniqueConstraint("plan_id", "period"), one_of("state", "draft", "published"))
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    period: Mapped[str]
    state: Mapped[str] = mapped_column(default="draft")
    version: Mapped[int] = mapped_column(default=1)
    """Rises with each edit, which reveals an edit made from an outdated form."""
    content: Mapped[dict[str, Any]]
    published_at: Mapped[datetime | None]
    published_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class MinutesSignatureRow(Base):
    """A leader signed published minutes. Rows are only ever added."""

    __tablename__ = "minutes_signature"
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    at: Mapped[datetime]
    on: Mapped[date]
    """The date of `at` in the organization's time zone."""


class MinutesAmendmentRow(Base):
    """A dated amendment of published minutes. Rows are only ever added."""

    __tablename__ = "minutes_amendment"
    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    on: Mapped[date]
    """As for a signature."""
    text: Mapped[str]
    reason: Mapped[str]
