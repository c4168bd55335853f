"""The forms that change the plan: which part, and what it says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from bot.messages import outcomes
from bot.messages.threads.forms import Options, field_id, objective_input, part_input
from bot.slack import blocks, limits
from bot.slack.blocks import Block
from bot.slack.button_values import ButtonValue
from bot.slack.identifiers import ActionId, FieldId, ViewId
from conversations.highlight import DatedOutcome
from conversations.part_edits import EDITABLE
from conversations.parts import PartKind
from plans.item_events import Status
from plans.outcomes import PlanOutcome
from prompts import Safe, plain, say
from storage.plans.part_removal import OpenWork
from storage.plans.part_search import NamedPart

NOUN = "modifications"
CHECK_IN, OUTCOMES = "check_in", "outcomes"
MOST_FOUND = limits.OPTIONS


class Deed(StrEnum):
    """What somebody wants to do to the plan."""

    CHANGE = "change"
    REMOVE = "remove"
    VALUE = "value"
    SECTION_1 = "section_1"
    ADD_ITEM = "add_item"
    ADD_MILESTONE = "add_milestone"
    ADD_STRATEGY = "add_strategy"
    ADD_BENCHMARK = "add_benchmark"
    ADD_MEASURE = "add_measure"


ADDED: Mapping[Deed, PartKind] = MappingProxyType(
    {
        Deed.ADD_ITEM: PartKind.ACTION_ITEM,
        Deed.ADD_MILESTONE: PartKind.MILESTONE,
        Deed.ADD_STRATEGY: PartKind.STRATEGY,
        Deed.ADD_BENCHMARK: PartKind.BENCHMARK,
        Deed.ADD_MEASURE: PartKind.MEASURE,
    }
)
"""What each of these adds."""


@dataclass(frozen=True, slots=True)
class PlanPartPointer(ButtonValue):
    """A part of a plan."""

    kind: PartKind
    row_id: int
    seen: str = ""
    """The fingerprint of what the part said when the form opened."""


@dataclass(frozen=True, slots=True)
class OutcomePointer(ButtonValue):
    """A benchmark or measure of a plan."""

    plan_id: int
    kind: PartKind
    row_id: int


@dataclass(frozen=True, slots=True)
class NewPartPointer(ButtonValue):
    """A part to add to one of these plans."""

    kind: PartKind
    plan_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SearchPointer(ButtonValue):
    """The plans in which a part is looked for."""

    plan_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartForm:
    """What the form of a part shows beside its fields."""

    part: NamedPart
    organization: str
    audience: Sequence[str]
    """The names of those who hear of a change."""
    due: date | None = None
    owner: str = ""
    milestones: Sequence[tuple[str, str]] = ()
    """Codes and titles of the milestones that an action item can belong to."""
    objectives: Options = ()
    """What a strategy can serve; empty if no organization above has a plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalForm:
    """What the form that takes a part out of the plan shows."""

    part: NamedPart
    organization: str
    work: OpenWork
    audience: Sequence[str]


@dataclass(frozen=True, slots=True)
class FormContent:
    """What is filled in when the form is shown."""

    values: Mapping[str, str]
    reason: str = ""
    note: Safe | None = None
    """What somebody else changed while the form was open."""


# ---------------------------------------------------------------- which part


def choose(pointer: SearchPointer, options: Sequence[tuple[NamedPart, str]] = (), *, deed: Deed = Deed.CHANGE) -> Block:
    """Asks for a number or words; with `options`, which of these parts is meant. Each has its plan's organization."""
    deeds = [(each, plain(NOUN, "deed", deed=each)) for each in Deed]
    content = [blocks.choice_input(FieldId.DEED, plain(NOUN, "deed_label"), deeds, chosen=deed)]
    if options:
        several = len({organization for _, organization in options}) > 1
        choices = [_option(part, organization if several else "") for part, organization in options[:MOST_FOUND]]
        element: Block = {"type": "static_select", "action_id": ActionId.INPUT, "options": choices}
        content.append(blocks.input_block(FieldId.PART, plain(NOUN, "found_label"), element))
    else:
        label, hint = plain(NOUN, "search_label"), plain(NOUN, "search_hint")
        content.append(blocks.text_input(FieldId.SEARCH, label, hint=hint, optional=True, multiline=False))
    return _modal(ViewId.PART_CHOOSE, plain(NOUN, "choose_title"), content, pointer, submit="next")


def _option(part: NamedPart, organization: str) -> Block:
    option = blocks.option(str(PlanPartPointer(part.kind, part.row_id)), plain(NOUN, "option", named=part))
    return option | ({"description": blocks.plain(organization, limits.OPTION)} if organization else {})


# ---------------------------------------------------------------- what it says


def change(form: PartForm, pointer: PlanPartPointer, filled: FormContent) -> Block:
    part = form.part
    content = blocks.sections(filled.note) if filled.note else []
    about = say(NOUN, "about", named=part, organization=form.organization, due=form.due, owner=form.owner)
    content.append(blocks.section(limits.clamp(about, limits.SECTION)))
    for place, name in enumerate(EDITABLE[part.kind]):
        must_be_filled = not place and part.kind is not PartKind.SECTION_1
        content += _inputs(form, name, filled.values.get(name, ""), first=must_be_filled)
    if part.kind is PartKind.ACTION_ITEM:
        content.append(blocks.context(say(NOUN, "owner_hint", code=part.code)))
    content += [reason_input(filled.reason), blocks.context(say(NOUN, "who_hears", names=form.audience))]
    return _modal(ViewId.PART_CHANGE, plain(NOUN, "change_title", kind=part.kind), content, pointer)


def remove(form: RemovalForm, pointer: PlanPartPointer, reason: str, note: Safe | None) -> Block:
    """Says what goes with the part, and who hears of it."""
    about = say(NOUN, "about", named=form.part, organization=form.organization, due=None, owner="")
    content = [
        *(blocks.sections(note) if note else []),
        blocks.section(limits.clamp(about, limits.SECTION)),
        *blocks.sections(_goes_with_it(form)),
        reason_input(reason),
        blocks.context(say(NOUN, "who_hears", names=form.audience)),
    ]
    return _modal(ViewId.PART_REMOVE, plain(NOUN, "remove_title"), content, pointer, submit="button_remove")


def add(pointer: NewPartPointer, parents: Sequence[tuple[str, str]], objectives: Options = ()) -> Block:
    """`parents` are what it can belong to, if anything; `objectives` what a strategy can serve."""
    kind = pointer.kind
    chosen = parents[0][0] if len(parents) == 1 else ""
    content: list[Block] = []
    if parents:
        content.append(blocks.choice_input(FieldId.PARENT, plain(NOUN, "parent_label"), parents, chosen=chosen))
    for place, name in enumerate(EDITABLE[kind]):
        if name == "serves":
            content += objective_input(objectives)
        else:
            content.append(part_input(kind, name, "", first=not place, label=_label(kind, name), hint=_hint(name)))
    content += [reason_input(), blocks.context(say(NOUN, "leads_hear"))]
    return _modal(ViewId.PART_ADD, plain(NOUN, "add_title", kind=kind), content, pointer, submit="button_add")


def _goes_with_it(form: RemovalForm) -> Safe:
    work = form.work
    counted = {"milestone": work.milestones, "benchmark": work.benchmarks, "measure": work.measures}
    counts = [plain(NOUN, "count", kind=kind, count=len(rows)) for kind, rows in counted.items() if rows]
    return say(NOUN, "goes_with_it", named=form.part, counts=counts, codes=[item.code for item in work.items])


def reason_input(reason: str = "") -> Block:
    label, hint = plain(NOUN, "reason_label"), plain(NOUN, "reason_hint")
    return blocks.text_input(FieldId.REASON, label, value=reason, hint=hint)


# ---------------------------------------------------------------- what a benchmark or measure says


def reading(part: NamedPart, outcome: PlanOutcome, newest: DatedOutcome, today: date) -> Block:
    """`newest` is the same with how its newest reading compares with its target."""
    pointer = OutcomePointer(part.plan_id, part.kind, part.row_id)
    words = [
        (status, plain(OUTCOMES, "word_of", kind=outcome.kind, status=status))
        for status in (Status.DONE, Status.ON_TRACK, Status.BEHIND)
    ]
    content = [
        blocks.section(limits.clamp(say(NOUN, "value_about", named=part, outcome=outcome), limits.SECTION)),
        blocks.context(say(NOUN, "value_newest", outcome=outcome, sentence=outcomes.sentence(newest))),
        *_chart_button(outcome, pointer),
        _line(FieldId.READING, "reading"),
        blocks.choice_input(FieldId.STATE, plain(NOUN, "word_label"), words, optional=True, all_shown=True),
        blocks.text_input(
            FieldId.STUDENT_GROUP,
            plain(NOUN, "student_group_label"),
            hint=plain(NOUN, "student_group_hint"),
            optional=True,
            multiline=False,
        ),
        _line(FieldId.GROUP_SIZE, "group_size"),
        blocks.text_input(
            FieldId.EVIDENCE, plain(NOUN, "source_label"), hint=plain(NOUN, "source_hint"), optional=True
        ),
        blocks.date_input(FieldId.TAKEN_ON, plain(CHECK_IN, "taken_on_label"), value=today),
    ]
    return _modal(ViewId.PART_VALUE, plain(NOUN, "value_title"), content, pointer)


def _chart_button(outcome: PlanOutcome, pointer: OutcomePointer) -> list[Block]:
    """Sends the readings so far to the person's own messages. None without a reading."""
    if outcome.report is None:
        return []
    button = blocks.button(plain(OUTCOMES, "button_chart"), ActionId.CHART_OF_OUTCOME, pointer)
    return [blocks.actions("chart", [button]), blocks.context(say(OUTCOMES, "chart_comes"))]


def _line(name: FieldId, label: str) -> Block:
    text, hint = plain(CHECK_IN, f"{label}_label"), plain(CHECK_IN, f"{label}_hint")
    return blocks.text_input(name, text, hint=hint, optional=True, multiline=False)


# ---------------------------------------------------------------- inputs


def _inputs(form: PartForm, name: str, text: str, *, first: bool) -> list[Block]:
    """None for the milestone of an action item that can't change it, and for objectives where there are none."""
    kind = form.part.kind
    if name == "serves":
        return objective_input(form.objectives, text)
    if name == "milestone":
        label = plain(NOUN, "milestone")
        return (
            [blocks.choice_input(field_id(name), label, form.milestones, chosen=text)]
            if len(form.milestones) > 1
            else []
        )
    return [part_input(kind, name, text, first=first, label=_label(kind, name), hint=_hint(name))]


def _label(kind: PartKind, name: str) -> str:
    """Empty where the words of all forms of parts fit."""
    if name == "text":
        return plain(NOUN, "text_of_item" if kind is PartKind.ACTION_ITEM else "text_of_benchmark")
    return plain(NOUN, "due") if name == "due" else ""


def _hint(name: str) -> str:
    return plain(NOUN, f"{name}_hint") if name in ("practice", "quarter", "end_of_year_outcomes") else ""


def _modal(view: ViewId, title: str, content: Sequence[Block], pointer: ButtonValue, submit: str = "save") -> Block:
    return blocks.modal(view, title, content, metadata=pointer, submit=plain(NOUN, submit), close=plain(NOUN, "cancel"))
