"""Applies moves of a check-in: saves what they change, and updates every message that shows it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import assert_never

from sqlalchemy.orm import Session

from bot.action_items import moves, notifying
from bot.check_ins import refreshing, request_messages, schedule, support_requests
from bot.home import homes
from bot.turns import CannotDoError, Turn
from conversations.action_items import News
from conversations.check_in import (
    AnswerPhase,
    Complete,
    Effect,
    ExplainBehind,
    Move,
    MoveDue,
    NameRisk,
    RecordAnswer,
    RecordMitigation,
    RecordNoNews,
    RecordRecovery,
    RecordReport,
    RecordRisk,
    RecordRiskOutcome,
    RecordStep,
    RemoveRisk,
    Reopen,
    ReportAllOnTrack,
    ReportReading,
    RestoreDue,
    ShowResult,
    Subject,
    Topic,
    TopicMove,
    advance,
)
from conversations.rejections import Rejection
from plans.item_events import Completed, DueMoved, Event, Reopened, StatusReported
from prompts import plain
from storage.items import items
from storage.items.items import Stamp
from storage.plans import milestones, plans
from storage.rounds import check_in_requests, check_ins, next_steps, no_news, promises, risks, rounds
from storage.rounds.check_in_requests import RequestFacts
from storage.rounds.rounds import RoundFacts


def apply_move(turn: Turn, request: RequestFacts, move: Move) -> list[Rejection]:
    """Apply the move and update every message of the request. Return the rejections that a form can show."""
    load = check_ins.load_answers if isinstance(move, (TopicMove, ReportAllOnTrack)) else check_ins.load
    before = load(turn.session, request)
    into = _next_minutes(turn, request) if before.phase is AnswerPhase.CORRECTION else None
    if before.phase is AnswerPhase.CORRECTION and into is None:
        before = replace(before, phase=AnswerPhase.OVER)
    after, effects = advance(before, move)
    rejections = [effect for effect in effects if isinstance(effect, Rejection)]
    if rejections and not isinstance(move, (ExplainBehind, ShowResult, ReportReading, NameRisk)):
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
            causes = (answer.cause, answer.is_ours, answer.cause_category)
            _record(session, topic, StatusReported(stamp.on, answer.status, *causes), stamp)
            support_requests.follow(turn, request, topic, answer)
        case Complete(topic=topic, completed_on=day, evidence=evidence):
            _record(session, topic, Completed(recorded=stamp.on, completed_on=day), stamp, evidence=evidence)
            _notify_owners(turn, topic, News.DONE_FOR_YOU)
        case Reopen(topic=topic):
            _record(session, topic, Reopened(recorded=stamp.on), stamp)
        case MoveDue(topic=topic, due=due, reason=reason):
            _record(session, topic, DueMoved(recorded=stamp.on, due=due, reason=reason), stamp)
            _notify_owners(turn, topic, News.DATE_MOVED, reason, due)
        case RestoreDue(topic=topic, due=due):
            reason = plain("check_in", "old_due_reason")
            _record(session, topic, DueMoved(recorded=stamp.on, due=due, reason=reason), stamp)
            _notify_owners(turn, topic, News.DATE_MOVED, reason, due)
        case RecordRisk(risk=risk):
            risks.save(session, request.id, risk, stamp)
        case RemoveRisk(risk=risk_id):
            risks.remove(session, risk_id)
        case RecordRecovery() | RecordMitigation() | RecordStep() | RecordRiskOutcome() | RecordNoNews():
            _record_report(session, request, effect, stamp)
        case Rejection():
            pass
        case _:
            assert_never(effect)


def _record(session: Session, topic: Topic, event: Event, stamp: Stamp, *, evidence: str = "") -> None:
    """Add the event to the history of the action item or milestone. Benchmarks and measures have none."""
    match topic.subject:
        case Subject.ITEM:
            items.record(session, topic.id, event, stamp)
        case Subject.MILESTONE:
            milestones.record(session, topic.id, event, stamp, evidence=evidence)
        case Subject.BENCHMARK | Subject.MEASURE:
            pass
        case _:
            assert_never(topic.subject)


def _notify_owners(turn: Turn, topic: Topic, news: News, reason: str = "", due: date | None = None) -> None:
    """Notify the owners of an action item, because someone else may have answered for them or for a team."""
    if topic.subject is Subject.ITEM:
        notifying.queue_notices_for_owners(turn, moves.find(turn, topic.id), news, reason, due)


def _record_report(session: Session, request: RequestFacts, effect: RecordReport, stamp: Stamp) -> None:
    of = request.round
    match effect:
        case RecordRecovery(answer=answer_id, happened=happened):
            promises.report_recovery(session, of, answer_id, happened, stamp)
        case RecordMitigation(risk=risk_id, happened=happened):
            promises.report_mitigation(session, of, risk_id, happened, stamp)
        case RecordStep(step=step_id, happened=happened):
            next_steps.report(session, of, step_id, happened, stamp)
        case RecordRiskOutcome(risk=risk_id, outcome=outcome):
            risks.report_outcome(session, of, risk_id, outcome, stamp)
        case RecordNoNews(kind=kind):
            no_news.record(session, request.id, kind, stamp)
        case _:
            assert_never(effect)


def _show_to_others(turn: Turn, request: RequestFacts, effects: Iterable[Effect]) -> None:
    """Update the requests of others who share a topic, and of leads, who read the answers about their milestones."""
    topics = [effect.topic for effect in effects if isinstance(effect, (RecordAnswer, RecordRecovery))]
    others = {
        *check_in_requests.sharing(turn.session, request, topics),
        *check_in_requests.of_leads(turn.session, request, topics),
    }
    for request_id, slack_id, copies in sorted(others):
        refreshing.show(turn, request_id, slack_id, request.workspace_id, copies)
