"""Reads an item's state from its row: a word, a mark, a percentage or a day."""

import re
from dataclasses import dataclass
from datetime import date

from plans.dates import MONTH_FIRST, ColumnStyle, DateColumn, PlanYear, UnreadableDate, read_when
from plans.files.column_words import Column
from plans.files.drafts import ItemDraft
from plans.files.findings import Findings
from plans.files.grid import Cell
from plans.findings import FindingCode
from plans.lead_names import NOBODY
from plans.plan import ReportedState, State

LONGEST_WORDS = 60
"""Characters of an unread text that its finding quotes."""

_WORDS = tuple(
    (state, re.compile(pattern, re.IGNORECASE))
    for state, pattern in (
        (
            State.NOT_STARTED,
            r"not (?:yet )?(?:started|begun|begin|completed?|done|finished|implemented)"
            r"|yet to (?:start|begin)|no progress|incomplete|no|n|0 ?%"
            r"|[☐□❏✗✘✕]|\[ ?\]|pending|planned|to ?do|upcoming|future",
        ),
        (
            State.COMPLETED,
            r"(?:[✓✔☑✅☒🗹√]|\[[x✓✔]\])?\s*(?:(?:yes|y|x|done|(?:fully |all )?completed?|finished|accomplished|achieved"
            r"|met|closed|(?:fully )?implemented|full implementation)\b[!.]?|100 ?%)?",
        ),
        (State.BEHIND, r"behind(?: schedule)?|(?:over|past) ?due|late|delayed|off track|red|r|🔴"),
        (
            State.IN_PROGRESS,
            r"in progress|started|begun|under ?way|ongoing|on[- ]?going|on track|working|continu\w+"
            r"|partial\w*(?: \w+)?|at risk|green|yellow|amber|[gay]|[🟢🟡🟠]"
            r"|implementing|active|open|0?\.\d+|\d{1,2} ?%",
        ),
        (State.CANCELLED, r"cancell?ed|discontinued|abandoned|dropped|withdrawn|no longer (?:planned|needed)|removed"),
    )
)
_AS_EMOJI = "\N{VARIATION SELECTOR-16}"
"""Follows a mark that is to be shown as an emoji."""
_COMPLETED_DAY = re.compile(r"(?:completed?|done|finished)(?: ?(?:on|by|:|-|–))? ?(?P<day>\D*\d.*)", re.IGNORECASE)
_MARKED_TEXT = re.compile(
    r"(?:[✓✔☑✅]\s*|\[[xX✓✔]\]\s*|(?:DONE|COMPLETED?|FINISHED)\s*(?:[-–—:]\s*|!\s+))(?P<rest>.*\S)"
)
_OPEN_TEXT = re.compile(r"(?:[☐□]\s*|\[ ?\]\s*)(?P<rest>.*\S)")
_NOTED_TEXT = re.compile(
    r"(?P<rest>.*\S)\s*[(\[](?P<note>(?:completed?|done|finished|cancell?ed)\b[^()\[\]]{0,30})[)\]]\.?", re.IGNORECASE
)


def without_marks(text: str) -> tuple[ReportedState | None, str]:
    """The state that a mark in an item's text gives ("✓ Buy books", "DONE - Print"), and the text without it."""
    line = " ".join(text.replace(_AS_EMOJI, "").split())
    if marked := _MARKED_TEXT.fullmatch(line):
        return ReportedState(State.COMPLETED), marked["rest"]
    if unmarked := _OPEN_TEXT.fullmatch(line):
        return None, unmarked["rest"]
    if noted := _NOTED_TEXT.fullmatch(line):
        return read_state(noted["note"], None), noted["rest"]
    return None, text


def read_state(text: str, year: PlanYear | None) -> ReportedState | None:
    """None for words that name no state the plan stores."""
    line = " ".join(text.replace(_AS_EMOJI, "").split()).strip(" .")
    if not line:
        return None
    if re.fullmatch(r"[01](?:\.0+)?", line):  # a percentage whose format was lost
        return ReportedState(State.COMPLETED if line.startswith("1") else State.NOT_STARTED)
    for state, pattern in _WORDS:
        if pattern.fullmatch(line):
            return ReportedState(state)
    if dated := _COMPLETED_DAY.fullmatch(line):
        return ReportedState(State.COMPLETED, _day(dated["day"], year))
    return None


def _day(text: str, year: PlanYear | None) -> date | None:
    try:
        return read_when(text, role=DateColumn.COMPLETION, year=year).due
    except UnreadableDate:
        return None


@dataclass(slots=True)
class StateReader:
    """Reads the states of a plan's items, and collects the words that name none."""

    year: PlanYear | None
    findings: Findings
    style: ColumnStyle = MONTH_FIRST
    """The plan's date style."""

    def read(self, draft: ItemDraft) -> ReportedState | None:
        completed_on = self._completed_on(draft.cells.get(Column.COMPLETED_ON, Cell()))
        word = draft.cells.get(Column.STATE, Cell())
        reported = self._state(word)
        if word and reported is None and not NOBODY.fullmatch(word.line):
            self._leave_out(word)
        reported = reported or draft.marked or draft.colored
        if completed_on and (reported is None or reported.state is not State.CANCELLED):
            return ReportedState(State.COMPLETED, completed_on)
        return reported

    def _state(self, word: Cell) -> ReportedState | None:
        return read_state(self.style.spelled_out(word.text), self.year)

    def _completed_on(self, cell: Cell) -> date | None:
        if cell.day or not cell or NOBODY.fullmatch(cell.line):
            return cell.day
        day = _day(self.style.spelled_out(cell.text), self.year)
        if day is None:
            self._leave_out(cell)
        return day

    def _leave_out(self, cell: Cell) -> None:
        """Reports each word once."""
        values = {"words": cell.line[:LONGEST_WORDS]}
        collected = self.findings.collected
        if not any(each.code is FindingCode.STATE_LEFT_OUT and each.values == values for each in collected):
            self.findings.warn(cell.where, FindingCode.STATE_LEFT_OUT, **values)
