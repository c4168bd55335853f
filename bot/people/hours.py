"""Times of day as people type them: "10:30", "8am-4 pm"."""

import re
from datetime import time

from plans.calendar import Window

_TIME = r"(?P<{0}hour>\d{{1,2}})(?::(?P<{0}minute>\d{{2}}))?(?:\s*(?P<{0}half>am|pm))?"
_ONE = re.compile(_TIME.format(""), re.IGNORECASE)
_SPAN = re.compile(rf"{_TIME.format('a')}\s*(?:-|\N{{EN DASH}}|to|until)\s*{_TIME.format('b')}", re.IGNORECASE)
NOON = 12


def read_time(words: str) -> time | None:
    found = _ONE.fullmatch(words.strip())
    return _time(found, "") if found else None


def read_window(words: str) -> Window | None:
    """From the first time to before the last; None for what is no span, or one that ends before it begins."""
    found = _SPAN.fullmatch(words.strip())
    first, last = (_time(found, "a"), _time(found, "b")) if found else (None, None)
    return Window(first, last) if first and last and first < last else None


def _time(found: re.Match[str], part: str) -> time | None:
    hour, minute = int(found[f"{part}hour"]), int(found[f"{part}minute"] or 0)
    half = (found[f"{part}half"] or "").casefold()
    if half:
        hour = hour % NOON + (NOON if half == "pm" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        return None
