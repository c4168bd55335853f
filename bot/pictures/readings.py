"""The picture of readings: a run chart for each measure or benchmark, with baseline, targets, median and signals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import prompts
from bot.pictures.chart_scales import Ticks, across, ticks
from bot.pictures.lettering import BOLD, MEDIUM, REGULAR, clamped, family, png, roboto, wrapped
from plans.figures import level
from plans.outcome_history import OutcomeHistory
from prompts import plain

NOUN = "facts"
WIDTH = 600
"""In units of two pixels, as the picture of progress."""
MARGIN = 24
INNER = WIDTH - 2 * MARGIN
TITLE_SIZE, TITLE_LINE = 26, 33
NAME_SIZE, NAME_LINE = 22, 28
WORDS_SIZE, WORDS_LINE = 20, 26
LINES_AT_MOST = 3
LEGEND_HEIGHT = 76
PLOT_HEIGHT = 170
AXIS_WIDTH = 78
"""Left of the plot, for the values of its scale."""
DAYS_HEIGHT = 30
ROW_GAP = 26
ROWS_AT_MOST = 3
"""Slack scales taller pictures down until they cannot be read; the alternative text has every one."""
EDGE = 20
"""The space beside the first and the last day, so that their marks are whole."""


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float
    in_signal: bool


@dataclass(frozen=True, slots=True)
class TargetLine:
    """From the day of the target before it to its own, or over the whole plot."""

    start: float
    end: float
    y: float


@dataclass(frozen=True, slots=True)
class Plot:
    """Positions from the picture's upper left corner."""

    name_lines: tuple[str, ...]
    word_lines: tuple[str, ...]
    """The newest values in words, below the plot."""
    top: int
    plot_top: int
    bottom: int
    ticks: Sequence[tuple[float, str]]
    days: Sequence[tuple[float, date]]
    """The first and the last day."""
    points: Sequence[Point]
    targets: Sequence[TargetLine]
    baseline: float | None
    median: float | None


def readings_picture(title: str, as_of: date, histories: Sequence[OutcomeHistory]) -> bytes:
    """Draw the picture as PNG."""
    return png(readings_svg(title, as_of, histories), roboto())


def readings_svg(title: str, as_of: date, histories: Sequence[OutcomeHistory]) -> str:
    face, drawn = roboto(), [each for each in histories if each.readings]
    title_lines = clamped(wrapped(title, face, TITLE_SIZE, BOLD, INNER), LINES_AT_MOST)
    legend_top = MARGIN + TITLE_LINE * len(title_lines) + NAME_LINE + 12
    plots: list[Plot] = []
    for each in drawn[:ROWS_AT_MOST]:
        plots.append(_plot(each, plots[-1].bottom + ROW_GAP if plots else legend_top + LEGEND_HEIGHT))
    bottom = plots[-1].bottom if plots else legend_top + LEGEND_HEIGHT
    return prompts.svg(
        "readings",
        family=family(face),
        title_lines=title_lines,
        as_of=as_of,
        legend_top=legend_top,
        plots=plots,
        left_out=max(0, len(drawn) - ROWS_AT_MOST),
        width=WIDTH,
        height=bottom + MARGIN + (NAME_LINE if len(drawn) > ROWS_AT_MOST else 0),
        margin=MARGIN,
        name_line=NAME_LINE,
        words_line=WORDS_LINE,
        plot_left=MARGIN + AXIS_WIDTH,
        plot_height=PLOT_HEIGHT,
    )


def readings_alt(title: str, as_of: date, histories: Sequence[OutcomeHistory]) -> str:
    """The picture in words, with those that it has no room for."""
    rows = [{"name": _name(each), "words": ". ".join(_sentences(each, "picture_numbers"))} for each in histories]
    return prompts.document("readings_alt.txt", title=title, as_of=as_of, rows=rows).strip()


def _name(history: OutcomeHistory) -> str:
    return plain(NOUN, "picture_name", outcome=history.outcome, group=history.student_group)


def _sentences(history: OutcomeHistory, numbers: str) -> list[str]:
    """The numbers, all of them or the newest ones; then the signals, and what is not drawn."""
    baseline = history.outcome.baseline if history.baseline else ""
    sentences = [plain(NOUN, numbers, history=history, baseline=baseline)] if history.readings else []
    for signal in history.chart.signals:
        first, last = (history.readings[place].taken_on for place in (signal.first, signal.last))
        sentences.append(plain(NOUN, "picture_signal", signal=signal, first=first, last=last))
    not_drawn = plain(NOUN, "picture_not_drawn", history=history)
    return [sentence for sentence in (*sentences, not_drawn) if sentence]


def _plot(history: OutcomeHistory, top: int) -> Plot:
    face = roboto()
    names = clamped(wrapped(_name(history), face, NAME_SIZE, MEDIUM, INNER), LINES_AT_MOST)
    plot_top = top + NAME_LINE * len(names) + 14
    scale = _scale(history, plot_top)
    first, last = _days(history)
    words = [
        line
        for sentence in _sentences(history, "picture_newest")
        for line in clamped(wrapped(sentence, face, WORDS_SIZE, REGULAR, INNER), LINES_AT_MOST)
    ]
    return Plot(
        name_lines=names,
        word_lines=tuple(words),
        top=top,
        plot_top=plot_top,
        bottom=plot_top + PLOT_HEIGHT + DAYS_HEIGHT + WORDS_LINE * len(words),
        ticks=[(scale.y(at), plain(NOUN, "picture_level", level=at, history=history)) for at in scale.values],
        days=[(_x(day, first, last), day) for day in dict.fromkeys((first, last))],
        points=_points(history, scale, first, last),
        targets=_targets(history, scale, first, last),
        baseline=scale.y(level(history.baseline)) if history.baseline else None,
        median=scale.y(history.chart.median) if history.chart.median is not None else None,
    )


def _scale(history: OutcomeHistory, plot_top: int) -> Ticks:
    levels = [level(figure) for figure in history.figures]
    levels += [level(target.figure) for target, _day in history.dated_targets]
    return ticks(levels, top=plot_top, height=PLOT_HEIGHT, is_share=history.is_share)


def _days(history: OutcomeHistory) -> tuple[date, date]:
    """From the first reading to the last one, or to the last dated target if that is later."""
    days = [reading.taken_on for reading in history.readings]
    days += [judged.day for judged in history.outcome.judged]
    return min(days), max(days)


def _x(day: date, first: date, last: date) -> float:
    return across(day, first, last, left=MARGIN + AXIS_WIDTH + EDGE, right=WIDTH - MARGIN - EDGE)


def _points(history: OutcomeHistory, scale: Ticks, first: date, last: date) -> list[Point]:
    signals = history.chart.signals
    return [
        Point(
            x=_x(reading.taken_on, first, last),
            y=scale.y(at),
            in_signal=any(signal.first <= place <= signal.last for signal in signals),
        )
        for place, (reading, at) in enumerate(zip(history.readings, history.levels, strict=True))
    ]


def _targets(history: OutcomeHistory, scale: Ticks, first: date, last: date) -> list[TargetLine]:
    """Several dated targets are steps; one target is a line over the whole plot."""
    left, right = float(MARGIN + AXIS_WIDTH), float(WIDTH - MARGIN)
    if not history.outcome.judged:
        return [TargetLine(left, right, scale.y(level(target.figure))) for target, _day in history.dated_targets]
    lines: list[TargetLine] = []
    for judged in history.outcome.judged:
        end = _x(judged.day, first, last)
        lines.append(TargetLine(lines[-1].end if lines else left, end, scale.y(level(judged.target.figure))))
    return lines
