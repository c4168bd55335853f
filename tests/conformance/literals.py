"""Writes a TypeScript file with one literal per message, for the compiler to check."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.conformance.recorded import Json, Message, shape, without_blocks

HEAD = "import type * as p from './published.ts';\n"
SUBTYPES = {
    "": "p.PlainMessage",
    "message_changed": "p.MessageChanged",
    "message_deleted": "p.MessageDeleted",
    "file_share": "p.FileShare",
    "thread_broadcast": "p.slack.ThreadBroadcastMessageEvent",
}
MENDED = {"files.getUploadURLExternal": "p.UploadArguments"}
INTERACTIONS = {
    "block_actions": "p.BlockAction",
    "view_submission": "p.ViewSubmission",
    "view_closed": "p.ViewClosed",
    "shortcut": "p.Shortcut",
    "message_action": "p.MessageShortcut",
    "command": "p.bolt.SlashCommand",
}


@dataclass(frozen=True)
class Literal:
    """A JSON value and the published type it must have."""

    of: str
    type_name: str
    body: Json


def literals(messages: Iterable[Message]) -> list[Literal]:
    """One value of each shape."""
    distinct: dict[object, Literal] = {}
    for message in messages:
        for each in _parts(message):
            distinct.setdefault((each.type_name, shape(each.body)), each)
    return list(distinct.values())


def _parts(message: Message) -> Iterator[Literal]:
    """The message without its blocks, then each of its blocks."""
    of, blocks = f"{message.kind} {message.name}", list[Json]()
    if message.kind == "events_api":
        envelope = dict(message.body)
        event = without_blocks(envelope.pop("event"), blocks)
        yield Literal(of, "p.Envelope", envelope)
        yield Literal(of, _event_type(event), event)
    else:
        yield Literal(of, _type_of(message), without_blocks(message.body, blocks))
    for block in blocks:
        yield Literal(f"a block of {of}", f"p.BlockOf<{json.dumps(block.get('type'))}>", block)


def _type_of(message: Message) -> str:
    if message.kind == "call":
        if message.name in MENDED:
            return MENDED[message.name]
        words = [word[0].upper() + word[1:] for word in message.name.split(".")]
        return f"p.web.{''.join(words).replace('Api', 'API')}Arguments"
    if message.kind == "ack" and message.name != "command":
        return "p.bolt.ViewResponseAction"
    return "p.bolt.RespondArguments" if message.kind in ("ack", "response_url") else INTERACTIONS[message.name]


OUR_EVENTS = {"app_home_opened": "p.AppHomeOpened", "team_join": "p.TeamJoin", "user_change": "p.UserChange"}
"""Events whose published type contradicts the documentation; see published.ts."""


def _event_type(event: Json) -> str:
    if event["type"] == "message":
        return SUBTYPES[event.get("subtype", "")]
    if event["type"] in OUR_EVENTS:
        return OUR_EVENTS[event["type"]]
    return "p.slack." + "".join(word.capitalize() for word in event["type"].split("_")) + "Event"


def source(values: Iterable[Literal]) -> str:
    """One line for each, after the head: a complaint's line number identifies the literal."""
    lines = (f"export const v{n}: {each.type_name} = {json.dumps(each.body)};\n" for n, each in enumerate(values))
    return HEAD + "".join(lines)
