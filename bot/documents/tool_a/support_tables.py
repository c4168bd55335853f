"""Tool A's tables of supports as parts of a document."""

from collections.abc import Iterable, Iterator, Sequence

from bot.documents.document import Block, DocumentTable, Paragraph, SectionHeading
from bot.documents.yearly.sections import DocumentSection
from bot.messages.items import support_table
from plans.item_progress import Day
from prompts import plain
from storage.items.support_values import Support

NOUN = "documents"


def support_tables(listed: Sequence[Support], day: Day) -> list[Block]:
    """Tool A's two forms under their heading: what was provided and how it was used, then all that was needed."""
    section = supports_section(listed, day)
    return [SectionHeading(1, section.heading), *section.facts]


def supports_section(listed: Sequence[Support], day: Day) -> DocumentSection:
    return DocumentSection(key="supports", heading=plain(NOUN, "supports"), facts=[*_forms(listed, day)])


def _forms(listed: Sequence[Support], day: Day) -> Iterator[Block]:
    if not listed:
        yield Paragraph(plain(NOUN, "no_supports"))
        return
    provided = [support for support in listed if support.state in support_table.GIVEN]
    if provided:
        yield from _form("supports_used", support_table.USED, [support_table.used_cells(each) for each in provided])
    needed = [support_table.needed_cells(support, day.on) for support in listed]
    yield from _form("supports_needed", support_table.NEEDED, needed)


def _form(name: str, form: Iterable[str], rows: Sequence[Sequence[str]]) -> Iterator[Block]:
    heading = plain(NOUN, name)
    yield SectionHeading(2, heading)
    yield DocumentTable(
        name=heading,
        columns=[plain(support_table.NOUN, label) for label in form],
        rows=[[(cell,) for cell in row] for row in rows],
    )
