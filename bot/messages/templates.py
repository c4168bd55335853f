"""What the bot found in a district's own Word template, and the buttons to try it and to use it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.messages.documents import NOUN as DOCUMENTS
from bot.messages.documents import days_offered
from bot.messages.uploads import UploadPointer, message
from bot.slack import blocks
from bot.slack.blocks import Block, MenuButton, MessageContent
from bot.slack.button_values import ButtonValue
from bot.slack.identifiers import ActionId, FieldId, ViewId
from conversations.documents.templates import TemplateFinding
from plans.school_calendar import Term
from prompts import plain, say
from storage.documents.templates import DocumentTemplate
from storage.plans.plans import PlanSummary

NOUN = "templates"
FIELDS_LISTED = 60


@dataclass(frozen=True, slots=True)
class TemplatePointer(ButtonValue):
    plan_id: int
    template_id: int


@dataclass(frozen=True, slots=True)
class TemplateDay(ButtonValue):
    """What a button that fills a template carries."""

    plan_id: int
    template_id: int
    as_of: date


def card(
    upload_id: int, name: str, fields: Sequence[str], organization: str, *, may_be_evidence: bool
) -> MessageContent:
    """`organization` is the one whose plan it can be tried on; empty without one."""
    texts = [say(NOUN, "about", count=len(fields)), say(NOUN, "fields", fields=list(fields[:FIELDS_LISTED]))]
    texts += [say(NOUN, "evidence")] if may_be_evidence else []
    content, pointer = message(plain(NOUN, "title", name=name), texts), UploadPointer(upload_id)
    trial = blocks.button(plain(NOUN, "button_try", organization=organization), ActionId.TEMPLATE_TRY, pointer)
    buttons = [
        blocks.button(plain(NOUN, "button_use"), ActionId.UPLOAD_IMPORT, pointer, style="primary"),
        *([trial] if organization else []),
        blocks.button(plain(NOUN, "button_resend"), ActionId.UPLOAD_RESEND, pointer),
        blocks.button(plain(NOUN, "button_cancel"), ActionId.UPLOAD_CANCEL, pointer),
    ]
    row = blocks.actions(f"upload:{upload_id}", buttons)
    return MessageContent(text=content.text, blocks=[*content.blocks, row])


def unreadable(
    name: str, findings: Sequence[TemplateFinding], fields: Sequence[str], *, may_be_evidence: bool
) -> MessageContent:
    """`fields` are all that a template may hold."""
    lines = [say(NOUN, "to_fix", count=len(findings)), *(say(NOUN, "finding", finding=each) for each in findings)]
    texts = [
        *lines,
        say(NOUN, "how_to_fix", fields=list(fields)),
        *([say(NOUN, "evidence")] if may_be_evidence else []),
    ]
    return message(plain(NOUN, "unreadable_title", name=name), texts)


def use_form(upload_id: int, name: str, places: Sequence[tuple[int, str]]) -> Block:
    """`places` are ids and names of the organizations whose template it may be."""
    options = [(str(id_), place) for id_, place in places]
    chosen = options[0][0] if len(options) == 1 else ""
    label, hint = plain(NOUN, "label_place"), plain(NOUN, "hint_place")
    fields = [
        blocks.choice_input(FieldId.PLACE, label, options, chosen=chosen, hint=hint),
        blocks.text_input(
            FieldId.NAME, plain(NOUN, "label_name"), value=name, hint=plain(NOUN, "hint_name"), multiline=False
        ),
    ]
    submit, close = plain(NOUN, "submit"), plain(NOUN, "close")
    title, metadata = plain(NOUN, "form_title"), UploadPointer(upload_id)
    return blocks.modal(ViewId.UPLOAD_TEMPLATE, title, fields, submit=submit, close=close, metadata=metadata)


def in_use(name: str, template: str, organization: str) -> MessageContent:
    text = say(NOUN, "in_use", template=template, organization=organization)
    return message(plain(NOUN, "in_use_title", name=name), [text])


def offer(
    plan: PlanSummary, template: DocumentTemplate, day: date, today: date, ended: Sequence[Term], *, stoppable: bool
) -> Block:
    """`day` is today or the day asked for; `ended` are the terms that are over."""
    buttons = [
        MenuButton(label, ActionId.TEMPLATE_FILL, TemplateDay(plan.id, template.id, on))
        for on, label in days_offered(day, today, ended)
    ]
    if stoppable:
        stop = TemplatePointer(plan.id, template.id)
        buttons.append(MenuButton(plain(NOUN, "option_stop"), ActionId.TEMPLATE_STOP, stop))
    about = say(NOUN, "offer", organization=template.organization)
    text = say(DOCUMENTS, "offer_document", label=template.name, about=about)
    return blocks.section(text, blocks.button_select(plain(DOCUMENTS, "choose_day"), buttons))


def note(part: str, **values: object) -> MessageContent:
    content: list[Block] = [blocks.section(say(NOUN, part, **values))]
    return MessageContent(text=blocks.text_of(content), blocks=content)
