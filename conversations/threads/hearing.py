"""What every dialog in a thread does with what people write, and with news of the thread."""

import re
from dataclasses import replace
from typing import assert_never

from conversations.rejections import DialogRejectionCode, Rejection
from conversations.threads import leading
from conversations.threads.effects import BringIn, FindLeader, MarkHeard, Refresh, SaveReply, SayWhereWeAre
from conversations.threads.moves import Join, Leave, Posted, ReceiveReply
from conversations.threads.replies import Reply, Voice, hides
from conversations.threads.state import AnyThread, DialogPhase, Thread, Visit, posted

_FOR_THE_ROOM = re.compile(r"\s*room:\s*", re.IGNORECASE)


def notice(
    state: AnyThread, move: Posted | Join | Leave
) -> tuple[AnyThread, tuple[SayWhereWeAre | Refresh | FindLeader, ...]]:
    """Moves that no button causes: a question has appeared, someone joined late or left."""
    match move:
        case Posted():
            return posted(state, move.asking, move.ts), ()
        case Join():
            return state, (SayWhereWeAre(move.person),)
        case Leave():
            return leading.leave(state, move)
        case _:
            assert_never(move)


def heard(state: Thread, move: ReceiveReply) -> tuple[SaveReply | BringIn | MarkHeard | Rejection, ...]:
    """Every message is stored, whatever the phase: nothing that people write is lost.

    The one exception goes back to its author: an answer without a name, where too few people were asked to hide whose
    it is.
    """
    reply = _for_the_room(state, move.reply)
    if reply.voice is Voice.NAMELESS and not reply.deleted and not hides(move.asked):
        return (Rejection(code=DialogRejectionCode.TOO_FEW_ASKED),)
    news = not reply.edited and not reply.deleted
    if not reply.voice.is_in_thread and reply.visit:
        return SaveReply(reply), _brought_in(reply, Visit.parse(reply.visit))
    if news and state.phase is not DialogPhase.FINISHED:
        return SaveReply(reply), MarkHeard(reply.ts)
    return (SaveReply(reply),)


def _for_the_room(state: Thread, reply: Reply) -> Reply:
    """What a leader writes down as “Room: …” in a meeting is the answer of everyone there."""
    prefix = _FOR_THE_ROOM.match(reply.text)
    if prefix is None or reply.voice is not Voice.OPEN or not state.leads(reply.person):
        return reply
    return replace(reply, text=reply.text[prefix.end() :], voice=Voice.ROOM)


def _brought_in(reply: Reply, visit: Visit) -> BringIn:
    person = reply.person if reply.voice is Voice.NAMED else None
    return BringIn(reply.ts, visit, person, reply.text, reply.evidence, reply.deleted)
