"""Answers to private questions, named or anonymous: saved, changed and withdrawn until the question closes."""

import secrets
from dataclasses import dataclass, replace
from typing import Any

from bot.messages import notices
from bot.messages.threads import NOUN
from bot.threads import homes
from bot.threads.room import ThreadRoom
from conversations.threads.replies import Reply, Voice
from conversations.threads.state import moment
from storage.delivery.outbox import OutboxMessage
from storage.dialogs import private_answers, private_questions, replies
from storage.models import PrivateQuestionRow

DIGITS = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateAnswer:
    """A private answer, from the question's form or a message typed under it."""

    question: PrivateQuestionRow
    visit: str
    text: str
    voice: Voice
    source: str = ""
    """The ts of the message; empty for the form, whose answer replaces the one it gave before."""
    evidence: tuple[str, ...] = ()
    edited: str = ""
    deleted: bool = False


def typed(question: PrivateQuestionRow, visit: str, reply: Reply, voice: Voice) -> PrivateAnswer:
    """Files are left out of anonymous answers, because a file's address in Slack names its uploader."""
    return PrivateAnswer(
        question=question,
        visit=visit,
        text=reply.text,
        voice=voice,
        source=reply.ts,
        evidence=() if voice is Voice.NAMELESS else reply.evidence,
        edited=reply.edited,
        deleted=reply.deleted,
    )


def replies_of(room: ThreadRoom[Any], answer: PrivateAnswer) -> tuple[Reply, ...]:
    """The move for the dialog: the answer under a random key, or the withdrawal of an earlier one.

    Nothing for older news of a message. An answer that gains or loses its name gets a new key: the old one was seen
    beside the name.
    """
    session, question = room.turn.session, answer.question
    link = private_answers.find_link(session, question.id, answer.source)
    if link is not None and _is_older(answer, edited=link.edited, taken_back=not link.reply_ts):
        return ()
    earlier = replies.find(session, room.dialog.id, link.reply_ts) if link and link.reply_ts else None
    keeps_key = earlier is not None and earlier.voice is answer.voice
    key = earlier.ts if earlier is not None and keeps_key else _new_key()
    keys = [*(link.dedup_keys if link else ()), *([room.turn.key] if answer.source and room.turn.key else ())]
    reply_ts = "" if answer.deleted else key
    private_answers.save_link(session, question.id, answer.source, reply_ts=reply_ts, edited=answer.edited, keys=keys)
    heard: list[Reply] = []
    if earlier is not None and (answer.deleted or not keeps_key):
        heard.append(replace(earlier, person=question.person, text="", evidence=(), deleted=True))
    if not answer.deleted:
        heard.append(_reply(answer, key))
    return tuple(heard)


def _is_older(answer: PrivateAnswer, *, edited: str, taken_back: bool) -> bool:
    """Events about a message may arrive in any order: a deletion wins, then the newest edit."""
    return bool(answer.source) and not answer.deleted and (taken_back or moment(edited) > moment(answer.edited))


def _new_key() -> str:
    """A random key with the form of a ts, so that answers sort in random order."""
    return f"0.{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def _reply(answer: PrivateAnswer, key: str) -> Reply:
    return Reply(
        ts=key,
        person=answer.question.person,
        text=answer.text,
        evidence=answer.evidence,
        visit=answer.visit,
        voice=answer.voice,
    )


def thank(room: ThreadRoom[Any], answer: PrivateAnswer) -> None:
    """Confirm a private answer under its question. The key is deleted with the link when the question closes."""
    part = "private_gone" if answer.deleted else "private_kept"
    message = notices.sentence(NOUN, part, named=answer.voice is Voice.NAMED)
    question = answer.question
    room.turn.put(
        OutboxMessage.post(
            room.plan.workspace_id,
            question.person,
            f"{private_questions.key(room.dialog.key, question.id)}:thanks:{secrets.token_hex(8)}",
            message.payload(),
        )
    )
    homes.show(room.turn, room.plan.workspace_id, question.person)


def asked(room: ThreadRoom[Any], question: PrivateQuestionRow) -> int:
    """How many people were asked this question, including this one."""
    return len(private_questions.people_asked(room.turn.session, room.dialog.id, question.visit))


def close(room: ThreadRoom[Any], visit: str | None = None) -> None:
    """From now on no answer can be changed, and nothing reveals who wrote it."""
    people_asked = private_answers.close(room.turn.session, room.dialog.id, visit)
    homes.show(room.turn, room.plan.workspace_id, *people_asked)
