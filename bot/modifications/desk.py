"""`/plan change` and `/plan value`: they find the part that is meant, and open its form."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot import which_plan
from bot.action_items import assigning
from bot.messages import modification_forms as forms
from bot.messages.modification_forms import (
    ADDED,
    MOST_FOUND,
    NOUN,
    Deed,
    OutcomePointer,
    PlanPartPointer,
    SearchPointer,
)
from bot.modifications import adding, editing, recording, removing
from bot.modifications.rules import (
    CHANGEABLE_PLANS,
    EDITABLE_PART,
    RECORDABLE_PLANS,
    SEARCHED_PLANS,
    TypedChange,
    may_change,
)
from bot.permissions.plan_rules import PlanName
from bot.routing.guarded import reads
from bot.routing.route import Route, form
from bot.routing.subcommand import Subcommand
from bot.slack import ack, button_values
from bot.slack.ack import Ack
from bot.slack.blocks import Block, OpenForm
from bot.slack.button_values import StaleValueError
from bot.slack.identifiers import FieldId, ViewId
from bot.slack.payloads import Command, Submission
from bot.turns import CannotDoError, Turn
from conversations.part_edits import EDITABLE
from conversations.parts import PartKind
from plans.dates.spoken import read_spoken
from prompts import plain
from storage.plans import part_search
from storage.plans.part_search import OUTCOMES, NamedPart
from storage.plans.plans import PlanSummary


def command_form(turn: Turn, _command: Command, typed: TypedChange, plans: Sequence[PlanSummary]) -> OpenForm:
    """`/plan change 1.1.2`, with or without "to Dec 4", `/plan change success criteria`, a plan's name, or nothing."""
    if typed.deed is Deed.SECTION_1:
        return OpenForm(_section_1_form(turn, plans))
    if typed.deed in ADDED:
        return OpenForm(_new_form(turn, plans, typed.deed, typed.words))
    if not typed.words:
        return OpenForm(forms.choose(_pointer(plans), deed=typed.deed))
    if not _search(turn, plans, typed.words, typed.deed) and which_plan.is_named(turn, typed.in_full):
        named = CHANGEABLE_PLANS.admit(turn, replace(typed, plan=PlanName(typed.in_full, typed.plan.channel)))
        return OpenForm(forms.choose(_pointer(named), deed=typed.deed))
    due = read_spoken(typed.date_words, turn.today(plans[0].time_zone)) if typed.date_words else None
    return _form_for(turn, plans, typed.words if due else typed.in_full, typed.deed, due)


def value_form(turn: Turn, _command: Command, typed: TypedChange, plans: Sequence[PlanSummary]) -> OpenForm:
    """`/plan value` and the words of a benchmark or measure; without words, a choice among all of them."""
    return _form_for(turn, plans, typed.in_full, Deed.VALUE)


def _form_for(turn: Turn, plans: Sequence[PlanSummary], words: str, deed: Deed, due: date | None = None) -> OpenForm:
    parts = _search(turn, plans, words, deed)
    if not parts:
        unknown = "unknown_part" if words else "no_outcomes"
        raise CannotDoError(NOUN, unknown, words=words, organization=plans[0].organization)
    if len(parts) > MOST_FOUND:
        raise CannotDoError(NOUN, "too_many", most=MOST_FOUND)
    if len(parts) > 1:
        return OpenForm(forms.choose(_pointer(plans), _with_plans(parts, plans), deed=deed))
    return OpenForm(_part_form(turn, parts[0], deed, due))


def _pointer(plans: Sequence[PlanSummary]) -> SearchPointer:
    return SearchPointer(tuple(plan.id for plan in plans))


def choose(turn: Turn, sent: Submission, pointer: SearchPointer, plans: Sequence[PlanSummary]) -> Ack:
    """The form of the part, or the choice among those that have these words."""
    deed = button_values.word(Deed, sent.text(FieldId.DEED))
    if chosen := sent.text(FieldId.PART):
        return ack.update(_part_form(turn, _chosen(turn, chosen), deed))
    words = sent.text(FieldId.SEARCH)
    if deed is Deed.SECTION_1:
        return ack.update(_section_1_form(turn, plans))
    if deed in ADDED:
        return ack.update(_new_form(turn, plans, deed, words))
    if not words and deed is not Deed.VALUE:
        return ack.errors({FieldId.SEARCH: plain(NOUN, "no_words")})
    parts = _search(turn, plans, words, deed)
    if not parts or len(parts) > MOST_FOUND:
        trouble = "too_many" if parts else "unknown_part"
        sentence = plain(NOUN, trouble, words=words, organization=plans[0].organization, most=MOST_FOUND)
        return ack.errors({FieldId.SEARCH: sentence})
    several = forms.choose(pointer, _with_plans(parts, plans), deed=deed) if len(parts) > 1 else None
    return ack.update(several or _part_form(turn, parts[0], deed))


def _section_1_form(turn: Turn, plans: Sequence[PlanSummary]) -> Block:
    """Of several plans, a choice comes first."""
    kind = PartKind.SECTION_1
    parts = [NamedPart(plan_id=plan.id, kind=kind, row_id=plan.id, code="", text=plan.title) for plan in plans]
    if len(parts) > 1:
        return forms.choose(_pointer(plans), _with_plans(parts, plans), deed=Deed.SECTION_1)
    return _part_form(turn, parts[0], Deed.CHANGE)


def _new_form(turn: Turn, plans: Sequence[PlanSummary], deed: Deed, words: str) -> Block:
    kind = ADDED[deed]
    if kind is PartKind.ACTION_ITEM:
        return assigning.empty_form(turn, plans)
    return adding.new_form(turn, kind, plans, words)


def _chosen(turn: Turn, text: str) -> NamedPart:
    pointer = PlanPartPointer.read(text)
    row = part_search.row_of(turn.session, pointer.kind, pointer.row_id) if pointer.kind in EDITABLE else None
    if row is None:
        raise StaleValueError
    return part_search.named(turn.session, pointer.kind, row)


def _part_form(turn: Turn, part: NamedPart, deed: Deed, due: date | None = None) -> Block:
    if deed is Deed.VALUE:
        pointer = OutcomePointer(part.plan_id, part.kind, part.row_id)
        return recording.value_form(turn, recording.OUTCOME.admit(turn, pointer))
    subject = EDITABLE_PART.admit(turn, PlanPartPointer(part.kind, part.row_id))
    if deed is Deed.REMOVE:
        return removing.removal_form(turn, subject)
    return editing.change_form(turn, subject, due)


def _with_plans(parts: Sequence[NamedPart], plans: Sequence[PlanSummary]) -> list[tuple[NamedPart, str]]:
    """Each with its plan's organization."""
    organizations = {plan.id: plan.organization for plan in plans}
    return [(part, organizations[part.plan_id]) for part in parts]


def _search(turn: Turn, plans: Sequence[PlanSummary], words: str, deed: Deed) -> Sequence[NamedPart]:
    """Only what this person may change; for a value, only benchmarks and measures."""
    by_id = {plan.id: plan for plan in plans}
    kinds = OUTCOMES if deed is Deed.VALUE else EDITABLE
    parts = part_search.search(turn.session, by_id, kinds, words)
    return [part for part in parts if may_change(turn, by_id[part.plan_id], part)]


CHANGE = Subcommand(TypedChange.typed, reads(CHANGEABLE_PLANS, command_form))
VALUE = Subcommand(TypedChange.typed, reads(RECORDABLE_PLANS, value_form))
ROUTES: tuple[Route, ...] = (form(ViewId.PART_CHOOSE, SearchPointer.of, reads(SEARCHED_PLANS, choose)),)
