"""The picture of progress: a stacked bar for each strategy. The message has the same numbers in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import prompts
from bot.pictures.lettering import BOLD, MEDIUM, clamped, family, png, roboto, wrapped
from plans.progress import Progress

WIDTH = 600
"""The width in units of two pixels. A phone shows it at 0.6 of it, with legible text."""
MARGIN = 24
INNER = WIDTH - 2 * MARGIN
TITLE_SIZE, TITLE_LINE = 26, 33
NAME_SIZE, NAME_LINE = 20, 26
NAME_LINES_AT_MOST = 4
LEGEND_HEIGHT = 84
BAR_HEIGHT = 34
BAR_BELOW_NAME = 8
"""The space between the last line of the name and the bar."""
NUMBERS_HEIGHT = 34
ROW_GAP = 22
ROWS_AT_MOST = 25
"""The most height. Slack scales taller pictures down until they cannot be read; the text has every strategy."""
SLIVER = 7
"""The least width of a share above zero, so that one item of 100 is visible."""


@dataclass(frozen=True, slots=True)
class StrategyProgress:
    """A strategy's progress. `name` is its code and title."""

    name: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class Segment:
    kind: str
    """The name of a pattern in the template."""
    number: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    name_lines: tuple[str, ...]
    progress: Progress
    segments: tuple[Segment, ...]
    top: int
    """The position of the name's first line."""
    bar_top: int
    bottom: int


def progress_picture(title: str, as_of: date, rows: Sequence[StrategyProgress], font: Path | None = None) -> bytes:
    """Draw the picture as PNG. `font` is a TrueType file for scripts that the default font lacks."""
    return png(progress_svg(title, as_of, rows, font), font or roboto())


def progress_svg(title: str, as_of: date, rows: Sequence[StrategyProgress], font: Path | None = None) -> str:
    face = font or roboto()
    title_lines = wrapped(title, face, TITLE_SIZE, BOLD, INNER)[:NAME_LINES_AT_MOST]
    legend_top = MARGIN + TITLE_LINE * len(title_lines) + NAME_LINE + 12
    bars = _bars(rows[:ROWS_AT_MOST], face, top=legend_top + LEGEND_HEIGHT)
    bottom = bars[-1].bottom if bars else legend_top + LEGEND_HEIGHT + NAME_LINE
    left_out = max(0, len(rows) - ROWS_AT_MOST)
    return prompts.svg(
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


def progress_alt(title: str, as_of: date, rows: Sequence[StrategyProgress]) -> str:
    """The picture in words, with the strategies that it has no room for."""
    return prompts.document("progress_alt.txt", title=title, as_of=as_of, rows=rows).strip()


def shares(numbers: Sequence[int], width: float) -> tuple[float, ...]:
    """Widths in proportion to the numbers, each at least wide enough to be visible."""
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
        "due_today": progress.due_today,
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
