"""Turns about what needs to be communicated: the list, the form, and the offer beside a signed report."""

from dataclasses import replace
from datetime import date

from bot import days_off, which_plan
from bot.action_items import adding, moves
from bot.action_items.assigning import MOST_CHARACTERS
from bot.action_items.owners import BadOwnerError, member
from bot.messages import communications as messages
from bot.messages import notices
from bot.messages.communications import NOUN
from bot.permissions import roles
from bot.permissions.plan_rules import PlanName, in_plan
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
from conversations.action_items import due_rejection
from conversations.communications import Communication, CommunicationAudience, CommunicationWords, Venue
from prompts import plain
from storage.documents import communications as store
from storage.items import items
from storage.items.item_changes import NewItem
from storage.models import PersonRow
from storage.people import mentions
from storage.plans.plans import PlanSummary

WRITERS = in_plan(Permission.ASSIGN_ITEMS)


def show(turn: Turn, _command: Command, _name: PlanName, plan: PlanSummary) -> MessageContent:
    return messages.listed(plan, _planned(turn, plan), may_add=_may_add(turn, plan))


def who_needs_to_hear(turn: Turn, plan: PlanSummary, report: str) -> MessageContent:
    """What is offered to the person who signed a report. `report` is its title."""
    return messages.for_report(plan, report, _planned(turn, plan), may_add=_may_add(turn, plan))


def _planned(turn: Turn, plan: PlanSummary) -> list[Communication]:
    """As of today, with the names of people."""
    planned = store.of_plan(turn.session, plan.id, turn.today(plan.time_zone))
    return [replace(each, owner=mentions.with_names(turn.session, plan.id, each.owner)) for each in planned]


def _may_add(turn: Turn, plan: PlanSummary) -> bool:
    return roles.may(turn.session, turn.by, Permission.ASSIGN_ITEMS, plan)


# ---------------------------------------------------------------- the form


def open_form(_turn: Turn, _click: Click, pointer: PlanId, _plan: PlanSummary) -> Block:
    return messages.form(str(pointer))


def add(turn: Turn, form: Submission, _pointer: PlanId, plan: PlanSummary) -> Ack:
    words, errors = _words(form)
    number = form.text(FieldId.NUMBER)
    if number:
        item_id, more = _covering(turn, form, plan, number)
    else:
        item_id, more = None, _check_new(turn, form, plan, words)
    errors |= more
    if errors:
        return ack.errors(errors)
    day_off = None
    if item_id is None:
        due = form.day(FieldId.DUE)
        day_off = days_off.sentence(turn.session, plan.organization_id, due)
        item_id = create(turn, plan, words, member(turn, form.text(FieldId.OWNER)), due)
    store.add(turn.session, plan.id, item_id, words, turn.stamp(plan.time_zone))
    confirmation = messages.added(moves.find(turn, item_id), is_new=not number, day_off=day_off)
    return ack.update(notices.form(confirmation))


def create(turn: Turn, plan: PlanSummary, words: CommunicationWords, owner: PersonRow, due: date | None) -> int:
    """An action item of the person responsible; returns its id."""
    new = NewItem(
        plan_id=plan.id,
        text=messages.item_text(words),
        owner=owner,
        due=due,
        output=messages.item_output(words),
        why=plain(NOUN, "item_reason"),
    )
    return adding.create(turn, new, plan.time_zone)


def _words(form: Submission) -> tuple[CommunicationWords, dict[str, str]]:
    """What was typed, with an error for each wrong input."""
    words = CommunicationWords(
        message=form.text(FieldId.MESSAGE),
        audiences=[each for each in CommunicationAudience if each in form.chosen.get(FieldId.AUDIENCES, ())],
        other_audience=form.text(FieldId.OTHER_AUDIENCE),
        know=form.text(FieldId.KNOW),
        use=form.text(FieldId.USE),
        venues=[each for each in Venue if each in form.chosen.get(FieldId.VENUES, ())],
        other_venue=form.text(FieldId.OTHER_VENUE),
    )
    errors = {} if words.message else {FieldId.MESSAGE.value: plain(NOUN, "trouble_no_message")}
    if not words.audiences:
        errors[FieldId.AUDIENCES] = plain(NOUN, "trouble_no_audience")
    errors |= _check_other(
        FieldId.OTHER_AUDIENCE, words.other_audience, is_ticked=CommunicationAudience.OTHER in words.audiences
    )
    errors |= _check_other(FieldId.OTHER_VENUE, words.other_venue, is_ticked=Venue.OTHER in words.venues)
    return words, errors


def _check_other(field: FieldId, typed: str, *, is_ticked: bool) -> dict[str, str]:
    if is_ticked == bool(typed):
        return {}
    return {field: plain(NOUN, "trouble_no_other" if is_ticked else "trouble_other_unticked")}


def _covering(turn: Turn, form: Submission, plan: PlanSummary, number: str) -> tuple[int | None, dict[str, str]]:
    """The action item with this number, which has an owner and a date of its own."""
    try:
        item = items.find(turn.session, plan.id, which_plan.code_and_plan(number)[0].upper())
    except LookupError:
        unknown = plain(NOUN, "trouble_unknown_item", organization=plan.organization, number=number)
        return None, {FieldId.NUMBER: unknown}
    filled = [field for field in (FieldId.DUE, FieldId.OWNER) if form.text(field)]
    return item.id, {field: plain(NOUN, "trouble_covered", item=item) for field in filled}


def _check_new(turn: Turn, form: Submission, plan: PlanSummary, words: CommunicationWords) -> dict[str, str]:
    errors: dict[str, str] = {}
    due, owner, text = form.day(FieldId.DUE), form.text(FieldId.OWNER), messages.item_text(words)
    if len(text) > MOST_CHARACTERS:
        errors[FieldId.MESSAGE] = plain(NOUN, "trouble_too_long", length=len(text), most=MOST_CHARACTERS)
    code = due_rejection(due, turn.today(plan.time_zone)) if due else None
    if due is None:
        errors[FieldId.DUE] = plain(NOUN, "trouble_no_date")
    elif code:
        errors[FieldId.DUE] = plain("action_items", f"trouble_{code}")
    if not owner:
        return errors | {FieldId.OWNER: plain(NOUN, "trouble_no_owner")}
    try:
        member(turn, owner)
    except BadOwnerError as bad:
        errors[FieldId.OWNER] = plain("action_items", bad.part, **bad.values)
    return errors


ROUTES: tuple[Route, ...] = (
    opener(ActionId.COMMUNICATION_ADD, PlanId.of, reads(WRITERS, open_form)),
    form(ViewId.COMMUNICATION, PlanId.of, writes(WRITERS, add)),
)
