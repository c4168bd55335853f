"""A document in sections: texts that a leader edits, and facts that nobody does."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sqlalchemy.orm import Session

from bot.documents.document import Block, Bullets, DocumentTable, Paragraph, Picture, SectionHeading, changed
from conversations.documents.names import DocumentName
from plans.item_progress import Day
from storage.documents import section_texts
from storage.documents.section_texts import SectionText
from storage.plans.plans import PlanSummary

BULLET = "- "


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSection:
    key: str
    heading: str
    draft: str = ""
    """What the program proposes: paragraphs, and bullets that begin with a hyphen. Empty: there is nothing to edit."""
    facts: Sequence[Block] = ()
    """Numbers, tables and lists below the text. They come from the plan and cannot be edited."""
    sources: Sequence[str] = ()
    """More that the text rests on: shown to whoever edits it, and not printed here."""


@dataclass(frozen=True, slots=True)
class WrittenSection:
    section: DocumentSection
    edited: SectionText | None
    """None while the draft stands."""

    @property
    def text(self) -> str:
        return self.edited.text if self.edited else self.section.draft

    def with_texts(self, change: Callable[[str], str]) -> "WrittenSection":
        """With its text and its facts changed."""
        facts = [changed(block, change) for block in self.section.facts]
        sources = [change(line) for line in self.section.sources]
        section = replace(self.section, draft=change(self.section.draft), facts=facts, sources=sources)
        return WrittenSection(section, replace(self.edited, text=change(self.edited.text)) if self.edited else None)

    def facts(self) -> Iterator[str]:
        """What the text rests on, as lines: the draft, if it was replaced, then its sources and the facts below it."""
        if self.edited:
            yield from self.section.draft.splitlines()
        yield from self.section.sources
        for block in self.section.facts:
            yield from _lines(block)

    def blocks(self) -> list[Block]:
        return [SectionHeading(1, self.section.heading), *_text_blocks(self.text), *self.section.facts]


SectionBuilder = Callable[[Session, PlanSummary, Day], Sequence[DocumentSection]]


def written(
    session: Session, name: DocumentName, plan: PlanSummary, day: Day, sections: Sequence[DocumentSection]
) -> list[WrittenSection]:
    """The sections with what leaders wrote for documents of this day or, where there is none, of an earlier one."""
    texts: Mapping[str, SectionText] = section_texts.of_document(session, plan.id, name, day.on)
    edits = {key: text for key, text in texts.items() if text.text}
    return [WrittenSection(section, edits.get(section.key) if section.draft else None) for section in sections]


def _lines(block: Block) -> Iterator[str]:
    match block:
        case SectionHeading(text=text) | Paragraph(text) | Picture(text=text):
            yield text
        case Bullets(lines):
            yield from lines
        case DocumentTable():
            yield from (" · ".join(text for cell in row for text in cell) for row in block.rows)


def _text_blocks(text: str) -> Iterator[Block]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for is_list, group in groupby(lines, key=lambda line: line.startswith(BULLET)):
        if is_list:
            yield Bullets([line.removeprefix(BULLET).strip() for line in group])
        else:
            yield from map(Paragraph, group)
