"""Messages in threads and DMs: what belongs to a conversation is kept, everything else is let go by."""

from dataclasses import replace

from sqlalchemy.orm import Session

from bot import thread_homes
from bot.coaching.playing import play, private_key
from bot.coaching.room import NOUN, Room, enter
from bot.coaching.spoken import readable
from bot.messages import notices
from bot.payloads import Spoken
from bot.turns import NotYetError, Turn, Turns
from conversations.coaching.moves import Heard, Join
from conversations.coaching.replies import Reply, Voice
from conversations.coaching.state import AT_END, AT_PREPARATION, Phase
from storage import coaching, outbox, people, replies
from storage.models import PrivateAsk
from storage.outbox import Kind, Message

SETTLED_IN = 2
"""From this question on, somebody who speaks for the first time is told where we are."""


def hear(turns: Turns, said: Spoken) -> None:
    """Raises NotYetError while an opening message is on its way to this very place."""
    if not said.thread_ts and not said.private:
        return
    with turns.look() as turn:
        conversation_id = _conversation(turn.session, said)
        ask = _private_ask(turn.session, said) if conversation_id is None else None
        waits = conversation_id is None and ask is None
        if waits and coaching.is_arriving(turn.session, said.channel, said.who.user):
            raise NotYetError
        if waits and not _wants_to_answer(turn.session, said):
            return
    with turns.take(said.who, said.key) as taken:
        if taken is None:
            return
        if conversation_id is not None:
            _reply(taken, enter(taken, conversation_id), said)
        elif ask is not None:
            _private_reply(taken, ask, said)
        else:
            _explain(taken, said)


def _conversation(session: Session, said: Spoken) -> int | None:
    """By its thread; alone in a DM people also reply without one."""
    if said.thread_ts:
        return coaching.in_thread(session, said.channel, said.thread_ts)
    alone = coaching.open_in(session, said.channel)
    return alone[0] if len(alone) == 1 else None


def _reply(turn: Turn, room: Room, said: Spoken) -> None:
    is_new = not replies.has_spoken(turn.session, room.conversation.id, said.who.user)
    play(room, Heard(_as_reply(turn.session, said)))
    if is_new:
        thread_homes.show(turn, room.plan.workspace_id, said.who.user)
    if is_new and _is_under_way(room) and said.who.user not in (room.state.leader, room.state.co_leader):
        play(room, Join(said.who.user))


def _is_under_way(room: Room) -> bool:
    state = room.state
    asked = [visit for visit in state.visited() if visit not in (AT_PREPARATION, AT_END)]
    return state.phase is Phase.OPEN and len(asked) >= SETTLED_IN


def _as_reply(session: Session, said: Spoken) -> Reply:
    team = said.who.team

    def name_of(slack_id: str) -> str:
        return people.names(session, team, [slack_id]).get(slack_id, slack_id)

    return Reply(
        ts=said.ts,
        person=said.who.user,
        text=readable(said.text, name_of),
        evidence=said.files,
        edited=said.edited,
        deleted=said.deleted,
    )


# ---------------------------------------------------------------- in private


def _private_ask(session: Session, said: Spoken) -> PrivateAsk | None:
    """The question in whose thread somebody replied, in their DM."""
    if not said.private or not said.thread_ts:
        return None
    for ask in replies.private_asks(session, said.who.user):
        sent = outbox.where_is(session, private_key(ask.conversation_id, ask.id))
        if sent is not None and sent.ts == said.thread_ts:
            return ask
    return None


def _wants_to_answer(session: Session, said: Spoken) -> bool:
    """Written beside a private question instead of under it: nobody can tell if it is meant for the team."""
    is_new = said.private and not said.thread_ts and not said.edited and not said.deleted
    return is_new and replies.has_unanswered(session, said.who.user)


def _explain(turn: Turn, said: Spoken) -> None:
    payload = notices.sentence(NOUN, "private_where").payload()
    key = f"coaching:explained:{said.channel}:{said.ts}"
    turn.put(Message(workspace_id=said.who.team, key=key, kind=Kind.POST, channel=said.who.user, payload=payload))


def _private_reply(turn: Turn, ask: PrivateAsk, said: Spoken) -> None:
    """Typed under the question: brought in without a name, as the question said."""
    room = enter(turn, ask.conversation_id)
    reply = replace(_as_reply(turn.session, said), visit=ask.visit, voice=Voice.NAMELESS)
    answer_privately(room, reply)


def answer_privately(room: Room, reply: Reply) -> None:
    """Keep it, bring it in, and confirm it where it was given."""
    play(room, Heard(reply))
    part = "private_gone" if reply.deleted else "private_kept"
    said = notices.sentence(NOUN, part, named=reply.voice is Voice.NAMED)
    room.turn.put(
        Message(
            workspace_id=room.plan.workspace_id,
            key=f"{room.conversation.key}:thanks:{reply.ts}:{reply.edited}:{reply.deleted}",
            kind=Kind.POST,
            channel=reply.person,
            payload=said.payload(),
        )
    )
