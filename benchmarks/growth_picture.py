"""Draws lines over the number of people or schools on two logarithmic axes: a flat line does not grow with them."""

import math
from collections.abc import Mapping, Sequence

from bot.pictures.lettering import png, roboto

WIDTH, HEIGHT = 760, 430
LEFT, TOP, RIGHT, BOTTOM = 60, 30, 330, 60
LEAST, MOST = 0.1, 100.0
STROKES = (
    ("#1f4e79", ""),
    ("#b3541e", "10 4"),
    ("#2e7d32", "2 5"),
    ("#5e35b1", "14 4 2 4"),
    ("#ad1457", "6 6"),
)
"""Color and dash pattern: either one alone distinguishes the lines."""


def draw(sizes: Sequence[int], series: Mapping[str, Sequence[float]], unit: str) -> bytes:
    """Draw at most five series. `unit` says what the sizes count."""
    lines = [_axes(sizes, unit)]
    for number, ((name, values), (colour, dashes)) in enumerate(zip(series.items(), STROKES, strict=False)):
        points = " ".join(f"{_x(size, sizes):.1f},{_y(ratio):.1f}" for size, ratio in zip(sizes, values, strict=True))
        stroke = f'fill="none" stroke="{colour}" stroke-width="2.5" stroke-dasharray="{dashes}"'
        height = TOP + 20 + 34 * number
        lines += [
            f'<polyline points="{points}" {stroke}/>',
            f'<line x1="{WIDTH - RIGHT + 20}" x2="{WIDTH - RIGHT + 60}" y1="{height}" y2="{height}" {stroke}/>',
            _text(WIDTH - RIGHT + 68, height + 5, name, "start"),
        ]
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><rect width="100%" height="100%" fill="white"/>'
    return png(f"{drawing}{''.join(lines)}</svg>", roboto())


def _axes(sizes: Sequence[int], unit: str) -> str:
    drawn = []
    for power in range(round(math.log10(LEAST)), round(math.log10(MOST)) + 1):
        height = _y(10.0**power)
        drawn.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{height}" y2="{height}" stroke="#ddd"/>')
        drawn.append(_text(LEFT - 8, height + 5, f"{10.0**power:g}", "end"))
    drawn += [_text(_x(size, sizes), HEIGHT - BOTTOM + 24, f"{size:,}", "middle") for size in sizes]
    drawn.append(_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, unit, "middle"))
    return "".join(drawn)


def _x(size: int, sizes: Sequence[int]) -> float:
    along = (math.log10(size) - math.log10(sizes[0])) / (math.log10(sizes[-1]) - math.log10(sizes[0]))
    return LEFT + along * (WIDTH - RIGHT - LEFT)


def _y(ratio: float) -> float:
    up = (math.log10(min(max(ratio, LEAST), MOST)) - math.log10(LEAST)) / (math.log10(MOST) - math.log10(LEAST))
    return HEIGHT - BOTTOM - up * (HEIGHT - BOTTOM - TOP)


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-family="Roboto" font-size="14" text-anchor="{anchor}">{words}</text>'
