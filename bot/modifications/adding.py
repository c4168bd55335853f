"""Turns in which somebody adds a strategy, milestone, benchmark or measure. An action item is assigned as ever."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from bot import days_off
from bot.action_items import owners
from bot.messages import modification_forms as forms
from bot.messages import modifications as messages
from bot.messages import notices
from bot.messages.modification_forms import NOUN, NewPartPointer
from bot.messages.threads.forms import choices, field_id
from bot.messages.threads.parts import DAYS
from bot.modifications import aligning, audience, saving
from bot.modifications.rules import EditablePart
from bot.permissions.guards import AccessRule
from bot.permissions.plan_rules import find_plan, permitted
from bot.permissions.roles import Permission
from bot.routing.guarded import writes
from bot.routing.route import Route, form
from bot.slack import ack, button_values
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.button_values import StaleValueError
from bot.slack.identifiers import FieldId, ViewId
from bot.slack.payloads import Submission
from bot.turns import CannotDoError, Turn
from conversations.action_items import due_rejection
from conversations.part_edits import EDITABLE
from conversations.parts import PartKind
from plans.practices import typed_coding
from prompts import Safe, formats, plain
from storage.plans import own_practices, part_parents, part_search, written_parts
from storage.plans.places import PlanRowReference
from storage.plans.plans import PlanSummary
from storage.plans.written_parts import NewPart

Parents = Mapping[str, tuple[PlanSummary, str]]
"""What a new part can belong to: references as text, with their plan, code and title."""


def _plans(turn: Turn, pointer: NewPartPointer) -> Sequence[PlanSummary]:
    return [permitted(turn, Permission.CHANGE_PLAN, find_plan(turn, plan_id)) for plan_id in pointer.plan_ids]


PLANS: AccessRule[NewPartPointer, Sequence[PlanSummary]] = AccessRule(Permission.CHANGE_PLAN, _plans)


def new_form(turn: Turn, kind: PartKind, plans: Sequence[PlanSummary], words: str) -> Block:
    """`words` say what it belongs to. Raises CannotDoError if nothing does."""
    pointer = NewPartPointer(kind, tuple(plan.id for plan in plans))
    PLANS.admit(turn, pointer)
    parents = {ref: parent for ref, parent in _parents(turn, kind, plans).items() if _is_meant(parent[1], words)}
    begins_plan = kind is PartKind.STRATEGY and len(plans) == 1 and not words
    if not parents and not begins_plan:
        raise CannotDoError(NOUN, "no_parent", kind=kind, words=words, organization=plans[0].organization)
    objectives = aligning.offered_to_all(turn, plans) if kind is PartKind.STRATEGY else ()
    return forms.add(pointer, [(ref, name) for ref, (_, name) in parents.items()], objectives)


def _parents(turn: Turn, kind: PartKind, plans: Sequence[PlanSummary]) -> Parents:
    return {
        ref: (plan, name) for plan in plans for ref, name in part_parents.options(turn.session, plan.id, kind).items()
    }


def _is_meant(name: str, words: str) -> bool:
    """By the code it begins with, or by its words."""
    code, _, _ = name.partition(" ")
    return code == words or all(word in name.casefold() for word in words.casefold().split())


def submit(turn: Turn, sent: Submission, pointer: NewPartPointer, plans: Sequence[PlanSummary]) -> Ack:
    if pointer.kind not in forms.ADDED.values():
        raise StaleValueError
    parents, chosen = _parents(turn, pointer.kind, plans), sent.text(FieldId.PARENT)
    if chosen not in parents and (chosen or parents):
        raise StaleValueError
    plan = parents[chosen][0] if chosen else plans[0]
    own = own_practices.names(turn.session, plan.organization_id)
    values, reason = _typed(sent, pointer.kind, own), sent.text(FieldId.REASON)
    if "serves" in values and values["serves"] not in [key for key, _ in aligning.offered(turn, plan)]:
        raise StaleValueError
    errors = _practice_errors(values, own) | _errors(pointer.kind, values, reason, turn.today(plan.time_zone))
    if errors:
        return ack.errors(errors)
    part = NewPart(
        plan_id=plan.id,
        kind=pointer.kind,
        values=values,
        parent=PlanRowReference.parse(chosen) if chosen else None,
        stamp=turn.stamp(plan.time_zone),
        why=reason,
    )
    subject = _save(turn, plan, part)
    hearers = audience.of_part(turn, subject)
    for person in hearers:
        with formats.reading(locale=person.locale):
            content = messages.added(turn.by.name, plan.organization, subject.part, reason)
        audience.notify(turn, plan, person, content)
    audience.refresh_homes(turn, hearers)
    names = [person.name for person in hearers]
    return ack.update(notices.form(messages.is_added(subject.part, names, _remarks(turn, plan, values))))


def _save(turn: Turn, plan: PlanSummary, part: NewPart) -> EditablePart:
    saved = written_parts.save(turn.session, part)
    assert saved is not None  # these kinds belong to the plan, and their parents are in it
    saving.assign_lead(turn, plan, part.values.get("lead", ""))
    turn.session.flush()
    turn.session.expire_all()
    row = part_search.row_of(turn.session, part.kind, saved.place.row_id)
    return EditablePart(plan, part_search.named(turn.session, part.kind, row), row)


def _typed(sent: Submission, kind: PartKind, own: Collection[str]) -> dict[str, str]:
    """The fields that are filled in. Raises StaleValueError for a choice or a day that the form doesn't offer."""
    typed = {name: text for name in EDITABLE[kind] if (text := sent.text(field_id(name)))}
    for name, text in typed.items():
        if name in DAYS:
            button_values.day(text)
        elif text not in (choices(kind, name) or {text}):
            raise StaleValueError
    coding = typed_coding(typed.get("practice", ""), own)
    return typed | ({"practice": coding} if coding else {})


def _practice_errors(values: Mapping[str, str], own: Collection[str]) -> dict[str, str]:
    practice = values.get("practice", "")
    is_valid = typed_coding(practice, own) is not None
    return {} if is_valid else {field_id("practice"): plain(NOUN, "no_practice", text=practice)}


def _errors(kind: PartKind, values: Mapping[str, str], reason: str, today: date) -> dict[str, str]:
    main, due = EDITABLE[kind][0], values.get("due", "")
    errors: dict[str, str] = {}
    if main not in values:
        errors[field_id(main)] = plain(NOUN, "no_text")
    if not reason:
        errors[FieldId.REASON] = plain("action_items", "trouble_no_reason")
    if due and (rejection := due_rejection(date.fromisoformat(due), today)):
        errors[field_id("due")] = plain("action_items", f"trouble_{rejection}")
    if kind is PartKind.MILESTONE and not due and "quarter" not in values:
        errors[field_id("due")] = plain(NOUN, "no_date")
    return errors


def _remarks(turn: Turn, plan: PlanSummary, values: Mapping[str, str]) -> list[Safe]:
    """A day without school, and a lead to whom no one is assigned."""
    due, lead = values.get("due", ""), values.get("lead", "")
    day_off = days_off.sentence(turn.session, plan.organization_id, date.fromisoformat(due) if due else None)
    remarks = [day_off] if day_off else []
    return [*remarks, messages.nobody_leads(lead)] if lead and not owners.is_assignable(turn, plan, lead) else remarks


ROUTES: tuple[Route, ...] = (form(ViewId.PART_ADD, NewPartPointer.of, writes(PLANS, submit)),)
