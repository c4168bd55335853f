"""The message that offers a plan's documents, and the form for what a quarter used."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot import blocks
from bot.blocks import Block, MessageContent
from bot.button_values import ButtonValue, PlanId
from bot.identifiers import ActionId, FieldId, ViewId
from plans.school_calendar import Term
from prompts import plain, say
from storage.plans.plans import PlanSummary

NOUN = "documents"


@dataclass(frozen=True, slots=True)
class DocumentDay(ButtonValue):
    """What a button that makes a document carries."""

    plan_id: int
    as_of: date


def offer(plan: PlanSummary, today: date, ended: Sequence[Term], *, may_write: bool) -> MessageContent:
    """`ended` are the quarters that are over."""
    days = [(plain(NOUN, "option_today"), today)]
    days += [(plain(NOUN, "option_quarter", number=term.number, last=term.last), term.last) for term in reversed(ended)]
    options = [(str(DocumentDay(plan.id, day)), label) for label, day in days]
    content: list[Block] = [
        blocks.header(plain(NOUN, "offer_title", plan=plan)),
        blocks.section(say(NOUN, "offer_implementation")),
        blocks.actions("documents", [blocks.select(ActionId.DOCUMENT_MAKE, plain(NOUN, "choose_day"), options)]),
    ]
    if may_write:
        content += [
            blocks.section(say(NOUN, "offer_note")),
            blocks.actions(
                "term_note", [blocks.button(plain(NOUN, "button_note"), ActionId.TERM_NOTE, PlanId(plan.id))]
            ),
        ]
    return MessageContent(text=blocks.text_of(content), blocks=content)


def on_its_way(plan: PlanSummary, day: date) -> MessageContent:
    content: list[Block] = [blocks.section(say(NOUN, "on_its_way", plan=plan, on=day))]
    return MessageContent(text=blocks.text_of(content), blocks=content)


def note_form(milestones: Sequence[tuple[int, str, str]], metadata: str) -> Block:
    """`milestones` are id, code and title."""
    named = [(str(milestone_id), f"{code} {title}") for milestone_id, code, title in milestones]
    content = [
        blocks.choice_input(FieldId.MILESTONE, plain(NOUN, "milestone_label"), named),
        blocks.text_input(
            FieldId.RESOURCES, plain(NOUN, "resources_label"), hint=plain(NOUN, "resources_hint"), optional=True
        ),
        blocks.text_input(FieldId.COMMENTS, plain(NOUN, "comments_label"), optional=True),
    ]
    return blocks.modal(
        ViewId.TERM_NOTE,
        plain(NOUN, "note_title"),
        content,
        submit=plain(NOUN, "note_submit"),
        close=plain(NOUN, "note_close"),
        metadata=metadata,
    )
