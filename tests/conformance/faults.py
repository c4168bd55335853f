"""Planted faults: a check that accepts one of them checks nothing."""

from __future__ import annotations

from tests.conformance import compiler
from tests.conformance.lengths import too_long
from tests.conformance.literals import literals
from tests.conformance.recorded import Json, Message

PLAIN = {"type": "plain_text", "text": "Go"}
BUTTON = {"type": "button", "action_id": "go", "text": PLAIN}
MODAL = {"type": "modal", "title": PLAIN, "blocks": list[Json]()}


def _post(**arguments: object) -> Message:
    return Message("call", "chat.postMessage", {"channel": "C1", "text": "x", **arguments})


def _block(block: Json) -> Message:
    return _post(blocks=[block])


def _opened(view: Json) -> Message:
    return Message("call", "views.open", {"trigger_id": "1", "view": view})


def _event(**fields: object) -> Message:
    member = {"type": "member_left_channel", "user": "U1", "channel": "C1", "channel_type": "C", "team": "T1"}
    envelope = {"type": "event_callback", "token": "x", "team_id": "T1", "api_app_id": "A1", "event_id": "Ev1"}
    event = {**member, "event_ts": "1.000001", **fields}
    return Message("events_api", "member_left_channel", {**envelope, "event_time": 1, "event": event})


SOUND = {
    "a message": _post(thread_ts="1.000001"),
    "a button": _block({"type": "actions", "elements": [BUTTON]}),
    "a modal": _opened(MODAL),
    "an event": _event(),
}
FAULTS = {
    "an unknown argument": _post(colour="red"),
    "an argument of the wrong type": _post(unfurl_links="no"),
    "an unknown key in a block": _block({"type": "section", "text": PLAIN, "colour": "red"}),
    "an unknown key in an element": _block({"type": "actions", "elements": [{**BUTTON, "colour": "red"}]}),
    "a style that does not exist": _block({"type": "actions", "elements": [{**BUTTON, "style": "loud"}]}),
    "a block that does not exist": _block({"type": "headline", "text": PLAIN}),
    "a header with markup": _block({"type": "header", "text": {"type": "mrkdwn", "text": "x"}}),
    "a modal without a title": _opened({"type": "modal", "blocks": []}),
    "an unknown key in a view": _opened({**MODAL, "colour": "red"}),
    "an event with a key of the wrong type": _event(user=7),
    "an event with an unknown key": _event(colour="red"),
    "a method that does not exist": Message("call", "chat.shout", {}),
    "an answer to a form that does not exist": Message("ack", "view_submission", {"response_action": "shout"}),
    "a title that is too long": _opened({**MODAL, "title": {**PLAIN, "text": "x" * 25}}),
    "a label that is too long": _block(
        {"type": "actions", "elements": [{**BUTTON, "text": {**PLAIN, "text": "x" * 76}}]}
    ),
    "too many blocks": _post(blocks=[{"type": "divider"}] * 51),
    "an update that is too long": Message("call", "chat.update", {"channel": "C1", "ts": "1.1", "text": "x" * 4001}),
}


def missed() -> list[str]:
    """The planted faults that pass, and the sound messages that are refused."""
    passed = [f"{name} passes" for name, message in FAULTS.items() if not _complaints(name, message)]
    refused = [f"{name} is refused: {text}" for name, message in SOUND.items() for text in _complaints(name, message)]
    return [*passed, *refused]


def _complaints(name: str, message: Message) -> list[str]:
    return _types()[name] + list(too_long(message))


_by_fault: dict[str, list[str]] = {}


def _types() -> dict[str, list[str]]:
    """The compiler's complaints about every message, from one run."""
    if not _by_fault:
        named = {name: literals([message]) for name, message in (SOUND | FAULTS).items()}
        owners = [name for name, values in named.items() for _ in values]
        values = [fault for each in named.values() for fault in each]
        by_owner = [
            type(fault)(owner, fault.type_name, fault.body) for owner, fault in zip(owners, values, strict=True)
        ]
        _by_fault.update({name: [] for name in named})
        for complaint in compiler.complaints(by_owner):
            _by_fault[complaint.partition(": ")[0]].append(complaint)
    return _by_fault
