"""The whole table of a network as a document, by practice, school and objective. The workbook is made from it."""

from collections.abc import Sequence

from bot.documents.document import Cell, Document, DocumentTable
from bot.messages.network import NOUN, domain_name, own_name, row_name
from plans.network import NetworkBy, NetworkCounts, NetworkTable
from prompts import plain

COLUMNS = (
    *("schools", "milestones_complete", "milestones_behind", "completed", "on_time", "completed_late", "behind"),
    *("due_today", "at_risk", "causes", "evidence_seen", "measures_at_target", "support_open", "reported"),
)


def sheet(organization: str, tables: Sequence[NetworkTable]) -> Document:
    """At least one table; all are as of the same day."""
    on, has_objectives = tables[0].day.on, NetworkBy.GOAL in [table.by for table in tables]
    return Document(
        title=plain(NOUN, "sheet_title", organization=organization, as_of=on, has_objectives=has_objectives),
        organization=organization,
        about=[
            plain("status", "how"),
            *(plain(NOUN, "rule", by=table.by, without_plan_above=table.without_plan_above) for table in tables),
        ],
        made_on=on,
        blocks=[_table(table) for table in tables],
    )


def _table(table: NetworkTable) -> DocumentTable:
    columns = COLUMNS if table.by is not NetworkBy.GOAL else ("strategies", *COLUMNS)
    rows = [
        *(named for row in table.rows for named in _with_own(table, row)),
        *((domain_name(row), row) for row in table.domains),
        (plain(NOUN, "sheet_all"), table.all),
        *([(plain(NOUN, "sheet_districts"), table.districts)] if table.districts else []),
    ]
    return DocumentTable(
        name=plain(NOUN, "sheet_name", by=table.by),
        columns=[plain(NOUN, "heading", name=name) for name in (table.by, *columns)],
        rows=[_cells(name, row, columns) for name, row in rows],
        widths=(3, *(1 for _ in columns)),
    )


def _with_own(table: NetworkTable, row: NetworkCounts) -> list[tuple[str, NetworkCounts]]:
    """A row, and those of the network's own codes under its practice, set in."""
    own = [(plain(NOUN, "sheet_own", name=own_name(table, each)), each) for each in table.own.get(row.code, ())]
    return [(row_name(table, row), row), *own]


def _cells(name: str, counts: NetworkCounts, columns: Sequence[str]) -> Sequence[Cell]:
    return [(name,), *((plain(NOUN, column, counts=counts),) for column in columns)]
