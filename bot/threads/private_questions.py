"""What every dialog in a thread does with what people write, there and in private."""

from typing import Any, assert_never

from bot.blocks import MessageContent
from bot.messages import notices
from bot.messages.threads import NOUN
from bot.messages.threads import replies as messages
from bot.threads import homes
from bot.threads.room import ThreadRoom
from bot.turns import Turn
from conversations.threads.effects import BringIn, MarkHeard, SaveReply
from conversations.threads.replies import Reply, Voice
from storage.delivery.outbox import OutboxMessage
from storage.dialogs import private_answers, replies
from storage.people import people

HEARD = "eyes"
"""The reaction that says: kept."""

AnyRoom = ThreadRoom[Any]


def listen(room: AnyRoom, effect: SaveReply | MarkHeard | BringIn) -> None:
    match effect:
        case SaveReply(reply=reply):
            _save(room, reply)
        case MarkHeard(ts=ts):
            room.react(ts, HEARD)
        case BringIn():
            _bring_in(room, effect)
        case _:
            assert_never(effect)


def _bring_in(room: AnyRoom, effect: BringIn) -> None:
    """Answers without a name stand in one message for each question: one by one they would show who was quick."""
    if effect.person is not None:
        message = messages.brought_in(effect.person, effect.text, effect.evidence, deleted=effect.deleted)
        room.show_anew(f"brought:{effect.ts}", message)
        return
    answers = private_answers.nameless(room.turn.session, room.dialog.id, str(effect.visit))
    room.show_anew(f"nameless:{effect.visit}", messages.nameless([reply.text for reply in answers]))


def _save(room: AnyRoom, reply: Reply) -> None:
    save = replies.save if reply.voice is Voice.OPEN else private_answers.save
    save(room.turn.session, room.dialog.id, reply)


# ---------------------------------------------------------------- in private


def ask(room: AnyRoom, slack_id: str, question_id: int, message: MessageContent) -> None:
    """In the hours in which this person may be written to."""
    person = people.person(room.turn.session, room.plan.workspace_id, slack_id)
    if person is None:
        return
    room.turn.put(
        OutboxMessage.post(
            room.plan.workspace_id,
            person.slack_id,
            private_answers.question_key(room.dialog.id, question_id),
            message.payload(),
        ).unrequested(zone=person.time_zone, organization_id=room.plan.organization_id)
    )
    homes.show(room.turn, room.plan.workspace_id, slack_id)


def explain(turn: Turn, slack_id: str, part: str, cause: str, **words: Any) -> None:
    """What became of something they typed in their messages with the bot. `cause` is told about once."""
    key = f"{NOUN}:explained:{cause}"
    payload = notices.sentence(NOUN, part, **words).payload()
    turn.put(OutboxMessage.post(turn.by.workspace_id, slack_id, key, payload))
