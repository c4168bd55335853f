"""Turns that record check-in answers. Each answer is one turn, committed before Slack gets its ack."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import assert_never

from bot import ack, homes, roles
from bot.ack import Ack
from bot.action_items import moves, notifying
from bot.blocks import Block
from bot.check_ins import refreshing, request_messages, schedule
from bot.guards import AccessRule, Whose
from bot.identifiers import ActionId, FieldId, ViewId
from bot.messages import notices
from bot.messages.check_ins import request as messages
from bot.messages.check_ins.pointers import PagePointer, RequestPointer, TopicPointer
from bot.payloads import Click, Submission
from bot.roles import Permission
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, button, form, opener
from bot.turns import CannotDoError, Turn
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
from plans.item_events import Completed, DueMoved, Reopened, Status, StatusReported
from storage.items import items, supports
from storage.items.supports import Need
from storage.plans import plans
from storage.rounds import check_in_requests, check_ins, rounds
from storage.rounds.check_in_requests import RequestFacts
from storage.rounds.rounds import RoundFacts

STATUS_OF = {
    ActionId.SAY_ON_TRACK: Status.ON_TRACK,
    ActionId.SAY_DONE: Status.DONE,
    ActionId.SAY_NOT_STARTED: Status.NOT_STARTED,
}


# ---------------------------------------------------------------- who may answer


def _admit(turn: Turn, pointer: RequestPointer) -> RequestFacts:
    request = check_in_requests.find_request(turn.session, pointer.request_id, for_change=turn.writes)
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


ANSWERABLE: AccessRule[RequestPointer, RequestFacts] = AccessRule(Whose.CHECK_IN, _admit)
"""The request a button belongs to."""


# ---------------------------------------------------------------- taps


def report_status(turn: Turn, click: Click, pointer: TopicPointer, request: RequestFacts) -> None:
    move = ReportStatus(
        topic=pointer.topic,
        status=STATUS_OF[ActionId(click.action)],
        by=turn.by.name,
        on=turn.today(request.time_zone),
        seen_revision=pointer.seen_revision,
    )
    apply_move(turn, request, move)


def report_all_on_track(turn: Turn, _click: Click, _pointer: RequestPointer, request: RequestFacts) -> None:
    apply_move(turn, request, ReportAllOnTrack(by=turn.by.name, on=turn.today(request.time_zone)))


def turn_page(turn: Turn, _click: Click, pointer: PagePointer, request: RequestFacts) -> None:
    apply_move(turn, request, TurnPage(to=pointer.page))


# ---------------------------------------------------------------- forms that open


def behind_form(turn: Turn, _click: Click, pointer: TopicPointer, request: RequestFacts) -> Block:
    check_in = _open(turn, request)
    topic = _topic(check_in, pointer)
    return messages.behind_form(request_messages.about(request), topic, check_in.answers.get(topic.key), str(pointer))


def result_form(turn: Turn, _click: Click, pointer: TopicPointer, request: RequestFacts) -> Block:
    check_in = _open(turn, request)
    topic = _topic(check_in, pointer)
    output = items.output_of(turn.session, topic.id) if topic.subject is Subject.ITEM else ""
    answer, today = check_in.answers.get(topic.key), turn.today(request.time_zone)
    return messages.result_form(
        request_messages.about(request), topic, answer, str(pointer), output=output, today=today
    )


def risk_form(turn: Turn, _click: Click, pointer: RequestPointer, request: RequestFacts) -> Block:
    return messages.risk_form(_open(turn, request), str(pointer))


def _open(turn: Turn, request: RequestFacts) -> CheckIn:
    """The check-in of a request that still takes answers. Raises CannotDoError after it has closed."""
    check_in = check_ins.load(turn.session, request)
    if not check_in.is_open:
        raise CannotDoError("check_in", "trouble_closed", closes_on=request_messages.closes_on(request))
    return check_in


def _topic(check_in: CheckIn, pointer: TopicPointer) -> Topic:
    topic = check_in.topic(pointer.topic)
    if topic is None:
        raise CannotDoError("check_in", "trouble_unknown_topic")
    return topic


# ---------------------------------------------------------------- forms that come back


def behind(turn: Turn, form: Submission, pointer: TopicPointer, request: RequestFacts) -> Ack:
    move = ExplainBehind(
        topic=pointer.topic,
        by=turn.by.name,
        on=turn.today(request.time_zone),
        cause=form.text(FieldId.CAUSE),
        recovery=form.text(FieldId.RECOVERY),
        new_due=form.day(FieldId.NEW_DUE),
        new_due_reason=form.text(FieldId.NEW_DUE_REASON),
        support=form.text(FieldId.SUPPORT),
        seen_revision=pointer.seen_revision,
    )
    return _take(turn, form, request, move)


def result(turn: Turn, form: Submission, pointer: TopicPointer, request: RequestFacts) -> Ack:
    on = turn.today(request.time_zone)
    move = ShowResult(
        topic=pointer.topic,
        by=turn.by.name,
        on=on,
        evidence=form.text(FieldId.EVIDENCE),
        completed_on=form.day(FieldId.COMPLETED_ON) or on,
        seen_revision=pointer.seen_revision,
    )
    return _take(turn, form, request, move)


def risk(turn: Turn, form: Submission, _pointer: RequestPointer, request: RequestFacts) -> Ack:
    move = NameRisk(risk=form.text(FieldId.RISK), mitigation=form.text(FieldId.MITIGATION))
    return _take(turn, form, request, move)


def _take(turn: Turn, form: Submission, request: RequestFacts, move: Move) -> Ack:
    """Apply the form's move. After closing, the ack shows what was typed."""
    rejections = apply_move(turn, request, move)
    if not rejections:
        return {}
    errors = messages.form_errors(rejections)
    if errors:
        return ack.errors(errors)
    turn.release_key()
    typed = [text for text in form.values.values() if text]
    part = f"trouble_{rejections[0].code}"
    return ack.update(notices.too_late("check_in", part, typed, closes_on=request_messages.closes_on(request)))


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


ROUTES: tuple[Route, ...] = (
    button(ActionId.SAY_ON_TRACK, TopicPointer.of, writes(ANSWERABLE, report_status)),
    button(ActionId.SAY_DONE, TopicPointer.of, writes(ANSWERABLE, report_status)),
    button(ActionId.SAY_NOT_STARTED, TopicPointer.of, writes(ANSWERABLE, report_status)),
    button(ActionId.SAY_ALL_ON_TRACK, RequestPointer.of, writes(ANSWERABLE, report_all_on_track)),
    button(ActionId.PAGE_BACK, PagePointer.of, writes(ANSWERABLE, turn_page)),
    button(ActionId.PAGE_NEXT, PagePointer.of, writes(ANSWERABLE, turn_page)),
    opener(ActionId.OPEN_BEHIND, TopicPointer.of, reads(ANSWERABLE, behind_form)),
    opener(ActionId.OPEN_RESULT, TopicPointer.of, reads(ANSWERABLE, result_form)),
    opener(ActionId.OPEN_RISK, RequestPointer.of, reads(ANSWERABLE, risk_form)),
    form(ViewId.BEHIND, TopicPointer.of, writes(ANSWERABLE, behind)),
    form(ViewId.RESULT, TopicPointer.of, writes(ANSWERABLE, result)),
    form(ViewId.RISK, RequestPointer.of, writes(ANSWERABLE, risk)),
)
