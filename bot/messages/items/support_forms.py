"""Forms of support requests."""

from datetime import date

from bot.messages.items import supports as messages
from bot.messages.items.lines import TEXT_SHOWN
from bot.messages.items.supports import NOUN
from bot.slack import blocks, limits
from bot.slack.blocks import Block
from bot.slack.identifiers import FieldId, ViewId
from prompts import Safe, plain, say
from storage.items.item_changes import ItemDetails
from storage.items.support_values import AsIntended, Effectiveness, Support
from storage.plans.milestones import MilestoneName


def ask_form(item: ItemDetails, metadata: str) -> Block:
    return _ask_form(ViewId.SUPPORT_ASK, say("action_items", "line", item=item), metadata)


def ask_for_milestone_form(milestone: MilestoneName, metadata: str) -> Block:
    return _ask_form(ViewId.SUPPORT_ASK_MILESTONE, say(NOUN, "milestone_line", milestone=milestone), metadata)


def _ask_form(view: ViewId, line: Safe, metadata: str) -> Block:
    content = [
        blocks.section(limits.clamp(line, TEXT_SHOWN)),
        _text(FieldId.NEEDED, "needed_label", hint="needed_hint"),
        provider_input(),
        blocks.date_input(FieldId.NEEDED_BY, plain(NOUN, "needed_by_label"), optional=True),
    ]
    return _form(view, "ask_title", content, metadata)


def provider_input(chosen: str = "") -> Block:
    """Whom to ask. Without a choice, the plan's leader is asked."""
    label, hint = plain(NOUN, "provider_label"), plain(NOUN, "provider_hint")
    return blocks.person_input(FieldId.PROVIDER, label, chosen=chosen, hint=hint, optional=True)


def offer_form(support: Support, metadata: str) -> Block:
    label = plain(NOUN, "promised_for_label")
    content = [
        messages.line("line_for_provider", support),
        blocks.date_input(FieldId.PROMISED_FOR, label, value=support.needed_by, hint=plain(NOUN, "promised_for_hint")),
    ]
    return _form(ViewId.SUPPORT_OFFER, "offer_title", content, metadata)


def given_form(support: Support, today: date, metadata: str) -> Block:
    content = [
        messages.line("line_for_provider", support),
        _text(FieldId.PROVIDED, "provided_label", value=support.needed),
        blocks.date_input(FieldId.GIVEN_ON, plain(NOUN, "given_on_label"), value=today),
    ]
    return _form(ViewId.SUPPORT_GIVEN, "given_title", content, metadata)


def decline_form(support: Support, metadata: str) -> Block:
    label = plain(NOUN, "decline_label", asker=support.asker)
    content = [messages.line("line_for_provider", support), blocks.text_input(FieldId.REASON, label)]
    return _form(ViewId.SUPPORT_DECLINE, "decline_title", content, metadata)


def question_form(support: Support, metadata: str) -> Block:
    label = plain(NOUN, "question_label", asker=support.asker)
    content = [messages.line("line_for_provider", support), blocks.text_input(FieldId.TEXT, label)]
    return _form(ViewId.SUPPORT_QUESTION, "question_title", content, metadata)


def reply_form(support: Support, metadata: str) -> Block:
    content = [messages.line("line_open", support), _text(FieldId.TEXT, "reply_label", hint="reply_hint")]
    return _form(ViewId.SUPPORT_REPLY, "reply_title", content, metadata)


def choose_form(support: Support, metadata: str) -> Block:
    content = [
        messages.line("line_open", support),
        blocks.person_input(FieldId.PROVIDER, plain(NOUN, "provider_label")),
    ]
    return _form(ViewId.SUPPORT_CHOOSE, "choose_title", content, metadata)


def rate_form(support: Support, metadata: str) -> Block:
    ways = [(way, plain(NOUN, "as_intended", way=way)) for way in AsIntended]
    levels = [(level, messages.level_name(level)) for level in Effectiveness]
    content = [
        messages.line("line_to_rate", support),
        _text(FieldId.USED, "used_label"),
        blocks.choice_input(FieldId.AS_INTENDED, plain(NOUN, "as_intended_label"), ways, all_shown=True),
        blocks.choice_input(FieldId.EFFECTIVE, plain(NOUN, "effective_label"), levels, all_shown=True),
        _text(FieldId.EVIDENCE, "evidence_label", hint="evidence_hint", optional=True),
    ]
    return _form(ViewId.SUPPORT_RATE, "rate_title", content, metadata)


def again_form(support: Support, metadata: str) -> Block:
    """What was missing, as a request of its own."""
    content = [
        messages.line("line_missing", support),
        _text(FieldId.NEEDED, "missing_label"),
        provider_input(),
        blocks.date_input(FieldId.NEEDED_BY, plain(NOUN, "needed_by_label"), optional=True),
    ]
    return _form(ViewId.SUPPORT_AGAIN, "again_title", content, metadata)


def record_form(organization: str, today: date, metadata: str) -> Block:
    """Support that was provided without being asked for here."""
    content = [
        _text(FieldId.PROVIDED, "recorded_label"),
        blocks.text_input(
            FieldId.NUMBER,
            plain(NOUN, "number_label"),
            hint=plain(NOUN, "number_hint"),
            optional=True,
            multiline=False,
        ),
        blocks.date_input(FieldId.GIVEN_ON, plain(NOUN, "given_on_label"), value=today),
        blocks.person_input(FieldId.PROVIDER, plain(NOUN, "giver_label"), optional=True),
        blocks.text_input(
            FieldId.SOURCE,
            plain(NOUN, "source_label"),
            value=organization,
            hint=plain(NOUN, "source_hint"),
            multiline=False,
        ),
    ]
    return _form(ViewId.SUPPORT_RECORD, "record_title", content, metadata)


def _text(name: FieldId, label: str, *, value: str = "", hint: str = "", optional: bool = False) -> Block:
    hinted = plain(NOUN, hint) if hint else ""
    return blocks.text_input(name, plain(NOUN, label), value=value, hint=hinted, optional=optional)


def _form(callback: ViewId, title: str, content: list[Block], metadata: str) -> Block:
    return blocks.modal(
        callback,
        plain(NOUN, title),
        content,
        submit=plain(NOUN, "submit"),
        close=plain(NOUN, "cancel"),
        metadata=metadata,
    )
