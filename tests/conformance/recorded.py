"""Reads a recording: converts form values to their types, separates blocks, and keeps one message of each shape."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Json = dict[str, Any]

STRUCTURES = frozenset({"blocks", "view", "metadata", "files", "channel_ids"})
NUMBERS = frozenset({"limit", "length", "count", "page"})
FLAGS = frozenset({"include_locale", "include_all_metadata", "inclusive", "exclude_archived", "include_num_members"})
THE_CLIENTS = frozenset({"token", "team_id"})
"""The client adds the token, and Bolt for Python adds the workspace to every call of a listener."""
WORD = re.compile(r"[a-z_]{1,30}")
"""A string that may be an enum's, such as `type` or `style`."""


@dataclass(frozen=True)
class Message:
    """One message over the wire."""

    kind: str
    name: str
    body: Json


def read(path: Path) -> Iterator[Message]:
    """Every message of a recording, with arguments of the types they had before the form."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            written = json.loads(line)
            body = _meant(written["body"]) if written["kind"] == "call" else written["body"]
            yield Message(written["kind"], written["name"], body)


def _meant(arguments: Json) -> Json:
    """A form carries numbers, flags and structures as text."""
    return {name: _argument(name, argument) for name, argument in arguments.items() if name not in THE_CLIENTS}


def _argument(name: str, argument: Any) -> Any:
    if not isinstance(argument, str):
        return argument
    if name in STRUCTURES:
        return json.loads(argument)
    if name in NUMBERS:
        return int(argument)
    return argument in ("1", "true", "True") if name in FLAGS else argument


def without_blocks(node: Any, taken: list[Json]) -> Any:
    """The same with every list of blocks emptied; the blocks are appended to `taken`."""
    if isinstance(node, list):
        return [without_blocks(each, taken) for each in node]
    if not isinstance(node, dict):
        return node
    rest: Json = {}
    for key, part in node.items():
        if key == "blocks" and isinstance(part, list):
            taken.extend(part)
            rest[key] = []
        else:
            rest[key] = without_blocks(part, taken)
    return rest


def shape(node: Any) -> Any:
    """What messages share that differ only in their words and numbers."""
    match node:
        case dict():
            return tuple(sorted((key, shape(part)) for key, part in node.items()))
        case list():
            return tuple(dict.fromkeys(shape(each) for each in node))
        case str():
            return node if WORD.fullmatch(node) else "…"
        case _:
            return type(node).__name__
