"""The picture of milestones: each on its own line of time, with its due date, where it stands, and today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import prompts
from bot.pictures.lettering import BOLD, MEDIUM, clamped, family, png, roboto, wrapped
from plans.milestones import MilestoneProgress, MilestoneState
from prompts import plain

NOUN = "facts"
WIDTH = 600
"""In units of two pixels, as the picture of progress."""
MARGIN = 24
INNER = WIDTH - 2 * MARGIN
TITLE_SIZE, TITLE_LINE = 26, 33
NAME_SIZE, NAME_LINE = 20, 26
WORDS_LINE = 24
LINES_AT_MOST = 2
LEGEND_HEIGHT = 74
TIME_HEIGHT = 30
ROW_GAP = 16
ROWS_AT_MOST = 12
"""Slack scales taller pictures down until they cannot be read; the alternative text has every milestone."""
EDGE = 14
"""The space beside the first and the last day, so that their marks are whole."""


@dataclass(frozen=True, slots=True)
class TimeLine:
    name_lines: tuple[str, ...]
    words: str
    """The due date and the state, below the line."""
    state: MilestoneState
    top: int
    middle: int
    bottom: int
    due: float


def milestones_picture(title: str, as_of: date, milestones: Sequence[MilestoneProgress]) -> bytes:
    """Draw the picture as PNG. Milestones without a date are left out of it."""
    return png(milestones_svg(title, as_of, milestones), roboto())


def milestones_svg(title: str, as_of: date, milestones: Sequence[MilestoneProgress]) -> str:
    face, dated = roboto(), with_date(milestones)
    title_lines = clamped(wrapped(title, face, TITLE_SIZE, BOLD, INNER), LINES_AT_MOST)
    legend_top = MARGIN + TITLE_LINE * len(title_lines) + NAME_LINE + 12
    days = [as_of, *(due for due, _milestone in dated)]
    first, last = min(days), max(days)
    lines: list[TimeLine] = []
    for due, milestone in dated[:ROWS_AT_MOST]:
        top = lines[-1].bottom + ROW_GAP if lines else legend_top + LEGEND_HEIGHT
        lines.append(_line(milestone, top, _place(due, first, last)))
    left_out = max(0, len(dated) - ROWS_AT_MOST)
    bottom = lines[-1].bottom if lines else legend_top + LEGEND_HEIGHT
    return prompts.svg(
        "milestones",
        family=family(face),
        title_lines=title_lines,
        as_of=as_of,
        today=_place(as_of, first, last),
        legend_top=legend_top,
        states=[(state.value, plain(NOUN, "milestone_state", state=state)) for state in MilestoneState],
        lines=lines,
        left_out=left_out,
        width=WIDTH,
        height=bottom + MARGIN + (NAME_LINE if left_out else 0),
        margin=MARGIN,
    )


def milestones_alt(title: str, as_of: date, milestones: Sequence[MilestoneProgress]) -> str:
    """The picture in words, with those that it has no room for."""
    rows = [{"name": _name(milestone), "words": _words(milestone)} for _due, milestone in with_date(milestones)]
    return prompts.document("milestones_alt.txt", title=title, as_of=as_of, rows=rows).strip()


def with_date(milestones: Sequence[MilestoneProgress]) -> list[tuple[date, MilestoneProgress]]:
    """Those with a due date, the earliest first."""
    dated = [(milestone.due, milestone) for milestone in milestones if milestone.due is not None]
    return sorted(dated, key=lambda pair: pair[0])


def _name(milestone: MilestoneProgress) -> str:
    return f"{milestone.code} {milestone.title}"


def _words(milestone: MilestoneProgress) -> str:
    return plain(
        NOUN, "milestone_words", milestone=milestone, state=plain(NOUN, "milestone_state", state=milestone.state)
    )


def _line(milestone: MilestoneProgress, top: int, due: float) -> TimeLine:
    names = clamped(wrapped(_name(milestone), roboto(), NAME_SIZE, MEDIUM, INNER), LINES_AT_MOST)
    middle = top + NAME_LINE * len(names) + TIME_HEIGHT // 2 + 4
    bottom = middle + TIME_HEIGHT // 2 + WORDS_LINE
    return TimeLine(names, _words(milestone), milestone.state, top, middle, bottom, due)


def _place(day: date, first: date, last: date) -> float:
    """From the left edge of the picture."""
    share = (day - first).days / max((last - first).days, 1)
    return round(MARGIN + EDGE + (INNER - 2 * EDGE) * share, 1)
