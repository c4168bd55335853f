"""What leaders do with a coach's comment: read it in a message or on the Home tab, and acknowledge or answer it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlalchemy.orm import Session

from bot.home import homes
from bot.messages import comments as messages
from bot.messages.comments import AnswerPointer
from bot.permissions.guards import AccessRule
from bot.permissions.plan_rules import find_plan, permitted
from bot.permissions.roles import Permission
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, button, form, opener
from bot.sending.renderers import ContentRenderer
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Submission
from bot.turns import CannotDoError, Turn
from prompts import plain
from storage.delivery import undelivered
from storage.delivery.claims import Claimed
from storage.delivery.outbox import MessageKind, OutboxMessage, Payload
from storage.models import PersonRow
from storage.plans import comments
from storage.plans.comments import CoachComment
from storage.plans.plans import PlanSummary

NOUN = "comments"


@dataclass(frozen=True, slots=True)
class CommentOfPlan:
    comment: CoachComment
    plan: PlanSummary


def _answerable(turn: Turn, pointer: AnswerPointer) -> CommentOfPlan:
    comment = comments.get(turn.session, pointer.comment_id)
    if comment is None:
        raise CannotDoError(NOUN, "gone")
    return CommentOfPlan(comment, permitted(turn, Permission.ANSWER_COMMENTS, find_plan(turn, comment.plan_id)))


ANSWERABLE: AccessRule[AnswerPointer, CommentOfPlan] = AccessRule(Permission.ANSWER_COMMENTS, _answerable)


def notify_readers(turn: Turn, plan: PlanSummary, comment_id: int) -> bool:
    """Queue a message to each leader. False if there is no one to read it."""
    readers = comments.readers(turn.session, plan.organization_id, turn.by.id)
    for reader in readers:
        key = f"{_key(comment_id)}{reader.slack_id}"
        message = OutboxMessage.post(plan.workspace_id, reader.slack_id, key, _payload(comment_id))
        turn.put(message.unrequested(zone=reader.time_zone, organization_id=plan.organization_id))
        homes.refresh(turn, reader)
    return bool(readers)


def acknowledge(turn: Turn, _click: Click, _pointer: AnswerPointer, subject: CommentOfPlan) -> None:
    """Mark the comment as read. An old button changes nothing."""
    if not subject.comment.is_read:
        _answer(turn, subject, "")


def answer_form(_turn: Turn, _click: Click, _pointer: AnswerPointer, subject: CommentOfPlan) -> Block:
    return messages.answer_form(subject.comment)


def answer(turn: Turn, form: Submission, _pointer: AnswerPointer, subject: CommentOfPlan) -> Ack:
    text = form.text(FieldId.TEXT)
    if not text:
        return ack.errors({FieldId.TEXT: plain(NOUN, "no_answer")})
    _answer(turn, subject, text)
    return {}


def _answer(turn: Turn, subject: CommentOfPlan, text: str) -> None:
    comment, plan = subject.comment, subject.plan
    today = turn.today(plan.time_zone)
    answer_id = comments.add_answer(turn.session, comment, turn.by.id, text, at=turn.now, on=today)
    _notify_coach(turn, plan, comment.id, f"answer:{answer_id}" if text else "read")
    _show(turn, plan, comment)


def _show(turn: Turn, plan: PlanSummary, comment: CoachComment) -> None:
    """Update the leaders' messages and Home tabs."""
    beginning = _key(comment.id)
    for key in undelivered.keys_starting_with(turn.session, beginning):
        if not key.endswith(":shown"):
            slack_id = key.removeprefix(beginning)
            turn.put(OutboxMessage.update(plan.workspace_id, slack_id, key, _payload(comment.id)))
    for reader in comments.readers(turn.session, plan.organization_id, comment.coach_id):
        homes.refresh(turn, reader)


def _notify_coach(turn: Turn, plan: PlanSummary, comment_id: int, what: str) -> None:
    """Once that it was read, whoever reads it, and of each answer."""
    comment = comments.get(turn.session, comment_id)
    assert comment is not None  # it was answered in this turn
    coach = turn.session.get_one(PersonRow, comment.coach_id)
    key = f"comment:{comment_id}:{what}"
    message = OutboxMessage.post(plan.workspace_id, coach.slack_id, key, messages.news(comment).payload())
    turn.put(message.unrequested(zone=coach.time_zone, organization_id=plan.organization_id))


def _key(comment_id: int) -> str:
    """How the keys of the leaders' messages about a comment begin."""
    return f"comment:{comment_id}:for:"


def _payload(comment_id: int) -> Payload:
    """bot/late_rendering.py adds the content at sending time."""
    return {"make": "comment", "comment": comment_id}


def _render(session: Session, message: Claimed, _now: datetime) -> Payload | None:
    """Obsolete if this leader read the comment on the Home tab before the message could be sent."""
    comment = comments.get(session, message.payload["comment"])
    if comment is None:
        return None
    has_read = message.channel in {answer.slack_id for answer in comment.answers}
    return None if has_read and message.kind is MessageKind.POST else messages.notice(comment).payload()


CONTENT: Mapping[str, ContentRenderer] = MappingProxyType({"comment": _render})

ROUTES: tuple[Route, ...] = (
    button(ActionId.COMMENT_READ, AnswerPointer.of, writes(ANSWERABLE, acknowledge)),
    opener(ActionId.COMMENT_ANSWER, AnswerPointer.of, reads(ANSWERABLE, answer_form)),
    form(ViewId.COMMENT_ANSWER, AnswerPointer.of, writes(ANSWERABLE, answer)),
)
