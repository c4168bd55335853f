"""Reports lines above the tables that were not read, so that nothing a school wrote is lost silently."""

import re
from collections.abc import Sequence

from plans.files.findings import Findings
from plans.files.grid import Cell
from plans.findings import FindingCode

FEWEST_WORDS = 5
"""Shorter lines are names, titles and dates."""
MOST_TITLE_WORDS = 14
MOST_QUOTED = 3
LONGEST_QUOTE = 60

_USUAL = re.compile(
    r"(?:school|district|organization|principal|superintendent|date|year|team|members?|leader|prepared|approved|noted|revised"
    r"|updated|version|grades?|department|county|state|address|phone|contact|e-?mail|title|name|page|note|key|legend)s?\b[^:]*:",
    re.IGNORECASE,
)
_INSTRUCTION = re.compile(
    r"(?:first|next|then|finally|please),? (?:identify|list|describe|enter|use|fill|see)\b"
    r"|\(?there is one strategy sheet for each\b|\(?make copies for additional\b",
    re.IGNORECASE,
)
"""The form's own words."""
_TITLE = re.compile(
    r".*\b(?:plan|template|worksheet)\b|.*\b(?:19|20)\d\d\b|.*\b(?:schools?|academy|district)\W*$", re.IGNORECASE
)
_SENTENCE = re.compile(r".*[.!?;]$|.*\b(?:we|our|will|must|believe)\b", re.IGNORECASE)


def name_unused(preamble: Sequence[Cell], findings: Findings) -> None:
    """Report the first such line, once per sheet."""
    by_sheet: dict[str, list[Cell]] = {}
    for cell in preamble:
        if not _is_usual(cell.line):
            by_sheet.setdefault(cell.where.rpartition(",")[0], []).append(cell)
    for cells in by_sheet.values():
        lines = [cell.line[:LONGEST_QUOTE] for cell in cells[:MOST_QUOTED]]
        findings.warn(cells[0].where, FindingCode.LINES_LEFT_OUT, lines=lines, more=len(cells) - len(lines))


def _is_usual(line: str) -> bool:
    is_short = len(line.split()) < FEWEST_WORDS
    return is_short or bool(_USUAL.match(line) or _INSTRUCTION.match(line)) or _is_title(line)


def _is_title(line: str) -> bool:
    """A title names a plan, a school or a year. A sentence that does is part of the plan."""
    return bool(_TITLE.match(line)) and len(line.split()) <= MOST_TITLE_WORDS and not _SENTENCE.match(line)
