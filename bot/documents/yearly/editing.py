"""Turns in which leaders edit the texts of a document, section by section."""

from typing import Any

from bot import draft_copies
from bot.documents import kinds
from bot.documents.kinds import KINDS, noun
from bot.late_forms import too_late
from bot.messages import document_sections as messages
from bot.messages.document_sections import EditableSection
from bot.messages.documents import DocumentDay, DocumentSectionPointer
from bot.permissions.plan_rules import in_plan
from bot.permissions.roles import Permission
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, button, form, opener
from bot.slack import ack, button_values
from bot.slack.ack import Ack
from bot.slack.blocks import Block, MessageContent
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Submission
from bot.turns import CannotDoError, Turn
from plans.item_progress import Day
from prompts import plain
from storage.delivery.outbox import OutboxMessage
from storage.documents import section_texts
from storage.documents.section_texts import SectionEdit
from storage.plans.plans import PlanSummary

EDITORS = in_plan(Permission.WRITE_MINUTES)


def open_card(turn: Turn, click: Click, pointer: DocumentDay, plan: PlanSummary) -> None:
    """Post the card in the leader's messages, where every later edit shows up."""
    key = draft_copies.post_key(_draft_name(pointer), click.key)
    turn.put(OutboxMessage.post(plan.workspace_id, turn.by.slack_id, key, _card(turn, pointer, plan).payload()))


def _card(turn: Turn, pointer: DocumentDay, plan: PlanSummary) -> MessageContent:
    target = DocumentDay(pointer.plan_id, pointer.document, pointer.as_of)
    return messages.card(plan, plain(noun(pointer.document), "label"), target, _sections(turn, pointer, plan))


def _sections(turn: Turn, pointer: DocumentDay, plan: PlanSummary) -> list[EditableSection]:
    """Raises StaleValueError for a document without texts to edit."""
    if KINDS[pointer.document].sections is None:
        raise button_values.StaleValueError
    day = Day.seen_from(turn.today(plan.time_zone), pointer.as_of)
    revisions = section_texts.revisions(turn.session, plan.id, pointer.document)
    return [
        EditableSection(
            key=written.section.key,
            heading=written.section.heading,
            text=written.text,
            edited=written.edited,
            facts=[*written.facts()],
            revision=revisions.get(written.section.key, 0),
        )
        for written in kinds.sections(turn.session, pointer.document, plan, day)
        if written.section.draft
    ]


def section_form(turn: Turn, _click: Click, pointer: DocumentSectionPointer, plan: PlanSummary) -> Block:
    """With the text as it is now, however old the card is."""
    return messages.form(_section(turn, pointer, plan), pointer)


def _section(turn: Turn, pointer: DocumentSectionPointer, plan: PlanSummary) -> EditableSection:
    """Raises CannotDoError for a section that the document no longer has, such as that of a priority taken out."""
    for section in _sections(turn, pointer, plan):
        if section.key == pointer.document_section:
            return section
    raise CannotDoError(messages.NOUN, "section_gone")


def save(turn: Turn, form: Submission, pointer: DocumentSectionPointer, plan: PlanSummary) -> Ack:
    text = messages.typed_text(form.values)
    if not text:
        return ack.errors({f"{FieldId.TEXT}:0": plain(messages.NOUN, "empty")})
    if text == _section(turn, pointer, plan).text:
        return {}
    if not _write(turn, pointer, plan, text):
        return too_late(turn, messages.NOUN, "changed_meanwhile", form.typed)
    return {}


def use_draft(turn: Turn, _click: Click, pointer: DocumentSectionPointer, plan: PlanSummary) -> None:
    """The leader's text stays in the history."""
    _section(turn, pointer, plan)
    if not _write(turn, pointer, plan, ""):
        raise CannotDoError(messages.NOUN, "changed_meanwhile")


def _write(turn: Turn, pointer: DocumentSectionPointer, plan: PlanSummary, text: str) -> bool:
    fields: dict[str, Any] = {"document": pointer.document.value, "section": pointer.document_section}
    edit = SectionEdit(plan_id=plan.id, **fields, as_of=pointer.as_of, seen=pointer.revision, text=text)
    if not section_texts.write(turn.session, edit, turn.stamp(plan.time_zone)):
        return False
    draft_copies.show(turn, plan, _draft_name(pointer), _card(turn, pointer, plan))
    return True


def _draft_name(pointer: DocumentDay) -> str:
    return f"document:{pointer.plan_id}:{pointer.document}:{pointer.as_of}"


ROUTES: tuple[Route, ...] = (
    button(ActionId.DOCUMENT_SECTIONS, DocumentDay.of, writes(EDITORS, open_card)),
    opener(ActionId.SECTION_EDIT, DocumentSectionPointer.of, reads(EDITORS, section_form)),
    form(ViewId.SECTION_EDIT, DocumentSectionPointer.of, writes(EDITORS, save)),
    button(ActionId.SECTION_DRAFT, DocumentSectionPointer.of, writes(EDITORS, use_draft)),
)
