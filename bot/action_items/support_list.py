"""`/plan supports`: the supports of one plan or of a district, and support recorded that nobody had asked for here."""

from collections.abc import Sequence
from datetime import date

from bot import which_plan
from bot.action_items import support_news
from bot.action_items.owners import BadOwnerError, member
from bot.action_items.supports import bad_provider
from bot.messages.items import support_forms as forms
from bot.messages.items import support_table as messages
from bot.messages.items.support_table import PlanSupports
from bot.messages.items.supports import NOUN
from bot.permissions import roles
from bot.permissions.guards import AccessRule
from bot.permissions.plan_rules import PlanName, in_plan, permitted
from bot.permissions.roles import Permission
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, form, opener
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block, MessageContent
from bot.slack.button_values import PlanId
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Command, Submission
from bot.turns import Turn
from plans.item_progress import Day
from plans.support_effects import SupportEffect
from plans.time_zones import zone_named
from prompts import plain
from storage.items import item_changes, items, open_supports, support_changes, supports
from storage.items.support_changes import Help, Need
from storage.items.support_values import Support
from storage.models import ActionItemRow
from storage.network import effects
from storage.people import memberships
from storage.plans.plans import PlanSummary


def _visible(turn: Turn, name: PlanName) -> Sequence[PlanSummary]:
    meant = which_plan.candidates(turn, name.name, name.channel)
    allowed = {plan.id for plan in roles.allowed_in(turn.session, turn.by, Permission.SEE_COUNTS, meant)}
    return [plan if plan.id in allowed else permitted(turn, Permission.SEE_COUNTS, plan) for plan in meant]


VISIBLE_PLANS: AccessRule[PlanName, Sequence[PlanSummary]] = AccessRule(Permission.SEE_COUNTS, _visible)
LISTED_IN_FULL = 5
"""Plans. Those of a large district fill no message, and take too long to read."""
RECORDABLE = in_plan(Permission.ASSIGN_ITEMS)


def show(turn: Turn, _command: Command, _name: PlanName, visible: Sequence[PlanSummary]) -> MessageContent:
    return of_plans(turn, visible)


def of_plans(turn: Turn, visible: Sequence[PlanSummary]) -> MessageContent:
    """In full for a few plans; for many, how many requests are open in each."""
    if len(visible) > LISTED_IN_FULL:
        return _of_many(turn, visible)
    listed = [_of_plan(turn, plan) for plan in visible]
    alone = visible[0] if len(visible) == 1 else None
    may_record = alone is not None and roles.may(turn.session, turn.by, Permission.ASSIGN_ITEMS, alone)
    return messages.message(listed, recordable=may_record)


def _of_many(turn: Turn, visible: Sequence[PlanSummary]) -> MessageContent:
    counts = open_supports.counts(turn.session, [plan.id for plan in visible])
    waiting = []
    for plan in sorted((plan for plan in visible if plan.id in counts), key=lambda plan: counts[plan.id].oldest_at):
        asked_on = counts[plan.id].oldest_at.astimezone(zone_named(plan.time_zone)).date()
        days = (turn.today(plan.time_zone) - asked_on).days
        waiting.append(messages.OpenInPlan(plan, counts[plan.id].requests, days))
    return messages.of_many(waiting, len(visible))


def _of_plan(turn: Turn, plan: PlanSummary) -> PlanSupports:
    """From above without its leader's leave, only what the school itself asked there."""
    in_plan, today = supports.in_plan(turn.session, plan.id), turn.today(plan.time_zone)
    if roles.may(turn.session, turn.by, Permission.SEE_STATUS, plan):
        return PlanSupports(plan, today, in_plan, effects=_effects(turn, plan, today))
    passed_on = [support for support in in_plan if _is_passed_on(turn, support)]
    return PlanSupports(plan, today, passed_on, effects=_effects(turn, plan, today), is_partial=True)


def _is_passed_on(turn: Turn, support: Support) -> bool:
    """To the person of the turn, or to an organization in which they have a role."""
    if support.may_answer(turn.by.id) or support.asker_id == turn.by.id:
        return True
    place = support.passed_to_id
    return place is not None and bool(memberships.roles_by_place(turn.session, turn.by.id, [place]))


def _effects(turn: Turn, plan: PlanSummary, today: date) -> dict[int, SupportEffect]:
    """Of support from above the school, by its id."""
    day = Day(today, is_over=False)
    provided = effects.provided(turn.session, [plan.id], day)
    return {support.support_id: effects.read(turn.session, support, support.codes, day) for support in provided}


# ---------------------------------------------------------------- support that nobody asked for


def record_form(turn: Turn, _click: Click, pointer: PlanId, plan: PlanSummary) -> Block:
    return forms.record_form(plan.organization, turn.today(plan.time_zone), str(pointer))


def record(turn: Turn, form: Submission, _pointer: PlanId, plan: PlanSummary) -> Ack:
    """The owner of the action item it was for rates it; without one, whoever records it."""
    try:
        provider = member(turn, form.text(FieldId.PROVIDER)) if form.text(FieldId.PROVIDER) else None
    except BadOwnerError as bad:
        return bad_provider(bad)
    item, errors = _item(turn, plan, form.text(FieldId.NUMBER))
    today, provided_on = turn.today(plan.time_zone), form.day(FieldId.GIVEN_ON)
    if not form.text(FieldId.PROVIDED):
        errors[FieldId.PROVIDED] = plain(NOUN, "trouble_no_text")
    if provided_on is not None and provided_on > today:
        errors[FieldId.GIVEN_ON] = plain(NOUN, "trouble_given_later")
    if errors:
        return ack.errors(errors)
    owners = sorted(item_changes.owners_of(turn.session, item.id)) if item else []
    need = Need(
        plan_id=plan.id,
        item_id=item.id if item else None,
        asker_id=owners[0] if owners else turn.by.id,
        provider_id=provider.id if provider else None,
        needed="",
    )
    source = form.text(FieldId.SOURCE) or plan.organization
    given = Help(provided=form.text(FieldId.PROVIDED), provided_on=provided_on or today, source=source)
    support, step = support_changes.record(turn.session, need, given, turn.stamp(plan.time_zone))
    if support.asker_id != turn.by.id:
        support_news.report(turn, support.id, step)
    return {}


def _item(turn: Turn, plan: PlanSummary, number: str) -> tuple[ActionItemRow | None, dict[str, str]]:
    """The plan's action item with this number, and an error for a number it doesn't have."""
    if not number:
        return None, {}
    try:
        return items.find(turn.session, plan.id, which_plan.code_and_plan(number)[0].upper()), {}
    except LookupError:
        unknown = plain(NOUN, "trouble_unknown_item", organization=plan.organization, number=number)
        return None, {FieldId.NUMBER: unknown}


ROUTES: tuple[Route, ...] = (
    opener(ActionId.SUPPORT_RECORD, PlanId.of, reads(RECORDABLE, record_form)),
    form(ViewId.SUPPORT_RECORD, PlanId.of, writes(RECORDABLE, record)),
)
