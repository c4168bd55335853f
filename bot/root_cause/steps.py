"""Turns what people press in a root cause dialog into moves."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from bot import button_values
from bot.identifiers import ActionId
from bot.messages.root_cause import thread as messages
from bot.messages.threads import NOUN as THREADS
from bot.messages.threads.pointers import DialogPointer
from bot.payloads import Click
from bot.root_cause.applying import apply_move, show_question
from bot.root_cause.room import NOUN, RootCauseRoom
from bot.threads.private_answers import asked
from bot.turns import CannotDoError
from conversations.rejections import CauseRejectionCode
from conversations.root_cause.moves import Accept, BringEvidence, Decide, GoTo, Move, ParkReply, Private, Vote
from conversations.root_cause.state import Opinion, RootCauseStep
from conversations.root_cause.voting import asked_in
from conversations.threads.moves import (
    Back,
    Control,
    Finish,
    Next,
    Pause,
    Resume,
)
from conversations.threads.replies import Reply
from storage.dialogs import private_questions, replies
from storage.models import PrivateQuestionRow

PLAIN: Mapping[str, type[Control]] = {
    ActionId.WHYS_NEXT: Next,
    ActionId.WHYS_BACK: Back,
    ActionId.WHYS_PAUSE: Pause,
    ActionId.WHYS_RESUME: Resume,
    ActionId.WHYS_FINISH: Finish,
}
"""Buttons that say everything by themselves."""
ANYWAY = "|anyway"


def dedup_key(click: Click) -> str:
    """For a vote only a digest: the key itself would record who pressed which button."""
    is_vote = click.action.startswith(ActionId.WHYS_VOTE)
    return f"vote:{sha256(click.key.encode()).hexdigest()}" if is_vote else click.key


def press(room: RootCauseRoom, click: Click, pointer: DialogPointer) -> None:
    kind, _, _name = click.action.removeprefix("root_cause.").partition(".")
    match f"root_cause.{kind}":
        case ActionId.WHYS_VOTE:
            view, _, question_id = pointer.rest.partition("|")
            answer(room, find_question(room, question_id), view)
        case ActionId.WHYS_REOPEN:
            apply_move(room, _reopened(room, click, pointer))
        case ActionId.WHYS_DECIDE:
            apply_move(room, _decided(room, click, pointer))
        case ActionId.WHYS_ACCEPT | ActionId.WHYS_KEEP | ActionId.WHYS_LET_GO as action:
            apply_move(room, _about_reply(room, action, find_reply(room, pointer.rest)))
        case action:
            move: Any = PLAIN[action](by=room.me, asking=pointer.asking, at=click.action_ts)
            apply_move(room, move)


def _decided(room: RootCauseRoom, click: Click, pointer: DialogPointer) -> Decide:
    label = pointer.rest.removesuffix(ANYWAY)
    anyway = label != pointer.rest
    return Decide(by=room.me, asking=pointer.asking, at=click.action_ts, label=label, anyway=anyway)


def _reopened(room: RootCauseRoom, click: Click, pointer: DialogPointer) -> GoTo:
    """Reopen the question of an earlier message, whatever the current question is."""
    step, _, root = pointer.rest.partition("|")
    if step not in set(RootCauseStep):
        raise CannotDoError(THREADS, "gone")
    return GoTo(by=room.me, asking=room.state.asking, at=click.action_ts, step=RootCauseStep(step), cause=root)


def _about_reply(room: RootCauseRoom, action: str, reply: Reply) -> Move:
    """A move about the cause that was being asked about when the reply was written."""
    item = room.state.visit_at(reply.ts).item
    if action == ActionId.WHYS_ACCEPT:
        return Accept(by=room.me, under=item, text=reply.text, person=reply.person, ts=reply.ts)
    if action == ActionId.WHYS_KEEP:
        person, links = reply.person, reply.evidence
        return BringEvidence(by=room.me, cause=item, person=person, text=reply.text, links=links, ts=reply.ts)
    return ParkReply(by=room.me, ts=reply.ts, person=reply.person, text=reply.text)


def find_reply(room: RootCauseRoom, ts: str) -> Reply:
    """Raises CannotDoError for a deleted reply."""
    reply = replies.find(room.turn.session, room.dialog.id, ts)
    if reply is None or reply.deleted:
        raise CannotDoError(NOUN, "reply_gone")
    return reply


# ---------------------------------------------------------------- in private


def find_question(room: RootCauseRoom, question_id: str) -> PrivateQuestionRow:
    """Raises CannotDoError for a question that was sent to someone else."""
    question = (
        private_questions.find(room.turn.session, int(question_id)) if button_values.is_number(question_id) else None
    )
    if question is None or question.person != room.me or question.dialog_id != room.dialog.id:
        raise room.rejected(CauseRejectionCode.NOT_ASKED)
    return question


def answer(room: RootCauseRoom, question: PrivateQuestionRow, view: str, reason: str = "") -> None:
    """Save a vote or ranking. The question shows what was saved; the last one counts."""
    if view not in set(Opinion):
        raise CannotDoError(THREADS, "gone")
    _, number = asked_in(question.visit)
    answered(
        room, question, Vote(by=room.me, round=number, view=Opinion(view), reason=reason), messages.voted(view).text
    )


def answered(room: RootCauseRoom, question: PrivateQuestionRow, move: Private, note: str) -> None:
    visit, _ = asked_in(question.visit)
    apply_move(room, move)
    room.show(
        f"private:{question.id}",
        messages.private_question(room.dialog, visit, question.id, asked=asked(room, question), note=note),
    )
    if room.state.visit == visit:
        show_question(room)
