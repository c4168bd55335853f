"""Turns that record check-in answers. Each answer is one turn, committed before Slack gets its ack."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from bot import ack, button_values, homes, roles
from bot.ack import Ack
from bot.action_items import moves, notifying
from bot.blocks import Block
from bot.check_ins import refreshing, request_messages, schedule
from bot.identifiers import ActionId, FieldId
from bot.messages import notices
from bot.messages.check_ins import request as messages
from bot.payloads import Click, Submission
from bot.roles import Permission
from bot.turns import CannotDoError, Turn, Turns
from conversations.action_items import News
from conversations.check_in import (
    Answer,
    AnswerPhase,
    CheckIn,
    Complete,
    Effect,
    ExplainBehind,
    Move,
    MoveDue,
    NameRisk,
    RecordAnswer,
    RecordRisk,
    Reopen,
    ReportAllOnTrack,
    ReportStatus,
    ShowResult,
    Subject,
    Topic,
    TurnPage,
    advance,
)
from conversations.rejections import Rejection
from plans.progress import Completed, DueMoved, Reopened, Status, StatusReported
from storage.items import items, supports
from storage.items.supports import Need
from storage.plans import plans
from storage.rounds import check_in_requests, check_ins, rounds
from storage.rounds.check_in_requests import RequestFacts
from storage.rounds.rounds import RoundFacts

Reader = Callable[[Submission, "RequestPointer", str, date], Move]
"""Make a move from a form, its pointer, the sender's name and the day."""

STATUS_OF = {
    ActionId.SAY_ON_TRACK: Status.ON_TRACK,
    ActionId.SAY_DONE: Status.DONE,
    ActionId.SAY_NOT_STARTED: Status.NOT_STARTED,
}


@dataclass(frozen=True, slots=True)
class RequestPointer:
    """The value of a check-in button or form: request id, topic key or page, and the answer's revision."""

    request_id: int
    rest: str = ""
    seen_revision: int = 0

    @classmethod
    def read(cls, value: str) -> "RequestPointer":
        """Raises CannotDoError for a value that none of our buttons has."""
        number, _, rest = value.partition("|")
        rest, _, seen = rest.partition("|")
        return cls(button_values.number(number), rest, int(seen) if button_values.is_number(seen) else 0)


class CheckIns:
    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    # -------------------------------------------------------- taps

    def tap(self, click: Click) -> None:
        """Record a status or "all on track", or turn the page."""
        pointer = RequestPointer.read(click.value)
        with self._turns.write(click.who, click.key) as turn:
            request = _mine(turn, pointer.request_id)
            apply_move(turn, request, _move(turn, request, click.action, pointer))

    def form(self, click: Click) -> Block:
        """Build the form a button opens. Raises CannotDoError after the request has closed."""
        pointer = RequestPointer.read(click.value)
        with self._turns.read(click.who) as turn:
            request = _mine(turn, pointer.request_id)
            check_in = check_ins.load(turn.session, request)
            if not check_in.is_open:
                raise CannotDoError("check_in", "trouble_closed", closes_on=request_messages.closes_on(request))
            if click.action == ActionId.OPEN_RISK:
                return messages.risk_form(check_in, click.value)
            topic = _topic(check_in, pointer)
            answer = check_in.answers.get(topic.key)
            about = request_messages.about(request)
            if click.action == ActionId.OPEN_BEHIND:
                return messages.behind_form(about, topic, answer, click.value)
            output = items.output_of(turn.session, topic.id) if topic.subject is Subject.ITEM else ""
            today = turn.today(request.time_zone)
            return messages.result_form(about, topic, answer, click.value, output=output, today=today)

    # -------------------------------------------------------- forms

    def behind(self, form: Submission) -> Ack:
        return self._submit(form, _behind)

    def result(self, form: Submission) -> Ack:
        return self._submit(form, _result)

    def risk(self, form: Submission) -> Ack:
        return self._submit(form, _risk)

    def _submit(self, form: Submission, read: Reader) -> Ack:
        """Record the form. Return the ack: empty, input errors, or, after closing, a view with the typed text."""
        pointer = RequestPointer.read(form.metadata)
        with self._turns.write(form.who, form.key) as turn:
            request = _mine(turn, pointer.request_id)
            move = read(form, pointer, turn.by.name, turn.today(request.time_zone))
            rejections = apply_move(turn, request, move)
            if rejections:
                turn.release_key()
        return _answer_to_form(request, form, rejections)


def _answer_to_form(request: RequestFacts, form: Submission, rejections: list[Rejection]) -> Ack:
    if not rejections:
        return {}
    errors = messages.form_errors(rejections)
    if errors:
        return ack.errors(errors)
    typed = [text for text in form.values.values() if text]
    part = f"trouble_{rejections[0].code}"
    view = notices.too_late("check_in", part, typed, closes_on=request_messages.closes_on(request))
    return ack.update(view)


def _behind(form: Submission, pointer: RequestPointer, by: str, on: date) -> Move:
    return ExplainBehind(
        topic=pointer.rest,
        by=by,
        on=on,
        cause=form.text(FieldId.CAUSE),
        recovery=form.text(FieldId.RECOVERY),
        new_due=form.day(FieldId.NEW_DUE),
        new_due_reason=form.text(FieldId.NEW_DUE_REASON),
        support=form.text(FieldId.SUPPORT),
        seen_revision=pointer.seen_revision,
    )


def _result(form: Submission, pointer: RequestPointer, by: str, on: date) -> Move:
    return ShowResult(
        topic=pointer.rest,
        by=by,
        on=on,
        evidence=form.text(FieldId.EVIDENCE),
        completed_on=form.day(FieldId.COMPLETED_ON) or on,
        seen_revision=pointer.seen_revision,
    )


def _risk(form: Submission, _pointer: RequestPointer, _by: str, _on: date) -> Move:
    return NameRisk(risk=form.text(FieldId.RISK), mitigation=form.text(FieldId.MITIGATION))


def _move(turn: Turn, request: RequestFacts, action: str, pointer: RequestPointer) -> Move:
    by, on = turn.by.name, turn.today(request.time_zone)
    if action == ActionId.SAY_ALL_ON_TRACK:
        return ReportAllOnTrack(by=by, on=on)
    if action in (ActionId.PAGE_BACK, ActionId.PAGE_NEXT):
        return TurnPage(to=int(pointer.rest) if button_values.is_number(pointer.rest) else 0)
    return ReportStatus(
        topic=pointer.rest, status=STATUS_OF[ActionId(action)], by=by, on=on, seen_revision=pointer.seen_revision
    )


def _mine(turn: Turn, request_id: int) -> RequestFacts:
    request = check_in_requests.find_request(turn.session, request_id, for_change=True)
    if request is None:
        raise CannotDoError("check_in", "gone")
    if turn.by.id not in (request.person_id, request.stand_in_id) and not _may_answer_for(turn, request):
        raise CannotDoError("check_in", "not_yours")
    return request


def _may_answer_for(turn: Turn, request: RequestFacts) -> bool:
    """Leaders may answer for anyone. In a team's channel, everyone with a role in the plan may answer."""
    plan = plans.summary(turn.session, request.round.plan_id)
    if request.channel is not None and roles.may(turn.session, turn.by, Permission.ANSWER_WITH_TEAM, plan):
        return True
    return roles.may(turn.session, turn.by, Permission.ANSWER_FOR, plan)


def _topic(check_in: CheckIn, pointer: RequestPointer) -> Topic:
    topic = check_in.topic(pointer.rest)
    if topic is None:
        raise CannotDoError("check_in", "trouble_unknown_topic")
    return topic


# ---------------------------------------------------------------- what a move does


def apply_move(turn: Turn, request: RequestFacts, move: Move) -> list[Rejection]:
    """Apply the move and update every message of the request. Return the rejections that a form can show."""
    before = check_ins.load(turn.session, request)
    into = _next_minutes(turn, request) if before.phase is AnswerPhase.CORRECTION else None
    if before.phase is AnswerPhase.CORRECTION and into is None:
        before = replace(before, phase=AnswerPhase.OVER)
    after, effects = advance(before, move)
    rejections = [effect for effect in effects if isinstance(effect, Rejection)]
    if rejections and not isinstance(move, (ExplainBehind, ShowResult, NameRisk)):
        raise CannotDoError("check_in", f"trouble_{rejections[0].code}", closes_on=request_messages.closes_on(request))
    for effect in effects:
        _apply(turn, request, effect, into)
    if after.page != before.page:
        check_in_requests.set_page(turn.session, request.id, after.page)
    if not rejections:
        refreshing.show(turn, request.id, request.slack_id, request.workspace_id, request.copies)
        _show_to_others(turn, request, effects)
        homes.refresh(turn, turn.by)
    return rejections


def _next_minutes(turn: Turn, request: RequestFacts) -> RoundFacts | None:
    """The round whose minutes will list a correction. None after the last round of the school year."""
    plan = plans.summary(turn.session, request.round.plan_id)
    today = turn.today(plan.time_zone)
    occasion = schedule.coming(turn.session, plan, today)
    if occasion is None:
        return None
    closes_at = schedule.closes_at(plan, occasion)
    return rounds.coming_round(
        turn.session, plan.id, occasion.period, now=turn.now, closes_at=closes_at, cadence=occasion.cadence
    )


def _apply(turn: Turn, request: RequestFacts, effect: Effect, into: RoundFacts | None) -> None:
    session, stamp = turn.session, turn.stamp(request.time_zone)
    match effect:
        case RecordAnswer(topic=topic, answer=answer):
            check_ins.add_answer(session, request, topic, answer, person_id=turn.by.id, at=turn.now, into=into)
            if topic.subject is Subject.ITEM:
                report = StatusReported(recorded=stamp.on, status=answer.status, cause=answer.cause)
                items.record(session, topic.id, report, stamp)
                _ask_support(turn, request, topic, answer)
        case Complete(item=item, completed_on=day):
            items.record(session, item, Completed(recorded=stamp.on, completed_on=day), stamp)
            _notify_owners(turn, item, News.DONE_FOR_YOU)
        case Reopen(item=item):
            items.record(session, item, Reopened(recorded=stamp.on), stamp)
        case MoveDue(item=item, due=due, reason=reason):
            items.record(session, item, DueMoved(recorded=stamp.on, due=due, reason=reason), stamp)
            _notify_owners(turn, item, News.DATE_MOVED, reason, due)
        case RecordRisk(risk=risk):
            check_ins.set_risk(session, request.id, risk, person_id=turn.by.id, at=turn.now)
        case Rejection():
            pass
        case _:
            assert_never(effect)


def _notify_owners(turn: Turn, item_id: int, news: News, reason: str = "", due: date | None = None) -> None:
    """Notify the owners, because someone else may have answered for them or for a team."""
    notifying.queue_notices_for_owners(turn, moves.find(turn, item_id), news, reason, due)


def _ask_support(turn: Turn, request: RequestFacts, topic: Topic, answer: Answer) -> None:
    """Turn the support that an answer asks for into a support request, which can be provided and rated."""
    if not answer.support:
        return
    need = Need(
        plan_id=request.round.plan_id,
        item_id=topic.id,
        asker_id=turn.by.id,
        provider_id=None,
        needed=answer.support,
        answer_key=f"{request.round.id}:{topic.id}:{turn.by.id}",
    )
    supports.request(turn.session, need, turn.now)


def _show_to_others(turn: Turn, request: RequestFacts, effects: Iterable[Effect]) -> None:
    """Update the requests of others who share a topic, such as several holders of one role."""
    topics = [effect.topic for effect in effects if isinstance(effect, RecordAnswer)]
    for request_id, slack_id, copies in check_in_requests.sharing(turn.session, request, topics):
        refreshing.show(turn, request_id, slack_id, request.workspace_id, copies)
