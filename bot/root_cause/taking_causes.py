"""The forms about causes as they come back: accept, reword, merge, link, show, hand on, mark."""

from decimal import Decimal
from typing import Any

from bot.identifiers import Field
from bot.messages.coaching_buttons import Pointer
from bot.messages.root_cause_buttons import Form
from bot.payloads import Submission
from bot.people.directory import members_only
from bot.root_cause import opening_forms
from bot.root_cause.playing import play
from bot.root_cause.room import Room
from bot.root_cause.steps import find_reply
from conversations.root_cause.moves import (
    Accept,
    BringEvidence,
    Decide,
    GoTo,
    HandOn,
    Link,
    Mark,
    Merge,
    Reword,
    SetAside,
)
from conversations.root_cause.state import Step
from conversations.thread import moment
from prompts import plain
from storage import replies

Ack = dict[str, Any]
TICK = Decimal("0.000001")
"""The smallest step of a Slack ts."""


def causes(room: Room, form: Submission, pointer: Pointer, _argument: str) -> Ack | None:
    """What is wanted with which cause: done at once, or another form."""
    key, deed = form.text(Field.CAUSE), form.text(Field.DEED)
    if deed.startswith("go_to:"):
        step = _step(room, key, Step(deed.removeprefix("go_to:")))
        play(room, GoTo(by=room.me, asking=pointer.asking, at=now(room), step=step, cause=key))
        return None
    if deed == "add":
        return _further(room, pointer, Form.ACCEPT, f"under:{key}")
    known = opening_forms.cause(room, key)
    if deed in ("set_aside", "take_up"):
        aside = deed == "set_aside"
        play(room, SetAside(by=room.me, cause=key, version=known.version, aside=aside))
        return None
    return _further(room, pointer, _BY_DEED[deed], f"{key}:{known.version}")


_BY_DEED = {"reword": Form.REWORD, "merge": Form.MERGE, "link": Form.LINK}


def _step(room: Room, key: str, step: Step) -> Step:
    """Of a bone one asks what belongs to it."""
    return Step.BONE if step is Step.WHY and any(bone.key == key for bone in room.state.tree.bones) else step


def _further(room: Room, pointer: Pointer, form: Form, argument: str) -> Ack:
    to = Pointer(pointer.conversation_id, pointer.asking, f"{form}|{argument}")
    return {"response_action": "update", "view": opening_forms.form_for(room, to)}


def accept(room: Room, form: Submission, _pointer: Pointer, argument: str) -> Ack | None:
    reply = None if argument.startswith("under:") else find_reply(room, argument)
    move = Accept(
        by=room.me,
        under=form.text(Field.UNDER),
        text=form.text(Field.CAUSE),
        person=reply.person if reply else room.me,
        ts=reply.ts if reply else "",
        reason=form.text(Field.REASON),
    )
    play(room, move)
    return None


def reword(room: Room, form: Submission, _pointer: Pointer, argument: str) -> Ack | None:
    key, version = _versioned(argument)
    play(room, Reword(by=room.me, cause=key, version=version, text=form.text(Field.CAUSE)))
    return None


def merge(room: Room, form: Submission, _pointer: Pointer, argument: str) -> Ack | None:
    key, version = _versioned(argument)
    play(room, Merge(by=room.me, cause=key, version=version, into=form.text(Field.INTO)))
    return None


def _versioned(argument: str) -> tuple[str, int]:
    key, _, version = argument.partition(":")
    return key, int(version)


def link(room: Room, form: Submission, _pointer: Pointer, argument: str) -> Ack | None:
    play(room, Link(by=room.me, under=form.text(Field.UNDER), cause=_versioned(argument)[0]))
    return None


def evidence(room: Room, form: Submission, pointer: Pointer, _argument: str) -> Ack | None:
    item = room.state.askings[pointer.asking].visit.item
    links = tuple(line.strip() for line in form.text(Field.LINKS).splitlines() if line.strip())
    text = form.text(Field.EVIDENCE)
    play(room, BringEvidence(by=room.me, cause=item, person=room.me, text=text, links=links))
    return None


def hand_on(room: Room, form: Submission, pointer: Pointer, _argument: str) -> Ack | None:
    to = form.text(Field.TO)
    if not members_only(room.turn.session, room.plan.workspace_id, [to]):
        return {"response_action": "errors", "errors": {Field.TO: plain("coaching", "unknown_leader")}}
    if to == room.me:
        return {"response_action": "errors", "errors": {Field.TO: plain("supports", "trouble_yourself")}}
    said = {"to": to, "owner": form.text(Field.OWNER), "need": form.text(Field.NEED)}
    play(room, HandOn(by=room.me, asking=pointer.asking, at=now(room), **said))
    return None


def deeper(room: Room, form: Submission, pointer: Pointer, _argument: str) -> Ack | None:
    reason = form.text(Field.REASON)
    play(room, Decide(by=room.me, asking=pointer.asking, at=now(room), label="deeper", reason=reason))
    return None


def mark(room: Room, form: Submission, pointer: Pointer, _argument: str) -> Ack | None:
    play(room, Mark(by=room.me, asking=pointer.asking, at=now(room), causes=form.chosen.get(Field.CAUSE, ())))
    return None


def now(room: Room) -> str:
    """The moment of the turn as a Slack ts; Slack's clock may be ahead, and what was said is said before."""
    newest = moment(replies.newest(room.turn.session, room.conversation.id)) + TICK
    return str(max(Decimal(f"{room.turn.now.timestamp():.6f}"), newest))
