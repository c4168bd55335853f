"""Turns that report what became of last month's recovery steps, mitigations, next steps and risks: one tap each."""

from bot.check_ins import applying
from bot.check_ins.answering import ANSWERABLE
from bot.messages.check_ins.pointers import MitigationPointer, RecoveryPointer, RiskOutcomePointer, StepPointer
from bot.routing.guarded import writes
from bot.routing.route import Route, button
from bot.slack.identifiers import ActionId
from bot.slack.payloads import Click
from bot.turns import Turn
from conversations.check_in import ReportMitigation, ReportRecovery, ReportRisk, ReportStep
from storage.rounds.check_in_requests import RequestFacts


def report_recovery(turn: Turn, _click: Click, pointer: RecoveryPointer, request: RequestFacts) -> None:
    applying.apply_move(turn, request, ReportRecovery(topic=pointer.topic, happened=pointer.happened))


def report_mitigation(turn: Turn, _click: Click, pointer: MitigationPointer, request: RequestFacts) -> None:
    applying.apply_move(turn, request, ReportMitigation(risk_id=pointer.risk_id, happened=pointer.happened))


def report_step(turn: Turn, _click: Click, pointer: StepPointer, request: RequestFacts) -> None:
    applying.apply_move(turn, request, ReportStep(step_id=pointer.step_id, happened=pointer.happened))


def report_risk(turn: Turn, _click: Click, pointer: RiskOutcomePointer, request: RequestFacts) -> None:
    applying.apply_move(turn, request, ReportRisk(risk_id=pointer.risk_id, outcome=pointer.outcome))


ROUTES: tuple[Route, ...] = (
    button(ActionId.REPORT_RECOVERY, RecoveryPointer.of, writes(ANSWERABLE, report_recovery)),
    button(ActionId.REPORT_MITIGATION, MitigationPointer.of, writes(ANSWERABLE, report_mitigation)),
    button(ActionId.REPORT_STEP, StepPointer.of, writes(ANSWERABLE, report_step)),
    button(ActionId.REPORT_RISK, RiskOutcomePointer.of, writes(ANSWERABLE, report_risk)),
)
