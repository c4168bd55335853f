"""Messages in threads and DMs: what belongs to a dialog of any kind is kept, everything else is let go by."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from bot.payloads import MessageEvent
from bot.threads.kinds import DialogKind
from bot.threads.private_questions import explain
from bot.threads.spoken import readable
from bot.turns import NotYetError, Turn, Turns
from conversations.threads.replies import Reply
from storage.delivery import outbox
from storage.dialogs import private_answers, private_questions, replies, threads
from storage.models import PrivateQuestionRow
from storage.people import people

Kinds = Mapping[str, DialogKind]


def hear(turns: Turns, kinds: Kinds, event: MessageEvent) -> None:
    """Raises NotYetError while an opening message is on its way to this very place."""
    if not event.thread_ts and not event.private:
        return
    with turns.read() as turn:
        if not _counts(turn.session, event):
            return
        dialog_id = _dialog(turn.session, event)
        ask = _private_ask(turn.session, event) if dialog_id is None else None
        waits = dialog_id is None and ask is None
        if waits and threads.is_arriving(turn.session, event.channel, event.who.user):
            raise NotYetError
        if waits and not _wants_to_answer(turn.session, event) and not _is_for_one_of_several(turn.session, event):
            return
    with turns.write(event.who, event.key) as taken:
        reply = _as_reply(taken.session, event)
        if dialog_id is not None:
            _kind_of(taken, kinds, dialog_id).hear(taken, dialog_id, reply)
            _tell_what_became_of_it(taken, event)
        elif ask is not None:
            _kind_of(taken, kinds, ask.conversation_id).hear_in_private(taken, ask, reply)
        else:
            _tell_how_to_answer(taken, event)
            _tell_where_to_reply(taken, event)


def _counts(session: Session, event: MessageEvent) -> bool:
    """Only what full members say is kept. Whoever has become a guest or left may still take back what they said."""
    person = people.person(session, event.who.team, event.who.user)
    return event.deleted or (person is not None and person.active and not person.guest)


def _kind_of(turn: Turn, kinds: Kinds, dialog_id: int) -> DialogKind:
    return kinds[threads.kind_of(turn.session, dialog_id)]


def _dialog(session: Session, event: MessageEvent) -> int | None:
    """By its thread; alone in a DM people also reply without one."""
    if event.thread_ts:
        return threads.in_thread(session, event.channel, event.thread_ts)
    alone = threads.open_in(session, event.channel)
    return alone[0].id if len(alone) == 1 else None


def _as_reply(session: Session, event: MessageEvent) -> Reply:
    team = event.who.team

    def name_of(slack_id: str) -> str:
        return people.name(session, team, slack_id)

    return Reply(
        ts=event.ts,
        person=event.who.user,
        text=readable(event.text, name_of),
        evidence=event.files,
        edited=event.edited,
        deleted=event.deleted,
    )


def _private_ask(session: Session, event: MessageEvent) -> PrivateQuestionRow | None:
    """The question in whose thread somebody replied, in their DM."""
    if not event.private or not event.thread_ts:
        return None
    for ask in replies.private_asks(session, event.who.user):
        sent = outbox.where_is(session, private_answers.question_key(ask.conversation_id, ask.id))
        if sent is not None and sent.ts == event.thread_ts:
            return ask
    return None


def _wants_to_answer(session: Session, event: MessageEvent) -> bool:
    """Written beside a private question instead of under it: nobody can tell if it is meant for the team."""
    return _is_new_beside(event) and bool(private_questions.waiting_for(session, event.who.team, event.who.user))


def _is_new_beside(event: MessageEvent) -> bool:
    """Typed in the DM itself, not under a message there."""
    return event.private and not event.thread_ts and not event.edited and not event.deleted


def _is_for_one_of_several(session: Session, event: MessageEvent) -> bool:
    """Several dialogs stand open in this DM: nobody can tell for which it is meant."""
    return _is_new_beside(event) and len(threads.open_in(session, event.channel)) > 1


def _tell_where_to_reply(turn: Turn, event: MessageEvent) -> None:
    """Once as long as the same dialogs stand open."""
    if not _is_for_one_of_several(turn.session, event):
        return
    dialogs = threads.open_in(turn.session, event.channel)
    which = "+".join(str(dialog.id) for dialog in dialogs)
    explain(turn, event.who.user, "alone_unclear", f"unclear:{event.channel}:{which}", dialogs=dialogs)


def _tell_how_to_answer(turn: Turn, event: MessageEvent) -> None:
    newest = private_questions.waiting_for(turn.session, event.who.team, event.who.user)[:1]
    for question in newest:
        part = "private_where" if question.in_words else "private_buttons"
        explain(turn, event.who.user, part, f"{event.channel}:{event.ts}")


def _tell_what_became_of_it(turn: Turn, event: MessageEvent) -> None:
    """Once a question: a dialog alone takes what is typed here, and perhaps it was meant to answer that question."""
    if not _wants_to_answer(turn.session, event):
        return
    for question in private_questions.waiting_for(turn.session, event.who.team, event.who.user):
        if question.in_words:
            explain(turn, event.who.user, "private_beside", f"ask:{question.id}")
