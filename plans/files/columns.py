"""Recognising the columns of a table by their headings, whatever their exact words."""

import re
from collections.abc import Mapping
from enum import StrEnum

from plans.files.grid import Row

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
    QUARTER = "quarter"
    OTHER = "other"
    """Known, and of no use here: how far the work is, remarks."""
    INDICATOR = "indicator"
    SOURCE = "source"
    BASELINE = "baseline"
    TARGET = "target"


Columns = Mapping[int, Column]

_HEADINGS = tuple(
    (column, re.compile(pattern))
    for column, pattern in (
        (Column.OTHER, r"\(?%|percent|status|progress|actual|date completed|comment|notes?\b|\d\w+ quarter|update"),
        (Column.OTHER, r".*\b(?:status|progress|y/n)\b"),
        (Column.GOAL, r"(?:school |district |smart )?goals?$"),
        (Column.PRIORITY, r"(?:strategic )?(?:objective|priority area|focus area)s?$"),
        (Column.STRATEGY, r"(?:strategic )?(?:initiative|strategy|strategies)$"),
        (Column.MILESTONE, r"milestones?$"),
        (Column.QUARTER, r"(?:quarter|qtr|month|semester|school year)\b"),
        (Column.NUMBER, r"(?:#|no|num|number|code|item (?:#|no|number)|ref)$"),
        (Column.TIMELINE, r".*\b(?:start|begin)\w*\b.*\b(?:end|finish|complet)"),
        (Column.START, r".*\b(?:start|begin|begins|launch date|from$)"),
        (
            Column.DUE,
            r".*\b(?:complete|completion|completed by|end|ending|due|finish|deadline|target date|by when|until)\b",
        ),
        (
            Column.COLLABORATORS,
            r"(?!.*responsib).*(?:\bsupport(?: staff| team)?$|\bhelpers?$|collaborat"
            r"|\bpartners\b|who else|(?:also|others) involved|team members|supported by)",
        ),
        (
            Column.LEAD,
            r".*(?:\bwho\b|\bleads?\b|\bleader\b|responsib|\bowner|accountable|assigned to|facilitator|\bperson$)",
        ),
        (Column.INDICATOR, r"indicators?(?:\(s\))?$"),
        (Column.SOURCE, r"data source"),
        (Column.BASELINE, r"baseline"),
        (Column.TARGET, r"target year|target \d|year \d"),
        (Column.RESOURCES, r".*(?:resource|budget|\bfund|\bcosts?\b|materials)"),
        (Column.OUTPUT, r".*(?:output|deliverable|\bproducts?\b|evidence)"),
        (Column.OUTPUT, r"(?:expected |anticipated )?(?:outcomes?|results?)$"),
        (Column.TIMELINE, r"(?:timeline|time ?frame|time ?line|when\b|dates?\b|schedule|projected date)"),
        (
            Column.TEXT,
            r"(?:key |specific |major |implementation |training |professional development )?"
            r"(?:activit|actions?\b|tasks?\b|steps?\b|what (?:will|must|do) |what$)",
        ),
        (Column.TEXT, r"strateg(?:y|ies) ?(?:/|and|&) ?(?:activit|actions?\b)"),
        (Column.TEXT, r"description of (?:the )?(?:activity|action|task)"),
    )
)


def heading(text: str) -> Column | None:
    """Which column a heading names."""
    words = re.sub(r"\s+", " ", re.sub(r"[?:*’']", "", text)).strip().lower()
    if not words or len(words) > LONGEST_HEADING:
        return None
    return next((column for column, pattern in _HEADINGS if pattern.match(words)), None)


def recognised(row: Row) -> dict[int, Column]:
    """The columns a row names, each once; the first of two alike counts."""
    columns: dict[int, Column] = {}
    for place, cell in enumerate(row):
        column = heading(cell.text)
        if column and (column in _REPEATABLE or column not in columns.values()):
            columns[place] = column
    return columns


_REPEATABLE = {Column.TARGET, Column.OTHER}


def item_columns(row: Row) -> Columns | None:
    """The columns of an action item table, where this row is its heading row."""
    columns = recognised(row)
    named = set(columns.values())
    timed = named & {Column.START, Column.DUE, Column.TIMELINE}
    if not timed:  # then the quarter is all that is said about time
        columns = {place: _as_timeline(column) for place, column in columns.items()}
    return columns if Column.TEXT in named and (Column.LEAD in named or timed) else None


def _as_timeline(column: Column) -> Column:
    return Column.TIMELINE if column is Column.QUARTER else column


def measure_columns(row: Row) -> Columns | None:
    """The columns of a table of measures."""
    columns = recognised(row)
    named = set(columns.values())
    return columns if Column.INDICATOR in named and named & {Column.BASELINE, Column.TARGET} else None
