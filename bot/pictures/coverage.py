"""The picture of what was discussed when: months as columns, the aspects of each strategy as rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import prompts
from bot.pictures.lettering import BOLD, MEDIUM, clamped, family, png, roboto, wrapped
from plans.coverage import Aspect, Coverage, StrategyCoverage
from prompts import formats, plain

WIDTH = 600
"""In units of two pixels, as the picture of progress."""
MARGIN = 24
INNER = WIDTH - 2 * MARGIN
TITLE_SIZE, TITLE_LINE = 26, 33
NAME_SIZE, NAME_LINE = 20, 26
NAME_LINES_AT_MOST = 3
LABELS = 230
"""The width of the aspects' names."""
ROW_HEIGHT = 30
STRATEGY_GAP = 20
MONTHS_AT_MOST = 12
STRATEGIES_AT_MOST = 20
"""Slack scales taller pictures down until they cannot be read; the text has every strategy."""


@dataclass(frozen=True, slots=True)
class MonthColumn:
    month: str
    x: float


@dataclass(frozen=True, slots=True)
class AspectRow:
    name: str
    y: int
    months: frozenset[str] | None
    """None where the plan sets no benchmark."""


@dataclass(frozen=True, slots=True)
class StrategyGrid:
    name_lines: tuple[str, ...]
    top: int
    rows: tuple[AspectRow, ...]
    bottom: int


def coverage_picture(title: str, covered: Coverage) -> bytes:
    """Draw the picture as PNG."""
    return png(coverage_svg(title, covered), roboto())


def coverage_svg(title: str, covered: Coverage) -> str:
    face = roboto()
    title_lines = clamped(wrapped(title, face, TITLE_SIZE, BOLD, INNER), NAME_LINES_AT_MOST)
    months_top = MARGIN + TITLE_LINE * len(title_lines) + 60
    grids = _grids(covered.strategies[:STRATEGIES_AT_MOST], face, top=months_top + STRATEGY_GAP)
    left_out = max(0, len(covered.strategies) - STRATEGIES_AT_MOST)
    bottom = grids[-1].bottom if grids else months_top
    return prompts.svg(
        "coverage",
        family=family(face),
        title_lines=title_lines,
        months_top=months_top,
        since=covered.months[0] if covered.months else "",
        columns=_columns(covered.months[-MONTHS_AT_MOST:]),
        columns_left=MARGIN + LABELS,
        strategies=grids,
        left_out=left_out,
        width=WIDTH,
        height=bottom + MARGIN + (NAME_LINE if left_out else 0),
        margin=MARGIN,
    )


def coverage_alt(title: str, covered: Coverage) -> str:
    """The picture in words."""
    strategies = [
        {
            "code": strategy.code,
            "title": strategy.title,
            "aspects": [{"name": _name(aspect), "months": _month_names(strategy, aspect)} for aspect in Aspect],
        }
        for strategy in covered.strategies[:STRATEGIES_AT_MOST]
    ]
    left_out = max(0, len(covered.strategies) - STRATEGIES_AT_MOST)
    since = covered.months[0] if covered.months else ""
    return prompts.document(
        "coverage_alt.txt", title=title, since=since, strategies=strategies, left_out=left_out
    ).strip()


def _month_names(strategy: StrategyCoverage, aspect: Aspect) -> list[str] | None:
    months = strategy.discussed.get(aspect)
    return None if months is None else [formats.short_month(month) for month in sorted(months)]


def _name(aspect: Aspect) -> str:
    return plain("minutes", "discussed_aspect", aspect=aspect)


def _columns(months: Sequence[str]) -> list[MonthColumn]:
    width = min(60.0, (INNER - LABELS) / max(1, len(months)))
    return [MonthColumn(month, MARGIN + LABELS + width * (place + 0.5)) for place, month in enumerate(months)]


def _grids(strategies: Sequence[StrategyCoverage], face: Path, top: int) -> list[StrategyGrid]:
    grids: list[StrategyGrid] = []
    for strategy in strategies:
        name = f"{strategy.code} {strategy.title}"
        lines = clamped(wrapped(name, face, NAME_SIZE, MEDIUM, INNER), NAME_LINES_AT_MOST)
        first = top + NAME_LINE * len(lines) + ROW_HEIGHT // 2 + 4
        rows = tuple(
            AspectRow(_name(aspect), first + ROW_HEIGHT * place, strategy.discussed.get(aspect))
            for place, aspect in enumerate(Aspect)
        )
        bottom = rows[-1].y + ROW_HEIGHT // 2
        grids.append(StrategyGrid(lines, top, rows, bottom))
        top = bottom + STRATEGY_GAP
    return grids
