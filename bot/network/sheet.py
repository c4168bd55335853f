"""The whole table of a network as a document, by practice and by school. The workbook is made from it."""

from collections.abc import Sequence

from bot.documents.document import Cell, Document, DocumentTable
from bot.messages.network import NOUN, practice_name
from plans.network import NetworkBy, NetworkCounts, NetworkTable
from prompts import plain

COLUMNS = (
    *("schools", "milestones_complete", "milestones_behind", "completed", "on_time", "completed_late", "behind"),
    *("due_today", "at_risk", "causes", "evidence_seen", "measures_at_target", "support_open", "reported"),
)


def sheet(organization: str, tables: Sequence[NetworkTable]) -> Document:
    """At least one table; all are as of the same day."""
    on = tables[0].day.on
    return Document(
        title=plain(NOUN, "sheet_title", organization=organization, as_of=on),
        organization=organization,
        about=[
            plain("status", "how"),
            *(plain(NOUN, "rule", by=table.by) for table in tables),
        ],
        made_on=on,
        blocks=[_table(table) for table in tables],
    )


def _table(table: NetworkTable) -> DocumentTable:
    names = [practice_name(row.code) if table.by is NetworkBy.PRACTICE else row.code for row in table.rows]
    rows = [_cells(name, row) for name, row in zip(names, table.rows, strict=True)]
    return DocumentTable(
        name=plain(NOUN, "sheet_name", by=table.by),
        columns=[plain(NOUN, "heading", name=name) for name in (table.by, *COLUMNS)],
        rows=[*rows, _cells(plain(NOUN, "sheet_all"), table.all)],
        widths=(3, *(1 for _ in COLUMNS)),
    )


def _cells(name: str, counts: NetworkCounts) -> Sequence[Cell]:
    return [(name,), *((plain(NOUN, column, counts=counts),) for column in COLUMNS)]
