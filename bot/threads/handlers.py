"""Handlers that dialogs of every kind have, made for the room of one kind."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from bot.desk import Desk
from bot.messages.threads import record
from bot.messages.threads.pointers import DialogPointer, UndoPointer
from bot.permissions.plan_rules import PlanName
from bot.slack.ack import Ack
from bot.slack.blocks import Block, MessageContent
from bot.slack.button_values import StaleValueError
from bot.slack.payloads import Click, Command, Submission
from bot.threads import addresses, channels
from bot.threads.room import ThreadRoom
from bot.turns import Turn
from conversations.threads.moves import Control, Undo
from storage.dialogs.threads import DialogSummary
from storage.plans.plans import PlanSummary

HISTORY_SHOWN = 20

Room = TypeVar("Room", bound=ThreadRoom[Any])
Pointer = TypeVar("Pointer", bound=DialogPointer)


def pressed(
    room_type: type[Room],
    apply: Callable[[Room, Click, Pointer], None],
    *,
    dedup_key: Callable[[Click], str] = lambda click: click.key,
) -> Callable[[Desk, Click, Pointer, object], None]:
    """The handler of a button. The thread's address must be known before something leads back to it."""

    def press(desk: Desk, click: Click, pointer: Pointer, _subject: object) -> None:
        addresses.learn(desk.turns, desk.client, pointer.dialog_id)
        with desk.turns.write(click.who, dedup_key(click)) as turn:
            apply(room_type.enter(turn, pointer.dialog_id), click, pointer)

    return press


def controlled(
    room_type: type[Room], apply_move: Callable[[Room, Any], Iterable[object]], moves: Mapping[str, type[Control]]
) -> Callable[[Desk, Click, DialogPointer, object], None]:
    """The handler of buttons that say everything by themselves, each the move of its action id."""

    def control(room: Room, click: Click, pointer: DialogPointer) -> None:
        move = moves.get(click.action)
        if move is None:
            raise StaleValueError
        apply_move(room, move(by=room.me, asking=pointer.asking, at=click.action_ts))

    return pressed(room_type, control)


def undone(
    room_type: type[Room], apply_move: Callable[[Room, Any], Iterable[object]]
) -> Callable[[Desk, Click, UndoPointer, object], None]:
    """The handler of the button that takes a written part back."""

    def undo(room: Room, _click: Click, pointer: UndoPointer) -> None:
        apply_move(room, Undo(by=room.me, part=pointer.key))

    return pressed(room_type, undo)


def summarized(
    render: Callable[[Any], MessageContent],
) -> Callable[[Turn, Click, DialogPointer, ThreadRoom[Any]], None]:
    """The handler of a button with which anyone in the dialog may ask where it is."""

    def tell_where(_turn: Turn, click: Click, _pointer: DialogPointer, room: ThreadRoom[Any]) -> None:
        room.tell(room.me, render(room.dialog), click.key)

    return tell_where


def submitted(
    room_type: type[Room], apply: Callable[[Room, Submission, Pointer], Ack]
) -> Callable[[Desk, Submission, Pointer, object], Ack]:
    """The handler of a form whose outcome may lead back to the thread."""

    def submit(desk: Desk, form: Submission, pointer: Pointer, _subject: object) -> Ack:
        addresses.learn(desk.turns, desk.client, pointer.dialog_id)
        with desk.turns.write(form.who, form.key) as turn:
            answer = apply(room_type.enter(turn, pointer.dialog_id), form, pointer)
            if "errors" in answer:
                turn.release_key()
            return answer

    return submit


def members(room_type: type[Room], desk: Desk, click: Click, pointer: DialogPointer) -> Sequence[str]:
    """Everyone in the dialog's channel. Slack is asked outside any turn, which would hold a connection."""
    with desk.turns.read(click.who) as turn:
        channel = room_type.enter(turn, pointer.dialog_id, only_looks=True).dialog.channel
    return channels.members(desk.client, channel)


def history(
    room_type: type[Room], button: Callable[[DialogSummary], Block] | None = None
) -> Callable[[Turn, Command, PlanName, PlanSummary], MessageContent]:
    """The handler of a subcommand that lists past dialogs, with a button beside each if there is one."""

    def list_past(turn: Turn, _command: Command, _name: PlanName, plan: PlanSummary) -> MessageContent:
        reader = turn.by.slack_id
        dialogs = room_type.store.history(turn.session, plan.organization_id, reader=reader, limit=HISTORY_SHOWN)
        return record.history(room_type.noun, plan.organization, dialogs, button)

    return list_past
