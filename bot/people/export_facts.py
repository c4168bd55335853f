"""What a row about a person says, in words: facts for the readable text of their data."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from bot.messages import plan_details
from conversations.documents.plan_details import PlanDetail
from prompts import formats, plain, records
from storage.archives.record_tables import PARTS
from storage.archives.row_titles import TITLES
from storage.models import Base, PersonRow
from storage.privacy.columns import Holds, columns_with, holds
from storage.privacy.export import PersonalRecord
from storage.privacy.subjects import RowSubject

NOUN = "privacy"
NAMED = PARTS | {"agenda", "minutes", "signed_document"}
"""Tables whose own rows are named by their title, so that its columns need no facts of their own."""
_ROLES = frozenset({"granted", "revoked"})
_RATINGS = frozenset({"effective", "level"})
_OUTCOMES = frozenset({"benchmark", "measure"})


class RecordFacts:
    """The facts of one person's records."""

    def __init__(self, session: Session, person: PersonRow) -> None:
        self._session = session
        self._person = person

    def of_record(self, record: PersonalRecord, about: list[RowSubject]) -> Iterator[str]:
        """What people can read of it; ids and keys are in the JSON."""
        left_out = TITLES[record.table] if record.table in NAMED else ()
        if record.table == "plan_detail":
            yield _plan_detail(record)
            return
        for name, label in records()["columns"].items():
            cell = record.cells.get(name)
            if name in left_out or cell in (None, "", [], {}):
                continue
            if name == "status":
                yield plain(NOUN, "export_status", table=record.table, word=_status(record, about))
            elif name in _RATINGS:
                yield plain("supports", "effective", level=cell).lower()
            elif (codes := codes_of(record.table, name)) is not None:
                code = str(cell).lower() if isinstance(cell, bool) else str(cell)
                if text := codes.get(code, _spaced(code)):
                    yield text
            else:
                text = _role(record) if name == "role" else _printed(cell)
                text = _spaced(text) if _is_the_programs(record.table, name) else text
                typed = isinstance(cell, str) and _is_typed(record.table, name)
                yield plain(NOUN, "export_fact", label=_label(record.table, name, label), text=text, typed=typed)
        yield from self._people(record)

    def _people(self, record: PersonalRecord) -> Iterator[str]:
        """Others whom the row points to."""
        labels = records()["people"]
        for column in columns_with(Base.metadata.tables[record.table], Holds.POINTER):
            row_id = record.cells.get(column.name)
            label = labels.get(f"{record.table}.{column.name}") or labels.get(column.name)
            if row_id in (None, self._person.id) or label is None:
                continue
            other = self._session.get(PersonRow, row_id)
            if other is not None:
                yield plain(NOUN, "export_fact", label=label, text=other.name, typed=False)


def codes_of(table: str, column: str) -> Mapping[str, str] | None:
    """The words of the column's codes. None for a column with other texts."""
    codes = records()["codes"]
    of_column: Mapping[str, str] | None = codes.get(f"{table}.{column}") or codes.get(column)
    return of_column


def _status(record: PersonalRecord, about: list[RowSubject]) -> str:
    """As the check-in's messages call it for what the record is about."""
    status = record.cells["status"]
    outcome = next((subject for subject in about if subject.table in _OUTCOMES), None)
    if outcome is not None:
        kind = outcome.cells.get("kind") or ("goal_measure" if outcome.cells["goal_id"] else "strategy_measure")
        return plain("outcomes", "word_of", kind=kind, status=status).lower()
    of_milestone = record.table != "action_item" and any(subject.table == "milestone" for subject in about)
    return plain("check_in", "last_milestone" if of_milestone else "last_item", status=status)


def _label(table: str, name: str, label: str) -> str:
    """Empty for a role: it is all that such a row says."""
    return "" if (table, name) == ("membership", "role") else label


def _plan_detail(record: PersonalRecord) -> str:
    detail, text = record.cells["name"], record.cells["text"]
    label = plan_details.short_label(PlanDetail(detail)) if detail in set(PlanDetail) else _spaced(detail)
    if detail == PlanDetail.ELEMENTS:
        return plain(NOUN, "export_fact", label=label, text=plan_details.elements_in_words(text), typed=False)
    is_day = detail == PlanDetail.DATE_OF_PLAN
    printed = formats.written_day(text) if is_day else _printed(text)
    return plain(NOUN, "export_fact", label=label, text=printed, typed=not is_day)


def _role(record: PersonalRecord) -> str:
    """A role of the program in its own word; a lead as the plan names it."""
    role = str(record.cells["role"])
    is_granted = record.table == "membership" or record.cells.get("change") in _ROLES
    return plain("roles", "role", role=role) if is_granted else role


def _is_typed(table: str, name: str) -> bool:
    column = Base.metadata.tables[table].columns.get(name)
    return column is not None and holds(column) in (Holds.MENTIONS, Holds.WORDS) and "link" not in name


def _is_the_programs(table: str, name: str) -> bool:
    """Whether the program wrote the text, such as the name of a section."""
    column = Base.metadata.tables[table].columns.get(name)
    return column is not None and holds(column) is Holds.NOTHING


def _printed(cell: Any) -> str:
    if isinstance(cell, date):
        return formats.day(cell)
    if isinstance(cell, list):
        return formats.words([_spaced(str(part)) for part in cell])
    return " ".join(str(cell).split())


def _spaced(code: str) -> str:
    return code.replace("_", " ")
