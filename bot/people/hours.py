"""Reads times of day as people type them: "10:30", "8am-4 pm"."""

import re
from datetime import time

from plans.calendar import Window

_TIME = r"(?P<{0}hour>\d{{1,2}})(?::(?P<{0}minute>\d{{2}}))?(?:\s*(?P<{0}half>am|pm))?"
_ONE = re.compile(_TIME.format(""), re.IGNORECASE)
_SPAN = re.compile(rf"{_TIME.format('a')}\s*(?:-|\N{{EN DASH}}|to|until)\s*{_TIME.format('b')}", re.IGNORECASE)
NOON = 12


def read_time(words: str) -> time | None:
    match = _ONE.fullmatch(words.strip())
    return _time(match, "") if match else None


def read_window(words: str) -> Window | None:
    """The window from the first time to the second. None for other text, or an end before the start."""
    match = _SPAN.fullmatch(words.strip())
    first, last = (_time(match, "a"), _time(match, "b")) if match else (None, None)
    return Window(first, last) if first and last and first < last else None


def _time(match: re.Match[str], part: str) -> time | None:
    hour, minute = int(match[f"{part}hour"]), int(match[f"{part}minute"] or 0)
    half = (match[f"{part}half"] or "").casefold()
    if half:
        hour = hour % NOON + (NOON if half == "pm" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        return None
