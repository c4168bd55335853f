"""What an archive is made of: a manifest, and for each table a file with one JSON object a line.

docs/archives.md describes the format for other programs. A change that an older reader would misread raises FORMAT.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Table, exists, true

from storage.archives.scopes import CONNECTION
from storage.models import Base, DialogReplyRow, PrivateAnswerRow, PrivateQuestionRow

FORMAT = 1
PRODUCT = "Throughline"
MANIFEST = "manifest.json"

LEFT_OUT = CONNECTION | {"initiative_rating"}
"""Tables that no archive has: of the connection to Slack, and who rated what while a round is still open."""


class ArchiveError(Exception):
    """An archive can't be read. `problem` names a sentence of prompts/messages/archives.j2."""

    def __init__(self, problem: str, **values: Any) -> None:
        super().__init__(problem)
        self.problem = problem
        self.values = values


@dataclass(frozen=True, slots=True)
class ArchivedTable:
    rows: int
    sha256: str
    """Of the table's file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveManifest:
    version: str
    """Of the program that made the archive."""
    revision: str
    """The migration that its tables are at."""
    made_at: datetime
    workspaces: Mapping[str, str]
    """Names by Slack's id."""
    tables: Mapping[str, ArchivedTable]

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    @property
    def tables_with_rows(self) -> int:
        return sum(1 for table in self.tables.values() if table.rows)

    def to_json(self) -> str:
        content = {
            "format": FORMAT,
            "product": PRODUCT,
            "version": self.version,
            "revision": self.revision,
            "made_at": self.made_at,
            "workspaces": [{"id": id_, "name": name} for id_, name in self.workspaces.items()],
            "tables": {
                name: {"file": file_of(name), "rows": table.rows, "sha256": table.sha256}
                for name, table in self.tables.items()
            },
            "left_out": sorted(LEFT_OUT),
        }
        return json.dumps(content, ensure_ascii=False, indent=2, default=as_text) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "ArchiveManifest":
        """Raises ArchiveError."""
        try:
            content = json.loads(text)
            if content["product"] != PRODUCT:
                raise ArchiveError("no_archive")
            if content["format"] > FORMAT:
                raise ArchiveError("newer_format", format=content["format"], version=str(content["version"]))
            return cls(
                version=str(content["version"]),
                revision=str(content["revision"]),
                made_at=datetime.fromisoformat(content["made_at"]),
                workspaces={each["id"]: each["name"] for each in content["workspaces"]},
                tables={
                    name: ArchivedTable(table["rows"], table["sha256"]) for name, table in content["tables"].items()
                },
            )
        except (KeyError, TypeError, ValueError) as error:
            raise ArchiveError("no_archive") from error


def file_of(table: str) -> str:
    return f"tables/{table}.jsonl"


def exported_tables() -> list[Table]:
    """In an order in which every row comes after those it points to, but for rows of its own table."""
    return [table for table in Base.metadata.sorted_tables if table.name not in LEFT_OUT]


def exported_rows(table: Table) -> ColumnElement[bool]:
    """Rows that an archive may hold: not who wrote a private answer that shows no name, even while it can change."""
    rule = _RULES.get(table.name)
    return rule() if rule else true()


def _answers_with_names() -> ColumnElement[bool]:
    nameless = exists().where(
        PrivateQuestionRow.id == PrivateAnswerRow.question_id,
        DialogReplyRow.dialog_id == PrivateQuestionRow.dialog_id,
        DialogReplyRow.ts == PrivateAnswerRow.reply_ts,
        DialogReplyRow.voice == "nameless",
    )
    return ~nameless


_RULES = MappingProxyType({"private_answer": _answers_with_names})


def as_line(row: Mapping[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False, default=as_text, separators=(",", ":")).encode() + b"\n"


def as_text(cell: object) -> str:
    """Moments in UTC and days, in ISO form."""
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    raise TypeError(type(cell))
