"""A document as JSON: what `--json` prints, what is kept when it is signed, and what the PDF's template reads."""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from bot.documents.document import Block, Bullets, Document, DocumentTable, Paragraph, Picture, SectionHeading

_KINDS: Mapping[type[Block], str] = {
    SectionHeading: "heading",
    Paragraph: "paragraph",
    Bullets: "bullets",
    DocumentTable: "table",
    Picture: "picture",
}
_TYPES = {kind: block for block, kind in _KINDS.items()}


def as_values(document: Document) -> dict[str, Any]:
    values = {**asdict(document), "made_on": document.made_on.isoformat()}
    return {**values, "blocks": [_block(block) for block in document.blocks]}


def of_values(values: Mapping[str, Any]) -> Document:
    """The document that `as_values` wrote."""
    blocks = [_read(block) for block in values["blocks"]]
    return Document(**{**values, "made_on": date.fromisoformat(values["made_on"]), "blocks": blocks})


def _block(block: Block) -> dict[str, Any]:
    values = {"kind": _KINDS[type(block)], **asdict(block)}
    return {**values, "png": b64encode(block.png).decode()} if isinstance(block, Picture) else values


def _read(values: Mapping[str, Any]) -> Block:
    fields = {name: field for name, field in values.items() if name != "kind"}
    if "png" in fields:
        fields["png"] = b64decode(fields["png"])
    if "rows" in fields:
        fields["rows"] = [[tuple(cell) for cell in row] for row in fields["rows"]]
    return _TYPES[values["kind"]](**fields)
