"""Turns that assign a new action item: from a command, a message or a button.

Each opens the same form, which shows the due date as it was read before anything is saved.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot import ack, button_values, roles, which_plan
from bot.ack import Ack
from bot.action_items import adding, moves, sentences
from bot.action_items.owners import BadOwnerError, member
from bot.action_items.sentences import ME, Sentence
from bot.blocks import Block, OpenForm
from bot.identifiers import FieldId
from bot.messages import notices
from bot.messages.items import forms
from bot.messages.items import lines as messages
from bot.messages.items.forms import Choices, Prefill
from bot.payloads import Click, Command, MessageShortcut, Submission
from bot.roles import Permission
from bot.turns import CannotDoError, Turn, Turns
from conversations.action_items import due_rejection
from plans.school_calendar import DayOff
from prompts import plain
from storage.items.item_changes import NewItem
from storage.models import PersonRow
from storage.people import calendars, people
from storage.plans import plans
from storage.plans.plans import PlanSummary

NOUN = "action_items"
MOST_CHARACTERS = 1_500
NONE = "none"


class Assigning:
    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    # -------------------------------------------------------- the form opens

    def command(self, command: Command, words: str) -> OpenForm:
        """`/plan assign @ana order the texts by Nov 30`, or `/plan assign` alone for an empty form."""
        with self._turns.read(command.who) as turn:
            options = _plans_to_assign_in(turn, command.channel)
            sentence = sentences.read(words, turn.today(turn.by.time_zone))
            _refuse_no_person(sentence)
            _refuse_length(sentence.text)
            return OpenForm(_form(turn, options, _prefill(turn, sentence)))

    def from_message(self, shortcut: MessageShortcut) -> Block:
        with self._turns.read(shortcut.who) as turn:
            options = _plans_to_assign_in(turn, shortcut.channel)
            names = _names(turn, shortcut.text)
            text = sentences.plain(shortcut.text, names)
            prefill = Prefill(text=text[:MOST_CHARACTERS], link=shortcut.link)
            return _form(turn, options, prefill)

    def from_button(self, click: Click, prefill: Prefill | None = None) -> Block:
        """For buttons whose value is a plan's id or empty. `prefill` is what the button's message says of the item."""
        with self._turns.read(click.who) as turn:
            if not click.value:
                return _form(turn, _plans_to_assign_in(turn, click.channel), prefill or Prefill())
            plan_id = button_values.number(click.value)
            plan = plans.summary(turn.session, plan_id)
            roles.require(turn.session, turn.by, Permission.ASSIGN_ITEMS, plan)
            return _form_for(turn, plan, prefill or Prefill())

    # -------------------------------------------------------- the form is sent

    def submit(self, form: Submission) -> Ack:
        with self._turns.write(form.who, form.key) as turn:
            plan = _plan_meant(turn, form)
            roles.require(turn.session, turn.by, Permission.ASSIGN_ITEMS, plan)
            new, errors = _read(turn, form, plan)
            if new is None:
                turn.release_key()
                return ack.errors(errors)
            item = moves.find(turn, adding.create(turn, new, plan.time_zone))
            owner = new.owner
            assert owner is not None  # the form has no errors
            confirmation = messages.created(
                item, owner.name, own=owner.id == turn.by.id, day_off=_day_off(turn, plan, new.due)
            )
        return ack.update(notices.form(confirmation))


@dataclass(frozen=True, slots=True)
class AssignMetadata:
    """The form's metadata: the plan's id, empty where the form asks for it, and a link to the message."""

    plan: str
    link: str

    @classmethod
    def read(cls, metadata: str) -> "AssignMetadata":
        plan, _, link = metadata.partition("|")
        return cls(plan, link)

    def __str__(self) -> str:
        return f"{self.plan}|{self.link}"


def _plans_to_assign_in(turn: Turn, channel: str) -> list[PlanSummary]:
    """At least one plan. Raises CannotDoError for a person who may assign in none."""
    plans_here = which_plan.candidates(turn, "", channel)
    allowed = [plan for plan in plans_here if _may(turn, plan)]
    if not allowed:
        roles.require(turn.session, turn.by, Permission.ASSIGN_ITEMS, plans_here[0])
    return allowed


def _form(turn: Turn, plans_to_choose: Sequence[PlanSummary], prefill: Prefill) -> Block:
    if len(plans_to_choose) == 1:
        return _form_for(turn, plans_to_choose[0], prefill)
    options = [(str(plan.id), f"{plan.organization} {plan.school_year}") for plan in plans_to_choose]
    return forms.new(prefill, Choices(plans=options), str(AssignMetadata("", prefill.link)))


def _may(turn: Turn, plan: PlanSummary) -> bool:
    return roles.may(turn.session, turn.by, Permission.ASSIGN_ITEMS, plan)


def _day_off(turn: Turn, plan: PlanSummary, due: date | None) -> DayOff | None:
    return calendars.of(turn.session, plan.organization_id).day_off(due) if due else None


def _form_for(turn: Turn, plan: PlanSummary, prefill: Prefill) -> Block:
    prefill = replace(prefill, day_off=_day_off(turn, plan, prefill.due))
    options = [
        (str(id_), plain(NOUN, "milestone_option", code=code, title=title))
        for id_, code, title in plans.milestones(turn.session, plan.id)
    ]
    return forms.new(prefill, Choices(milestones=options), str(AssignMetadata(str(plan.id), prefill.link)))


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


def _plan_meant(turn: Turn, form: Submission) -> PlanSummary:
    plan = plans.summary(
        turn.session, button_values.number(AssignMetadata.read(form.metadata).plan or form.text(FieldId.PLAN))
    )
    if plan.workspace_id != turn.by.workspace_id:
        raise CannotDoError("errors", "no_plan")
    return plan


def _read(turn: Turn, form: Submission, plan: PlanSummary) -> tuple[NewItem | None, dict[str, str]]:
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
        link=AssignMetadata.read(form.metadata).link,
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
