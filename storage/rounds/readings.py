"""Readings of measures and benchmarks: columns of answers, and the newest as of a day.

A value of too few students never leaves this module: whoever reads it gets the reason in its place. So no other module
reads the table's values; `storage/rounds/reading_records.py` writes them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session

from conversations.check_in import Subject
from plans import small_groups
from plans.figures import Figure
from plans.item_events import Status
from plans.readings import OutcomeReading, ReportedReading
from plans.small_groups import SizedReading, Withheld
from storage.aliases import alias_of
from storage.models import AnswerRow, BenchmarkRow, MeasureRow, PersonRow, ReadingRow, WorkspaceRow
from storage.rows import Columns, stream

_ReadBenchmark, _ReadMeasure = alias_of(BenchmarkRow), alias_of(MeasureRow)

READING_COLUMNS = (
    ReadingRow.id.label("reading_id"),
    ReadingRow.benchmark_id.label("read_benchmark_id"),
    ReadingRow.measure_id.label("read_measure_id"),
    ReadingRow.text.label("reading_text"),
    ReadingRow.number,
    ReadingRow.whole,
    ReadingRow.unit,
    ReadingRow.group_size,
    ReadingRow.student_group,
    ReadingRow.counts_students,
    ReadingRow.source.label("reading_source"),
    ReadingRow.taken_on,
    _ReadBenchmark.kind.label("read_kind"),
    func.coalesce(_ReadBenchmark.text, _ReadMeasure.indicator).label("read_of"),
    WorkspaceRow.fewest_students,
)


def with_subject(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Join what the reading is of, and the workspace of the person who reported it."""
    statement = statement.outerjoin(_ReadBenchmark, _ReadBenchmark.id == ReadingRow.benchmark_id)
    statement = statement.outerjoin(_ReadMeasure, _ReadMeasure.id == ReadingRow.measure_id)
    return statement.outerjoin(WorkspaceRow, WorkspaceRow.id == PersonRow.workspace_id)


def to_reading(row: Columns, reasons: Mapping[int, Withheld] | None = None) -> OutcomeReading | None:
    """None where the answer is about an action item or a milestone.

    `reasons` are those of withheld readings, by row id. Without them, only the reading's own size counts, which is
    enough for a reading of all students.
    """
    if row.taken_on is None:
        return None
    reasons = small_groups.withheld([_sized(row)], row.fewest_students) if reasons is None else reasons
    if withheld := reasons.get(row.reading_id):
        return OutcomeReading(
            taken_on=row.taken_on,
            student_group=row.student_group,
            source=row.reading_source,
            withheld=withheld,
            row_id=row.reading_id,
        )
    return OutcomeReading(
        taken_on=row.taken_on,
        text=row.reading_text,
        figure=_figure(row),
        group_size=row.group_size,
        student_group=row.student_group,
        counts_students=row.counts_students,
        source=row.reading_source,
    )


def _figure(row: Columns) -> Figure | None:
    return None if row.number is None else Figure(_exact(row.number), row.whole, row.unit)


def _exact(number: float) -> Decimal:
    """The number as it was typed: 52, not 52.0."""
    return Decimal(int(number)) if number == int(number) else Decimal(str(number))


def _sized(row: Columns) -> SizedReading:
    is_early_evidence = row.read_kind == "early_evidence"
    return SizedReading(
        row_id=row.reading_id,
        outcome=_key(row),
        group=row.student_group,
        taken_on=row.taken_on,
        size=row.group_size if row.whole is None else row.whole,
        is_of_students=bool(row.counts_students or row.student_group)
        or small_groups.is_of_students(row.read_of, row.unit, may_be_adults=is_early_evidence),
    )


def _key(row: Columns) -> str:
    if row.read_benchmark_id is not None:
        return f"benchmark:{row.read_benchmark_id}"
    return f"measure:{row.read_measure_id}"


@dataclass(frozen=True, slots=True)
class NewestReadings:
    """Of a measure or benchmark."""

    first: ReportedReading
    """Of all students; without one, of the group that was read last."""
    groups: tuple[ReportedReading, ...]
    """Of each other student group, by name."""


def newest(session: Session, plan_id: int, day: date) -> dict[str, NewestReadings]:
    """The newest readings of each benchmark and measure that were recorded by the day, by topic key.

    In each round the last word counts, and so it does of each day outside the rounds. Of several rounds and days, the
    latest day does, unless its word is "not looked yet".
    """
    place = func.row_number().over(
        partition_by=(ReadingRow.benchmark_id, ReadingRow.measure_id, _group()), order_by=_newest_first()
    )
    last_words = _last_words(_of_plan(plan_id), day)
    ranked = select(ReadingRow.id, place.label("place")).where(ReadingRow.id.in_(last_words)).subquery()
    statement = _reported().join(ranked, ranked.c.id == ReadingRow.id).where(ranked.c.place == 1)
    rows = session.execute(statement.order_by(ReadingRow.id)).all()
    reasons = _reasons(session, plan_id, day, rows)
    by_key: dict[str, list[ReportedReading]] = {}
    for row in rows:
        by_key.setdefault(_key(row), []).append(_to_reported(row, reasons))
    return {key: _newest(reported) for key, reported in by_key.items()}


def newest_of_each(session: Session, which: ColumnElement[bool], day: date) -> dict[str, ReportedReading]:
    """The first of the newest readings of each benchmark and measure, by topic key. `which` chooses readings.

    Whether one is withheld is decided by its own number of students.
    """
    place = func.row_number().over(
        partition_by=(ReadingRow.benchmark_id, ReadingRow.measure_id),
        order_by=(ReadingRow.student_group != "", *_newest_first()),
    )
    ranked = select(ReadingRow.id, place.label("place")).where(ReadingRow.id.in_(_last_words(which, day))).subquery()
    statement = _reported().join(ranked, ranked.c.id == ReadingRow.id).where(ranked.c.place == 1)
    return {_key(row): _to_reported(row, _reasons_alone(row)) for row in stream(session, statement)}


def _reasons_alone(row: Columns) -> Mapping[int, Withheld]:
    """Why the reading is withheld, if it is, by its own number of students.

    Enough of them are enough whatever they are of, which is not looked up in the outcome's words then.
    """
    size = row.group_size if row.whole is None else row.whole
    is_large = size is None or size >= row.fewest_students
    return {} if is_large else small_groups.withheld([_sized(row)], row.fewest_students)


def _newest_first() -> tuple[ColumnElement[Any], ...]:
    """The latest day first; whatever says that nobody has looked yet comes last."""
    is_empty = case(((ReadingRow.status == Status.NOT_STARTED) & (ReadingRow.text == ""), 1), else_=0)
    return is_empty, ReadingRow.taken_on.desc(), ReadingRow.id.desc()


def _newest(reported: Sequence[ReportedReading]) -> NewestReadings:
    of_all = [each for each in reported if not each.reading.student_group]
    first = of_all[0] if of_all else max(reported, key=lambda each: each.reading.taken_on)
    others = sorted((each for each in reported if each is not first), key=lambda each: each.reading.student_group)
    return NewestReadings(first, tuple(others))


def with_figures(session: Session, plan_id: int, day: date) -> dict[str, list[OutcomeReading]]:
    """The readings with a figure that were recorded by the day, by topic key, the earliest first.

    One for each day and student group. Those of too few students are among them, without their figures.
    """
    last_words = _last_words(_of_plan(plan_id), day)
    statement = _reported().where(ReadingRow.id.in_(last_words), ReadingRow.number.is_not(None))
    rows = session.execute(statement.order_by(ReadingRow.taken_on, ReadingRow.id)).all()
    reasons = small_groups.withheld(map(_sized, rows), rows[0].fewest_students) if rows else {}
    by_day: dict[str, dict[tuple[str, date], OutcomeReading]] = {}
    for row in rows:
        reading = to_reading(row, reasons)
        assert reading is not None  # every reading has its day
        by_day.setdefault(_key(row), {})[reading.student_group.casefold(), reading.taken_on] = reading
    return {key: list(readings.values()) for key, readings in by_day.items()}


@dataclass(frozen=True, slots=True)
class SourcedReading:
    """A reading with the day on which it was recorded."""

    subject: Subject
    row_id: int
    """Of its benchmark or measure."""
    recorded_on: date
    reading: OutcomeReading


def with_sources(session: Session, plan_id: int) -> list[SourcedReading]:
    """Every reading that names its source, also those that a later one replaced."""
    rows = session.execute(_reported().where(_of_plan(plan_id)).order_by(ReadingRow.id)).all()
    reasons = small_groups.withheld(map(_sized, rows), rows[0].fewest_students) if rows else {}
    return [_sourced(row, reasons) for row in rows if row.reading_source]


def _sourced(row: Columns, reasons: Mapping[int, Withheld]) -> SourcedReading:
    reading = to_reading(row, reasons)
    assert reading is not None  # every reading has its day
    is_benchmark = row.read_benchmark_id is not None
    subject = Subject.BENCHMARK if is_benchmark else Subject.MEASURE
    row_id = row.read_benchmark_id if is_benchmark else row.read_measure_id
    return SourcedReading(subject, row_id, row.recorded_on, reading)


def _reasons(session: Session, plan_id: int, day: date, rows: Sequence[Columns]) -> Mapping[int, Withheld]:
    """With student groups, all that was read beside them decides too."""
    if not rows:
        return {}
    judged: Iterable[Columns] = rows
    if any(row.student_group for row in rows):
        judged = session.execute(_reported().where(ReadingRow.id.in_(_last_words(_of_plan(plan_id), day)))).all()
    return small_groups.withheld(map(_sized, judged), rows[0].fewest_students)


def _last_words(which: ColumnElement[bool], day: date) -> Select[int]:
    """Of each benchmark, measure and student group in each round, and on each day outside the rounds."""
    last_words = select(func.max(ReadingRow.id)).where(which, ReadingRow.recorded_on <= day)
    day_outside = case((ReadingRow.round_id.is_(None), ReadingRow.taken_on), else_=None)
    return last_words.group_by(
        ReadingRow.benchmark_id, ReadingRow.measure_id, ReadingRow.round_id, day_outside, _group()
    )


def _group() -> ColumnElement[str]:
    return func.lower(ReadingRow.student_group)


def _of_plan(plan_id: int) -> Any:
    benchmarks = select(BenchmarkRow.id).where(BenchmarkRow.plan_id == plan_id)
    measures = select(MeasureRow.id).where(MeasureRow.plan_id == plan_id)
    return or_(ReadingRow.benchmark_id.in_(benchmarks), ReadingRow.measure_id.in_(measures))


def _reported() -> Select[*tuple[Any, ...]]:
    statement = select(
        *READING_COLUMNS,
        ReadingRow.status,
        ReadingRow.recorded_on,
        PersonRow.name.label("who"),
        AnswerRow.cause,
        AnswerRow.is_ours,
        AnswerRow.recovery,
    ).join(PersonRow, PersonRow.id == ReadingRow.person_id)
    return with_subject(statement.outerjoin(AnswerRow, AnswerRow.id == ReadingRow.answer_id))


def _to_reported(row: Columns, reasons: Mapping[int, Withheld]) -> ReportedReading:
    reading = to_reading(row, reasons)
    assert reading is not None  # every reading has its day
    if reading.withheld:
        return ReportedReading(reading=reading, status=Status.NOT_STARTED, who=row.who, recorded_on=row.recorded_on)
    return ReportedReading(
        reading=reading,
        status=Status(row.status),
        who=row.who,
        recorded_on=row.recorded_on,
        cause=row.cause or "",
        is_ours=row.is_ours,
        recovery=row.recovery or "",
    )
