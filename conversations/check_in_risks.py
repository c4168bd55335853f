"""The risks that people name in a check-in."""

from dataclasses import replace

from conversations.check_in_moves import CheckInFormField, Effect, NameRisk, RecordRisk, RemoveRisk
from conversations.check_in_state import MOST_RISKS, CheckIn, Risk
from conversations.rejections import CheckInRejectionCode, Rejection


def name_risk(check_in: CheckIn, move: NameRisk) -> tuple[CheckIn, tuple[Effect, ...]]:
    before = check_in.risk(move.risk_id) if move.risk_id else None
    if rejection := _rejection(check_in, move, before):
        return check_in, (rejection,)
    if not move.risk.strip():
        risks = tuple(risk for risk in check_in.risks if risk != before)
        return replace(check_in, risks=risks), (RemoveRisk(risk=move.risk_id),)
    named = Risk(
        id=move.risk_id,
        risk=move.risk.strip(),
        mitigation=move.mitigation.strip(),
        owner_id=move.owner_id,
        owner=move.owner,
        named_by=before.named_by if before else move.by,
        due=move.due,
    )
    risks = tuple(named if risk == before else risk for risk in check_in.risks)
    return replace(check_in, risks=risks if before else (*risks, named)), (RecordRisk(risk=named),)


def _rejection(check_in: CheckIn, move: NameRisk, before: Risk | None) -> Rejection | None:
    """In a team, a risk is changed only by the person who named it."""
    if move.risk_id and before is None:
        return Rejection(code=CheckInRejectionCode.UNKNOWN_RISK)
    if before is not None and check_in.by_team and before.named_by != move.by:
        return Rejection(code=CheckInRejectionCode.NOT_YOUR_RISK)
    if not move.risk.strip() and (before is None or move.mitigation.strip()):
        return Rejection(code=CheckInRejectionCode.NO_RISK, form_field=CheckInFormField.RISK)
    if before is None and len(check_in.risks) >= MOST_RISKS:
        return Rejection(code=CheckInRejectionCode.TOO_MANY_RISKS, form_field=CheckInFormField.RISK)
    if move.due is not None and move.due < move.on and move.due != (before.due if before else None):
        return Rejection(code=CheckInRejectionCode.DATE_PAST, form_field=CheckInFormField.RISK_DUE)
    return None
