"""Messages in threads and DMs: what belongs to a dialog of any kind is kept, everything else is let go by."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from bot.coaching import hearing as coaching_hearing
from bot.coaching.spoken import readable
from bot.payloads import MessageEvent
from bot.root_cause import hearing as root_cause_hearing
from bot.threads.private_questions import ReplyHandler, explain, private_key
from bot.turns import NotYetError, Turn, Turns
from conversations.coaching.replies import Reply
from storage.delivery import outbox
from storage.dialogs import coaching, private_questions, replies, root_cause, threads
from storage.models import PrivateQuestionRow
from storage.people import people

REPLY_HANDLERS: Mapping[str, ReplyHandler] = {
    coaching.KIND: coaching_hearing.HANDLER,
    root_cause.KIND: root_cause_hearing.HANDLER,
}


def hear(turns: Turns, said: MessageEvent) -> None:
    """Raises NotYetError while an opening message is on its way to this very place."""
    if not said.thread_ts and not said.private:
        return
    with turns.read() as turn:
        if not _counts(turn.session, said):
            return
        dialog_id = _dialog(turn.session, said)
        ask = _private_ask(turn.session, said) if dialog_id is None else None
        waits = dialog_id is None and ask is None
        if waits and threads.is_arriving(turn.session, said.channel, said.who.user):
            raise NotYetError
        if waits and not _wants_to_answer(turn.session, said) and not _is_for_one_of_several(turn.session, said):
            return
    with turns.write(said.who, said.key) as taken:
        reply = _as_reply(taken.session, said)
        if dialog_id is not None:
            _ear(taken, dialog_id).reply(taken, dialog_id, reply)
            _tell_what_became_of_it(taken, said)
        elif ask is not None:
            _ear(taken, ask.conversation_id).private(taken, ask, reply)
        else:
            _tell_how_to_answer(taken, said)
            _tell_where_to_reply(taken, said)


def _counts(session: Session, said: MessageEvent) -> bool:
    """Only what full members say is kept. Whoever has become a guest or left may still take back what they said."""
    person = people.person(session, said.who.team, said.who.user)
    return said.deleted or (person is not None and person.active and not person.guest)


def _ear(turn: Turn, dialog_id: int) -> ReplyHandler:
    return REPLY_HANDLERS[threads.kind_of(turn.session, dialog_id)]


def _dialog(session: Session, said: MessageEvent) -> int | None:
    """By its thread; alone in a DM people also reply without one."""
    if said.thread_ts:
        return threads.in_thread(session, said.channel, said.thread_ts)
    alone = threads.open_in(session, said.channel)
    return alone[0].id if len(alone) == 1 else None


def _as_reply(session: Session, said: MessageEvent) -> Reply:
    team = said.who.team

    def name_of(slack_id: str) -> str:
        return people.name(session, team, slack_id)

    return Reply(
        ts=said.ts,
        person=said.who.user,
        text=readable(said.text, name_of),
        evidence=said.files,
        edited=said.edited,
        deleted=said.deleted,
    )


def _private_ask(session: Session, said: MessageEvent) -> PrivateQuestionRow | None:
    """The question in whose thread somebody replied, in their DM."""
    if not said.private or not said.thread_ts:
        return None
    for ask in replies.private_asks(session, said.who.user):
        sent = outbox.where_is(session, private_key(ask.conversation_id, ask.id))
        if sent is not None and sent.ts == said.thread_ts:
            return ask
    return None


def _wants_to_answer(session: Session, said: MessageEvent) -> bool:
    """Written beside a private question instead of under it: nobody can tell if it is meant for the team."""
    return _is_new_beside(said) and bool(private_questions.waiting_for(session, said.who.team, said.who.user))


def _is_new_beside(said: MessageEvent) -> bool:
    """Typed in the DM itself, not under a message there."""
    return said.private and not said.thread_ts and not said.edited and not said.deleted


def _is_for_one_of_several(session: Session, said: MessageEvent) -> bool:
    """Several dialogs stand open in this DM: nobody can tell for which it is meant."""
    return _is_new_beside(said) and len(threads.open_in(session, said.channel)) > 1


def _tell_where_to_reply(turn: Turn, said: MessageEvent) -> None:
    """Once as long as the same dialogs stand open."""
    if not _is_for_one_of_several(turn.session, said):
        return
    found = threads.open_in(turn.session, said.channel)
    which = "+".join(str(one.id) for one in found)
    explain(turn, said.who.user, "alone_unclear", f"unclear:{said.channel}:{which}", dialogs=found)


def _tell_how_to_answer(turn: Turn, said: MessageEvent) -> None:
    newest = private_questions.waiting_for(turn.session, said.who.team, said.who.user)[:1]
    for question in newest:
        part = "private_where" if question.in_words else "private_buttons"
        explain(turn, said.who.user, part, f"{said.channel}:{said.ts}")


def _tell_what_became_of_it(turn: Turn, said: MessageEvent) -> None:
    """Once a question: a dialog alone takes what is typed here, and perhaps it was meant to answer that question."""
    if not _wants_to_answer(turn.session, said):
        return
    for question in private_questions.waiting_for(turn.session, said.who.team, said.who.user):
        if question.in_words:
            explain(turn, said.who.user, "private_beside", f"ask:{question.id}")
