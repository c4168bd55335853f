"""What schools would tell other schools, and who let it be found."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, one_of


class AdviceRow(Base):
    """Words about a milestone or a strategy. Rows are only ever added; the newest about each counts."""

    __tablename__ = "advice"
    __table_args__ = (
        one_of("found_by", "nobody", "district", "state"),
        CheckConstraint("(milestone_id IS NULL) <> (strategy_id IS NULL)", name="one_subject"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"), index=True)
    strategy_id: Mapped[int | None] = mapped_column(ForeignKey("strategy.id"), index=True)
    words: Mapped[str]
    found_by: Mapped[str]
    """Which schools may find it, as its author chose."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """Its author, whom other schools can ask."""
    at: Mapped[datetime]
    recorded_on: Mapped[date]
    """The date of `at` in the organization's time zone."""


class AdviceEventRow(Base):
    """A leader let advice leave the school, or somebody took it back. Rows are only ever added; the newest counts."""

    __tablename__ = "advice_event"
    __table_args__ = (one_of("kind", "released", "withdrawn"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    advice_id: Mapped[int] = mapped_column(ForeignKey("advice.id"), index=True)
    kind: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    recorded_on: Mapped[date]
