"""Finds the organization, title and school year in the lines above the tables."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from plans.dates import PlanYear, UnreadableDate
from plans.files.drafts import PlanDraft
from plans.files.item_dates import DATE_COLUMNS, when_of

LONGEST_TITLE = 120

_YEAR = re.compile(
    r"(?<!\d)(?:SY ?)?(?:19|20)\d\d ?[-–—/] ?(?:(?:19|20)\d\d|\d\d)(?!\d)|\bSY ?\d\d[-–/]\d\d\b", re.IGNORECASE
)
_KIND = (
    r"(?:\b(?:academic|strategic|accelerated|annual|campus|school-?wide|comprehensive|continuous|targeted|site|improvement"
    r"|development|accountability|action|(?<!school )district|title (?:I|1)|(?<!elementary )(?<!middle )(?<!high )"
    r"(?<!primary )(?<!charter )(?<!secondary )school(?= \w+ plan\b)) ){0,5}"
)
"""What kind of plan it is: no part of the school's name, unless "school" is ("Oak High School Improvement Plan")."""
_PLAN_WORDS = re.compile(rf"{_KIND}\bplan\b|\baip\b|\bsip\b|\bsample\b|\bschool year\b|\bsy\b|\bfor\b$", re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:schools?|district|elementary|academy|middle|high|county|city|regional|charter|department of education)\b",
    re.IGNORECASE,
)
_LABELS = (
    re.compile(r"(?:school|campus)(?P<also> ?/ ?\w+)?(?: name)?\s*:\s*", re.IGNORECASE),
    re.compile(r"(?:district|organization|school district)(?P<also> ?/ ?\w+)?(?: name)?\s*:\s*", re.IGNORECASE),
)
"""A school's name counts before its district's."""
_PLAN_TITLE = re.compile(r"(?:title of the )?plan: (?P<title>\S.*)", re.IGNORECASE)
_TITLE = re.compile(r"(?:school|district)s?\b(?! (?:of|for|no\b|\d))", re.IGNORECASE)
"""Starts a title, not a name ("School Strategic …"), unlike "School of the Arts"."""
_AFTER_TITLE = re.compile(
    r".*\bplan\b(?:[^:]*:| (?:[\d–/-]+ )?for(?! schools\b)(?: the\b)?)\s*(?P<name>[^:]+)", re.IGNORECASE
)
"""The school in "Improvement Plan 2026-27: Oak School" and in "Site Plan for Oak School"."""


@dataclass(frozen=True, slots=True)
class Names:
    organization: str
    title: str
    is_printed: bool
    """Whether the sheet itself named the school or district."""


def names(draft: PlanDraft, stem: str) -> Names:
    lines = [cell.line for cell in draft.preamble if 0 < len(cell.line) <= LONGEST_TITLE]
    organization = _labelled(lines) or next((name for line in lines if (name := _organization(line))), "")
    labelled = (match["title"] for cell in draft.preamble if (match := _PLAN_TITLE.fullmatch(cell.line)))
    title = next(labelled, "") or next((line for line in lines if re.search(r"\bplan\b", line, re.IGNORECASE)), "")
    fallback = _bare(re.sub(r"[-_]+", " ", stem)).title() or stem
    return Names(organization or fallback, title or organization or fallback, bool(organization))


def _labelled(lines: Sequence[str]) -> str:
    """The name after "School:" on any line; of "School/County: Oak School/Bell", the school's."""
    for label in _LABELS:
        for line in lines:
            if match := label.match(line):
                name = line[match.end() :].partition("/")[0] if match["also"] else line[match.end() :]
                if name := name.strip(" _"):
                    return name
    return ""


def _organization(line: str) -> str:
    titled = _AFTER_TITLE.fullmatch(line)
    name = _bare(titled["name"] if titled and _BODY.search(titled["name"]) else line)
    is_name = _BODY.search(name) and not _TITLE.match(name)
    return name if is_name and not re.search(r"[.!?;]\s*$", line) else ""


def _bare(line: str) -> str:
    """The line without the words "improvement plan" and the year."""
    return re.sub(r"\s+", " ", _PLAN_WORDS.sub(" ", _YEAR.sub(" ", line))).strip(" ,:;–—-()|")


def school_year(draft: PlanDraft, stem: str) -> PlanYear | None:
    """As printed above the tables or in the file's name; else the year of most dates."""
    lines = [cell.line for cell in draft.preamble if len(cell.line) <= LONGEST_TITLE] + [stem]
    voted = _voted(draft)
    return _titled(lines) or (voted if voted in set(_printed(lines)) else None) or next(_printed(lines), voted)


def _titled(lines: Iterable[str]) -> PlanYear | None:
    """The year of the plan's title. A baseline beside it may have another ("Baseline 2025-26")."""
    return next(_printed(line for line in lines if _YEAR_OF_PLAN.search(line)), None)


_YEAR_OF_PLAN = re.compile(r"\bplan\b|\bschool year\b|\bsy\b", re.IGNORECASE)


def _printed(lines: Iterable[str]) -> Iterator[PlanYear]:
    for line in lines:
        for match in _YEAR.finditer(line):
            if year := PlanYear.parse(re.sub(r"[–—]", "-", match[0])):
                yield year


def calendar_year(draft: PlanDraft, stem: str) -> int | None:
    """The year of a plan from January to December: as its title says, or as its dates lie in both halves of it."""
    lines = [cell.line for cell in draft.preamble if len(cell.line) <= LONGEST_TITLE]
    if any(_printed([*lines, stem])):
        return None
    days = list(_days(draft))
    year, votes = Counter(day.year for day in days).most_common(1)[0] if days else (0, 0)
    halves = {day.month > MONTHS_OF_A_HALF for day in days if day.year == year}
    if days:
        return year if votes >= MOST * len(days) and len(halves) > 1 else None
    titled = next((match for line in lines if (match := _TITLE_WITH_YEAR.search(line))), None)
    return int(titled["after"] or titled["before"]) if titled else None


MONTHS_OF_A_HALF = 6
MOST = 0.75
"""The share of the dates in one calendar year: the last steps may lie in the next."""
_TITLE_WITH_YEAR = re.compile(
    r"\bplan\b[^\d\n]{0,40}\b(?P<after>20\d\d)\b(?! ?[-–—/] ?\d)"
    r"|(?<![-–—/\d])\b(?P<before>20\d\d) [^\d\n]{0,40}\bplan\b",
    re.IGNORECASE,
)


def _voted(draft: PlanDraft) -> PlanYear | None:
    votes = Counter(PlanYear.of(day) for day in _days(draft))
    return votes.most_common(1)[0][0] if votes else None


def _days(draft: PlanDraft) -> Iterator[date]:
    for item in draft.items():
        for column, role in DATE_COLUMNS.items():
            cell = item.cells.get(column)
            if cell is None:
                continue
            try:
                when = when_of(cell, role, None)
            except UnreadableDate:
                continue  # reported when the item is read
            yield from (day for day in (when.start, when.due) if day)
