"""The card of a plan's details, and the forms in which they are filled in."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.slack import blocks
from bot.slack.blocks import Block, MessageContent
from bot.slack.button_values import ButtonValue, PlanId
from bot.slack.identifiers import ActionId, FieldId, ViewId
from conversations.documents.plan_details import ELEMENTS, FORMS, NEVER_MISSING, DetailForm, PlanDetail, marks
from plans.plan import Goal
from prompts import Safe, formats, plain, say
from storage.plans.plans import PlanSummary

NOUN, LABELS = "plan_details", "documents.plan"
ONE_LINE = frozenset(
    {
        PlanDetail.ESSA_STATUS,
        PlanDetail.CITY_COUNTY,
        PlanDetail.ZIP_CODE,
        PlanDetail.PHONE_NUMBER,
        PlanDetail.PRINCIPAL,
        PlanDetail.SUPERINTENDENT,
        PlanDetail.DISTRICT_LIAISON,
        PlanDetail.DESIGNATION,
        PlanDetail.TITLE_I_STATUS,
    }
)
_WITHOUT_HINT = frozenset(
    {
        PlanDetail.DATE_OF_PLAN,
        PlanDetail.CITY_COUNTY,
        PlanDetail.ZIP_CODE,
        PlanDetail.PHONE_NUMBER,
        PlanDetail.DISTRICT_LIAISON,
        PlanDetail.VISION,
        PlanDetail.MISSION,
        PlanDetail.HOW_COMPLETED,
        PlanDetail.STAKEHOLDER_INPUT,
    }
)
_SHORT = frozenset(
    {
        PlanDetail.ELEMENTS,
        PlanDetail.HOW_COMPLETED,
        PlanDetail.STAKEHOLDER_INPUT,
        PlanDetail.LEVERAGE,
        PlanDetail.ROOT_CAUSES,
    }
)
"""Whose label is a whole question, or none."""
WHOLE = "whole"
"""The list of the elements that have no parts."""


@dataclass(frozen=True, slots=True)
class DetailPointer(ButtonValue):
    """A form of the plan's details."""

    plan_id: int
    detail_form: DetailForm
    seen: str = ""
    """Marks of what its fields said when it opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailsCard:
    plan: PlanSummary
    filled: Collection[PlanDetail]
    goals: Sequence[Goal]


def offer(plan: PlanSummary, missing: Sequence[PlanDetail]) -> list[Block]:
    """Below the documents, for those who may fill the details in."""
    button = blocks.button(plain(NOUN, "button_card"), ActionId.DETAILS_CARD, PlanId(plan.id))
    return [blocks.section(say(NOUN, "offer", missing=missing), button)]


def missing(filled: Collection[PlanDetail], form: DetailForm | None = None) -> list[PlanDetail]:
    """Of one form, or of all."""
    asked = FORMS[form] if form else [name for names in FORMS.values() for name in names]
    return [name for name in asked if name not in filled and name not in NEVER_MISSING]


def card(facts: DetailsCard) -> MessageContent:
    title = plain(NOUN, "card_title", organization=facts.plan.organization)
    content: list[Block] = [blocks.header(title), blocks.section(say(NOUN, "card_intro"))]
    for form in DetailForm:
        content.append(_form_row(facts, form))
        if form is DetailForm.DIRECTION:
            content.append(_goals_row(facts))
    return MessageContent(text=blocks.text_of(content), blocks=content)


def _form_row(facts: DetailsCard, form: DetailForm) -> Block:
    name, left = plain(NOUN, f"form_{form}"), missing(facts.filled, form)
    total = len([each for each in FORMS[form] if each not in NEVER_MISSING])
    button = blocks.button(
        plain(NOUN, "button_fill", missing=left), ActionId.DETAILS_OPEN, DetailPointer(facts.plan.id, form)
    )
    line = say(NOUN, "card_line", name=name, missing=[short_label(each) for each in left], total=total)
    return blocks.section(line, blocks.read_aloud(button, plain(NOUN, "label_fill", name=name, missing=left)))


def _goals_row(facts: DetailsCard) -> Block:
    without = [goal.code for goal in facts.goals if not goal.measures]
    button = blocks.button(plain(NOUN, "button_goal"), ActionId.GOAL_NEW, PlanId(facts.plan.id))
    return blocks.section(say(NOUN, "card_goals", goals=facts.goals, without=without), button)


def short_label(name: PlanDetail) -> str:
    """Of one line, for lists."""
    if name in _SHORT:
        return plain(NOUN, f"short_{name}")
    return plain(NOUN, "other_elements_label") if name is PlanDetail.OTHER_ELEMENTS else plain(LABELS, name)


def elements_in_words(marked: str) -> str:
    """The elements that were checked, as the form's boxes name them. What isn't one of them stays as it is."""
    return formats.words([_element_in_words(mark) for mark in marked.split()])


def _element_in_words(mark: str) -> str:
    element, _, part = mark.partition(".")
    if element not in ELEMENTS or (part and part not in ELEMENTS[element]):
        return mark
    return plain(LABELS, f"part_{part}" if part else f"element_{element}")


def sent(plan: PlanSummary) -> MessageContent:
    return MessageContent(text=say(NOUN, "sent", organization=plan.organization))


# ---------------------------------------------------------------- the forms


def form(plan: PlanSummary, which: DetailForm, values: Mapping[str, str], *, from_dialogs: int) -> Block:
    """`from_dialogs` is the number of root causes that root cause dialogs brought."""
    fields = [block for name in FORMS[which] for block in _inputs(name, values.get(name, ""), from_dialogs)]
    return blocks.modal(
        ViewId.PLAN_DETAILS,
        plain(NOUN, f"form_{which}"),
        fields,
        submit=plain(NOUN, "submit"),
        close=plain(NOUN, "close"),
        metadata=DetailPointer(plan.id, which, marks(FORMS[which], values)),
    )


def _inputs(name: PlanDetail, text: str, from_dialogs: int) -> list[Block]:
    if name is PlanDetail.ELEMENTS:
        return _element_inputs(text.split())
    label = plain(NOUN, "other_elements_label") if name is PlanDetail.OTHER_ELEMENTS else plain(LABELS, name)
    if name is PlanDetail.DATE_OF_PLAN:
        return [blocks.date_input(name, label, value=date.fromisoformat(text) if text else None, optional=True)]
    hint = "" if name in _WITHOUT_HINT else plain(NOUN, f"hint_{name}", from_dialogs=from_dialogs)
    return [blocks.text_input(name, label, value=text, hint=hint, optional=True, multiline=name not in ONE_LINE)]


def _element_inputs(chosen: Sequence[str]) -> list[Block]:
    """A list for each element with parts, and one for all that have none."""
    lists = [
        blocks.checklist_input(
            element_field(name),
            plain(LABELS, f"element_{name}"),
            [(f"{name}.{part}", plain(LABELS, f"part_{part}")) for part in parts],
            chosen=chosen,
        )
        for name, parts in ELEMENTS.items()
        if parts
    ]
    whole = [(name, plain(LABELS, f"element_{name}")) for name, parts in ELEMENTS.items() if not parts]
    more = plain(NOUN, "more_elements_label")
    return [*lists, blocks.checklist_input(element_field(WHOLE), more, whole, chosen=chosen)]


def element_field(name: str) -> str:
    return f"{PlanDetail.ELEMENTS}.{name}"


def goal_form(plan: PlanSummary) -> Block:
    fields = [
        blocks.text_input(FieldId.GOAL, plain(NOUN, "goal_label"), hint=plain(NOUN, "goal_hint")),
        blocks.text_input(FieldId.INDICATOR, plain(NOUN, "indicator_label"), optional=True, multiline=False),
        blocks.text_input(FieldId.SOURCE, plain(NOUN, "source_label"), optional=True, multiline=False),
        blocks.text_input(FieldId.BASELINE, plain(NOUN, "baseline_label"), optional=True, multiline=False),
        blocks.text_input(
            FieldId.TARGETS, plain(NOUN, "targets_label"), hint=plain(NOUN, "targets_hint"), optional=True
        ),
    ]
    return blocks.modal(
        ViewId.PLAN_GOAL,
        plain(NOUN, "form_goal"),
        fields,
        submit=plain(NOUN, "submit"),
        close=plain(NOUN, "close"),
        metadata=PlanId(plan.id),
    )


def changed_meanwhile() -> Safe:
    return say(NOUN, "changed_meanwhile")
