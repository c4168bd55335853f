"""Text in pictures: measuring, wrapping and rendering."""

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from plans.xml_text import xml_safe

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

ZOOM = 2
"""Pixels per unit of a picture, so that it is sharp on a phone."""
# Looking through the system's fonts takes a tenth of the time, and only other scripts and signs need them.
_BEYOND_ROBOTO = re.compile(r"[^\u0000-\u052f\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u20ac]")
WIDER = 1.4
"""How much wider the letters of another font may be than Roboto's."""
PAPER = "#ffffff"
BOLD, MEDIUM, REGULAR = 700, 500, 400


def wrapped(text: str, face: Path, size: int, weight: int, width: float) -> tuple[str, ...]:
    """Wrap a text to lines of at most `width` units. Longer words are broken."""
    lines: list[str] = []
    line = ""
    for word in xml_safe(text).split():
        joined = f"{line} {word}".strip()
        if measured(joined, face, size, weight) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, face, size, weight, width)
        lines += full
    return (*lines, line) if line else tuple(lines)


def clamped(lines: tuple[str, ...], most: int) -> tuple[str, ...]:
    if len(lines) <= most:
        return lines
    return (*lines[: most - 1], f"{lines[most - 1][:-1].rstrip()}…")


def reads_from_right(text: str) -> bool:
    """Whether the first letter with a direction is read from the right, as in Hebrew and Arabic."""
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((direction for direction in directions if direction in ("L", "R", "AL")), "L") != "L"


def png(drawing: str, face: Path) -> bytes:
    import resvg_py  # noqa: PLC0415 (as PIL below: not needed to start, nor by most of what the bot does)

    own = face == roboto() and not _BEYOND_ROBOTO.search(drawing)
    # The paper reaches to the last row, also where the height is no whole number of pixels.
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=drawing, font_files=[str(face)], skip_system_fonts=own, zoom=ZOOM, background=PAPER
        )
    )


def _pieces(word: str, face: Path, size: int, weight: int, width: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and measured(pieces[-1] + letter, face, size, weight) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


# A tree is drawn at each turning point, and most of its words are those of the picture before.
@lru_cache(maxsize=8192)
def measured(text: str, face: Path, size: int, weight: int) -> float:
    ruler = _ruler(face, size, weight)
    others = _BEYOND_ROBOTO.findall(text) if face == roboto() else []
    if not others:
        return ruler.getlength(text)
    # One letter that Roboto lacks, and the renderer takes the whole line from some font of the system.
    own = ruler.getlength(_BEYOND_ROBOTO.sub("", text))
    return WIDER * own + size * sum(map(_width_elsewhere, others))


def _width_elsewhere(letter: str) -> float:
    """The width in multiples of the font size, as an upper bound for any font."""
    return 1.3 if unicodedata.east_asian_width(letter) in "WF" else 0.75


@lru_cache(maxsize=8)
def _ruler(face: Path, size: int, weight: int) -> "FreeTypeFont":
    from PIL import ImageFont  # noqa: PLC0415 (see above)

    ruler = ImageFont.truetype(face, size)
    try:
        axes = ruler.get_variation_axes()
    except OSError:  # a font of one weight
        return ruler
    ruler.set_variation_by_axes([weight if axis["name"] == b"Weight" else axis["default"] or 0 for axis in axes])
    return ruler


def family(face: Path) -> str:
    from PIL import ImageFont  # noqa: PLC0415 (see above)

    return ImageFont.truetype(face).getname()[0] or "sans-serif"


@cache
def roboto() -> Path:
    """A font with Latin, Greek and Cyrillic letters. The renderer takes other letters from the system's fonts."""
    return Path(str(files("fontpkg_roboto"))) / "files" / "Roboto[wdth,wght].ttf"
