"""Replies, stored one row per message so that edits and deletions can be applied."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from conversations.threads.state import moment

LEAST_FOR_SECRECY = 3
"""If fewer people than this are asked, an answer without a name is not anonymous."""


def hides(asked: int) -> bool:
    """Whether an answer without a name hides who gave it, when so many people were asked."""
    return asked >= LEAST_FOR_SECRECY


class Voice(StrEnum):
    """How a reply was given: in the thread, there for a whole room, or privately with or without a name."""

    OPEN = "open"
    ROOM = "room"
    """Written down by a leader for everyone in the room."""
    NAMED = "named"
    NAMELESS = "nameless"

    @property
    def is_in_thread(self) -> bool:
        return self in (Voice.OPEN, Voice.ROOM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One message. Its ts is its key; the question it answers follows from the ts unless named."""

    ts: str
    person: str
    text: str
    evidence: tuple[str, ...] = ()
    """Links of pictures and files that came with it."""
    edited: str = ""
    """Slack's timestamp of the newest edit; empty if never edited."""
    deleted: bool = False
    visit: str | None = None
    """The question a private reply was asked about."""
    voice: Voice = Voice.OPEN


@dataclass(frozen=True, slots=True)
class QuestionAnswer:
    """All replies of one person to one question."""

    person: str | None
    """None if they wished to stay without name."""
    text: str
    evidence: tuple[str, ...]
    for_room: bool = False
    """Whether this person wrote it down for everyone in the room."""


def merge(stored: Reply | None, heard: Reply) -> Reply:
    """The row to keep. News of one message may arrive in any order: a deletion wins, then the newest edit."""
    if stored is None or heard.deleted:
        return heard
    if stored.deleted or moment(stored.edited) > moment(heard.edited):
        return stored
    return heard


def answers(replies: Iterable[Reply]) -> tuple[QuestionAnswer, ...]:
    """One answer for each person and one for the room, in the order in which they first spoke.

    Those without a name each stand alone, in the order of their keys, which are random.
    """
    spoken: dict[tuple[str, bool], list[Reply]] = {}
    nameless: list[Reply] = []
    for reply in sorted(replies, key=lambda reply: moment(reply.ts)):
        if not reply.deleted and reply.voice is Voice.NAMELESS:
            nameless.append(reply)
        elif not reply.deleted:
            spoken.setdefault((reply.person, reply.voice is Voice.ROOM), []).append(reply)
    named = (_answer(own, nameless=False) for own in spoken.values())
    return (*named, *(_answer([reply], nameless=True) for reply in nameless))


def without_names(answers: Iterable[QuestionAnswer]) -> tuple[QuestionAnswer, ...]:
    """The same answers in an order that follows nothing. Files are left out: their addresses name their uploaders."""
    texts = sorted(answer.text for answer in answers if answer.text)
    return tuple(QuestionAnswer(person=None, text=text, evidence=()) for text in texts)


def _answer(own: list[Reply], *, nameless: bool) -> QuestionAnswer:
    return QuestionAnswer(
        person=None if nameless else own[0].person,
        text="\n".join(reply.text for reply in own if reply.text),
        evidence=tuple(link for reply in own for link in reply.evidence),
        for_room=own[0].voice is Voice.ROOM,
    )
