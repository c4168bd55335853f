"""A root cause dialog about what lags in several schools, with their leaders, in a channel.

It belongs to the plan of the district or state itself. After the choice of schools and channel, the form of root cause
dialogs opens with the counts as the symptom; the leaders are invited in the turn that begins the dialog.
"""

from functools import partial

from bot.action_items.notifying import polite_moment
from bot.desk import Desk
from bot.messages import outreach as messages
from bot.messages import outreach_forms as forms
from bot.messages.network import NetworkPointer
from bot.messages.outreach import NOUN
from bot.messages.outreach_forms import InvitingPointer
from bot.messages.threads import NOUN as THREADS
from bot.messages.threads.pointers import StartPointer
from bot.network.outreach import choosing
from bot.network.rules import HELPED_NETWORK, ChosenNetwork, permitted
from bot.permissions.plan_rules import in_plan
from bot.permissions.roles import Permission, Role
from bot.root_cause import desk as root_cause
from bot.routing.guarded import opens_turns, reads
from bot.routing.route import Route, form, opener
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.button_values import StaleValueError
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Submission
from bot.threads import channels
from bot.turns import CannotDoError, Turn
from prompts import plain
from storage.delivery.outbox import OutboxMessage
from storage.people import memberships, organizations
from storage.plans import plans
from storage.plans.plans import PlanSummary


def whys_form(turn: Turn, _click: Click, pointer: NetworkPointer, chosen: ChosenNetwork) -> Block:
    _own_plan(turn, chosen)
    return forms.whys_form(choosing.some(turn, chosen, pointer.practice), pointer)


def _own_plan(turn: Turn, chosen: ChosenNetwork) -> int:
    """The id of the organization's own plan. Raises CannotDoError without one."""
    today = turn.today(organizations.get(turn.session, chosen.organization_id).time_zone)
    plan_id = plans.of_day(turn.session, turn.by.workspace_id, today).get(chosen.organization_id)
    if plan_id is None:
        raise CannotDoError(NOUN, "trouble_no_plan", organization=chosen.name)
    return plan_id


def choose(desk: Desk, form: Submission, pointer: NetworkPointer, chosen: ChosenNetwork) -> Ack:
    """The form that starts the dialog takes the place of this one."""
    channel = form.text(FieldId.CHANNEL)
    why = channels.why_not(desk.client, channel, form.who.user)
    with desk.turns.read(form.who) as turn:
        possible = choosing.choices(turn, chosen, pointer.practice)
        schools = choosing.picked(form, possible)
        errors: dict[str, str] = {FieldId.CHANNEL: plain(THREADS, f"{why}_plain")} if why else {}
        if not schools:
            errors[FieldId.SCHOOLS] = plain(NOUN, "trouble_no_schools")
        if errors:
            return ack.errors(errors)
        to_invite = tuple(school.plan_id for school in schools)
        inviting = InvitingPointer(_own_plan(turn, chosen), channel, to_invite, pointer.practice)
        today = turn.today(organizations.get(turn.session, chosen.organization_id).time_zone)
        symptom = forms.symptom(possible, pointer.practice, today)
        return ack.update(forms.whys_start_form(symptom, inviting))


def start(desk: Desk, form: Submission, pointer: InvitingPointer, plan: PlanSummary) -> Ack:
    start_pointer = StartPointer(pointer.plan_id, pointer.channel)
    invite = partial(_invite, pointer=pointer, plan=plan, key=form.key)
    answer = root_cause.start(desk, form, start_pointer, plan, invite)
    view = answer.get("view")
    is_doubted = view is not None and view["callback_id"] == ViewId.WHYS_START
    return ack.update(forms.inviting(view, pointer)) if view is not None and is_doubted else answer


def _invite(turn: Turn, pointer: InvitingPointer, plan: PlanSummary, key: str) -> None:
    """Raises StaleValueError for a plan that isn't below the dialog's, or that nobody may be asked about."""
    organization = permitted(turn, Permission.HELP_SCHOOLS, plan.organization_id)
    for plan_id in pointer.plan_ids:
        school = _school(turn, plan_id, organization.id)
        for leader in memberships.granted_here(turn.session, school.organization_id, {Role.LEADER}):
            content = messages.invited(turn.by.name, organization.name, pointer.channel, pointer.practice)
            message = OutboxMessage.post(
                plan.workspace_id, leader.slack_id, f"{key}:invited:{leader.slack_id}", content.payload()
            )
            moment = polite_moment(turn, leader, school.organization_id)
            place = school.organization_id
            turn.put(message.unrequested(zone=leader.time_zone, organization_id=place, not_before=moment))


def _school(turn: Turn, plan_id: int, organization_id: int) -> PlanSummary:
    try:
        school = plans.summary(turn.session, plan_id)
    except LookupError as error:
        raise StaleValueError from error
    if organization_id not in organizations.lineage(turn.session, school.organization_id)[1:]:
        raise StaleValueError
    return school


ROUTES: tuple[Route, ...] = (
    opener(ActionId.OUTREACH_WHYS, NetworkPointer.of, reads(HELPED_NETWORK, whys_form)),
    form(ViewId.OUTREACH_WHYS, NetworkPointer.of, opens_turns(HELPED_NETWORK, choose)),
    form(ViewId.OUTREACH_WHYS_START, InvitingPointer.of, opens_turns(in_plan(Permission.START_COACHING), start)),
)
