"""The check-in: the status of each topic, and what could get in the way.

Pure: `advance(check_in, move) -> (check_in, effects)`.
"""

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import assert_never

from conversations.check_in_behind import behind, behind_rejections
from conversations.check_in_moves import (
    CheckInFormField,
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
    ReportMitigation,
    ReportNoNews,
    ReportReading,
    ReportRecovery,
    ReportRisk,
    ReportStatus,
    ReportStep,
    RestoreDue,
    SettleDue,
    ShowResult,
    TopicMove,
    TurnPage,
)
from conversations.check_in_readings import reading_of, reading_rejections, with_reading
from conversations.check_in_reports import report
from conversations.check_in_risks import name_risk
from conversations.check_in_state import (
    EARLIER_SHOWN,
    MOST_RISKS,
    PAGE_SIZE,
    Answer,
    AnswerPhase,
    CheckIn,
    EarlierRisk,
    EarlierStep,
    Happened,
    ItemReport,
    LastAnswer,
    NoNews,
    NoNewsKind,
    Risk,
    RiskOutcome,
    Subject,
    Topic,
)
from conversations.rejections import CheckInRejectionCode, Rejection
from plans.item_events import Status

__all__ = [
    "EARLIER_SHOWN",
    "MOST_RISKS",
    "PAGE_SIZE",
    "Answer",
    "AnswerPhase",
    "CheckIn",
    "CheckInFormField",
    "Complete",
    "EarlierRisk",
    "EarlierStep",
    "Effect",
    "ExplainBehind",
    "Happened",
    "ItemReport",
    "LastAnswer",
    "Move",
    "MoveDue",
    "NameRisk",
    "NoNews",
    "NoNewsKind",
    "RecordAnswer",
    "RecordMitigation",
    "RecordNoNews",
    "RecordRecovery",
    "RecordReport",
    "RecordRisk",
    "RecordRiskOutcome",
    "RecordStep",
    "RemoveRisk",
    "Reopen",
    "ReportAllOnTrack",
    "ReportMitigation",
    "ReportNoNews",
    "ReportReading",
    "ReportRecovery",
    "ReportRisk",
    "ReportStatus",
    "ReportStep",
    "RestoreDue",
    "Risk",
    "RiskOutcome",
    "SettleDue",
    "ShowResult",
    "Subject",
    "Topic",
    "TopicMove",
    "TurnPage",
    "advance",
]

Step = tuple[CheckIn, tuple[Effect, ...]]

_MINUTES_TOLD = (ReportNoNews, NameRisk, ReportRecovery, ReportMitigation, ReportStep, ReportRisk)
"""Moves about the month as a whole, whose minutes do not change once they are published."""


def advance(check_in: CheckIn, move: Move) -> Step:
    if isinstance(move, TurnPage):
        return replace(check_in, page=min(max(move.to, 0), check_in.pages - 1)), ()
    if not check_in.is_open or (isinstance(move, _MINUTES_TOLD) and check_in.phase is AnswerPhase.CORRECTION):
        return check_in, (Rejection(code=CheckInRejectionCode.CLOSED),)
    match move:
        case ReportAllOnTrack():
            return _report_all_on_track(check_in, move)
        case NameRisk():
            return name_risk(check_in, move)
        case ReportRecovery() | ReportMitigation() | ReportStep() | ReportRisk() | ReportNoNews():
            return report(check_in, move)
        case ReportStatus() | ExplainBehind() | ShowResult() | ReportReading() | SettleDue():
            return _about_topic(check_in, move)
        case _:
            assert_never(move)


def _about_topic(check_in: CheckIn, move: TopicMove) -> Step:
    topic = check_in.topic(move.topic)
    if topic is None or _is_overtaken(check_in, move):
        code = CheckInRejectionCode.ANSWERED_MEANWHILE if topic else CheckInRejectionCode.UNKNOWN_TOPIC
        return check_in, (Rejection(code=code),)
    match move:
        case ReportStatus():
            return _record(check_in, topic, _plain_answer(check_in, topic, move))
        case ExplainBehind():
            rejections = behind_rejections(check_in, topic, move)
            return (check_in, rejections) if rejections else _record(check_in, topic, behind(check_in, topic, move))
        case ShowResult():
            return _show_result(check_in, topic, move)
        case ReportReading():
            rejections = reading_rejections(topic, move)
            answer = with_reading(check_in.answers.get(topic.key), move)
            return (check_in, rejections) if rejections else _record(check_in, topic, answer)
        case SettleDue():
            return _settle_due(check_in, topic, move)


def _is_overtaken(check_in: CheckIn, move: TopicMove) -> bool:
    """In a team, an answer can be changed only by someone who has seen it."""
    earlier = check_in.answers.get(move.topic)
    return check_in.by_team and earlier is not None and earlier.revision != move.seen_revision and earlier.by != move.by


def _plain_answer(check_in: CheckIn, topic: Topic, move: ReportStatus) -> Answer:
    """A second tap on Done keeps the day and the evidence given with the first; Done again later, the evidence."""
    before = check_in.answers.get(topic.key)
    if before is not None and before.status is move.status:
        return replace(before, by=move.by, on=move.on)
    completed_on = move.on if move.status is Status.DONE and topic.is_completable else None
    typed = check_in.typed.get((topic.key, move.status))
    evidence = typed.evidence if typed else ""
    return Answer(status=move.status, by=move.by, on=move.on, completed_on=completed_on, evidence=evidence)


def _show_result(check_in: CheckIn, topic: Topic, move: ShowResult) -> Step:
    if rejections := _completion_rejections(topic, move):
        return check_in, rejections
    answer = Answer(
        status=Status.DONE,
        by=move.by,
        on=move.on,
        evidence=move.evidence.strip(),
        completed_on=move.completed_on,
    )
    return _record(check_in, topic, answer)


def _completion_rejections(topic: Topic, move: ShowResult) -> tuple[Rejection, ...]:
    """A milestone is complete only with its evidence."""
    if not topic.is_completable:
        return (Rejection(code=CheckInRejectionCode.UNKNOWN_TOPIC),)
    rejections = []
    if move.completed_on > move.on:
        code, form_field = CheckInRejectionCode.FINISHED_LATER, CheckInFormField.COMPLETED_ON
        rejections.append(Rejection(code=code, form_field=form_field))
    if topic.subject is Subject.MILESTONE and not move.evidence.strip():
        rejections.append(Rejection(code=CheckInRejectionCode.NO_EVIDENCE, form_field=CheckInFormField.EVIDENCE))
    return tuple(rejections)


def _settle_due(check_in: CheckIn, topic: Topic, move: SettleDue) -> Step:
    """Answers whether the date that a "behind" moved stands again, after the answer changed."""
    old_due = check_in.old_due_in_question(topic)
    if old_due is None:
        return check_in, (Rejection(code=CheckInRejectionCode.NOT_ASKED),)
    if not move.restores:
        answer = replace(check_in.answers[topic.key], by=move.by, on=move.on, keeps_due=True)
        return _record(check_in, topic, answer)
    restored = replace(topic, due=old_due)
    topics = tuple(restored if other.key == topic.key else other for other in check_in.topics)
    return replace(check_in, topics=topics), (RestoreDue(topic=topic, due=old_due),)


def _report_all_on_track(check_in: CheckIn, move: ReportAllOnTrack) -> Step:
    effects: list[Effect] = []
    for topic in check_in.unanswered():
        answer = Answer(status=Status.ON_TRACK, by=move.by, on=move.on)
        check_in, recorded = _record(check_in, topic, answer)
        effects += recorded
    return check_in, tuple(effects)


def _record(check_in: CheckIn, topic: Topic, answer: Answer) -> Step:
    before = check_in.answers.get(topic.key)
    answer = replace(answer, revision=before.revision + 1 if before else 1, reading=reading_of(topic, before, answer))
    answers = MappingProxyType({**check_in.answers, topic.key: answer})
    typed = MappingProxyType({**check_in.typed, (topic.key, answer.status): answer})
    moved = replace(topic, due=answer.new_due, ongoing=False) if answer.new_due else topic
    topics = tuple(moved if other.key == topic.key else other for other in check_in.topics)
    recorded = RecordAnswer(topic=topic, answer=answer)
    effects = (*_reopening(topic, before, answer), recorded, *_changes(topic, before, answer))
    return replace(check_in, answers=answers, typed=typed, topics=topics), effects


def _completed_before(topic: Topic, before: Answer | None) -> date | None:
    return (before.completed_on if before else None) or topic.completed_on


def _reopening(topic: Topic, before: Answer | None, now: Answer) -> tuple[Effect, ...]:
    """Comes before the answer, because reopening ends what was reported so far. Another day of completion is none."""
    return (Reopen(topic=topic),) if _completed_before(topic, before) and not now.completed_on else ()


def _changes(topic: Topic, before: Answer | None, now: Answer) -> tuple[Effect, ...]:
    """The plan's changes that follow from an answer. Benchmarks and measures have none."""
    if not topic.is_completable:
        return ()
    changes: list[Effect] = []
    shows_anew = topic.subject is Subject.MILESTONE and now.evidence != (before.evidence if before else "")
    if now.completed_on and (now.completed_on != _completed_before(topic, before) or shows_anew):
        changes.append(Complete(topic=topic, completed_on=now.completed_on, evidence=now.evidence))
    if now.new_due and now.new_due != topic.due:
        changes.append(MoveDue(topic=topic, due=now.new_due, reason=now.new_due_reason))
    return tuple(changes)
