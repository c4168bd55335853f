"""An action item from its cells: owner and helpers, dates, and what is said where something is missing."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from plans.dates import Doubt, LeftOut, PlanYear, Role, UnreadableDate, When, read_when
from plans.files.column_words import Column
from plans.files.drafts import ItemDraft
from plans.files.grid import Cell
from plans.files.problems import Problems
from plans.files.states import StateReader
from plans.lead_doubts import LeadDoubt, lead_doubts
from plans.lead_names import NOBODY
from plans.leads import Leads, read_leads
from plans.plan import ActionItem

DAY_ZERO = date(1899, 12, 30)
EARLIEST_SERIAL, LATEST_SERIAL = 36_526, 73_050
"""A spreadsheet's day numbers of 2000 and 2100."""
YEARS_BEFORE, YEARS_AFTER = 3, 6
"""How far from its first school year a plan's dates may lie without a word."""

DATE_COLUMNS = {Column.START: Role.START, Column.DUE: Role.COMPLETION, Column.TIMELINE: Role.TIMELINE}
ENDS_FIRST = (Column.DUE, Column.TIMELINE, Column.START)
"""The cells at which a missing completion is told."""

EXAMPLES = "Write it like “Sept. 15, 2026”, “9/15/2026”, “Sept 2026”, “Q2”, “Aug - Sept 2026” or “Ongoing”."
DOUBTS = {
    Doubt.NOT_UNDERSTOOD: f"is not understood as a date. {EXAMPLES}",
    Doubt.NO_SUCH_DAY: "is a day that does not exist. Dates are read month first (month/day/year); correct it.",
    Doubt.YEAR_UNKNOWN: "has no year, and the plan names no school year. Add the year, or write the school year "
    "(like 2026-27) above the table.",
    Doubt.BACKWARDS: "ends before it begins. Correct one of the two dates.",
}
LEFT_OUT = {
    LeftOut.BEGINNING: "is a span: its end ({when.due}) was read as the completion, its beginning was left out. "
    "If work begins then, write it in the column of the start.",
    LeftOut.END: "is a span: its beginning ({when.start}) was read as the start, its end was left out. If work is "
    "to be complete then, write it in the column of the completion.",
    LeftOut.DEADLINE: "tells an end, and was read as the start ({when.start}). If it is the completion, write it in "
    "that column.",
}
LEAD_DOUBTS = {
    LeadDoubt.LINES: "stands on two lines and was read as one name. If these are several people, put a comma between "
    "them.",
    LeadDoubt.PAIR: "was read as one name. If these are several people, begin each name with a capital letter.",
    LeadDoubt.COMMA: "was read as one name. If these are several people or roles, write the owner first and put each "
    "on a line of its own.",
    LeadDoubt.LABEL: "was read as one name. If part of it is a label, write the person or the role alone.",
    LeadDoubt.PASSED_OVER: "names nobody in particular, so the next one named was taken as the owner. If somebody else "
    "is accountable, write that person or role first.",
    LeadDoubt.NUMBER: "is a number, and was taken as the name of whoever leads. Write the person or the role.",
}


@dataclass(frozen=True, slots=True)
class ItemReader:
    year: PlanYear | None
    problems: Problems

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
            output=_said(draft.cells.get(Column.OUTPUT)),
            resources=_said(draft.cells.get(Column.RESOURCES)),
            reported=StateReader(self.year, self.problems).read(draft),
        )

    def _leads(self, draft: ItemDraft) -> Leads:
        lead = draft.cells.get(Column.LEAD, Cell())
        leads = leads_of(lead, self.problems)
        if leads.owner is None:
            what = (
                f"“{leads.nobody}” names nobody, so the item has no owner yet. Name one person or role."
                if leads.nobody
                else "Nobody is named as lead, so the item has no owner yet. Name one person or role."
            )
            self.problems.warn(lead.where or draft.where, what)
        helpers = leads_of(draft.cells.get(Column.COLLABORATORS, Cell()), self.problems)
        named = (*leads.collaborators, *([helpers.owner] if helpers.owner else []), *helpers.collaborators)
        owner = (leads.owner or "").casefold()
        others = {name.casefold(): name for name in reversed(named) if name.casefold() != owner}
        return Leads(owner=leads.owner, collaborators=tuple(reversed(others.values())))

    def _when(self, draft: ItemDraft) -> When:
        read = {column: self._date(draft, column, role) for column, role in DATE_COLUMNS.items()}
        start = read[Column.START].start or read[Column.TIMELINE].start or read[Column.DUE].start
        due = read[Column.DUE].due or read[Column.TIMELINE].due
        ongoing = due is None and any(when.ongoing for when in read.values())
        if start and due and due < start:
            self._backwards(draft, start, due)
        if due is None and not ongoing and not self.problems.any_errors:
            where = next((cell.where for column in ENDS_FIRST if (cell := draft.cells.get(column))), draft.where)
            self.problems.warn(where, "There is no date of completion. Add one, or write “Ongoing”.")
        return When(start=start, due=due, ongoing=ongoing)

    def _backwards(self, draft: ItemDraft, start: date, due: date) -> None:
        cell = draft.cells.get(Column.DUE) or draft.cells.get(Column.TIMELINE) or Cell(where=draft.where)
        self.problems.error(
            cell.where, f"The completion ({due}) lies before the start ({start}). Correct one of the two dates."
        )

    def _date(self, draft: ItemDraft, column: Column, role: Role) -> When:
        cell = draft.cells.get(column, Cell())
        self._tell_day_or_year(cell)
        try:
            when = when_of(cell, role, self.year)
        except UnreadableDate as unreadable:
            self.problems.error(cell.where, f"“{cell.line}” {DOUBTS[unreadable.doubt]}")
            return When()
        self._tell_far(cell, when)
        if when.left_out:
            self.problems.warn(cell.where, f"“{cell.line}” {LEFT_OUT[when.left_out].format(when=when)}")
        return when

    def _tell_far(self, cell: Cell, when: When) -> None:
        year = self.year.first if self.year else None
        for day in (when.start, when.due):
            if day and year and not year - YEARS_BEFORE <= day.year <= year + YEARS_AFTER:
                self.problems.warn(cell.where, f"This is years away from the plan's own ({day}). Check the year.")

    def _tell_day_or_year(self, cell: Cell) -> None:
        """The "8/26" of a plan for 2026-27 may be a day or a month."""
        years = {f"{(self.year.first + later) % 100:02}" for later in (0, 1)} if self.year else set()
        for found in _TWO_NUMBERS.finditer("" if cell.day else cell.text):
            if found[1] in years:
                self.problems.warn(
                    cell.where,
                    f"“{found[0]}” was read as a day of the month. If {found[1]} is the year, write it in full.",
                )


_TWO_NUMBERS = re.compile(r"(?<![\d/.-])\d{1,2}/(\d\d)(?![\d/.])")


def leads_of(cell: Cell, problems: Problems) -> Leads:
    """Whom a cell names; what may be read in two ways is told."""
    leads = read_leads(cell.text)
    for name, doubt in lead_doubts(cell.text, leads):
        problems.warn(cell.where, f"“{name}” {LEAD_DOUBTS[doubt]}")
    return leads


def when_of(cell: Cell, role: Role, year: PlanYear | None) -> When:
    """What a cell says about time: a real date, a day number that lost its format, or words."""
    day = cell.day or _serial(cell.line)
    if day is not None:
        return When(start=day) if role is Role.START else When(due=day)
    if NOBODY.fullmatch(cell.line):
        return When()  # "TBD": the item is then reported as having no date
    return read_when(cell.text, role=role, year=year)


def _serial(text: str) -> date | None:
    if not text.isdecimal() or not EARLIEST_SERIAL <= int(text) <= LATEST_SERIAL:
        return None
    return DAY_ZERO + timedelta(days=int(text))


def _said(cell: Cell | None) -> str:
    """The cell's text, empty where it only says that there is nothing."""
    return "" if cell is None or NOBODY.fullmatch(cell.line) else cell.line
