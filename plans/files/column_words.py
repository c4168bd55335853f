"""Maps a table's headings, in any wording, to columns."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

LONGEST_HEADING = 90


class Column(StrEnum):
    TEXT = "text"
    LEAD = "lead"
    COLLABORATORS = "collaborators"
    START = "start"
    DUE = "due"
    TIMELINE = "timeline"
    OUTPUT = "output"
    RESOURCES = "resources"
    NUMBER = "number"
    GOAL = "goal"
    PRIORITY = "priority"
    STRATEGY = "strategy"
    MILESTONE = "milestone"
    MILESTONE_DUE = "milestone_due"
    QUARTER = "quarter"
    SERVES = "serves"
    """The objective of the plan above that the row's strategy serves."""
    STATE = "state"
    """The item's state: a word, a mark or a percentage."""
    COMPLETED_ON = "completed_on"
    MONITOR = "monitor"
    """Who follows the work, in a table where no one is named as responsible; see `columns.py`."""
    OTHER = "other"
    """Recognized but unused: remarks, reports."""
    INDICATOR = "indicator"
    SOURCE = "source"
    BASELINE = "baseline"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Named:
    """The column a heading names, and how plainly: of two headings for one column the plainer counts."""

    column: Column
    plain: bool = True


_BY_PATTERN = tuple(
    (Named(column, plain), re.compile(pattern))
    for column, plain, pattern in (
        (
            Column.COMPLETED_ON,
            True,
            r"date (?:completed|done|finished)$|completed on$|(?:actual|completed) (?:completion |end |finish )?date$"
            r"|actual (?:completion|end|finish)$",
        ),
        (
            Column.STATE,
            True,
            r"(?:%|percent(?:age)?)(?: of)?(?: work)? ?(?:complete|completed|completion|done|finished)$",
        ),
        (Column.STATE, True, r"(?:is it )?(?:completed?|done|finished)(?: ?\(?(?:y ?/ ?n|yes ?/ ?no|x|✓)\)?)?$"),
        (Column.STATE, True, r"(?!.*designation)(?:.*\bstatus\b.*|progress|rag(?: rating)?)$"),
        (Column.MONITOR, True, r"(?!.*responsib).*\bmonitor"),
        (
            Column.OTHER,
            True,
            r"\(?%|percent|progress|actual|comment|notes?\b|\d\w+ quarter|update|.*\b(?:progress|y/n)\b",
        ),
        (Column.OTHER, True, r".*\b(?:type|category)$"),
        (
            Column.MILESTONE_DUE,
            True,
            r"milestone (?:(?:due|target|end|completion) )?(?:date|deadline|timeline|due|by when)$"
            r"|(?:due|target|completion) date of (?:the )?milestone$",
        ),
        (
            Column.SERVES,
            True,
            r"serves(?: (?:the )?(?:district |state )?(?:objective|priority|objectives|priorities))?$"
            r"|(?:district |state )(?:objective|priority) (?:it )?serve[sd]$"
            r"|(?:aligned|aligns|alignment) (?:to|with) (?:the )?(?:district|state)s? (?:objective|priority)s?$",
        ),
        (Column.GOAL, True, r"(?:school |district |smart |strategic |annual )?goals?$"),
        (
            Column.PRIORITY,
            True,
            r"(?:strategic |performance |school |district |government )?"
            r"(?:objective|priorit(?:y|ies)|priority area|focus area|pillar|key issue)s?(?: id)?$",
        ),
        (
            Column.STRATEGY,
            True,
            r"(?:key |strategic |major |improvement |evidence[- ]based )*(?:initiative|strategy|strategies)s?$",
        ),
        (Column.MILESTONE, True, r"milestones?$"),
        (Column.QUARTER, True, r"(?:quarter|qtr|month|semester|term|school years?)\b"),
        (
            Column.NUMBER,
            True,
            r"(?:(?:action|activity|task|step|item)s?(?: step| item)? )?"
            r"(?:#|no|num|number|code|id|ref|reference)\.?(?: #| no)?\.?$",
        ),
        (Column.TIMELINE, True, r".*\b(?:start|begin)\w*\b.*\b(?:end|finish|complet)"),
        (Column.START, True, r".*\b(?:start|begin|begins|launch date|from$)"),
        (Column.OUTPUT, True, r".*\bevidence\b"),
        (
            Column.DUE,
            True,
            r".*\b(?:complete|completion|completed by|end|ending|due|finish|deadline|target date|by when|until)\b"
            r"|when\b.*\bcompleted$",
        ),
        (
            Column.COLLABORATORS,
            True,
            r"(?!.*responsib).*(?:\bsupport(?: staff| team)?$|\bhelpers?$|collaborat"
            r"|\bpartners\b|who else|(?:also|others) involved|team members|supported by)",
        ),
        (
            Column.LEAD,
            True,
            r".*(?:\bleads?\b|\bleader\b|responsib|\bowner|accountable|assigned to"
            r"|(?:staff|person|people|team) assigned|facilitator|in charge"
            r"|point (?:person|of contact))",
        ),
        (
            Column.LEAD,
            False,
            r"(?!.*\b(?:benefit|need|serve|attend))(?:.*\bwho\b|by whom|key (?:personnel|people|staff)"
            r"|(?:persons?|people|staff|personnel) involved\b)"
            r"|(?:.*\bperson|personnel|staff)$",
        ),
        (Column.INDICATOR, True, r"indicators?$"),
        (Column.SOURCE, True, r"data source"),
        (Column.BASELINE, True, r"baseline"),
        (Column.TARGET, True, r"target year|target \d|year \d"),
        (Column.TIMELINE, True, r"(?:timeline|timescale|time ?(?:frame|line|scale|period)|timing\b)"),
        (Column.RESOURCES, True, r".*(?:resource|budget|\bfund|\bcosts?\b|materials)"),
        (Column.OUTPUT, True, r".*(?:output|deliverable|\bproducts?\b)"),
        (Column.OUTPUT, False, r"(?:expected |anticipated )?(?:outcomes?|results?)$|.*\bexpected result"),
        (
            Column.OUTPUT,
            False,
            r"success (?:criteria|criterion|indicators?|measures?)|(?:measure|indicator)s? of success",
        ),
        (Column.TIMELINE, False, r"(?:when\b|dates?\b|schedule|projected date|period$)"),
        (
            Column.TEXT,
            True,
            r"(?:key |specific |major |implementation |training |professional development )?"
            r"(?:activit|actions?\b|tasks?\b|steps?\b|what (?:will|must|do) |what$)",
        ),
        (Column.TEXT, True, r"strateg(?:y|ies) ?(?:/|and|&) ?(?:activit|actions?\b)"),
        (Column.TEXT, True, r"description of (?:the )?(?:activity|action|task)"),
        (Column.TEXT, False, r".*\b(?:activities|action steps|action items|tasks)$"),
    )
)


def named(text: str) -> Named | None:
    """The column a heading names. Words in parentheses count only if the others name none."""
    words = heading_words(text)
    without = re.sub(r"(?:(?<!\s)\s+)?\([^)]*\)?", "", words).strip()
    return _match(without) or _match(words)


def heading(text: str) -> Column | None:
    match = named(text)
    return match.column if match else None


def _match(words: str) -> Named | None:
    if not words or len(words) > LONGEST_HEADING:
        return None
    return next((match for match, pattern in _BY_PATTERN if pattern.match(words)), None)


def heading_words(text: str) -> str:
    """Lower case, on one line. Of a heading with an explanation, only the first line."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text) if " " not in text.strip() else text
    plain = re.sub(r"[?:*’']", "", spaced.replace("(s)", "s").replace("(S)", "s"))
    line = " ".join(plain.split())
    if len(line) > LONGEST_HEADING and "\n" in plain.strip():
        line = plain.strip().split("\n")[0].strip()
    return line.lower()


SheetColumn = TypeVar("SheetColumn")


def headed_columns(row: Iterable[str], headings: Mapping[SheetColumn, Collection[str]]) -> dict[SheetColumn, int]:
    """The place of each column, by its first heading in the row. `headings` are in the form of `heading_words`."""
    columns: dict[SheetColumn, int] = {}
    for place, text in enumerate(row):
        words = heading_words(text)
        for column, fitting in headings.items():
            if words in fitting:
                columns.setdefault(column, place)
    return columns
