"""What people promise in check-ins and minutes, and what they report about it later."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, one_of


class RiskRow(Base):
    """A risk named in a check-in request. The next round asks its addressee what became of it."""

    __tablename__ = "risk"
    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("check_in_request.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """Who named it."""
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """Who sees to the mitigation."""
    risk: Mapped[str]
    mitigation: Mapped[str] = mapped_column(default="")
    due: Mapped[date | None]
    at: Mapped[datetime]
    recorded_on: Mapped[date]
    """The date of `at` in the organization's time zone."""


class RiskReportRow(Base):
    """What became of a risk, reported in a later round. Rows are only ever added: the newest of a round counts."""

    __tablename__ = "risk_report"
    __table_args__ = (one_of("outcome", "happened", "avoided", "open"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    risk_id: Mapped[int] = mapped_column(ForeignKey("risk.id"), index=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    outcome: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    recorded_on: Mapped[date]


class PromiseReportRow(Base):
    """Whether a recovery step, a mitigation or a typed next step happened, reported in a later round. Only added."""

    __tablename__ = "promise_report"
    __table_args__ = (
        one_of("happened", "yes", "partly", "no"),
        CheckConstraint(
            "(answer_id IS NOT NULL AND risk_id IS NULL AND promise_id IS NULL) OR "
            "(answer_id IS NULL AND risk_id IS NOT NULL AND promise_id IS NULL) OR "
            "(answer_id IS NULL AND risk_id IS NULL AND promise_id IS NOT NULL)",
            name="one_promise",
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("answer.id"), index=True)
    """The answer that promised the recovery step."""
    risk_id: Mapped[int | None] = mapped_column(ForeignKey("risk.id"), index=True)
    """The risk whose mitigation it is."""
    promise_id: Mapped[int | None] = mapped_column(ForeignKey("promise.id"), index=True)
    """The next step that a leader typed."""
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    happened: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    recorded_on: Mapped[date]


class PromiseRow(Base):
    """A next step that published minutes told.

    An item or a milestone by its date, a recovery step, a mitigation, or a step that a leader typed.
    """

    __tablename__ = "promise"
    __table_args__ = (
        CheckConstraint(
            "(kind = 'item' AND item_id IS NOT NULL "
            "AND milestone_id IS NULL AND answer_id IS NULL AND risk_id IS NULL) OR "
            "(kind = 'milestone' AND milestone_id IS NOT NULL "
            "AND item_id IS NULL AND answer_id IS NULL AND risk_id IS NULL) OR "
            "(kind = 'recovery' AND answer_id IS NOT NULL "
            "AND item_id IS NULL AND milestone_id IS NULL AND risk_id IS NULL) OR "
            "(kind = 'mitigation' AND risk_id IS NOT NULL "
            "AND item_id IS NULL AND milestone_id IS NULL AND answer_id IS NULL) OR "
            "(kind = 'step' AND item_id IS NULL AND milestone_id IS NULL AND answer_id IS NULL AND risk_id IS NULL)",
            name="one_subject",
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"), index=True)
    kind: Mapped[str]
    item_id: Mapped[int | None] = mapped_column(ForeignKey("action_item.id"), index=True)
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"), index=True)
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("answer.id"))
    risk_id: Mapped[int | None] = mapped_column(ForeignKey("risk.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """None for an item owned by a role, and for a milestone, which a role leads. The next check-in asks them about a
    typed step."""
    due: Mapped[date | None]
    text: Mapped[str] = mapped_column(default="", server_default="")
    """The line of a typed step; the others are told as they are now."""
