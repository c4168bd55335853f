"""Readings of measures and benchmarks."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, false
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, one_of


class ReadingRow(Base):
    """What somebody saw of a measure or a benchmark on a day. Rows are only ever added."""

    __tablename__ = "reading"
    __table_args__ = (
        CheckConstraint("(benchmark_id IS NULL) <> (measure_id IS NULL)", name="one_outcome"),
        one_of("status", "on_track", "done", "behind", "not_started"),
        Index("ix_reading_benchmark_recorded", "benchmark_id", "recorded_on"),
        Index("ix_reading_measure_recorded", "measure_id", "recorded_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    benchmark_id: Mapped[int | None] = mapped_column(ForeignKey("benchmark.id"))
    measure_id: Mapped[int | None] = mapped_column(ForeignKey("measure.id"))
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"))
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("answer.id"), unique=True)
    """The check-in's answer that it belongs to, which has the cause."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    status: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    """The value as typed; empty if there is none."""
    number: Mapped[float | None] = mapped_column(Float)
    """The value as a number, where it is one; with a whole, the part."""
    whole: Mapped[int | None]
    unit: Mapped[str] = mapped_column(default="")
    """A percent sign, or the words after the number."""
    group_size: Mapped[int | None]
    """Of how many students, people or lessons the value speaks, where it has no whole."""
    student_group: Mapped[str] = mapped_column(default="", server_default="")
    """Empty for all students."""
    counts_students: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether it was reported as a number of students."""
    source: Mapped[str] = mapped_column(default="")
    """A file, a link or words."""
    taken_on: Mapped[date]
    """The day on which it was so."""
    at: Mapped[datetime]
    recorded_on: Mapped[date]
    """The date of `at` in the organization's time zone."""
