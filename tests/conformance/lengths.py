"""The lengths and counts that Slack documents, independent of the bot's and the look-alike's own tables."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tests.conformance.recorded import Json, Message

MOST_TEXT = 40_000
MOST_UPDATE = 4_000
MOST_VIEW_BYTES = 250_000
MOST_BLOCKS = {"message": 50, "view": 100}
MOST_MARKDOWN = 12_000

# By the type of a block, element or object: the place inside it, and the most characters or parts there.
MOST: dict[str, dict[str, int]] = {
    "section": {"text.text": 3000, "fields": 10, "fields.*.text": 2000},
    "header": {"text.text": 150},
    "context": {"elements": 10},
    "actions": {"elements": 25},
    "input": {"label.text": 2000, "hint.text": 2000},
    "image": {"alt_text": 2000, "title.text": 2000, "image_url": 3000},
    "table": {"rows": 100, "rows.*": 20},
    "button": {"text.text": 75, "value": 2000, "url": 3000},
    "overflow": {"options": 5},
    "checkboxes": {"options": 10},
    "radio_buttons": {"options": 10},
    "static_select": {"options": 100, "option_groups": 100},
    "multi_static_select": {"options": 100, "option_groups": 100},
    "home": {"private_metadata": 3000, "callback_id": 255, "external_id": 255},
    "modal": {
        "title.text": 24,
        "submit.text": 24,
        "close.text": 24,
        "private_metadata": 3000,
        "callback_id": 255,
        "external_id": 255,
    },
}
# In any object.
MOST_ANYWHERE = {
    "block_id": 255,
    "action_id": 255,
    "placeholder.text": 150,
    "options.*.text.text": 75,
    "options.*.value": 150,
    "options.*.description.text": 75,
    "option_groups.*.label.text": 75,
    "option_groups.*.options": 100,
    "confirm.title.text": 100,
    "confirm.text.text": 300,
    "confirm.confirm.text": 30,
    "confirm.deny.text": 30,
}


def too_long(message: Message) -> Iterator[str]:
    """Parts of the app's message that are longer, or more, than Slack accepts."""
    if message.kind not in ("call", "ack", "response_url"):
        return
    yield from _whole(message)
    for part in _objects(message.body):
        for place, most in (MOST.get(str(part.get("type")), {}) | MOST_ANYWHERE).items():
            for node in _at(part, place.split(".")):
                if len(node) > most:
                    yield f"{part.get('type')}.{place}: {len(node)} are more than {most}"


def _whole(message: Message) -> Iterator[str]:
    most_text = MOST_UPDATE if message.name == "chat.update" else MOST_TEXT
    if len(message.body.get("text") or "") > most_text:
        yield f"text: {len(message.body['text'])} are more than {most_text}"
    if view := message.body.get("view"):
        yield from _blocks(view["blocks"], MOST_BLOCKS["view"])
        if len(json.dumps(view).encode()) > MOST_VIEW_BYTES:
            yield f"the view is larger than {MOST_VIEW_BYTES} bytes"
    yield from _blocks(message.body.get("blocks") or [], MOST_BLOCKS["message"])


def _blocks(blocks: list[Json], most: int) -> Iterator[str]:
    if len(blocks) > most:
        yield f"blocks: {len(blocks)} are more than {most}"
    markdown = sum(len(each["text"]) for each in blocks if each["type"] == "markdown")
    if markdown > MOST_MARKDOWN:
        yield f"markdown: {markdown} are more than {MOST_MARKDOWN} together"


def _objects(node: Any) -> Iterator[Json]:
    if isinstance(node, dict):
        yield node
        node = list(node.values())
    if isinstance(node, list):
        for each in node:
            yield from _objects(each)


def _at(node: Any, place: list[str]) -> Iterator[str | list[Any]]:
    """The parts at a place; `*` stands for every item of a list."""
    if not place:
        if isinstance(node, str | list):
            yield node
    elif place[0] == "*":
        for each in node if isinstance(node, list) else ():
            yield from _at(each, place[1:])
    elif isinstance(node, dict) and place[0] in node:
        yield from _at(node[place[0]], place[1:])
