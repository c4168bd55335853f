"""Builds an action item from its cells: owner, collaborators and dates, and reports what is missing."""

from dataclasses import dataclass
from datetime import date

from plans.dates import When
from plans.files.column_words import Column
from plans.files.drafts import ItemDraft
from plans.files.findings import Findings
from plans.files.fit import first_named, names_roles
from plans.files.grid import Cell
from plans.files.item_dates import DATE_COLUMNS, DateReader
from plans.files.states import StateReader
from plans.findings import FindingCode
from plans.lead_doubts import LeadDoubt, lead_doubts
from plans.lead_names import NOBODY
from plans.leads import Leads, read_leads
from plans.plan import ActionItem

ENDS_FIRST = (Column.DUE, Column.TIMELINE, Column.START)
"""The cells at which a missing completion day is reported, in this order."""

LEAD_FINDINGS = {
    LeadDoubt.LINES: FindingCode.OWNER_ON_TWO_LINES,
    LeadDoubt.PAIR: FindingCode.OWNER_WITHOUT_CAPITALS,
    LeadDoubt.NUMBER: FindingCode.OWNER_IS_A_NUMBER,
    LeadDoubt.COMMA: FindingCode.OWNER_WITH_COMMA,
    LeadDoubt.LABEL: FindingCode.OWNER_WITH_LABEL,
    LeadDoubt.PASSED_OVER: FindingCode.OWNER_PASSED_OVER,
}


@dataclass(frozen=True, slots=True)
class ItemReader:
    dates: DateReader
    findings: Findings

    def read(self, code: str, draft: ItemDraft) -> ActionItem:
        leads = self._leads(draft)
        when = self._when(draft)
        return ActionItem(
            code=code,
            text=draft.title,
            owner=leads.owner,
            collaborators=leads.collaborators,
            start=when.start,
            due=when.due,
            ongoing=when.ongoing,
            output=_text(draft.cells.get(Column.OUTPUT)),
            resources=_text(draft.cells.get(Column.RESOURCES)),
            reported=StateReader(self.dates.year, self.findings, self.dates.style).read(draft),
        )

    def _leads(self, draft: ItemDraft) -> Leads:
        lead = draft.cells.get(Column.LEAD) or _who_monitors(draft)
        leads = leads_of(lead, self.findings)
        if leads.owner is None:
            self.findings.warn(lead.where or draft.where, FindingCode.OWNER_MISSING, written=leads.nobody or "")
        helpers = leads_of(draft.cells.get(Column.COLLABORATORS, Cell()), self.findings)
        named = (*leads.collaborators, *([helpers.owner] if helpers.owner else []), *helpers.collaborators)
        owner = (leads.owner or "").casefold()
        others = {name.casefold(): name for name in reversed(named) if name.casefold() != owner}
        return Leads(owner=leads.owner, collaborators=tuple(reversed(others.values())))

    def _when(self, draft: ItemDraft) -> When:
        read = {column: self.dates.read(draft, column) for column in DATE_COLUMNS}
        start = read[Column.START].start or read[Column.TIMELINE].start or read[Column.DUE].start
        due = read[Column.DUE].due or read[Column.TIMELINE].due
        ongoing = due is None and any(when.ongoing for when in read.values())
        if start and due and due < start:
            self._backwards(draft, start, due)
        if due is None and not ongoing and not self.findings.any_errors:
            where = next((cell.where for column in ENDS_FIRST if (cell := draft.cells.get(column))), draft.where)
            self.findings.warn(where, FindingCode.DUE_MISSING)
        return When(start=start, due=due, ongoing=ongoing)

    def _backwards(self, draft: ItemDraft, start: date, due: date) -> None:
        cell = draft.cells.get(Column.DUE) or draft.cells.get(Column.TIMELINE) or Cell(where=draft.where)
        self.findings.error(cell.where, FindingCode.DUE_BEFORE_START, start=start, due=due)


def _who_monitors(draft: ItemDraft) -> Cell:
    named = first_named(draft.cells.get(Column.MONITOR, Cell()))
    return named if names_roles(named) else Cell(where=named.where)


def leads_of(cell: Cell, findings: Findings) -> Leads:
    """The people a cell names; names that can be read in two ways are reported."""
    leads = read_leads(cell.text)
    for name, doubt in lead_doubts(cell.text, leads):
        findings.warn(cell.where, LEAD_FINDINGS[doubt], name=name, owner=leads.owner or "")
    return leads


def _text(cell: Cell | None) -> str:
    """The cell's text; empty if it only says that there is nothing."""
    return "" if cell is None or NOBODY.fullmatch(cell.line) else cell.line
