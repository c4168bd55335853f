"""What the rows of a person's data are about: the parts, the months and the requests that they point to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import Column, Table, select
from sqlalchemy.orm import Session

from storage.models import Base, InitiativeVersionRow
from storage.people import mentions

_NOT_ABOUT = frozenset(
    {
        *("after_cause_id", "corrects_id", "follows_id", "into_id", "next_plan_id", "passed_to_id", "plan_id"),
        *("provider_item_id", "through_id", "workspace_id"),
    }
)
"""Pointers to more than what a row is about: its plan, what came before it or after it."""
_LEADING_ON: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "agenda_evidence": frozenset({"strategy_id", "benchmark_id"}),
        "answer": frozenset({"item_id", "milestone_id", "benchmark_id", "measure_id"}),
        "check_in_request": frozenset({"round_id"}),
        "document_signature": frozenset({"document_id"}),
        "initiative_decision": frozenset({"initiative_id"}),
        "promise": frozenset({"item_id", "milestone_id", "answer_id", "risk_id"}),
        "support": frozenset({"item_id"}),
    }
)
"""Tables whose rows are best described by what they are about themselves, and the columns that say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSubject:
    """A row that others are about, with the names of people."""

    table: str
    cells: Mapping[str, Any]


class SubjectReader:
    """Reads each row once, however many records are about it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rows: dict[tuple[str, int], Mapping[str, Any] | None] = {}

    def of_row(self, table: str, cells: Mapping[str, Any], plan_id: int | None) -> list[RowSubject]:
        """The nearest first."""
        subjects = [*self._pointed_to(table, cells, plan_id), *self._placed(cells, plan_id)]
        return list({(subject.table, subject.cells["id"]): subject for subject in subjects}.values())

    def of_key(self, table: str, key: str, plan_id: int | None) -> list[RowSubject]:
        """What the row with this key is about. Nothing for tables whose keys aren't ids."""
        cells = self._read(table, int(key)) if key.isdigit() and "id" in Base.metadata.tables[table].columns else None
        return [] if cells is None else self.of_row(table, cells, plan_id)

    def by_id(self, table: str, row_id: int, plan_id: int | None) -> Iterator[RowSubject]:
        """The row, and what it is about. Nothing if it's gone."""
        cells = self._read(table, row_id)
        if cells is None:
            return
        subject = "initiative_version" if table == "initiative" else table
        named = cells if plan_id is None else mentions.with_names(self._session, plan_id, cells)
        yield RowSubject(table=subject, cells=named)
        for column in _pointers(Base.metadata.tables[table], _LEADING_ON.get(table, frozenset())):
            if cells[column.name] is not None:
                yield from self.by_id(_target(column), cells[column.name], plan_id)

    def organization(self, subjects: Sequence[RowSubject], pointers: Mapping[str, int]) -> str:
        """Of the plan that the subjects, or a message with these pointers, belong to. Empty without one."""
        plan_ids = [pointers.get("plan"), *(subject.cells.get("plan_id") for subject in subjects)]
        plan_id = next((plan_id for plan_id in plan_ids if plan_id is not None), None)
        plan = self._read("plan", plan_id) if plan_id is not None else None
        organization_id = pointers.get("organization") if plan is None else plan["organization_id"]
        organization = self._read("organization", organization_id) if organization_id is not None else None
        return "" if organization is None else str(organization["name"])

    def _pointed_to(self, table: str, cells: Mapping[str, Any], plan_id: int | None) -> Iterator[RowSubject]:
        columns = Base.metadata.tables[table].columns
        for column in _pointers(Base.metadata.tables[table], frozenset(columns.keys()) - _NOT_ABOUT):
            if cells.get(column.name) is not None:
                yield from self.by_id(_target(column), cells[column.name], plan_id)

    def _placed(self, cells: Mapping[str, Any], plan_id: int | None) -> Iterator[RowSubject]:
        """What a row is about that has the name of the table beside the id."""
        place = cells.get("place") or cells.get("subject")
        if place in Base.metadata.tables and cells.get("row_id") is not None:
            yield from self.by_id(str(place), cells["row_id"], plan_id)

    def _read(self, name: str, row_id: int) -> Mapping[str, Any] | None:
        if (name, row_id) not in self._rows:
            table = Base.metadata.tables[name]
            statement = select(table).where(table.c.id == row_id)
            if name == "initiative":
                versions = Base.metadata.tables[InitiativeVersionRow.__tablename__]
                statement = select(versions).where(versions.c.initiative_id == row_id)
                statement = statement.order_by(versions.c.id.desc()).limit(1)
            cells = self._session.execute(statement).mappings().one_or_none()
            self._rows[name, row_id] = None if cells is None else dict(cells)
        return self._rows[name, row_id]


def _pointers(table: Table, names: frozenset[str]) -> list[Column[Any]]:
    return [
        column
        for column in table.columns
        if column.name in names
        and column.foreign_keys
        and "id" in _target_table(column).columns
        and _target(column) not in ("person", "workspace")
    ]


def _target_table(column: Column[Any]) -> Table:
    return next(iter(column.foreign_keys)).column.table


def _target(column: Column[Any]) -> str:
    return _target_table(column).name
