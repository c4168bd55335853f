"""A document as plain values. Word, PDF and Excel are made from it, and none of them computes anything."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

Cell = tuple[str, ...]
"""The paragraphs of a cell."""


@dataclass(frozen=True, slots=True)
class SectionHeading:
    level: int
    """From 1, the document's own title being above."""
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    lines: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTable:
    """Its first row and its first column are headings."""

    name: str
    """What it is about, in the words of the headings above it."""
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    sheet: str = ""
    """The name of its sheet in Excel; empty for the beginning of its own name."""
    widths: Sequence[int] = ()
    """The columns' shares of the page. Without them, the columns after the first are alike."""


@dataclass(frozen=True, slots=True)
class Picture:
    png: bytes
    text: str
    """The alternative text: everything that the picture shows."""
    width: int = 150
    """As printed, in millimeters."""


Block = SectionHeading | Paragraph | Bullets | DocumentTable | Picture
DEEPEST = 5
"""A PDF's headings go down to the sixth level, and the document's title is the first."""


def nested(blocks: Iterable[Block], levels: int) -> Iterator[Block]:
    """The blocks with their headings this many levels further down."""
    for block in blocks:
        if isinstance(block, SectionHeading):
            yield SectionHeading(min(block.level + levels, DEEPEST), block.text)
        else:
            yield block


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    title: str
    organization: str
    """Stands as the author in the files' properties."""
    about: Sequence[str]
    """Lines below the title."""
    made_on: date
    """The day of the facts. So the same document is the same file whenever it is made."""
    blocks: Sequence[Block]
    is_landscape: bool = True
    """Tables of more than three columns need a page on its side."""

    def with_texts(self, change: Callable[[str], str]) -> "Document":
        """The document with every text in it changed."""
        return replace(
            self,
            title=change(self.title),
            about=[change(line) for line in self.about],
            blocks=[changed(block, change) for block in self.blocks],
        )


def changed(block: Block, change: Callable[[str], str]) -> Block:
    """The block with every text in it changed."""
    match block:
        case SectionHeading(level, text):
            return SectionHeading(level, change(text))
        case Paragraph(text):
            return Paragraph(change(text))
        case Bullets(lines):
            return Bullets([change(line) for line in lines])
        case DocumentTable():
            rows = [[tuple(map(change, cell)) for cell in row] for row in block.rows]
            return replace(block, name=change(block.name), columns=[*map(change, block.columns)], rows=rows)
        case Picture():
            return replace(block, text=change(block.text))
