"""Text, options and confirm dialogs: the small objects within blocks."""

from __future__ import annotations

from sandbox.block_kit.checks import (
    Check,
    boolean,
    both,
    by_type,
    exactly_one,
    items,
    matching,
    shape,
    string,
)

ID = string(255, 1)
URL = string(3000, 1)
DATE = matching(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "date")
TIME = matching(r"([01]\d|2[0-3]):[0-5]\d", "time")
ENTITY = matching(r"[UWCGDB][A-Z0-9]{8,}", "id")


def plain(longest: int) -> Check:
    """A plain_text object."""
    return by_type({"plain_text": shape({"text": string(longest, 1)}, {"emoji": boolean})})


def text(longest: int) -> Check:
    """A text object of either kind."""
    mrkdwn = shape({"text": string(longest, 1)}, {"verbatim": boolean})
    plain_text = shape({"text": string(longest, 1)}, {"emoji": boolean})
    return by_type({"plain_text": plain_text, "mrkdwn": mrkdwn})


def option(label: Check, **more: Check) -> Check:
    """An option of a menu."""
    return shape({"text": label, "value": string(150)}, {"description": plain(75), **more})


MENU_OPTION = option(plain(75))
OVERFLOW_OPTION = option(plain(75), url=URL)
TICK_OPTION = option(text(75))  # radio buttons and checkboxes may use mrkdwn
GROUP = shape({"label": plain(75), "options": items(MENU_OPTION, 100)})
CONFIRM = shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)}, {"style": string(10)}
)
SLACK_FILE = both(shape({}, {"id": ID, "url": URL}), exactly_one("id", "url"))
