"""What every dialog in a thread does with what people write, there and in private."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, assert_never

from sqlalchemy.orm import Session

from bot.blocks import MessageContent
from bot.messages import notices
from bot.messages.coaching import thread as messages
from bot.threads import homes
from bot.threads.room import ThreadRoom
from bot.turns import CannotDoError, Turn
from conversations.coaching.effects import BringIn, MarkHeard, SaveReply
from conversations.coaching.replies import Reply, Voice
from storage.delivery import outbox
from storage.delivery.outbox import MessageKind, OutboxMessage
from storage.dialogs import replies, threads
from storage.models import PrivateQuestionRow
from storage.people import people

NOUN = "coaching"
HEARD = "eyes"
"""The reaction that says: kept."""

AnyRoom = ThreadRoom[Any]


@dataclass(frozen=True, slots=True)
class ReplyHandler:
    """Where a kind of dialog takes what was said in its thread, and under a question put in private."""

    reply: Callable[[Turn, int, Reply], None]
    private: Callable[[Turn, PrivateQuestionRow, Reply], None]


def listen(room: AnyRoom, effect: SaveReply | MarkHeard | BringIn) -> None:
    match effect:
        case SaveReply(reply=reply):
            replies.save(room.turn.session, room.conversation.id, reply)
        case MarkHeard(ts=ts):
            room.react(ts, HEARD)
        case BringIn(ts=ts, person=person, text=text, evidence=evidence, deleted=deleted):
            room.show(f"brought:{ts}", messages.brought_in(person, text, evidence, deleted=deleted))
        case _:
            assert_never(effect)


# ---------------------------------------------------------------- in private


def private_key(conversation_id: int, ask_id: int) -> str:
    return f"{threads.opening_key(conversation_id)}:private:{ask_id}"


def ask(room: AnyRoom, slack_id: str, ask_id: int, message: MessageContent) -> None:
    """In the hours in which this person may be written to."""
    person = people.person(room.turn.session, room.plan.workspace_id, slack_id)
    if person is None:
        return
    room.turn.put(
        OutboxMessage(
            workspace_id=room.plan.workspace_id,
            key=private_key(room.conversation.id, ask_id),
            kind=MessageKind.POST,
            channel=person.slack_id,
            payload=message.payload(),
            zone=person.time_zone,
            organization_id=room.plan.organization_id,
        )
    )
    homes.show(room.turn, room.plan.workspace_id, slack_id)


def explain(turn: Turn, slack_id: str, part: str, cause: str, **words: Any) -> None:
    """What became of something they typed in their messages with the bot. `cause` is told about once."""
    key = f"{NOUN}:explained:{cause}"
    payload = notices.sentence(NOUN, part, **words).payload()
    turn.put(
        OutboxMessage(
            workspace_id=turn.by.workspace_id, key=key, kind=MessageKind.POST, channel=slack_id, payload=payload
        )
    )


def stands_at(session: Session, ask: PrivateQuestionRow) -> str:
    """The ts of the message that asked, which stands for the answer; looked up, never taken from a form.

    Raises CannotDoError while that message is on its way.
    """
    sent = outbox.where_is(session, private_key(ask.conversation_id, ask.id))
    if sent is None:
        raise CannotDoError(NOUN, "private_on_its_way")
    return sent.ts


def thank(room: AnyRoom, reply: Reply) -> None:
    """Confirm a private answer where it was given."""
    part = "private_gone" if reply.deleted else "private_kept"
    message = notices.sentence(NOUN, part, named=reply.voice is Voice.NAMED)
    room.turn.put(
        OutboxMessage(
            workspace_id=room.plan.workspace_id,
            key=f"{room.conversation.key}:thanks:{reply.ts}:{reply.edited}:{reply.deleted}",
            kind=MessageKind.POST,
            channel=reply.person,
            payload=message.payload(),
        )
    )
    homes.show(room.turn, room.plan.workspace_id, reply.person)
