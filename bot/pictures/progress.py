"""Progress as a picture: one stacked bar per strategy, for the message that carries the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import prompts
from bot.pictures.lettering import BOLD, MEDIUM, clamped, family, png, roboto, wrapped
from plans.progress import Progress

WIDTH = 600
"""Drawn at this width, twice as large in pixels: a phone shows it at 0.6 of it, and text stays legible."""
MARGIN = 24
INNER = WIDTH - 2 * MARGIN
TITLE_SIZE, TITLE_LINE = 26, 33
NAME_SIZE, NAME_LINE = 20, 26
NAME_LINES_AT_MOST = 4
LEGEND_HEIGHT = 84
BAR_HEIGHT = 34
BAR_BELOW_NAME = 8
"""Space between the name's last line and the bar."""
NUMBERS_HEIGHT = 34
ROW_GAP = 22
ROWS_AT_MOST = 25
"""Slack scales a taller picture down until nobody can read it; the text names every strategy."""
SLIVER = 7
"""The least width of a share that is not zero: one item of a hundred must be seen."""


@dataclass(frozen=True, slots=True)
class StrategyProgress:
    """`name` is what people call the strategy: its code and title."""

    name: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class Segment:
    kind: str
    """One of the patterns the template draws."""
    number: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    name_lines: tuple[str, ...]
    progress: Progress
    segments: tuple[Segment, ...]
    top: int
    """Of the first line of the name."""
    bar_top: int
    bottom: int


def progress_picture(title: str, as_of: date, rows: Sequence[StrategyProgress], font: Path | None = None) -> bytes:
    """A PNG. `font` is a TrueType file for people whose script the usual font lacks."""
    face = font or roboto()
    title_lines = wrapped(title, face, TITLE_SIZE, BOLD, INNER)[:NAME_LINES_AT_MOST]
    legend_top = MARGIN + TITLE_LINE * len(title_lines) + NAME_LINE + 12
    bars = _bars(rows[:ROWS_AT_MOST], face, top=legend_top + LEGEND_HEIGHT)
    bottom = bars[-1].bottom if bars else legend_top + LEGEND_HEIGHT + NAME_LINE
    left_out = max(0, len(rows) - ROWS_AT_MOST)
    drawing = prompts.svg(
        "progress",
        family=family(face),
        title_lines=title_lines,
        as_of=as_of,
        bars=bars,
        left_out=left_out,
        legend_top=legend_top,
        width=WIDTH,
        height=bottom + MARGIN + (NAME_LINE if left_out else 0),
        margin=MARGIN,
        bar_height=BAR_HEIGHT,
    )
    return png(drawing, face)


def progress_alt(title: str, as_of: date, rows: Sequence[StrategyProgress]) -> str:
    """Everything the picture shows, and the strategies it has no room for, in words."""
    return prompts.document("progress_alt.txt", title=title, as_of=as_of, rows=rows).strip()


def shares(numbers: Sequence[int], width: float) -> tuple[float, ...]:
    """Widths in proportion to the numbers, except that a small one is never too thin to see."""
    total = sum(numbers)
    if total == 0:
        return (0.0,) * len(numbers)
    thin = [0 < number * width / total < SLIVER for number in numbers]
    left = width - SLIVER * sum(thin)
    spread = sum(number for number, is_thin in zip(numbers, thin, strict=True) if not is_thin)
    return tuple(
        float(SLIVER) if is_thin else number * left / spread for number, is_thin in zip(numbers, thin, strict=True)
    )


def _bars(rows: Sequence[StrategyProgress], face: Path, top: int) -> tuple[Bar, ...]:
    bars: list[Bar] = []
    for row in rows:
        lines = clamped(wrapped(row.name, face, NAME_SIZE, MEDIUM, INNER), NAME_LINES_AT_MOST)
        bar_top = top + NAME_LINE * len(lines) + BAR_BELOW_NAME
        bottom = bar_top + BAR_HEIGHT + NUMBERS_HEIGHT
        bars.append(Bar(lines, row.progress, _segments(row.progress), top, bar_top, bottom))
        top = bottom + ROW_GAP
    return tuple(bars)


def _segments(progress: Progress) -> tuple[Segment, ...]:
    late = progress.completed_late.part
    numbers = {
        "done": progress.completed.part - late,
        "late": late,
        "behind": progress.behind.part,
        "not_yet_due": progress.not_yet_due,
        "ongoing": progress.ongoing,
    }
    segments: list[Segment] = []
    x = float(MARGIN)
    for (kind, number), width in zip(numbers.items(), shares(list(numbers.values()), INNER), strict=True):
        if number:
            segments.append(Segment(kind, number, x, width))
        x += width
    return tuple(segments)
