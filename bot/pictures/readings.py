"""The picture of readings: a scale for each measure or benchmark, with its baseline, readings and target."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import prompts
from bot.pictures.lettering import BOLD, MEDIUM, REGULAR, clamped, family, png, roboto, wrapped
from plans.figures import Figure, level
from plans.outcomes import OutcomeHistory
from prompts import plain

NOUN = "facts"
WIDTH = 600
"""In units of two pixels, as the picture of progress."""
MARGIN = 24
INNER = WIDTH - 2 * MARGIN
TITLE_SIZE, TITLE_LINE = 26, 33
NAME_SIZE, NAME_LINE = 20, 26
WORDS_SIZE, WORDS_LINE = 18, 24
LINES_AT_MOST = 3
LEGEND_HEIGHT = 44
SCALE_HEIGHT = 22
AROUND_SCALE = 12
"""The space above and below a scale, into which the target's line reaches."""
ROW_GAP = 20
ROWS_AT_MOST = 8
"""A question is about few of them; the alternative text has every one."""
SPARE = 1.1
"""A scale that isn't one of percentages reaches a tenth beyond its greatest value."""
WHOLE_SCALE = 100.0


@dataclass(frozen=True, slots=True)
class Scale:
    """`target`, `baseline` and `marks` are positions from the left edge of the picture."""

    name_lines: tuple[str, ...]
    word_lines: tuple[str, ...]
    """The same values in words, below the scale."""
    top: int
    scale_top: int
    bottom: int
    target: float
    baseline: float | None
    marks: tuple[float, ...]
    """Of the readings, the newest last."""


def readings_picture(title: str, as_of: date, histories: Sequence[OutcomeHistory]) -> bytes:
    """Draw the picture as PNG."""
    return png(readings_svg(title, as_of, histories), roboto())


def readings_svg(title: str, as_of: date, histories: Sequence[OutcomeHistory]) -> str:
    face = roboto()
    title_lines = clamped(wrapped(title, face, TITLE_SIZE, BOLD, INNER), LINES_AT_MOST)
    legend_top = MARGIN + TITLE_LINE * len(title_lines) + NAME_LINE + 12
    scales: list[Scale] = []
    for each in histories[:ROWS_AT_MOST]:
        scales.append(_scale(each, scales[-1].bottom + ROW_GAP if scales else legend_top + LEGEND_HEIGHT))
    bottom = scales[-1].bottom if scales else legend_top + LEGEND_HEIGHT
    return prompts.svg(
        "readings",
        family=family(face),
        title_lines=title_lines,
        as_of=as_of,
        legend_top=legend_top,
        scales=scales,
        left_out=max(0, len(histories) - ROWS_AT_MOST),
        width=WIDTH,
        height=bottom + MARGIN + (NAME_LINE if len(histories) > ROWS_AT_MOST else 0),
        margin=MARGIN,
        scale_height=SCALE_HEIGHT,
    )


def readings_alt(title: str, as_of: date, histories: Sequence[OutcomeHistory]) -> str:
    """The picture in words, with those that it has no room for."""
    rows = [{"name": each.outcome.text, "words": _words(each)} for each in histories]
    return prompts.document("readings_alt.txt", title=title, as_of=as_of, rows=rows).strip()


def _words(history: OutcomeHistory) -> str:
    """The baseline, each reading with its day, and the target: the numbers that the picture shows."""
    return plain(
        NOUN, "picture_numbers", history=history, baseline=history.outcome.baseline if history.baseline else ""
    )


def _scale(history: OutcomeHistory, top: int) -> Scale:
    face = roboto()
    names = clamped(wrapped(history.outcome.text, face, NAME_SIZE, MEDIUM, INNER), LINES_AT_MOST)
    words = clamped(wrapped(_words(history), face, WORDS_SIZE, REGULAR, INNER), LINES_AT_MOST)
    scale_top = top + NAME_LINE * len(names) + AROUND_SCALE
    longest = _longest(history)
    return Scale(
        name_lines=names,
        word_lines=words,
        top=top,
        scale_top=scale_top,
        bottom=scale_top + SCALE_HEIGHT + AROUND_SCALE + WORDS_LINE * len(words),
        target=_position(history.target.figure, longest),
        baseline=_position(history.baseline, longest) if history.baseline else None,
        marks=tuple(_position(reading.figure, longest) for reading in history.readings if reading.figure),
    )


def _longest(history: OutcomeHistory) -> float:
    """What the right end of the scale stands for."""
    if history.target.figure.percent is not None:
        return max(WHOLE_SCALE, *(float(level(figure)) for figure in history.figures))
    return SPARE * max(float(level(figure)) for figure in (history.target.figure, *history.figures)) or 1.0


def _position(figure: Figure, longest: float) -> float:
    return round(MARGIN + INNER * min(max(float(level(figure)) / longest, 0.0), 1.0), 1)
