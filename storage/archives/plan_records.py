"""Everything recorded of a plan between two days: who recorded what, when, about which part."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Table, select, true
from sqlalchemy.orm import Session

from plans.time_zones import zone_named
from storage import copying
from storage.archives import scopes
from storage.archives.record_tables import DATED, PARTS, WORKING, DatedTable
from storage.archives.row_titles import TITLES, title_of
from storage.models import Base, PersonRow
from storage.people import mentions
from storage.plans.plans import PlanSummary

_NOT_READ = re.compile(r"place|row_id|subject|after_\w+|\w+_(?:id|key|ts)|message_ts|checksum|seal")
"""Columns for the program: pointers, and where an item stands after an event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRecord:
    """One dated row of a plan."""

    table: str
    row_id: int
    on: date
    who: str
    about: str
    """The part of the plan, the month or the request it belongs to."""
    fields: Mapping[str, str]
    """What it says, by column. Empty cells are left out."""


@dataclass(frozen=True, slots=True)
class RecordSpan:
    """Both days belong to it, in the plan's time zone."""

    first: date
    last: date

    def has(self, on: date) -> bool:
        return self.first <= on <= self.last


def dated(session: Session, plan: PlanSummary, span: RecordSpan) -> list[PlanRecord]:
    """By day, then by table and row."""
    reader = _RecordReader(session, plan)
    records = [record for name, dated_table in DATED.items() for record in reader.records(name, dated_table, span)]
    return sorted(records, key=lambda record: (record.on, record.table, record.row_id))


def rows_as_stored(
    session: Session, plan: PlanSummary, span: RecordSpan
) -> Iterator[tuple[str, Iterator[Mapping[str, Any]]]]:
    """Each table with its rows: of dated tables those of the span, of the others all, as they are now."""
    zone = zone_named(plan.time_zone)
    for table in Base.metadata.sorted_tables:
        if table.name in DATED:
            column = DATED[table.name].day
            listed = (row for row in _rows(session, table, plan) if _is_in(span, row[column], zone))
            yield table.name, listed
        elif table.name in PARTS or table.name in WORKING:
            yield table.name, _rows(session, table, plan)


def _rows(session: Session, table: Table, plan: PlanSummary) -> Iterator[Mapping[str, Any]]:
    condition = scopes.of_plan(table, plan.id)
    yield from copying.rows(session, table, true() if condition is None else condition)


def _is_in(span: RecordSpan, when: date | None, zone: Any) -> bool:
    return when is not None and span.has(_day(when, zone))


def _day(when: date, zone: Any) -> date:
    return when.astimezone(zone).date() if isinstance(when, datetime) else when


class _RecordReader:
    """Reads the rows of one plan with the names of people and of what they point to."""

    def __init__(self, session: Session, plan: PlanSummary) -> None:
        self._session = session
        self._plan = plan
        self._zone = zone_named(plan.time_zone)
        in_workspace = select(PersonRow.id, PersonRow.name).where(PersonRow.workspace_id == plan.workspace_id)
        self._people = dict(session.execute(in_workspace).all())
        self._titles: dict[str, Mapping[int, str]] = {}

    def records(self, name: str, dated_table: DatedTable, span: RecordSpan) -> Iterator[PlanRecord]:
        table = Base.metadata.tables[name]
        for row in _rows(self._session, table, self._plan):
            if _is_in(span, row[dated_table.day], self._zone):
                yield self._record(table, dated_table, row)

    def _record(self, table: Table, dated_table: DatedTable, row: Mapping[str, Any]) -> PlanRecord:
        own = {dated_table.day, dated_table.who, *(column.name for column in table.primary_key)}
        fields = {
            column.name.removesuffix("_id"): text
            for column in table.columns
            if column.name not in own and self._title_of(column) is None and (text := self._text(column, row))
        }
        return PlanRecord(
            table=table.name,
            row_id=next((row[column.name] for column in table.primary_key), 0),
            on=_day(row[dated_table.day], self._zone),
            who=self._people.get(row[dated_table.who], "") if dated_table.who else "",
            about=" · ".join(self._abouts(table, row)),
            fields=mentions.with_names(self._session, self._plan.id, fields),
        )

    def _abouts(self, table: Table, row: Mapping[str, Any]) -> Iterator[str]:
        for column in table.columns:
            target = self._title_of(column)
            if target is not None and target.name != "plan":
                yield from self._titles_of(target, row[column.name])
        if "row_id" in row:
            yield from self._titles_of(Base.metadata.tables[row.get("place") or row["subject"]], row["row_id"])

    def _title_of(self, column: Column[Any]) -> Table | None:
        """The table of parts that the column points to, if it does."""
        targets = [key.column.table for key in column.foreign_keys]
        return next((target for target in targets if target.name in TITLES), None)

    def _titles_of(self, table: Table, row_id: int | None) -> Sequence[str]:
        """One title, or none."""
        if table.name not in self._titles:
            self._titles[table.name] = {
                row["id"]: title_of(table.name, row) for row in _rows(self._session, table, self._plan)
            }
        title = self._titles[table.name].get(row_id or 0)
        return [title] if title else []

    def _text(self, column: Column[Any], row: Mapping[str, Any]) -> str:
        cell = row[column.name]
        if any(key.column.table.name == "person" for key in column.foreign_keys):
            return self._people.get(cell, "")
        if cell is None or cell in ([], False) or column.foreign_keys or _NOT_READ.fullmatch(column.name):
            return ""
        if isinstance(cell, datetime):
            return cell.astimezone(self._zone).isoformat(sep=" ", timespec="minutes")
        if isinstance(cell, bool):
            return str(cell).lower()
        return ", ".join(map(str, cell)) if isinstance(cell, list) else str(cell)
