"""The form for a monitor's packet, and the button that opens it."""

from datetime import date

from bot.slack import blocks
from bot.slack.blocks import Block
from bot.slack.button_values import PlanId
from bot.slack.identifiers import ActionId, FieldId, ViewId
from prompts import plain, say
from storage.plans.plans import PlanSummary

NOUN = "packet"


def packet_button(plan: PlanSummary) -> Block:
    return blocks.actions("packet", [blocks.button(plain(NOUN, "button"), ActionId.PACKET, PlanId(plan.id))])


def packet_form(plan: PlanSummary, first: date, last: date) -> Block:
    content = blocks.sections(say(NOUN, "form_about", plan=plan))
    content += [
        blocks.date_input(FieldId.FIRST, plain(NOUN, "first_label"), value=first),
        blocks.date_input(FieldId.LAST, plain(NOUN, "last_label"), value=last),
    ]
    submit, close = plain(NOUN, "submit"), plain(NOUN, "close")
    return blocks.modal(
        ViewId.PACKET, plain(NOUN, "form_title"), content, submit=submit, close=close, metadata=PlanId(plan.id)
    )
