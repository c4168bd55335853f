"""Text as Slack stores it: `&`, `<` and `>` are entities unless they are part of markup."""

from __future__ import annotations

import re
from collections.abc import Callable

from sandbox.state import Channel, Json, User

_MARKUP = re.compile(
    r"<(?:[@#][UWCGB][A-Z0-9]{8,}(?:\|[^<>]*)?"
    r"|![a-z]+(?:\^[^<>]*)?(?:\|[^<>]*)?"
    r"|(?:https?|mailto|tel|slack):[^<>\s|]+(?:\|[^<>]*)?)>"
)
_URL = re.compile(r"https?://[^\s<>|]+[^\s<>|.,;:!?)\]}'\"]")
_BARE_AMPERSAND = re.compile(r"&(?!amp;|lt;|gt;)")
_NAME = re.compile(r"(?<![\w<])([@#])([\w.-]*\w)")


def _entities(text: str) -> str:
    return _BARE_AMPERSAND.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")


def _outside_markup(text: str, change: Callable[[str], str]) -> str:
    pieces, end = [], 0
    for match in _MARKUP.finditer(text):
        pieces += [change(text[end : match.start()]), match.group()]
        end = match.end()
    return "".join([*pieces, change(text[end:])])


def sent(text: str) -> str:
    """Text an app sent: markup stays, other brackets and ampersands become entities."""
    return _outside_markup(text, _entities)


def typed(text: str, users: dict[str, User], channels: dict[str, Channel], *, names: bool = False) -> str:
    """Text a person typed: @names, #names and addresses become markup, as in Slack's own client.

    Existing markup and entities stay. Commands carry the `names` beside the ids.
    """
    by_name = {user.name: user.id for user in users.values()}
    rooms = {channel.name: channel.id for channel in channels.values() if channel.kind != "im"}

    def mention(match: re.Match[str]) -> str:
        sign, name = match.groups()
        target = by_name.get(name) if sign == "@" else rooms.get(name)
        if target is None:
            return match.group()
        return f"<{sign}{target}|{name}>" if names or sign == "#" else f"<@{target}>"

    def plain(piece: str) -> str:
        # The address pattern runs on entities, so that `&amp;` inside an address stays as Slack stores it.
        return _NAME.sub(mention, _URL.sub(lambda match: f"<{match.group()}>", _entities(piece)))

    return _outside_markup(text, plain)


def bare(text: str) -> str:
    """Replace entities by their characters."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def runs(text: str) -> list[Json]:
    """The elements of a rich text section with the same content."""
    elements: list[Json] = []
    end = 0
    for markup in _MARKUP.finditer(text):
        elements += [*_text_run(text[end : markup.start()]), _markup_run(markup.group()[1:-1])]
        end = markup.end()
    return [*elements, *_text_run(text[end:])]


def _text_run(text: str) -> list[Json]:
    return [{"type": "text", "text": bare(text)}] if text else []


def _markup_run(inside: str) -> Json:
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        return {"type": "user", "user_id": target[1:]}
    if target.startswith("#"):
        return {"type": "channel", "channel_id": target[1:]}
    if target in ("!here", "!channel", "!everyone"):
        return {"type": "broadcast", "range": target[1:]}
    return {"type": "link", "url": bare(target), **({"text": label} if label else {})}
