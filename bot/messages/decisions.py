"""The form for the decisions that a plan needs from its board."""

from collections.abc import Sequence

from bot.slack import blocks, limits
from bot.slack.blocks import Block
from bot.slack.button_values import PlanId
from bot.slack.identifiers import ActionId, FieldId, ViewId
from conversations.documents.board import DecisionNeeded
from prompts import plain, say
from storage.plans.plans import PlanSummary

NOUN = "decisions"


def button(plan: PlanSummary) -> Block:
    return blocks.button(plain(NOUN, "button"), ActionId.DECISIONS_NEEDED, PlanId(plan.id))


def form(needed: Sequence[DecisionNeeded], metadata: str) -> Block:
    """Those that are needed can be ticked as decided, and one be added."""
    content = [blocks.section(say(NOUN, "about"))]
    if needed:
        options = [(str(each.id), plain(NOUN, "option", decision=each)) for each in needed]
        content.append(blocks.checklist_input(FieldId.DECIDED, plain(NOUN, "decided_label"), options))
    if len(needed) > limits.CHECKBOXES:
        content.append(blocks.context(say(NOUN, "left_out", count=len(needed) - limits.CHECKBOXES)))
    label, hint = plain(NOUN, "text_label"), plain(NOUN, "text_hint")
    content.append(blocks.text_input(FieldId.TEXT, label, hint=hint, optional=True))
    content.append(blocks.date_input(FieldId.NEEDED_BY, plain(NOUN, "needed_by_label"), optional=True))
    return blocks.modal(
        ViewId.DECISIONS_NEEDED,
        plain(NOUN, "title"),
        content,
        submit=plain(NOUN, "submit"),
        close=plain(NOUN, "close"),
        metadata=metadata,
    )
