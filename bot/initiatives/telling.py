"""Who tells whom that an initiative stops. Each line becomes the teller's action item, where there is a plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.action_items.owners import BadOwnerError, member
from bot.documents.communications import desk as communications
from bot.initiatives.rules import CHANGEABLE_INITIATIVE, ChosenInitiative, ChosenInventory
from bot.messages import communications as communication_words
from bot.messages import initiative_decisions as messages
from bot.messages import notices
from bot.messages.initiatives import DECISIONS as NOUN
from bot.messages.initiatives import InitiativePointer
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, form, opener
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Submission
from bot.turns import CannotDoError, Turn
from conversations.communications import CommunicationAudience, CommunicationWords
from plans.initiatives import Initiative, InitiativeDecisionKind
from prompts import plain
from storage.delivery.outbox import OutboxMessage
from storage.documents import communications as store
from storage.initiatives import decisions
from storage.initiatives.decisions import InitiativeNotice
from storage.models import ActionItemRow, PersonRow
from storage.plans import plans
from storage.plans.plans import PlanSummary


@dataclass(frozen=True, slots=True)
class TypedNotice:
    teller: PersonRow
    audiences: Sequence[CommunicationAudience]
    other_audience: str
    due: date


def read_notice(turn: Turn, sent: Submission, today: date) -> tuple[TypedNotice | None, dict[str, str]]:
    """What was typed, with an error for each wrong input."""
    audiences = [each for each in CommunicationAudience if each in sent.chosen.get(FieldId.AUDIENCES, ())]
    other, due = sent.text(FieldId.OTHER_AUDIENCE), sent.day(FieldId.DUE)
    errors = _check_audiences(audiences, other)
    if due is None:
        errors[FieldId.DUE] = plain(NOUN, "trouble_no_due")
    elif due < today:
        errors[FieldId.DUE] = plain(NOUN, "trouble_past")
    if not sent.text(FieldId.OWNER):
        return None, errors | {FieldId.OWNER: plain(NOUN, "trouble_no_teller")}
    try:
        teller = member(turn, sent.text(FieldId.OWNER))
    except BadOwnerError as bad:
        return None, errors | {FieldId.OWNER: plain("action_items", bad.part, **bad.values)}
    return TypedNotice(teller, audiences, other, due or today), errors


def _check_audiences(audiences: Sequence[CommunicationAudience], other: str) -> dict[str, str]:
    is_ticked = CommunicationAudience.OTHER in audiences
    if not audiences and not other:
        return {FieldId.AUDIENCES: plain(NOUN, "trouble_no_audience")}
    if is_ticked == bool(other):
        return {}
    return {FieldId.OTHER_AUDIENCE: plain(NOUN, "trouble_no_other" if is_ticked else "trouble_other_unticked")}


def add(turn: Turn, initiative: Initiative, decision_id: int, place: ChosenInventory, notice: TypedNotice) -> str:
    """The code of the teller's action item; empty without a plan, where the teller hears by message."""
    plan = _plan(turn, place)
    item_id = _item(turn, plan, initiative, notice) if plan else None
    saved = InitiativeNotice(
        teller_id=notice.teller.id,
        teller=notice.teller.name,
        audiences=[str(each) for each in notice.audiences],
        other_audience=notice.other_audience,
        due=notice.due,
        item_id=item_id,
    )
    decisions.add_notice(turn.session, decision_id, saved)
    if item_id is not None:
        return turn.session.get_one(ActionItemRow, item_id).code
    if notice.teller.id != turn.by.id:
        turn.put(_message(initiative, place, saved, notice.teller))
    return ""


def _plan(turn: Turn, place: ChosenInventory) -> PlanSummary | None:
    """The organization's own plan of today's school year."""
    today = place.day.on
    return next(
        (
            plan
            for plan in plans.summaries(turn.session, place.workspace_id)
            if plan.organization_id == place.organization_id and plan.starts_on <= today <= plan.ends_on
        ),
        None,
    )


def _item(turn: Turn, plan: PlanSummary, initiative: Initiative, notice: TypedNotice) -> int:
    """An action item of the plan, and a line of its communication organizer."""
    stops_on = initiative.decision.stops_on if initiative.decision else None
    words = CommunicationWords(
        message=plain(NOUN, "notice_message", name=initiative.facts.name, stops_on=stops_on),
        audiences=notice.audiences,
        other_audience=notice.other_audience,
        know="",
        use="",
        venues=[],
        other_venue="",
    )
    item_id = communications.create(turn, plan, words, notice.teller, notice.due)
    store.add(turn.session, plan.id, item_id, words, turn.stamp(plan.time_zone))
    return item_id


def _message(
    initiative: Initiative, place: ChosenInventory, notice: InitiativeNotice, teller: PersonRow
) -> OutboxMessage:
    content = messages.for_teller(initiative, place.name, audiences_of(notice), notice.due).payload()
    decision_id = initiative.decision.id if initiative.decision else 0
    key = f"initiative:notice:{decision_id}:{teller.slack_id}:{notice.due.isoformat()}"
    message = OutboxMessage.post(teller.workspace_id, teller.slack_id, key, content)
    return message.unrequested(zone=teller.time_zone, organization_id=place.organization_id)


def audiences_of(notice: InitiativeNotice) -> list[str]:
    """Their names, with what was typed in place of Other."""
    named = [CommunicationAudience(each) for each in notice.audiences]
    return [
        notice.other_audience if each is CommunicationAudience.OTHER else communication_words.audience_name(each)
        for each in named
    ]


# ---------------------------------------------------------------- another line


def open_form(_turn: Turn, _click: Click, pointer: InitiativePointer, chosen: ChosenInitiative) -> Block:
    _require_stop(chosen)
    return messages.notice_form(chosen.initiative, pointer)


def add_another(turn: Turn, sent: Submission, _pointer: InitiativePointer, chosen: ChosenInitiative) -> Ack:
    decision_id = _require_stop(chosen)
    notice, errors = read_notice(turn, sent, chosen.owned_by.day.on)
    if errors or notice is None:
        return ack.errors(errors)
    item = add(turn, chosen.initiative, decision_id, chosen.owned_by, notice)
    return ack.update(notices.form(notices.sentence(NOUN, "notice_saved", item=item)))


def _require_stop(chosen: ChosenInitiative) -> int:
    """The id of the decision to stop it. Raises CannotDoError where that isn't the newest one."""
    decision = chosen.initiative.decision
    if decision is None or decision.kind is not InitiativeDecisionKind.STOP:
        raise CannotDoError(NOUN, "trouble_not_stopped")
    return decision.id


ROUTES: tuple[Route, ...] = (
    opener(ActionId.INITIATIVE_NOTICE, InitiativePointer.of, reads(CHANGEABLE_INITIATIVE, open_form)),
    form(ViewId.INITIATIVE_NOTICE, InitiativePointer.of, writes(CHANGEABLE_INITIATIVE, add_another)),
)
