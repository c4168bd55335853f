"""Readings of measures and benchmarks: rows, columns of answers, and the newest as of a day."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session

from plans.figures import Figure
from plans.item_events import Status
from plans.outcomes import OutcomeReading, ReportedReading
from storage.items.items import Stamp
from storage.models import AnswerRow, BenchmarkRow, MeasureRow, PersonRow, ReadingRow
from storage.plans.places import PlanRowReference
from storage.rows import Columns
from storage.upsert import add

READING_COLUMNS = (
    ReadingRow.text.label("reading_text"),
    ReadingRow.number,
    ReadingRow.whole,
    ReadingRow.unit,
    ReadingRow.group_size,
    ReadingRow.source.label("reading_source"),
    ReadingRow.taken_on,
)


def to_reading(row: Columns) -> OutcomeReading | None:
    """None where the answer is about an action item or a milestone."""
    if row.taken_on is None:
        return None
    return OutcomeReading(
        taken_on=row.taken_on,
        text=row.reading_text,
        figure=_figure(row),
        group_size=row.group_size,
        source=row.reading_source,
    )


def _figure(row: Columns) -> Figure | None:
    return None if row.number is None else Figure(_exact(row.number), row.whole, row.unit)


def _exact(number: float) -> Decimal:
    """The number as it was typed: 52, not 52.0."""
    return Decimal(int(number)) if number == int(number) else Decimal(str(number))


def add_to_answer(session: Session, answer_id: int, answer: Mapping[str, Any], reading: OutcomeReading) -> None:
    """Add the reading that belongs to an answer, which was inserted with the given columns."""
    row = {name: answer[name] for name in ("benchmark_id", "measure_id", "round_id", "person_id", "status", "at")}
    add(session, ReadingRow, {**row, "answer_id": answer_id, "recorded_on": answer["on"], **_columns(reading)})


def add_outside_rounds(
    session: Session, place: PlanRowReference, status: Status, reading: OutcomeReading, stamp: Stamp
) -> None:
    """Add a reading of a benchmark or a measure that no check-in asked for."""
    is_benchmark = place.table == BenchmarkRow.__tablename__
    row = {
        "benchmark_id": place.row_id if is_benchmark else None,
        "measure_id": None if is_benchmark else place.row_id,
        "person_id": stamp.by,
        "status": status.value,
        "at": stamp.at,
        "recorded_on": stamp.on,
    }
    add(session, ReadingRow, {**row, **_columns(reading)})


def _columns(reading: OutcomeReading) -> dict[str, Any]:
    figure = reading.figure
    return {
        "text": reading.text,
        "number": float(figure.number) if figure else None,
        "whole": figure.whole if figure else None,
        "unit": figure.unit if figure else "",
        "group_size": reading.group_size,
        "source": reading.source,
        "taken_on": reading.taken_on,
    }


def newest(session: Session, plan_id: int, day: date) -> dict[str, ReportedReading]:
    """The newest reading of each benchmark and measure that was recorded by the day, by topic key.

    In each round the last word counts, and so it does of each day outside the rounds. Of several rounds and days, the
    latest day does, unless its word is "not looked yet".
    """
    last_words = _last_words(plan_id, day)
    is_empty = case(((ReadingRow.status == Status.NOT_STARTED) & (ReadingRow.text == ""), 1), else_=0)
    place = func.row_number().over(
        partition_by=(ReadingRow.benchmark_id, ReadingRow.measure_id),
        order_by=(is_empty, ReadingRow.taken_on.desc(), ReadingRow.id.desc()),
    )
    ranked = select(ReadingRow.id, place.label("place")).where(ReadingRow.id.in_(last_words)).subquery()
    statement = _reported().join(ranked, ranked.c.id == ReadingRow.id).where(ranked.c.place == 1)
    return {_key(row): _to_reported(row) for row in session.execute(statement)}


def with_figures(session: Session, plan_id: int, day: date) -> dict[str, list[OutcomeReading]]:
    """The readings with a figure that were recorded by the day, by topic key, the earliest first. One for each day."""
    statement = _reported().where(ReadingRow.id.in_(_last_words(plan_id, day)), ReadingRow.number.is_not(None))
    by_day: dict[str, dict[date, OutcomeReading]] = {}
    for row in session.execute(statement.order_by(ReadingRow.taken_on, ReadingRow.id)):
        reading = _to_reported(row).reading
        by_day.setdefault(_key(row), {})[reading.taken_on] = reading
    return {key: list(readings.values()) for key, readings in by_day.items()}


def _last_words(plan_id: int, day: date) -> Select[int]:
    """Of each benchmark and measure in each round, and on each day outside the rounds."""
    last_words = select(func.max(ReadingRow.id)).where(_of_plan(plan_id), ReadingRow.recorded_on <= day)
    day_outside = case((ReadingRow.round_id.is_(None), ReadingRow.taken_on), else_=None)
    return last_words.group_by(ReadingRow.benchmark_id, ReadingRow.measure_id, ReadingRow.round_id, day_outside)


def _of_plan(plan_id: int) -> Any:
    benchmarks = select(BenchmarkRow.id).where(BenchmarkRow.plan_id == plan_id)
    measures = select(MeasureRow.id).where(MeasureRow.plan_id == plan_id)
    return or_(ReadingRow.benchmark_id.in_(benchmarks), ReadingRow.measure_id.in_(measures))


def _reported() -> Select[*tuple[Any, ...]]:
    statement = select(
        *READING_COLUMNS,
        ReadingRow.benchmark_id,
        ReadingRow.measure_id,
        ReadingRow.status,
        ReadingRow.recorded_on,
        PersonRow.name.label("who"),
        AnswerRow.cause,
        AnswerRow.is_ours,
        AnswerRow.recovery,
    ).join(PersonRow, PersonRow.id == ReadingRow.person_id)
    return statement.outerjoin(AnswerRow, AnswerRow.id == ReadingRow.answer_id)


def _key(row: Columns) -> str:
    return f"benchmark:{row.benchmark_id}" if row.benchmark_id is not None else f"measure:{row.measure_id}"


def _to_reported(row: Columns) -> ReportedReading:
    reading = to_reading(row)
    assert reading is not None  # every reading has its day
    return ReportedReading(
        reading=reading,
        status=Status(row.status),
        who=row.who,
        recorded_on=row.recorded_on,
        cause=row.cause or "",
        is_ours=row.is_ours,
        recovery=row.recovery or "",
    )
