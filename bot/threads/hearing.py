"""Messages in threads and DMs: those that belong to a dialog are stored, all others are ignored."""

from sqlalchemy.orm import Session

from bot.audit import requests
from bot.audit.actions import REPLY
from bot.audit.auditing import audited
from bot.permissions import roles
from bot.permissions.roles import Permission
from bot.slack.payloads import MessageEvent
from bot.slack.spoken import readable
from bot.threads.kinds import DialogKind, Kinds, waiting_for
from bot.threads.private_questions import explain
from bot.threads.taking_replies import take_private_reply, take_reply
from bot.turns import NotYetError, Turn, Turns
from conversations.threads.replies import Reply
from storage.dialogs import private_questions, threads
from storage.models import PersonRow, PrivateQuestionRow
from storage.people import people
from storage.plans import plans


class _NotForUsError(Exception):
    """The message belongs to no dialog. The turn wrote nothing, so it ends without a commit and wakes no delivery."""


class _UnknownAuthorError(Exception):
    """The database does not know who wrote the message."""


def hear(turns: Turns, kinds: Kinds, event: MessageEvent) -> bool:
    """Store a message that belongs to a dialog, in one transaction; ignore any other.

    Returns False for a message of someone the database does not know, with which nothing was done. Raises NotYetError
    while an opening message is on its way to this very place.
    """
    if not event.thread_ts and not event.private:
        return True
    try:
        with audited(turns, REPLY, event.who), turns.write(event.who) as turn:
            _hear(turn, kinds, event)
    except _UnknownAuthorError:
        return False
    except _NotForUsError:
        pass
    return True


def _hear(turn: Turn, kinds: Kinds, event: MessageEvent) -> None:
    """The dedup key is claimed only for stored messages, because most threads belong to no dialog."""
    if turn.person is None and not event.deleted:
        raise _UnknownAuthorError
    if not _counts(turn, event):
        raise _NotForUsError
    dialog_id = _dialog(turn.session, event)
    if dialog_id is not None:
        turn = turn.claiming(event.key)
        take_reply(_kind_of(turn, kinds, dialog_id), turn, dialog_id, _as_reply(turn.session, event))
        _tell_what_became_of_it(turn, kinds, event)
    elif question := _private_question(turn.session, event):
        turn = turn.claiming(event.key)
        kind = _kind_of(turn, kinds, question.dialog_id)
        requests.will_change(changes=False)  # a record would lead from an answer without a name to its author
        take_private_reply(kind, turn, question, _as_reply(turn.session, event))
    elif threads.is_arriving(turn.session, event.channel, event.who.user):
        raise NotYetError
    elif _wants_to_answer(kinds, turn.session, event) or _is_for_one_of_several(turn.session, event):
        turn = turn.claiming(event.key)
        _tell_how_to_answer(turn, kinds, event)
        _tell_where_to_reply(turn, event)
    else:
        raise _NotForUsError


def _counts(turn: Turn, event: MessageEvent) -> bool:
    """Only messages of full members are stored, and of guests who coach the dialog's plan.

    People who became guests or left may still delete theirs.
    """
    if event.deleted:
        return True
    if turn.person is None or not turn.person.active:
        return False
    return not turn.person.guest or _coaches(turn.session, turn.person, event)


def _coaches(session: Session, person: PersonRow, event: MessageEvent) -> bool:
    """Whether the message is in a dialog of a plan that this person coaches."""
    dialog_id = _dialog(session, event)
    if dialog_id is None:
        return False
    plan = plans.summary(session, threads.plan_of(session, dialog_id))
    return roles.may(session, person, Permission.START_COACHING, plan)


def _kind_of(turn: Turn, kinds: Kinds, dialog_id: int) -> DialogKind:
    return kinds[threads.kind_of(turn.session, dialog_id)]


def _dialog(session: Session, event: MessageEvent) -> int | None:
    """Found by its thread; in a DM people may also reply outside the thread."""
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


def _private_question(session: Session, event: MessageEvent) -> PrivateQuestionRow | None:
    """The private question under which the person replied in their DM."""
    if not event.private or not event.thread_ts:
        return None
    return private_questions.in_message(session, event.who.user, event.thread_ts)


def _wants_to_answer(kinds: Kinds, session: Session, event: MessageEvent) -> bool:
    """Whether it was typed beside a private question instead of under it. It may not be meant for the team."""
    return _is_new_beside(event) and bool(waiting_for(kinds, session, event.who.team, event.who.user))


def _is_new_beside(event: MessageEvent) -> bool:
    """Whether it was typed in the DM itself, not under a message there."""
    return event.private and not event.thread_ts and not event.edited and not event.deleted


def _is_for_one_of_several(session: Session, event: MessageEvent) -> bool:
    """Whether several dialogs are open in this DM, so that it could be meant for any of them."""
    return _is_new_beside(event) and len(threads.open_in(session, event.channel)) > 1


def _tell_where_to_reply(turn: Turn, event: MessageEvent) -> None:
    """Sent once while the same dialogs are open."""
    if not _is_for_one_of_several(turn.session, event):
        return
    dialogs = threads.open_in(turn.session, event.channel)
    which = "+".join(str(dialog.id) for dialog in dialogs)
    explain(turn, event.who.user, "alone_unclear", f"unclear:{event.channel}:{which}", dialogs=dialogs)


def _tell_how_to_answer(turn: Turn, kinds: Kinds, event: MessageEvent) -> None:
    newest = waiting_for(kinds, turn.session, event.who.team, event.who.user)[:1]
    for question in newest:
        part = "private_where" if question.in_words else "private_buttons"
        explain(turn, event.who.user, part, f"{event.channel}:{event.ts}")


def _tell_what_became_of_it(turn: Turn, kinds: Kinds, event: MessageEvent) -> None:
    """Sent once per question: a dialog in a DM takes any message, but this one may have been meant as the answer."""
    if not _wants_to_answer(kinds, turn.session, event):
        return
    for question in waiting_for(kinds, turn.session, event.who.team, event.who.user):
        if question.in_words:
            explain(turn, event.who.user, "private_beside", f"ask:{question.id}")
