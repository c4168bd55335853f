"""Reads a screen of the sandbox: the text of blocks, and the controls with the text beside them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

SUGGESTING = ("external_select", "multi_external_select")
"""Menus whose options the app supplies while somebody types."""

CHOICES = {
    "external_select": "selected_option",
    "multi_external_select": "selected_options",
    "static_select": "selected_option",
    "radio_buttons": "selected_option",
    "overflow": "selected_option",
    "multi_static_select": "selected_options",
    "checkboxes": "selected_options",
}
PICKS = {
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
}


@dataclass(frozen=True)
class Surface:
    """A message, a Home tab or a modal, as someone sees it."""

    container: Json
    blocks: list[Json]
    text: str

    @property
    def kind(self) -> str:
        """message or view."""
        return str(self.container["type"])


@dataclass(frozen=True)
class Control:
    """A button or menu with its block and the text that belongs to it."""

    surface: Surface
    block: Json
    element: Json
    near: str

    @property
    def label(self) -> str:
        """Its label: a button's text, a field's label, a menu's placeholder."""
        written = self.element.get("text") or self.block.get("label") or self.element.get("placeholder") or {}
        return plain(written.get("text", ""))

    @property
    def options(self) -> list[Json]:
        """A menu's options."""
        groups = self.element.get("option_groups", [])
        return [*self.element.get("options", []), *(each for group in groups for each in group["options"])]


def controls(surface: Surface) -> Iterator[Control]:
    """Every control, top to bottom; text above a row of buttons belongs to the row, and so does what is read aloud."""
    above: list[str] = []
    after_row = False
    for block in surface.blocks:
        inside = [block.get("accessory"), block.get("element"), *block.get("elements", [])]
        active = [each for each in inside if isinstance(each, dict) and "action_id" in each]
        if block["type"] != "actions":
            above = [*([] if after_row else above), block_text(block)]
        after_row = block["type"] == "actions"
        near = block_text(block) if block["type"] in ("section", "input") else "\n".join(above)
        for element in active:
            yield Control(surface, block, element, f"{near}\n{element.get('accessibility_label', '')}".strip())


def block_text(block: Any) -> str:
    """All text in a block, in reading order."""
    return "\n".join(plain(piece) for piece in _pieces(block) if piece)


def _pieces(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for each in node:
            yield from _pieces(each)
    elif isinstance(node, dict):
        if node.get("type") in ("rich_text_section", "rich_text_preformatted", "rich_text_quote"):
            yield "".join(_run(each) for each in node["elements"])
            return
        for key in ("text", "label", "title", "hint", "placeholder", "alt_text", "initial_value", "description"):
            yield from [node[key]] if isinstance(node.get(key), str) else _pieces(node.get(key))
        for key in ("fields", "accessory", "element", "elements", "options", "option_groups", "rows", "submit"):
            yield from _pieces(node.get(key))


def _run(element: Json) -> str:
    mention = {"user": "user_id", "channel": "channel_id", "emoji": "name"}.get(element["type"])
    return f"@{element[mention]}" if mention else str(element.get("text") or element.get("url") or "")


def plain(text: str) -> str:
    """Markup as it is displayed: labels of links, fallbacks of dates, characters for entities."""
    unlinked = re.sub(r"<[^<>|]*\|([^<>]*)>", r"\1", text)
    return html.unescape(re.sub(r"<((?:[@#!]|https?:|mailto:)[^<>]*)>", r"\1", unlinked))


def contains(text: str, part: str) -> bool:
    """Whether the text contains the words, however they are spaced or emphasized."""
    return _words(part) in _words(text)


def _words(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[*~`]|(?<!\w)_|_(?!\w)", "", text)).strip()


def message_surface(channel: str, message: Json) -> Surface:
    """A message; files count by title and alternative text."""
    files = [piece for each in message["files"] for piece in (each["title"], each["name"], each["alt"])]
    reactions = [f":{each['name']}:" for each in message["reactions"]]
    text = _lines([plain(message["text"]), block_text(message["blocks"]), *files, *reactions])
    return Surface({"type": "message", "channel": channel, "ts": message["ts"]}, message["blocks"], text)


def view_surface(view: Json, more: list[str]) -> Surface:
    """A modal or Home tab; `more` is the text beside its blocks: errors and typed text."""
    text = _lines([block_text({**view, "blocks": None}), block_text(view["blocks"]), *more])
    return Surface({"type": "view", "view_id": view["id"]}, view["blocks"], text)


def _lines(pieces: list[str]) -> str:
    return "\n".join(piece for piece in pieces if piece)


def state_of(element: Json, answer: Any, options: list[Json]) -> Json:
    """Slack's state object for what a person chose or typed."""
    kind = element["type"]
    if kind in CHOICES:
        several = CHOICES[kind].endswith("s")
        chosen = [_option(options, each) for each in (answer if isinstance(answer, list | tuple) else [answer])]
        return {"type": kind, CHOICES[kind]: chosen if several else chosen[0]}
    if kind in PICKS:
        return {"type": kind, PICKS[kind]: list(answer) if kind.startswith("multi_") else answer}
    return {"type": kind, "value": str(answer)}


def _option(options: list[Json], text: str) -> Json:
    for matches in (lambda label: label == text, lambda label: contains(label.lower(), text.lower())):
        for option in options:
            if matches(plain(option["text"]["text"])):
                return option
    offered = ", ".join(plain(option["text"]["text"]) for option in options)
    raise AssertionError(f"{text!r} is not offered. There is: {offered}")
