"""Turns that assign a new action item: from a command, a message or a button.

Each opens the same form, which shows the due date as it was read before anything is saved.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot import days_off
from bot.action_items import adding, moves, sentences
from bot.action_items.owners import BadOwnerError, member
from bot.action_items.sentences import ME, Sentence
from bot.messages import notices
from bot.messages.items import forms
from bot.messages.items import lines as messages
from bot.messages.items.forms import Choices, Prefill
from bot.messages.items.pointers import NewItemPointer
from bot.permissions.guards import AccessRule
from bot.permissions.plan_rules import PlanName, find_plan, in_plan, in_some_plan, permitted, some_permitted
from bot.permissions.roles import Permission
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, form, message_shortcut, opener
from bot.slack import ack, button_values
from bot.slack.ack import Ack
from bot.slack.blocks import Block, OpenForm
from bot.slack.identifiers import ActionId, FieldId, ShortcutId, ViewId
from bot.slack.payloads import Click, Command, MessageShortcut, Submission
from bot.turns import CannotDoError, Turn
from conversations.action_items import due_rejection
from prompts import Safe, plain
from storage.items.item_changes import NewItem
from storage.models import PersonRow
from storage.people import people
from storage.plans import plans
from storage.plans.plans import PlanSummary

NOUN = "action_items"
MOST_CHARACTERS = 1_500
NONE = "none"


# ---------------------------------------------------------------- in which plan


@dataclass(frozen=True, slots=True)
class TypedItem(PlanName):
    """What was typed after `/plan assign`."""

    words: str

    @classmethod
    def typed(cls, command: Command, words: str) -> "TypedItem":
        return cls("", command.channel, words)


@dataclass(frozen=True, slots=True)
class PlanOfButton:
    """The plan a button carries; where it carries none, those of the channel it is in."""

    plan_id: int | None
    channel: str

    @classmethod
    def of(cls, click: Click) -> "PlanOfButton":
        return cls(NewItemPointer.of(click).plan_id, click.channel)


def new_item(form: Submission) -> NewItemPointer:
    """What the form carries, with the plan chosen in it where it asks for one."""
    pointer = NewItemPointer.of(form)
    return pointer if pointer.plan_id else replace(pointer, plan_id=button_values.number(form.text(FieldId.PLAN)))


def _of_button(turn: Turn, pointer: PlanOfButton) -> Sequence[PlanSummary]:
    if pointer.plan_id is None:
        return some_permitted(turn, Permission.ASSIGN_ITEMS, PlanName("", pointer.channel))
    return [permitted(turn, Permission.ASSIGN_ITEMS, find_plan(turn, pointer.plan_id))]


NEW_ITEM_PLAN = in_plan(Permission.ASSIGN_ITEMS)
ASSIGNABLE: AccessRule[PlanOfButton, Sequence[PlanSummary]] = AccessRule(Permission.ASSIGN_ITEMS, _of_button)


# ---------------------------------------------------------------- the form opens


def command_form(turn: Turn, _command: Command, typed: TypedItem, options: Sequence[PlanSummary]) -> OpenForm:
    """`/plan assign @ana order the texts by Nov 30`, or `/plan assign` alone for an empty form."""
    sentence = sentences.read(typed.words, turn.today(turn.by.time_zone))
    _refuse_no_person(sentence)
    _refuse_length(sentence.text)
    return OpenForm(_form(turn, options, _prefill(turn, sentence)))


def message_form(turn: Turn, shortcut: MessageShortcut, _plan: PlanName, options: Sequence[PlanSummary]) -> Block:
    text = sentences.plain(shortcut.text, _names(turn, shortcut.text))
    return _form(turn, options, Prefill(text=text[:MOST_CHARACTERS], link=shortcut.link))


def button_form(turn: Turn, _click: Click, _pointer: PlanOfButton, options: Sequence[PlanSummary]) -> Block:
    return empty_form(turn, options)


# ---------------------------------------------------------------- the form is sent


def empty_form(turn: Turn, plans_to_choose: Sequence[PlanSummary]) -> Block:
    return _form(turn, plans_to_choose, Prefill())


def submit(turn: Turn, form: Submission, pointer: NewItemPointer, plan: PlanSummary) -> Ack:
    new, errors = _read(turn, form, plan, pointer.link)
    if new is None:
        return ack.errors(errors)
    item = moves.find(turn, adding.create(turn, new, plan.time_zone))
    owner = new.owner
    assert owner is not None  # the form has no errors
    confirmation = messages.created(item, owner.name, own=owner.id == turn.by.id, day_off=_day_off(turn, plan, new.due))
    return ack.update(notices.form(confirmation))


def _form(turn: Turn, plans_to_choose: Sequence[PlanSummary], prefill: Prefill) -> Block:
    if len(plans_to_choose) == 1:
        return _form_for(turn, plans_to_choose[0], prefill)
    options = [(str(plan.id), f"{plan.organization} {plan.school_year}") for plan in plans_to_choose]
    return forms.new(prefill, Choices(plans=options), str(NewItemPointer(None, prefill.link)))


def _day_off(turn: Turn, plan: PlanSummary, due: date | None) -> Safe | None:
    return days_off.sentence(turn.session, plan.organization_id, due)


def _form_for(turn: Turn, plan: PlanSummary, prefill: Prefill) -> Block:
    prefill = replace(prefill, day_off=_day_off(turn, plan, prefill.due))
    options = [
        (str(id_), plain(NOUN, "milestone_option", code=code, title=title))
        for id_, code, title in plans.milestones(turn.session, plan.id)
    ]
    return forms.new(prefill, Choices(milestones=options), str(NewItemPointer(plan.id, prefill.link)))


def _prefill(turn: Turn, sentence: Sentence) -> Prefill:
    try:
        named = [turn.by if who == ME else member(turn, who) for who in sentence.people]
    except BadOwnerError as bad:
        raise CannotDoError(NOUN, bad.part, **bad.values) from bad
    return Prefill(
        text=sentence.text,
        owner=named[0].slack_id if named else "",
        collaborators=tuple(person.slack_id for person in named[1:]),
        due=sentence.due,
        phrase=sentence.phrase,
    )


def _refuse_no_person(sentence: Sentence) -> None:
    if sentence.everybody:
        raise CannotDoError(NOUN, "refuse_everybody", word=sentence.everybody)
    if sentence.nobody_yet:
        raise CannotDoError(NOUN, "refuse_nobody_yet", word=sentence.nobody_yet)


def _refuse_length(text: str) -> None:
    if len(text) > MOST_CHARACTERS:
        raise CannotDoError(NOUN, "refuse_too_long", length=len(text), most=MOST_CHARACTERS)


def _names(turn: Turn, text: str) -> dict[str, str]:
    ids = sentences.mentioned(text)
    mentioned = (people.person(turn.session, turn.by.workspace_id, slack_id) for slack_id in sorted(ids))
    return {person.slack_id: person.name for person in mentioned if person is not None}


# ---------------------------------------------------------------- reading the form


def _read(turn: Turn, form: Submission, plan: PlanSummary, link: str) -> tuple[NewItem | None, dict[str, str]]:
    """The new item, or None with an error for each wrong input."""
    errors: dict[str, str] = {}
    owner, helpers = _people(turn, form, errors)
    text, due, start = form.text(FieldId.TEXT), form.day(FieldId.DUE), form.day(FieldId.START)
    _check(text, due, start, turn.today(plan.time_zone), errors)
    if errors:
        return None, errors
    milestone = form.text(FieldId.MILESTONE)
    new = NewItem(
        plan_id=plan.id,
        text=text,
        owner=owner,
        collaborators=helpers,
        milestone_id=_milestone(turn, plan, milestone) if milestone not in ("", NONE) else None,
        start=start,
        due=due,
        output=form.text(FieldId.OUTPUT),
        resources=form.text(FieldId.RESOURCES),
        cause=form.text(FieldId.CAUSE),
        why=form.text(FieldId.REASON),
        link=link,
    )
    return new, {}


def _milestone(turn: Turn, plan: PlanSummary, choice: str) -> int:
    """The milestone's id. Raises CannotDoError for a milestone of another plan, which a forged form may name."""
    milestone_ids = {id_ for id_, _code, _title in plans.milestones(turn.session, plan.id)}
    if button_values.number(choice) not in milestone_ids:
        raise CannotDoError(NOUN, "refuse_gone")
    return int(choice)


def _people(turn: Turn, form: Submission, errors: dict[str, str]) -> tuple[PersonRow | None, Sequence[PersonRow]]:
    owner: PersonRow | None = None
    helpers: list[PersonRow] = []
    for field, name in [(FieldId.OWNER, form.text(FieldId.OWNER)), *_helpers(form)]:
        try:
            person = member(turn, name)
        except BadOwnerError as bad:
            errors[field] = plain(NOUN, bad.part, **bad.values)
            continue
        if field is FieldId.OWNER:
            owner = person
        elif person != owner:
            helpers.append(person)
    return owner, helpers


def _helpers(form: Submission) -> list[tuple[FieldId, str]]:
    return [(FieldId.COLLABORATORS, slack_id) for slack_id in form.chosen.get(FieldId.COLLABORATORS, ())]


def _check(text: str, due: date | None, start: date | None, today: date, errors: dict[str, str]) -> None:
    if not text:
        errors[FieldId.TEXT] = plain(NOUN, "refuse_no_text")
    elif len(text) > MOST_CHARACTERS:
        errors[FieldId.TEXT] = plain(NOUN, "refuse_too_long", length=len(text), most=MOST_CHARACTERS)
    rejection_code = due_rejection(due, today) if due else None
    if rejection_code:
        errors[FieldId.DUE] = plain(NOUN, f"trouble_{rejection_code}")
    elif due and start and start > due:
        errors[FieldId.START] = plain(NOUN, "refuse_start")


ROUTES: tuple[Route, ...] = (
    message_shortcut(
        ShortcutId.ITEM_FROM_MESSAGE,
        PlanName.of_channel,
        reads(in_some_plan(Permission.ASSIGN_ITEMS), message_form),
    ),
    opener(ActionId.ITEM_ASSIGN, PlanOfButton.of, reads(ASSIGNABLE, button_form)),
    form(ViewId.ITEM_NEW, new_item, writes(NEW_ITEM_PLAN, submit)),
)
