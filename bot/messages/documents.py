"""The message that offers a plan's documents, and the form for what a quarter used."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.slack import blocks
from bot.slack.blocks import Block, MessageContent
from bot.slack.button_values import ButtonValue, PlanId
from bot.slack.identifiers import ActionId, FieldId, ViewId
from conversations.documents.names import DocumentName
from plans.school_calendar import Term, TermKind
from prompts import plain, say
from storage.plans.plans import PlanSummary

NOUN = "documents"
DUE_FOR = timedelta(days=30)
"""How long after a term's end its documents are offered first."""


@dataclass(frozen=True, slots=True)
class DocumentDay(ButtonValue):
    """What a button that makes a document carries."""

    plan_id: int
    document: DocumentName
    as_of: date


@dataclass(frozen=True, slots=True)
class DocumentSectionPointer(DocumentDay):
    """One section of it, and the revision of the section's text that the message or form shows."""

    revision: int
    document_section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentOffer:
    name: DocumentName
    noun: str
    """The file of its words."""
    day: date
    """Today, or the day asked for."""
    ended: Sequence[Term]
    """The terms that are over, the newest first."""
    form: Block | None = None
    """The button that asks for what only people know, if the document has one."""

    def is_due(self, today: date) -> bool:
        return bool(self.ended) and today - self.ended[0].last <= DUE_FOR


def offer(
    plan: PlanSummary, today: date, offers: Sequence[DocumentOffer], below: Sequence[Block], *, may_write: bool
) -> MessageContent:
    """`below` are the offers of the district's own templates, and what the plan's document still needs."""
    content: list[Block] = [blocks.header(plain(NOUN, "offer_title", plan=plan))]
    content += [*(block for each in offers for block in _offer(plan, today, each)), *below]
    if may_write:
        note = blocks.button(plain(NOUN, "button_note"), ActionId.TERM_NOTE, PlanId(plan.id))
        content += [blocks.section(say(NOUN, "offer_note")), blocks.actions("term_note", [note])]
    return MessageContent(text=blocks.text_of(content), blocks=content)


def days_offered(day: date, today: date, ended: Sequence[Term]) -> list[tuple[date, str]]:
    """Each with its label: `day`, which is today or the one asked for, then the ends of the terms."""
    first = plain(NOUN, "option_today") if day == today else plain(NOUN, "option_day", on=day)
    return [(day, first), *((term.last, _option(term)) for term in ended)]


def _offer(plan: PlanSummary, today: date, offer: DocumentOffer) -> Iterator[Block]:
    days = days_offered(offer.day, today, offer.ended)
    options = [(str(DocumentDay(plan.id, offer.name, day)), label) for day, label in days]
    about = say(NOUN, "offer_document", label=plain(offer.noun, "label"), about=say(offer.noun, "offer"))
    yield blocks.section(about, blocks.select(ActionId.DOCUMENT_MAKE, plain(NOUN, "choose_day"), options))
    if offer.form:
        yield blocks.actions(f"form:{offer.name}", [offer.form])


def _option(term: Term) -> str:
    is_semester = term.kind is TermKind.SEMESTER
    return plain(NOUN, "option_term", number=term.number, last=term.last, is_semester=is_semester)


def on_its_way(plan: PlanSummary, label: str, target: DocumentDay, *, may_edit: bool) -> MessageContent:
    content: list[Block] = [blocks.section(say(NOUN, "on_its_way", plan=plan, label=label, on=target.as_of))]
    if may_edit:
        content.append(blocks.section(say(NOUN, "texts_are_drafts")))
        edit = blocks.button(plain(NOUN, "button_sections"), ActionId.DOCUMENT_SECTIONS, target)
        content.append(blocks.actions("document_sections", [edit]))
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
