"""Slack's limits, and the only code that cuts text to them. Text is cut after escaping."""

import re

TEXT_POST = 40_000
TEXT_UPDATE = 4_000
MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_TEXT_TOTAL = 12_000
"""Characters in all blocks of a message. Undocumented; Slack refuses somewhere above 13,000."""
TABLE_ROWS = 100
TABLE_COLUMNS = 20
TABLE_TEXT = 10_000
"""Characters in all cells. A message may have one table block."""
SECTION = 3_000
HEADER = 150
CONTEXT_ELEMENTS = 10
ACTIONS = 25
BUTTON = 75
ACCESSIBILITY_LABEL = 75
BUTTON_VALUE = 2_000
OPTION = 75
OPTIONS = 100
MENU_OPTIONS = 5
CHECKBOXES = 10
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
    """Cut a text to `most` characters with an ellipsis, never inside an entity or a mention."""
    if len(text) <= most:
        return text
    return _ENTITY_START.sub("", text[: most - 1]).rstrip() + "…"


def pieces(text: str, most: int) -> list[str]:
    """Split a text into parts of at most `most` characters: between lines if possible, else between words."""
    parts: list[str] = []
    while len(text) > most:
        spaces = (text.rfind(space, 1, most) for space in ("\n", " "))
        cut = next((space for space in spaces if space > most // 2), most - 1)
        parts.append(text[: cut + 1])
        text = text[cut + 1 :]
    return [*parts, text]
