"""The buttons of a note to an author: the name is taken out of what is stored, or is no student's."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.agendas import posting
from bot.check_ins import refreshing
from bot.kinds import KINDS
from bot.messages import students as messages
from bot.messages.students import NOUN, StudentPointer
from bot.minutes import publishing
from bot.permissions.guards import AccessRule, Whose
from bot.routing.guarded import writes
from bot.routing.route import Route, button
from bot.slack.blocks import MessageContent
from bot.slack.identifiers import ActionId
from bot.slack.payloads import Click
from bot.students import allowing
from bot.threads.kinds import DialogKind, by_name
from bot.threads.private_answers import PrivateAnswer
from bot.threads.room import ThreadRoom
from bot.threads.taking_replies import answer_privately
from bot.turns import CannotDoError, Turn
from conversations.threads.moves import ReceiveReply
from plans.student_names import without_student
from storage.delivery import outbox
from storage.delivery.outbox import OutboxMessage
from storage.dialogs import private_answers, private_questions, replies, threads, written_texts
from storage.dialogs.threads import ALONE
from storage.dialogs.written_texts import MessageTraces, Rewrite
from storage.plans import plans
from storage.rounds import agendas, check_in_requests
from storage.rounds import minutes as stored_minutes


def _own_message(turn: Turn, pointer: StudentPointer) -> MessageTraces:
    traces = written_texts.find(turn.session, pointer.channel, pointer.ts, turn.by)
    if traces is None:
        raise CannotDoError(NOUN, "gone")
    return traces


OWN_MESSAGE: AccessRule[StudentPointer, MessageTraces] = AccessRule(Whose.MESSAGE_AUTHOR, _own_message)


# ---------------------------------------------------------------- it's not a student


def allow(turn: Turn, click: Click, pointer: StudentPointer, traces: MessageTraces) -> None:
    if written_texts.is_nameless(turn.session, traces):  # the list would say whose answer it is
        raise CannotDoError(NOUN, "gone")
    for name in pointer.each_name():
        allowing.put_on_list(turn, name)
    _answer(turn, click, messages.names_allowed(pointer.each_name()))


def _answer(turn: Turn, click: Click, content: MessageContent) -> None:
    """In direct messages the answer takes the note's place. A note that only its reader sees can't be changed."""
    team, reader = click.who.team, click.who.user
    note_key = outbox.key_at(turn.session, click.channel, reader, click.ts)
    if note_key is not None:
        turn.put(OutboxMessage.update(team, reader, note_key, {**content.payload(), "blocks": []}))
        return
    thread_ts = click.thread_ts or None
    key = f"student:answered:{click.key}"
    turn.put(OutboxMessage.ephemeral(team, click.channel, key, content.payload(), reader=reader, thread_ts=thread_ts))


# ---------------------------------------------------------------- taken out


def take_out(turn: Turn, click: Click, pointer: StudentPointer, traces: MessageTraces) -> None:
    """Out of the message as it is stored, and of all that is derived from it and not published."""

    def rewrite(text: str) -> str:
        for name in pointer.each_name():
            text = without_student(text, name, messages.substitute_for(name))
        return text

    room = _rewrite_dialog(turn, pointer, traces, rewrite)
    written_texts.rewrite_notes(turn.session, pointer.ts, turn.by, rewrite)
    written_texts.rewrite_messages(turn.session, f"student:{pointer.channel}", rewrite)  # the note's words, too
    _show_changes(turn, traces, rewrite)
    link = _link(room, pointer) if room is not None else ""
    has_files = room is not None and written_texts.has_files(turn.session, room.dialog.key)
    _answer(turn, click, messages.taken_out(pointer.each_name()[0], link, has_files=has_files))


def _rewrite_dialog(
    turn: Turn, pointer: StudentPointer, traces: MessageTraces, rewrite: Rewrite
) -> ThreadRoom[Any] | None:
    """The room of the dialog that has the words, with its messages updated; None if no dialog has them."""
    question = private_questions.find(turn.session, traces.question_id) if traces.question_id is not None else None
    dialog_id = question.dialog_id if question else traces.reply_in
    if dialog_id is None:
        return None
    kind = by_name(KINDS)[threads.kind_of(turn.session, dialog_id)]
    room = kind.room.enter(turn, dialog_id)
    if question is not None:
        answer_privately(room, _rewritten_answer(kind, room, question.id, pointer.ts, rewrite), kind.apply_move)
    else:
        reply = replies.find(turn.session, dialog_id, pointer.ts)
        assert reply is not None  # the rule has just found it
        # As an edit of this moment: an earlier event about the message doesn't bring the name back.
        kind.apply_move(room, ReceiveReply(replace(reply, text=rewrite(reply.text), edited=room.now_ts())))
    written_texts.rewrite_dialog(turn.session, dialog_id, rewrite)
    for message in written_texts.rewrite_messages(turn.session, room.dialog.key, rewrite):
        update = OutboxMessage.update(room.plan.workspace_id, message.channel, message.key, message.payload)
        # As the leader's: who caused the change could tell who gave an answer without a name.
        turn.put(replace(update, requested_by=room.dialog.state.leader))
    return room


def _rewritten_answer(
    kind: DialogKind, room: ThreadRoom[Any], question_id: int, ts: str, rewrite: Rewrite
) -> PrivateAnswer:
    session = room.turn.session
    question, link = private_questions.find(session, question_id), private_answers.find_link(session, question_id, ts)
    assert question is not None  # the rule has just found both
    assert link is not None
    reply, standing = replies.find(session, question.dialog_id, link.reply_ts), kind.asked(room, question)
    if reply is None or standing.is_closed:
        raise CannotDoError(NOUN, "gone")
    return PrivateAnswer(
        question=question,
        visit=standing.visit,
        text=rewrite(reply.text),
        voice=reply.voice,
        source=ts,
        evidence=reply.evidence,
        edited=room.now_ts(),
    )


def _show_changes(turn: Turn, traces: MessageTraces, rewrite: Callable[[str], str]) -> None:
    """Update the drafts of minutes, the agenda and the check-in that show the words."""
    plan_id = written_texts.plan_of(turn.session, traces)
    if plan_id is not None:
        plan = plans.summary(turn.session, plan_id)
        for minutes_id in written_texts.rewrite_drafts(turn.session, plan_id, rewrite):
            publishing.show_drafts(turn, plan, stored_minutes.get(turn.session, minutes_id))
        if traces.agenda_id is not None:
            posting.show_evidence(turn, plan, agendas.get(turn.session, traces.agenda_id))
    request = check_in_requests.find_request(turn.session, traces.exhibit_of) if traces.exhibit_of else None
    if request is not None:
        refreshing.show(turn, request.id, request.slack_id, request.workspace_id, request.copies)


def _link(room: ThreadRoom[Any], pointer: StudentPointer) -> str:
    """The address of the author's message in Slack; empty while that of the dialog isn't known."""
    workspace, _archives, _place = room.dialog.permalink.partition("/archives/")
    if not workspace or pointer.channel.startswith(ALONE):
        return ""
    place = f"{workspace}/archives/{pointer.channel}/p{pointer.ts.replace('.', '')}"
    return f"{place}?thread_ts={room.dialog.thread_ts}&cid={pointer.channel}"


ROUTES: tuple[Route, ...] = (
    button(ActionId.STUDENT_TAKE_OUT, StudentPointer.of, writes(OWN_MESSAGE, take_out)),
    button(ActionId.STUDENT_ALLOW, StudentPointer.of, writes(OWN_MESSAGE, allow)),
)
