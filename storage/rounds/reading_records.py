"""Adds readings of measures and benchmarks. Rows are never changed: of a day, the last one counts."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from plans.item_events import Status
from plans.readings import OutcomeReading
from storage.items.items import Stamp
from storage.models import BenchmarkRow, ReadingRow
from storage.plans.places import PlanRowReference
from storage.upsert import add

VALUE_COLUMNS = ("text", "number", "whole", "unit", "group_size", "student_group", "counts_students")


class Recorded(StrEnum):
    """What came of a value that was recorded for a day."""

    ADDED = "added"
    REPLACED = "replaced"
    """Another value, source or size stood there; it stays in the history."""
    UNCHANGED = "unchanged"


def add_to_answer(session: Session, answer_id: int, answer: Mapping[str, Any], reading: OutcomeReading) -> None:
    """Add the reading that belongs to an answer, which was inserted with the given columns."""
    row = {name: answer[name] for name in ("benchmark_id", "measure_id", "round_id", "person_id", "status", "at")}
    stored = _columns(session, reading)
    add(session, ReadingRow, {**row, "answer_id": answer_id, "recorded_on": answer["on"], **stored})


def add_outside_rounds(
    session: Session, place: PlanRowReference, status: Status, reading: OutcomeReading, stamp: Stamp
) -> None:
    """Add a reading of a benchmark or a measure that no check-in asked for."""
    row = {**_subject(place), "person_id": stamp.by, "status": status.value, "at": stamp.at, "recorded_on": stamp.on}
    add(session, ReadingRow, {**row, **_columns(session, reading)})


def record(session: Session, place: PlanRowReference, reading: OutcomeReading, stamp: Stamp) -> Recorded:
    """Add the reading unless its day and student group have the same one already, outside the rounds."""
    recorded = compare(session, place, reading)
    if recorded is not Recorded.UNCHANGED:
        add_outside_rounds(session, place, Status.NOT_STARTED, reading, stamp)
    return recorded


def compare(session: Session, place: PlanRowReference, reading: OutcomeReading) -> Recorded:
    """What `record` would do."""
    stored = session.scalars(
        select(ReadingRow)
        .filter_by(**_subject(place), round_id=None, taken_on=reading.taken_on)
        .where(func.lower(ReadingRow.student_group) == reading.student_group.lower())
        .order_by(ReadingRow.id.desc())
        .limit(1)
    ).one_or_none()
    if stored is None:
        return Recorded.ADDED
    columns = _columns(session, reading)
    is_same = all(getattr(stored, name) == columns[name] for name in ("text", "group_size", "source"))
    return Recorded.UNCHANGED if is_same else Recorded.REPLACED


def _subject(place: PlanRowReference) -> dict[str, int | None]:
    is_benchmark = place.table == BenchmarkRow.__tablename__
    return {
        "benchmark_id": place.row_id if is_benchmark else None,
        "measure_id": None if is_benchmark else place.row_id,
    }


def _columns(session: Session, reading: OutcomeReading) -> dict[str, Any]:
    """A withheld value is copied from the row it is in."""
    beside = {"source": reading.source, "taken_on": reading.taken_on}
    if reading.withheld:
        stored = session.get_one(ReadingRow, reading.row_id)
        return {name: getattr(stored, name) for name in VALUE_COLUMNS} | beside
    figure = reading.figure
    return beside | {
        "text": reading.text,
        "number": float(figure.number) if figure else None,
        "whole": figure.whole if figure else None,
        "unit": figure.unit if figure else "",
        "group_size": reading.group_size,
        "student_group": reading.student_group,
        "counts_students": reading.counts_students,
    }
