"""Who leads a dialog: the form on its opening message."""

from collections.abc import Callable, Iterable
from typing import Any

from bot.messages.threads import NOUN
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.identifiers import FieldId
from bot.slack.payloads import Submission
from bot.threads.room import ThreadRoom
from bot.threads.rules import is_manager, may_lead
from conversations.threads.moves import HandOver, NameCoLeader
from prompts import plain

ApplyMove = Callable[[Any, Any], Iterable[object]]


def arrange(
    room: ThreadRoom[Any],
    form: Submission,
    apply_move: ApplyMove,
    also: Callable[[str], Iterable[Any]] = lambda _by: (),
) -> Ack:
    """Hand over the lead last: whoever gives it away may still change the rest. `also` makes the kind's own moves."""
    leader, co_leader = form.text(FieldId.LEADER), form.text(FieldId.CO_LEADER) or None
    if errors := _errors(room, {FieldId.LEADER: leader, FieldId.CO_LEADER: co_leader}):
        return ack.errors(errors)
    by = room.me
    if is_manager(room) and not room.dialog.state.leads(by):
        apply_move(room, HandOver(by=by, leader=leader, by_manager=True))
        by = leader
    for move in also(by):
        apply_move(room, move)
    if co_leader != room.dialog.state.co_leader:
        apply_move(room, NameCoLeader(by=by, person=co_leader))
    if leader != room.dialog.state.leader:
        apply_move(room, HandOver(by=by, leader=leader))
    return {}


def _errors(room: ThreadRoom[Any], chosen: dict[str, str | None]) -> dict[str, str]:
    return {
        name: plain(NOUN, "unknown_leader")
        for name, person in chosen.items()
        if person and not may_lead(room.turn.session, room.plan, person)
    }
