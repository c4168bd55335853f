"""Slack's limits, all of them, and the only code that cuts text to fit. Cutting comes after escaping."""

import re

TEXT_POST = 40_000
TEXT_UPDATE = 4_000
MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_TEXT_TOTAL = 12_000
"""Over all blocks of a message; undocumented, refused somewhere above 13,000."""
SECTION = 3_000
HEADER = 150
CONTEXT_ELEMENTS = 10
ACTIONS = 25
BUTTON = 75
BUTTON_VALUE = 2_000
OPTION = 75
OPTIONS = 100
MENU_OPTIONS = 5
PLACEHOLDER = 150
LABEL = 2_000
HINT = 2_000
INPUT_VALUE = 3_000
TITLE = 24
FILE_ALT_TEXT = 1_000
CONFIRM_TITLE = 100
CONFIRM_TEXT = 300
CONFIRM_BUTTON = 30

_ENTITY_START = re.compile(r"&[a-z]{0,3}$|<[^>]*$")


def clamp(text: str, most: int) -> str:
    """At most that long, ended by an ellipsis, never cut inside an entity or a mention."""
    if len(text) <= most:
        return text
    return _ENTITY_START.sub("", text[: most - 1]).rstrip() + "…"


def pieces(text: str, most: int) -> list[str]:
    """The whole text in parts of at most that length, parted at white space where there is some."""
    parts: list[str] = []
    while len(text) > most:
        cut = max(text.rfind("\n", 1, most), text.rfind(" ", 1, most))
        cut = cut if cut > most // 2 else most - 1
        parts.append(text[: cut + 1])
        text = text[cut + 1 :]
    return [*parts, text]
