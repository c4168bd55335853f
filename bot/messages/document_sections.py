"""The card from which a leader edits a document's texts, and the form of one section."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.messages.documents import DocumentDay, DocumentSectionPointer
from bot.slack import blocks, limits
from bot.slack.blocks import Block, MessageContent
from bot.slack.identifiers import ActionId, FieldId, ViewId
from prompts import plain, say
from storage.documents.section_texts import SectionText
from storage.plans.plans import PlanSummary

NOUN = "document_sections"
PREVIEW = 300
"""Characters of a section's text on the card."""
PART = limits.INPUT_VALUE - 500
"""Characters of a text in one input, leaving room to write more."""
MOST_FACTS = limits.SECTION
MOST_SECTIONS = 20
"""Of a document on one card, at two blocks each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditableSection:
    """A section of a document with a text that a leader may edit."""

    key: str
    heading: str
    text: str
    edited: SectionText | None
    """None while the draft stands."""
    facts: Sequence[str]
    """What the text rests on."""
    revision: int


def card(plan: PlanSummary, label: str, target: DocumentDay, sections: Sequence[EditableSection]) -> MessageContent:
    content = [
        blocks.header(plain(NOUN, "card_title", label=label)),
        blocks.section(say(NOUN, "card_intro", plan=plan, on=target.as_of)),
    ]
    for section in sections[:MOST_SECTIONS]:
        content += _on_card(section, pointer(target, section))
    if len(sections) > MOST_SECTIONS:
        content.append(blocks.context(say(NOUN, "left_out", count=len(sections) - MOST_SECTIONS)))
    make = blocks.button(plain(NOUN, "button_make"), ActionId.DOCUMENT_MAKE, target)
    content.append(blocks.actions("document_make", [make]))
    return MessageContent(text=blocks.text_of(content), blocks=content)


def pointer(target: DocumentDay, section: EditableSection) -> DocumentSectionPointer:
    return DocumentSectionPointer(target.plan_id, target.document, target.as_of, section.revision, section.key)


def _on_card(section: EditableSection, target: DocumentSectionPointer) -> list[Block]:
    heading = section.heading
    text = limits.clamp(section.text, PREVIEW)
    buttons = [_named(ActionId.SECTION_EDIT, "button_edit", heading, target)]
    if section.edited:
        buttons.append(_named(ActionId.SECTION_DRAFT, "button_draft", heading, target))
    return [
        blocks.section(say(NOUN, "card_section", heading=heading, text=text, edited=section.edited)),
        blocks.actions(f"section:{target.document_section}", buttons),
    ]


def _named(action: ActionId, label: str, heading: str, target: DocumentSectionPointer) -> Block:
    button = blocks.button(plain(NOUN, label), action, target)
    return blocks.read_aloud(button, plain(NOUN, f"{label}_of", heading=heading))


def form(section: EditableSection, target: DocumentDay) -> Block:
    """The draft's facts, then one input for the text, or several for a text longer than an input may be."""
    content = [
        blocks.section(say(NOUN, "form_intro", heading=section.heading)),
        blocks.section(limits.clamp(say(NOUN, "form_facts", lines=section.facts), MOST_FACTS)),
    ]
    for part, text in enumerate(limits.pieces(section.text, PART)):
        label = plain(NOUN, "form_label_more" if part else "form_label")
        hint = plain(NOUN, "form_hint") if part == 0 else ""
        content.append(blocks.text_input(f"{FieldId.TEXT}:{part}", label, value=text, hint=hint, optional=part > 0))
    return blocks.modal(
        ViewId.SECTION_EDIT,
        plain(NOUN, "form_title"),
        content,
        submit=plain(NOUN, "form_submit"),
        close=plain(NOUN, "form_close"),
        metadata=pointer(target, section),
    )


def typed_text(values: Mapping[str, str]) -> str:
    """What a section's form holds; its parts are joined as they were split."""
    parts: dict[int, str] = {}
    for block_id, text in values.items():
        name, _, part = block_id.partition(":")
        if name == FieldId.TEXT:
            parts[int(part)] = text
    return "".join(text for _part, text in sorted(parts.items())).strip()
