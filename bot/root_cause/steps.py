"""Turns what people press in a root cause dialog into moves."""

from collections.abc import Collection, Mapping
from hashlib import sha256

from bot.messages.root_cause import thread as messages
from bot.messages.root_cause.buttons import ANYWAY, DecisionPointer, ReopenPointer, ReplyPointer, VotePointer
from bot.root_cause.applying import apply_move
from bot.root_cause.room import NOUN, RootCauseRoom
from bot.slack.identifiers import ActionId
from bot.slack.payloads import Click
from bot.threads.private_answers import asked
from bot.turns import CannotDoError
from conversations.rejections import CauseRejectionCode, DialogRejectionCode
from conversations.root_cause import claims
from conversations.root_cause.moves import (
    Accept,
    AcceptAll,
    BringAll,
    BringEvidence,
    Decide,
    GoTo,
    ParkReply,
    Private,
    Vote,
)
from conversations.root_cause.state import ASKS_FOR_CAUSES, ASKS_FOR_EVIDENCE, Opinion
from conversations.root_cause.tree import Cause
from conversations.root_cause.voting import asked_in
from conversations.threads.moves import (
    Back,
    Control,
    Finish,
    Next,
    Pause,
    Resume,
)
from conversations.threads.replies import Reply, Voice
from conversations.threads.state import moment
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


def vote_key(click: Click) -> str:
    """A digest: the click's own key would record who pressed which button."""
    return f"vote:{sha256(click.key.encode()).hexdigest()}"


def decide(room: RootCauseRoom, click: Click, pointer: DecisionPointer) -> None:
    by, asking, at = room.me, pointer.asking, click.action_ts
    apply_move(room, Decide(by=by, asking=asking, at=at, label=pointer.label, anyway=pointer.anyway == ANYWAY))


def reopen(room: RootCauseRoom, click: Click, pointer: ReopenPointer) -> None:
    """Reopen the question of an earlier message, whatever the current question is."""
    asking, at = room.state.asking, click.action_ts
    apply_move(room, GoTo(by=room.me, asking=asking, at=at, step=pointer.step, cause=pointer.root))


def accept(room: RootCauseRoom, _click: Click, pointer: ReplyPointer) -> None:
    reply = find_reply(room, pointer.ts)
    text, _ = claims.read(reply)
    apply_move(room, Accept(by=room.me, under=_item_of(room, reply), text=text, person=reply.person, ts=reply.ts))


def accept_all(room: RootCauseRoom, _click: Click, pointer: ReplyPointer) -> None:
    accept_waiting(room, pointer.asking, until=pointer.ts)


def accept_waiting(room: RootCauseRoom, asking: int, *, until: str, left_out: Collection[str] = ()) -> None:
    """Accept the replies that waited when the button was shown. Raises CannotDoError."""
    room.require_current(asking)
    asks_for_causes = room.state.visit.step in ASKS_FOR_CAUSES
    taken = tuple(
        Accept(by=room.me, under=each.under, text=each.text, person=each.person, ts=each.ts)
        for each in (room.waiting() if asks_for_causes else ())
        if moment(each.ts) <= moment(until) and each.ts not in left_out
    )
    if not taken:
        raise room.rejected(DialogRejectionCode.EMPTY if left_out else CauseRejectionCode.ALREADY_ACCEPTED)
    apply_move(room, AcceptAll(by=room.me, replies=taken))


def keep_evidence(room: RootCauseRoom, _click: Click, pointer: ReplyPointer) -> None:
    apply_move(room, _evidence(room, find_reply(room, pointer.ts)))


def keep_all_evidence(room: RootCauseRoom, _click: Click, pointer: ReplyPointer) -> None:
    """Keep the replies that waited when the button was shown. Raises CannotDoError."""
    room.require_current(pointer.asking)
    asks_for_evidence = room.state.visit.step in ASKS_FOR_EVIDENCE
    waiting = [each.ts for each in room.waiting() if moment(each.ts) <= moment(pointer.ts)] if asks_for_evidence else []
    if not waiting:
        raise room.rejected(CauseRejectionCode.ALREADY_EVIDENCE)
    apply_move(room, BringAll(by=room.me, evidence=tuple(_evidence(room, find_reply(room, ts)) for ts in waiting)))


def _evidence(room: RootCauseRoom, reply: Reply) -> BringEvidence:
    return BringEvidence(
        by=room.me,
        cause=_item_of(room, reply),
        person=reply.person,
        text=reply.text,
        links=reply.evidence,
        ts=reply.ts,
        for_room=reply.voice is Voice.ROOM,
    )


def park_reply(room: RootCauseRoom, _click: Click, pointer: ReplyPointer) -> None:
    apply_move(room, parked(room, find_reply(room, pointer.ts)))


def parked(room: RootCauseRoom, reply: Reply) -> ParkReply:
    return ParkReply(by=room.me, ts=reply.ts, person=reply.person, text=reply.text)


def _item_of(room: RootCauseRoom, reply: Reply) -> str:
    """The cause that was being asked about when the reply was written."""
    return room.state.visit_at(reply.ts).item


def find_cause(room: RootCauseRoom, key: str) -> Cause:
    """Raises CannotDoError."""
    matching = room.state.tree.cause(key)
    if matching is None:
        raise room.rejected(CauseRejectionCode.NO_SUCH_CAUSE)
    return matching


def find_reply(room: RootCauseRoom, ts: str) -> Reply:
    """Raises CannotDoError for a deleted reply."""
    reply = replies.find(room.turn.session, room.dialog.id, ts)
    if reply is None or reply.deleted:
        raise CannotDoError(NOUN, "reply_gone")
    return reply


# ---------------------------------------------------------------- in private


def vote(room: RootCauseRoom, _click: Click, pointer: VotePointer) -> None:
    answer(room, find_question(room, pointer.question_id), pointer.view)


def find_question(room: RootCauseRoom, question_id: int) -> PrivateQuestionRow:
    """Raises CannotDoError for a question that was sent to someone else."""
    question = private_questions.find(room.turn.session, question_id)
    if question is None or question.person != room.me or question.dialog_id != room.dialog.id:
        raise room.rejected(CauseRejectionCode.NOT_ASKED)
    return question


def answer(room: RootCauseRoom, question: PrivateQuestionRow, view: Opinion, reason: str = "") -> None:
    """Save a vote or ranking. The question shows what was saved; the last one counts."""
    _, number = asked_in(question.visit)
    answered(room, question, Vote(by=room.me, round=number, view=view, reason=reason), messages.voted(view).text)


def answered(room: RootCauseRoom, question: PrivateQuestionRow, move: Private, note: str) -> None:
    visit, _ = asked_in(question.visit)
    apply_move(room, move)
    room.show(
        f"private:{question.id}",
        messages.private_question(room.dialog, visit, question.id, asked=asked(room, question), note=note),
    )
