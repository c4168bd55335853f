"""Turns that name risks in a check-in, one at a time."""

from bot import days_off
from bot.action_items.owners import BadOwnerError, member
from bot.check_ins import answering
from bot.check_ins.answering import ANSWERABLE
from bot.messages.check_ins import forms
from bot.messages.check_ins.pointers import RiskPointer
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, form, opener
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Submission
from bot.turns import CannotDoError, Turn
from conversations.check_in import NameRisk
from prompts import plain
from storage.models import PersonRow
from storage.people import people
from storage.rounds.check_in_requests import RequestFacts


def risk_form(turn: Turn, _click: Click, pointer: RiskPointer, request: RequestFacts) -> Block:
    risk = answering.open_check_in(turn, request).risk(pointer.risk_id)
    if pointer.risk_id and risk is None:
        raise CannotDoError("check_in", "trouble_unknown_risk")
    owners = people.by_id(turn.session, [risk.owner_id]) if risk else {}
    owner = owners[risk.owner_id] if risk else turn.by
    return forms.risk_form(risk, owner.slack_id, str(pointer))


def name_risk(turn: Turn, form: Submission, pointer: RiskPointer, request: RequestFacts) -> Ack:
    try:
        owner = _owner(turn, form)
    except BadOwnerError as bad:
        return ack.errors({FieldId.OWNER: plain("action_items", bad.part, **bad.values)})
    move = NameRisk(
        risk_id=pointer.risk_id,
        risk=form.text(FieldId.RISK),
        mitigation=form.text(FieldId.MITIGATION),
        owner_id=owner.id,
        owner=owner.name,
        due=form.day(FieldId.RISK_DUE),
        by=turn.by.id,
        on=turn.today(request.time_zone),
    )
    refusal = answering.submit(turn, form, request, move)
    return refusal or days_off.saved(turn.session, request.organization_id, move.due if move.risk else None)


def _owner(turn: Turn, form: Submission) -> PersonRow:
    """Without another name, who names a risk sees to it. Raises BadOwnerError."""
    return member(turn, form.text(FieldId.OWNER)) if form.text(FieldId.OWNER) else turn.by


ROUTES: tuple[Route, ...] = (
    opener(ActionId.OPEN_RISK, RiskPointer.of, reads(ANSWERABLE, risk_form)),
    form(ViewId.RISK, RiskPointer.of, writes(ANSWERABLE, name_risk)),
)
