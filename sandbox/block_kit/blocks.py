"""Checks the blocks of a message, a modal or a Home tab as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Literal

from sandbox.block_kit.checks import (
    Check,
    boolean,
    both,
    by_type,
    exactly_one,
    items,
    one_of,
    problem,
    shape,
    string,
)
from sandbox.block_kit.elements import IN_ACTIONS, IN_CONTEXT, IN_INPUT, IN_SECTION
from sandbox.block_kit.objects import ID, SLACK_FILE, URL, plain, text
from sandbox.block_kit.rich_text import RICH_TEXT

Surface = Literal["message", "modal", "home"]

MOST_BLOCKS: dict[str, int] = {"message": 50, "modal": 100, "home": 100}
MOST_MARKDOWN = 12_000
MOST_TABLE_TEXT = 10_000
_OWN: dict[str, Check] = {"block_id": ID}


def _has_text(content: Any, path: str) -> Iterator[str]:
    if isinstance(content, dict) and "text" not in content and "fields" not in content:
        yield problem("missing required field: text or fields", path)


_RAW_CELL = shape({"text": string(MOST_TABLE_TEXT)})
_CELL = by_type({"raw_text": _RAW_CELL, "rich_text": RICH_TEXT})
_COLUMN = shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})

_EVERYWHERE: dict[str, Check] = {
    "section": both(
        shape(
            {},
            {
                **_OWN,
                "text": text(3000),
                "fields": items(text(2000), 10),
                "accessory": by_type(IN_SECTION),
                "expand": boolean,
            },
        ),
        _has_text,
    ),
    "divider": shape({}, _OWN),
    "header": shape({"text": plain(150)}, _OWN),
    "context": shape({"elements": items(by_type(IN_CONTEXT), 10)}, _OWN),
    "actions": shape({"elements": items(by_type(IN_ACTIONS), 25)}, _OWN),
    "image": both(
        shape(
            {"alt_text": string(2000, 1)},
            {**_OWN, "image_url": URL, "slack_file": SLACK_FILE, "title": plain(2000)},
        ),
        exactly_one("image_url", "slack_file"),
    ),
    "rich_text": RICH_TEXT,
}
_INPUT = shape(
    {"label": plain(2000), "element": by_type(IN_INPUT)},
    {**_OWN, "hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
)
_TABLE = shape({"rows": items(items(_CELL, 20), 100)}, {**_OWN, "column_settings": items(_COLUMN, 20, 0)})
_ON: dict[str, dict[str, Check]] = {
    "message": {**_EVERYWHERE, "markdown": shape({"text": string(MOST_MARKDOWN, 1)}, _OWN), "table": _TABLE},
    "modal": {**_EVERYWHERE, "input": _INPUT},
    "home": {**_EVERYWHERE, "input": _INPUT},
}


def block_problems(blocks: Any, surface: Surface, path: str = "/blocks") -> list[str]:
    """Return Slack's complaints about the blocks, with their places, in its wording."""
    problems = list(items(by_type(_ON[surface]), MOST_BLOCKS[surface], 0)(blocks, path))
    if problems:
        return problems
    return [*_ids(blocks, path), *_focus(blocks, path), *_sums(blocks, path)]


def _ids(blocks: list[dict[str, Any]], path: str) -> Iterator[str]:
    counts = Counter(block["block_id"] for block in blocks if "block_id" in block)
    for block_id, count in counts.items():
        if count > 1:
            yield problem(f"block_id `{block_id}` already exists", path)
    for place, block in enumerate(blocks):
        actions = Counter(each["action_id"] for each in block.get("elements", []) if "action_id" in each)
        for action_id, count in actions.items():
            if count > 1:
                yield problem(f"action_id `{action_id}` already exists", f"{path}/{place}/elements")


def _focus(blocks: list[dict[str, Any]], path: str) -> Iterator[str]:
    inner = [
        each
        for block in blocks
        for each in [block.get("element", {}), block.get("accessory", {}), *block.get("elements", [])]
    ]
    if sum(bool(each.get("focus_on_load")) for each in inner) > 1:
        yield problem("only one element may have focus_on_load", path)


def _sums(blocks: list[dict[str, Any]], path: str) -> Iterator[str]:
    """Limits on all blocks of a kind together."""
    markdown = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if markdown > MOST_MARKDOWN:
        yield problem(f"markdown blocks must be less than {MOST_MARKDOWN + 1} characters together", path)
    tables = [block for block in blocks if block["type"] == "table"]
    if len(tables) > 1:
        yield problem("only_one_table_allowed", path)
    cells = [cell for table in tables for row in table["rows"] for cell in row]
    if sum(len(str(cell.get("text", cell.get("elements")))) for cell in cells) > MOST_TABLE_TEXT:
        yield problem(f"tables must be less than {MOST_TABLE_TEXT + 1} characters", path)
