"""A document as Markdown, for the command line and for comparing."""

from collections.abc import Sequence

from bot.documents.document import Block, Bullets, Cell, Document, DocumentTable, Paragraph, Picture, SectionHeading
from bot.files.markdown import markdown


def text(document: Document) -> str:
    blocks: list[Block] = [SectionHeading(0, document.title), *map(Paragraph, document.about), *document.blocks]
    return "\n\n".join("\n".join(_block(block)) for block in blocks) + "\n"


def _block(block: Block) -> list[str]:
    match block:
        case SectionHeading(level, text):
            return [f"{'#' * (level + 1)} {markdown(text)}"]
        case Paragraph(text):
            return [markdown(text)]
        case Bullets(lines):
            return [f"- {markdown(line)}" for line in lines]
        case DocumentTable():
            columns = [(column,) for column in block.columns]
            return [_row(columns), "|" + "---|" * len(columns), *map(_row, block.rows)]
        case Picture(text=text):
            return [f"Picture: {markdown(text)}"]


def _row(cells: Sequence[Cell]) -> str:
    return "| " + " | ".join(" · ".join(markdown(text) for text in cell) for cell in cells) + " |"
