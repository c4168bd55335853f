"""Turns of those who look after schools: offering support, asking a question, and connecting two schools."""

from datetime import date, timedelta

from bot.action_items.owners import BadOwnerError, member
from bot.action_items.supports import bad_provider
from bot.messages import notices
from bot.messages import outreach_forms as forms
from bot.messages.network import NetworkPointer
from bot.messages.outreach import NOUN, named
from bot.network.outreach import choosing, notifying
from bot.network.rules import HELPED_NETWORK, ChosenNetwork
from bot.permissions.roles import Role
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, form, opener
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Submission
from bot.turns import CannotDoError, Turn
from conversations.action_items import due_rejection
from conversations.outreach import OutreachKind
from prompts import plain
from storage.models import OrganizationRow
from storage.network import outreach as store
from storage.network.outreach import NewOutreach
from storage.people import calendars, memberships, organizations
from storage.plans import plans

TIME_TO_ANSWER = timedelta(weeks=2)
"""What the forms suggest."""


def offer_form(turn: Turn, _click: Click, pointer: NetworkPointer, chosen: ChosenNetwork) -> Block:
    return forms.offer_form(choosing.some(turn, chosen, pointer.practice), pointer, turn.by.slack_id)


def question_form(turn: Turn, _click: Click, pointer: NetworkPointer, chosen: ChosenNetwork) -> Block:
    possible = choosing.some(turn, chosen, pointer.practice)
    return forms.question_form(possible, pointer, _suggested_due(turn, chosen))


def connection_form(turn: Turn, _click: Click, pointer: NetworkPointer, chosen: ChosenNetwork) -> Block:
    possible = choosing.choices(turn, chosen, pointer.practice)
    kinds = ([school.is_on_track for school in possible.schools], [school.is_behind for school in possible.schools])
    if not all(map(any, kinds)):
        raise CannotDoError(NOUN, "trouble_no_pair", practice=named(pointer.practice))
    return forms.connection_form(possible, pointer, _suggested_due(turn, chosen))


def _suggested_due(turn: Turn, chosen: ChosenNetwork) -> date:
    organization = organizations.get(turn.session, chosen.organization_id)
    closed = calendars.of(turn.session, organization.id).closed
    return closed.next_school_day(turn.today(organization.time_zone) + TIME_TO_ANSWER)


# ---------------------------------------------------------------- forms submitted


def offer(turn: Turn, form: Submission, pointer: NetworkPointer, chosen: ChosenNetwork) -> Ack:
    try:
        provider = member(turn, form.text(FieldId.PROVIDER) or turn.by.slack_id)
    except BadOwnerError as bad:
        return bad_provider(bad)
    return _ask_several(turn, form, OutreachKind.OFFER, pointer, chosen, provider_id=provider.id)


def ask(turn: Turn, form: Submission, pointer: NetworkPointer, chosen: ChosenNetwork) -> Ack:
    return _ask_several(turn, form, OutreachKind.QUESTION, pointer, chosen, provider_id=turn.by.id)


def _ask_several(
    turn: Turn,
    form: Submission,
    kind: OutreachKind,
    pointer: NetworkPointer,
    chosen: ChosenNetwork,
    *,
    provider_id: int,
) -> Ack:
    schools = choosing.picked(form, choosing.choices(turn, chosen, pointer.practice))
    organization, due = organizations.get(turn.session, chosen.organization_id), form.day(FieldId.DUE)
    errors = _errors(turn, form, organization)
    if not schools:
        errors[FieldId.SCHOOLS] = plain(NOUN, "trouble_no_schools")
    if errors or due is None:
        return ack.errors(errors)
    new = NewOutreach(
        kind=kind,
        organization_id=organization.id,
        practice=pointer.practice,
        provider_id=provider_id,
        text=form.text(FieldId.TEXT),
        due=due,
        plan_ids=[school.plan_id for school in schools],
    )
    return _start(turn, new, organization)


def connect(turn: Turn, form: Submission, pointer: NetworkPointer, chosen: ChosenNetwork) -> Ack:
    possible = choosing.choices(turn, chosen, pointer.practice)
    on_track = choosing.picked_alone(form, FieldId.SCHOOL_ON_TRACK, possible)
    behind = choosing.picked_alone(form, FieldId.SCHOOL_BEHIND, possible)
    organization, due = organizations.get(turn.session, chosen.organization_id), form.day(FieldId.DUE)
    errors = _errors(turn, form, organization)
    if _has_one_leader(turn, on_track.plan_id, behind.plan_id):
        errors[FieldId.SCHOOL_BEHIND] = plain(NOUN, "trouble_same_leader")
    if errors or due is None:
        return ack.errors(errors)
    new = NewOutreach(
        kind=OutreachKind.CONNECTION,
        organization_id=organization.id,
        practice=pointer.practice,
        provider_id=turn.by.id,
        text=form.text(FieldId.TEXT),
        due=due,
        plan_ids=[on_track.plan_id, behind.plan_id],
        on_track=[on_track.plan_id],
    )
    return _start(turn, new, organization)


def _has_one_leader(turn: Turn, *plan_ids: int) -> bool:
    """Whether the schools have no leaders but the same ones."""
    places = [plans.summary(turn.session, plan_id).organization_id for plan_id in plan_ids]
    leaders = [{each.id for each in memberships.granted_here(turn.session, id_, {Role.LEADER})} for id_ in places]
    return len(set.union(*leaders)) == 1


def _errors(turn: Turn, form: Submission, organization: OrganizationRow) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not form.text(FieldId.TEXT):
        errors[FieldId.TEXT] = plain(NOUN, "trouble_no_text")
    due, today = form.day(FieldId.DUE), turn.today(organization.time_zone)
    rejection = due_rejection(due, today) if due else "date_past"
    if rejection is not None:
        errors[FieldId.DUE] = plain("action_items", f"trouble_{rejection}")
    return errors


def _start(turn: Turn, new: NewOutreach, organization: OrganizationRow) -> Ack:
    outreach_id = store.add(turn.session, new, turn.stamp(organization.time_zone))
    outreach = notifying.read(turn, outreach_id)
    notifying.ask(turn, outreach)
    schools = [school.name for school in outreach.schools]
    return ack.update(notices.form(notices.sentence(NOUN, "sent", schools=schools)))


ROUTES: tuple[Route, ...] = (
    opener(ActionId.OUTREACH_OFFER, NetworkPointer.of, reads(HELPED_NETWORK, offer_form)),
    form(ViewId.OUTREACH_OFFER, NetworkPointer.of, writes(HELPED_NETWORK, offer)),
    opener(ActionId.OUTREACH_QUESTION, NetworkPointer.of, reads(HELPED_NETWORK, question_form)),
    form(ViewId.OUTREACH_QUESTION, NetworkPointer.of, writes(HELPED_NETWORK, ask)),
    opener(ActionId.OUTREACH_CONNECTION, NetworkPointer.of, reads(HELPED_NETWORK, connection_form)),
    form(ViewId.OUTREACH_CONNECTION, NetworkPointer.of, writes(HELPED_NETWORK, connect)),
)
