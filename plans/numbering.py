"""Numbers of priorities, strategies, milestones and action items: parsed as printed, written strictly ("1.2.1.3")."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

Parts = tuple[int, ...]

_MARKED = re.compile(r"\s*(?P<code>\d{1,3}(?:\s?[.:]\s?\d{1,3}){0,3})\s*(?P<end>[.:)]+(?=\s|$)|-\s|$)\s*")
_PART = r"(?:\d{1,3}|[lI](?![A-Za-z]))"
_LONG = re.compile(rf"\s*(?P<code>\d{{1,3}}(?:[.:]{_PART}){{1,2}}[.:,]{_PART})(?!,\d)[.:)]?(?:\s+|(?=[A-Za-z]))")
"""Three or more numbers need no separator after them; "1.5 hours" and "1:1 devices" do not begin with a number.

The letter l or I is a mistyped 1 there, and a comma before the last number a mistyped dot.
"""
_MISTYPED = str.maketrans({"l": "1", "I": "1", ",": "."})


def write_code(parts: Parts) -> str:
    return ".".join(str(part) for part in parts)


def split_code(text: str) -> tuple[Parts, str]:
    """The number a text begins with, and the rest: "1.1.1.4. Plan" and "1.1:1" have one, "1.5 hours" has none."""
    match = _LONG.match(text) or _MARKED.match(text)
    if not match:
        return (), text
    return read_code(match["code"].translate(_MISTYPED)), text[match.end() :]


def read_code(text: str) -> Parts:
    """Parse "1.1:1", "1.1.1." and "1"; returns an empty tuple for anything else."""
    cleaned = text.strip().rstrip(".:)")
    if not re.fullmatch(r"\d{1,3}(?:\s?[.:]\s?\d{1,3}){0,3}", cleaned):
        return ()
    return tuple(int(part) for part in re.split(r"\s?[.:]\s?", cleaned))


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number within its parent, and whether it differs from the printed one."""

    number: int
    corrected: bool


def number_all(printed: Sequence[int | None]) -> list[Numbered]:
    """Keep each printed number if it is free; otherwise use the next free one."""
    printed_numbers = {number for number in printed if number}
    taken: set[int] = set()
    numbered = []
    last = 0
    for number in printed:
        fits = bool(number) and number not in taken
        last = number if fits and number else _next_free(last, taken, set() if number else printed_numbers)
        taken.add(last)
        numbered.append(Numbered(last, corrected=number is not None and not fits))
    return numbered


def _next_free(last: int, taken: set[int], printed: set[int]) -> int:
    candidate = last + 1
    while candidate in taken or candidate in printed:
        candidate += 1
    return candidate
