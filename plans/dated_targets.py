"""Several targets with a day each, as plans write them: "60% in November, 80% in January and 90% in May".

Nothing is guessed: unless figures and days alternate, each pair later than the one before, and the figures only rise or
only fall, there are no dated targets.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from plans.dates import PlanYear, UnreadableDate
from plans.dates.point import read_span
from plans.figures import Target, level, read_figure

FEWEST = 2
"""One target is the outcome's own, with the outcome's date."""
LONGEST = 2000
"""Characters."""


@dataclass(frozen=True, slots=True)
class DatedTarget:
    target: Target
    day: date
    """The last day of a month that is named without one."""


_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY_OF_MONTH = r"(?: \d{1,2}\b(?![%\d]| ?percent| of\b))?"
_PIECE = re.compile(
    rf"\b(?P<day>{_MONTH}(?!\w){_DAY_OF_MONTH}(?:,? \d{{4}}\b)?"
    r"|\d{1,2}/\d{1,2}(?:/\d{2,4})?(?=[,;:.)]|\s|$))"
    r"|(?P<share>\b\d{1,3}(?:\.\d{1,3})? ?(?:%|percent\b)|\b\d{1,4} of \d{1,4}\b)"
    r"|(?P<plain>\b\d{1,4}\.\d{1,3}\b)"
)
_CHANGE = re.compile(r"\b(?:by|another|additional)\s+$", re.IGNORECASE)
"""Before a figure: it is an amount of change, not a level."""


def dated_targets(text: str, year: PlanYear | None) -> tuple[DatedTarget, ...]:
    """The targets in a benchmark's sentence or in the cell of a measure's target, the earliest first.

    A month without a year is that of the school year.
    """
    pieces = list(_PIECE.finditer(text)) if len(text) <= LONGEST else []
    kinds = ["day" if piece["day"] else "figure" for piece in pieces]
    if len(pieces) < 2 * FEWEST or len(pieces) % 2 or any(kind == after for kind, after in pairwise(kinds)):
        return ()
    days, figures = pieces[kinds[0] == "figure" :: 2], pieces[kinds[0] == "day" :: 2]
    if any(_CHANGE.search(text[max(0, figure.start() - 20) : figure.start()]) for figure in figures):
        return ()
    return _paired([_last_day(piece[0], year) for piece in days], [piece[0] for piece in figures])


def _last_day(words: str, year: PlanYear | None) -> date | None:
    try:
        span = read_span(words.replace(".", "").casefold(), year)
    except UnreadableDate:
        return None
    return span.end if span else None


def _paired(days: Sequence[date | None], texts: Sequence[str]) -> tuple[DatedTarget, ...]:
    figures = [figure for text in texts if (figure := read_figure(text))]
    known_days = [day for day in days if day is not None]
    if len(known_days) != len(figures) or len(figures) != len(texts) or len({figure.unit for figure in figures}) > 1:
        return ()
    levels = [level(figure) for figure in figures]
    rises = [after > before for before, after in pairwise(levels)]
    in_order = all(before < after for before, after in pairwise(known_days))
    if not in_order or len(set(rises)) > 1 or len(set(levels)) < len(levels):
        return ()
    is_ceiling = not rises[0]
    return tuple(
        DatedTarget(Target(figure, text, is_ceiling), day)
        for figure, text, day in zip(figures, texts, known_days, strict=True)
    )
