"""Deciding about an initiative: keep, strengthen, merge or stop."""

from bot.initiatives import telling
from bot.initiatives.desk import loaded
from bot.initiatives.rules import CHANGEABLE_INITIATIVE, ChosenInitiative
from bot.messages import initiative_decisions as messages
from bot.messages import notices
from bot.messages.initiative_decisions import STOP_ANYWAY, WAIT
from bot.messages.initiatives import DECISIONS as NOUN
from bot.messages.initiatives import InitiativeDecisionPointer
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, form, opener
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.button_values import StaleValueError, is_number
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Submission
from bot.turns import CannotDoError, Turn
from plans.initiatives import Initiative, InitiativeDecision, InitiativeDecisionKind, doubts
from prompts import plain
from storage.delivery.outbox import OutboxMessage
from storage.initiatives import decisions as store
from storage.initiatives import inventory
from storage.models import PersonRow


def open_form(turn: Turn, _click: Click, pointer: InitiativeDecisionPointer, chosen: ChosenInitiative) -> Block:
    initiative, today = chosen.initiative, chosen.owned_by.day.on
    if pointer.decision is InitiativeDecisionKind.STOP:
        return messages.stop_form(initiative, pointer, doubts(initiative.facts, today), today)
    others = _others(turn, chosen)
    if pointer.decision is InitiativeDecisionKind.MERGE and not others:
        raise CannotDoError(NOUN, "nothing_to_merge")
    return messages.form(initiative, pointer, others)


def _others(turn: Turn, chosen: ChosenInitiative) -> list[tuple[int, str]]:
    """Ids and names of the other initiatives under way on the same list."""
    own, today = loaded(turn.session, chosen.owned_by).own, chosen.owned_by.day.on
    return [(each.id, each.facts.name) for each in own if each.is_running(today) and each.id != chosen.initiative.id]


def decide(turn: Turn, sent: Submission, pointer: InitiativeDecisionPointer, chosen: ChosenInitiative) -> Ack:
    if pointer.decision is InitiativeDecisionKind.STOP:
        return _stop(turn, sent, chosen)
    errors = _check_reason(sent) | _check_review(sent, chosen, is_needed=False)
    if errors:
        return ack.errors(errors)
    into_id = _into(turn, sent, chosen) if pointer.decision is InitiativeDecisionKind.MERGE else None
    decision = InitiativeDecision(
        kind=pointer.decision,
        reason=sent.text(FieldId.REASON),
        into_id=into_id,
        review_on=sent.day(FieldId.REVIEW_ON),
    )
    _save(turn, chosen, decision)
    return _saved(turn, chosen, "saved")


def _into(turn: Turn, sent: Submission, chosen: ChosenInitiative) -> int:
    typed = sent.text(FieldId.INTO)
    if not is_number(typed) or int(typed) not in dict(_others(turn, chosen)):
        raise StaleValueError
    return int(typed)


def _stop(turn: Turn, sent: Submission, chosen: ChosenInitiative) -> Ack:
    """Where something speaks against it, the form asks whether to wait. It never keeps anyone from stopping it."""
    against = doubts(chosen.initiative.facts, chosen.owned_by.day.on)
    choice = sent.text(FieldId.ANYWAY) if against else STOP_ANYWAY
    if choice not in (WAIT, STOP_ANYWAY):
        return ack.errors({FieldId.ANYWAY: plain(NOUN, "trouble_choose")})
    if choice == WAIT:
        return _wait(turn, sent, chosen)
    notice, errors = telling.read_notice(turn, sent, chosen.owned_by.day.on)
    errors |= _check_reason(sent) | _check_stop(sent, chosen)
    if errors or notice is None:
        return ack.errors(errors)
    decision = InitiativeDecision(
        kind=InitiativeDecisionKind.STOP,
        reason=sent.text(FieldId.REASON),
        stops_on=sent.day(FieldId.STOPS_ON),
        freed_cost=sent.text(FieldId.COST),
        freed_time=sent.text(FieldId.TIME),
        doubts=against,
    )
    decision_id = _save(turn, chosen, decision)
    item = telling.add(turn, _again(turn, chosen.initiative.id, chosen), decision_id, chosen.owned_by, notice)
    return _saved(turn, chosen, "saved", [item] if item else [])


def _wait(turn: Turn, sent: Submission, chosen: ChosenInitiative) -> Ack:
    errors = _check_reason(sent) | _check_review(sent, chosen, is_needed=True)
    if errors:
        return ack.errors(errors)
    decision = InitiativeDecision(
        kind=InitiativeDecisionKind.KEEP, reason=sent.text(FieldId.REASON), review_on=sent.day(FieldId.REVIEW_ON)
    )
    _save(turn, chosen, decision)
    return _saved(turn, chosen, "waits")


def _check_reason(sent: Submission) -> dict[str, str]:
    return {} if sent.text(FieldId.REASON) else {FieldId.REASON: plain(NOUN, "trouble_no_reason")}


def _check_review(sent: Submission, chosen: ChosenInitiative, *, is_needed: bool) -> dict[str, str]:
    on = sent.day(FieldId.REVIEW_ON)
    if on is None:
        return {FieldId.REVIEW_ON: plain(NOUN, "trouble_no_review")} if is_needed else {}
    return {FieldId.REVIEW_ON: plain(NOUN, "trouble_past")} if on < chosen.owned_by.day.on else {}


def _check_stop(sent: Submission, chosen: ChosenInitiative) -> dict[str, str]:
    on = sent.day(FieldId.STOPS_ON)
    if on is None:
        return {FieldId.STOPS_ON: plain(NOUN, "trouble_no_stop")}
    return {FieldId.STOPS_ON: plain(NOUN, "trouble_past")} if on < chosen.owned_by.day.on else {}


def _save(turn: Turn, chosen: ChosenInitiative, decision: InitiativeDecision) -> int:
    """The id of the decision. The initiative's owner hears of it, unless they decided it themselves."""
    stamp = turn.stamp(chosen.owned_by.time_zone)
    decision_id = store.add(turn.session, chosen.initiative.id, decision, stamp)
    decided = _again(turn, chosen.initiative.id, chosen)
    owner = turn.session.get(PersonRow, decided.facts.owner_id) if decided.facts.owner_id else None
    if owner is not None and owner.active and owner.id != turn.by.id:
        content = messages.for_owner(decided, chosen.owned_by.name).payload()
        key = f"initiative:decision:{decision_id}:owner"
        message = OutboxMessage.post(owner.workspace_id, owner.slack_id, key, content)
        place = chosen.owned_by.organization_id
        turn.put(message.unrequested(zone=owner.time_zone, organization_id=place))
    return decision_id


def _again(turn: Turn, initiative_id: int, chosen: ChosenInitiative) -> Initiative:
    """The initiative with its newest decision."""
    initiative = inventory.find(turn.session, initiative_id, chosen.owned_by.day.on)
    if initiative is None:
        raise StaleValueError
    return initiative


def _saved(turn: Turn, chosen: ChosenInitiative, part: str, items: list[str] | None = None) -> Ack:
    decided = _again(turn, chosen.initiative.id, chosen)
    values = {"name": decided.facts.name, "decision": decided.decision, "items": items or []}
    return ack.update(notices.form(notices.sentence(NOUN, part, **values)))


ROUTES: tuple[Route, ...] = (
    opener(ActionId.INITIATIVE_DECIDE, InitiativeDecisionPointer.of, reads(CHANGEABLE_INITIATIVE, open_form)),
    form(ViewId.INITIATIVE_DECIDE, InitiativeDecisionPointer.of, writes(CHANGEABLE_INITIATIVE, decide)),
)
