"""What people report beside their answers: what became of last month's promises and risks, or that there is no news."""

from dataclasses import replace
from typing import assert_never

from conversations.check_in_moves import (
    Effect,
    RecordMitigation,
    RecordNoNews,
    RecordRecovery,
    RecordRiskOutcome,
    RecordStep,
    Report,
    ReportMitigation,
    ReportNoNews,
    ReportRecovery,
    ReportRisk,
    ReportStep,
)
from conversations.check_in_state import CheckIn, EarlierRisk, Happened, NoNews
from conversations.rejections import CheckInRejectionCode, Rejection

Step = tuple[CheckIn, tuple[Effect, ...]]
NOT_ASKED = Rejection(code=CheckInRejectionCode.NOT_ASKED)


def report(check_in: CheckIn, move: Report) -> Step:
    match move:
        case ReportRecovery():
            return _report_recovery(check_in, move)
        case ReportMitigation(risk_id=risk_id, happened=happened):
            return _report_mitigation(check_in, risk_id, happened)
        case ReportStep(step_id=step_id, happened=happened):
            return _report_step(check_in, step_id, happened)
        case ReportRisk(risk_id=risk_id, outcome=outcome):
            risk = check_in.earlier_risk(risk_id)
            if risk is None:
                return check_in, (NOT_ASKED,)
            return _with_risk(check_in, replace(risk, outcome=outcome)), (
                RecordRiskOutcome(risk=risk_id, outcome=outcome),
            )
        case ReportNoNews(kind=kind, by=by, on=on):
            return replace(check_in, no_news=NoNews(kind=kind, by=by, on=on)), (RecordNoNews(kind=kind),)
        case _:
            assert_never(move)


def _report_recovery(check_in: CheckIn, move: ReportRecovery) -> Step:
    topic = check_in.topic(move.topic)
    if topic is None or topic.last is None or not topic.last.asks:
        return check_in, (NOT_ASKED,)
    reported = replace(topic, last=replace(topic.last, happened=move.happened))
    topics = tuple(reported if other.key == topic.key else other for other in check_in.topics)
    effect = RecordRecovery(topic=topic, answer=topic.last.id, happened=move.happened)
    return replace(check_in, topics=topics), (effect,)


def _report_mitigation(check_in: CheckIn, risk_id: int, happened: Happened) -> Step:
    risk = check_in.earlier_risk(risk_id)
    if risk is None or not risk.asks_mitigation:
        return check_in, (NOT_ASKED,)
    return _with_risk(check_in, replace(risk, mitigated=happened)), (RecordMitigation(risk=risk_id, happened=happened),)


def _report_step(check_in: CheckIn, step_id: int, happened: Happened) -> Step:
    step = check_in.earlier_step(step_id)
    if step is None:
        return check_in, (NOT_ASKED,)
    reported = replace(step, happened=happened)
    steps = tuple(reported if other.id == step_id else other for other in check_in.earlier_steps)
    return replace(check_in, earlier_steps=steps), (RecordStep(step=step_id, happened=happened),)


def _with_risk(check_in: CheckIn, risk: EarlierRisk) -> CheckIn:
    risks = tuple(risk if other.id == risk.id else other for other in check_in.earlier_risks)
    return replace(check_in, earlier_risks=risks)
