"""What follows from a move in any dialog, and the effects that every kind of dialog has."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, assert_never

from bot.exhibits import HEARD
from bot.messages.threads import replies as messages
from bot.messages.threads.steering import pause_over
from bot.threads import homes, leaderless, private_answers
from bot.threads.room import ThreadRoom
from conversations.rejections import Rejection
from conversations.threads.effects import BringIn, FindLeader, MarkHeard, SaveReply, SayParked
from conversations.threads.replies import Reply
from conversations.threads.state import DialogPhase, Thread
from storage.dialogs import private_answers as stored_answers
from storage.dialogs import replies

SharedEffect = SaveReply | MarkHeard | BringIn | SayParked | FindLeader

AnyRoom = ThreadRoom[Any]


@contextmanager
def carrying_out(room: AnyRoom, state: Thread, effects: tuple[object, ...]) -> Iterator[None]:
    """Save the state after a move; inside, its effects are applied, rendered for the thread's readers.

    Raises CannotDoError if the move was rejected. The end of a dialog closes its private questions, and Home tabs show
    the change.
    """
    before = room.dialog.state
    for effect in effects:
        if isinstance(effect, Rejection):
            raise room.rejected(effect.code)
    room.change(state)
    with room.for_thread():
        yield
        if before.phase is DialogPhase.PAUSED and state.phase is not DialogPhase.PAUSED:
            _show_pause_over(room, f"paused:{before.asking}")
    if room.dialog.state.phase is DialogPhase.FINISHED and before.phase is not DialogPhase.FINISHED:
        private_answers.close(room)
    homes.changed(room.turn, room.plan.workspace_id, room.dialog.id, before, room.dialog.state)


def _show_pause_over(room: AnyRoom, name: str) -> None:
    """Earlier versions posted some pauses under other names; those keep their buttons."""
    if room.has_shown(name):
        room.show(name, pause_over())


def apply_shared(room: AnyRoom, effect: SharedEffect) -> None:
    match effect:
        case SaveReply(reply=reply):
            _save(room, reply)
        case MarkHeard(ts=ts):
            room.react(ts, HEARD)
        case BringIn():
            _bring_in(room, effect)
        case SayParked(by=by, text=text, number=number):
            room.post(f"parked:{number}", messages.parked(by, text))
        case FindLeader():
            leaderless.notify_managers(room.turn, room.plan.workspace_id, room.dialog, room.title)
        case _:
            assert_never(effect)


def _save(room: AnyRoom, reply: Reply) -> None:
    save = replies.save if reply.voice.is_in_thread else stored_answers.save
    save(room.turn.session, room.dialog.id, reply)


def _bring_in(room: AnyRoom, effect: BringIn) -> None:
    """Anonymous answers share one message per question: posted singly, their timing could reveal the author."""
    if effect.person is not None:
        message = messages.brought_in(effect.person, effect.text, effect.evidence, deleted=effect.deleted)
        room.show_anew(f"brought:{effect.ts}", message)
        return
    answers = stored_answers.nameless(room.turn.session, room.dialog.id, str(effect.visit))
    room.show_anew(f"nameless:{effect.visit}", messages.nameless([reply.text for reply in answers]))
