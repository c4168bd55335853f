"""A document as PDF: tagged, to PDF/UA-1, which refuses a document without a title."""

import json
import re
import unicodedata
from base64 import b64decode
from collections.abc import Set
from datetime import UTC, datetime, time
from functools import partial
from importlib.resources import files
from typing import Any

from bot.documents.document import Document
from bot.documents.values import as_values
from plans.xml_text import xml_safe

MOST_ATTEMPTS = 20
"""More scripts at once than that are printed as question marks. Word and Excel have all as typed."""
_NOT_DISPLAYED = re.compile(r'the text `"(.+)"` could not be displayed')


def pdf(document: Document) -> bytes:
    """Characters that the fonts lack, such as emoji, are spelled by their names: PDF/UA-1 allows no empty boxes."""
    import typst  # noqa: PLC0415 (34 MB, needed a few times a year)

    template = files("prompts").joinpath("documents/document.typ").read_bytes()
    document = document.with_texts(xml_safe)
    for _attempt in range(MOST_ATTEMPTS):
        try:
            return typst.compile(
                template,
                format="pdf",
                sys_inputs={"document": json.dumps(_values(document))},
                pdf_standards="ua-1",
                ignore_system_fonts=True,
                timestamp=datetime.combine(document.made_on, time(), UTC),
            )
        except typst.TypstError as error:
            missing = _NOT_DISPLAYED.search(str(error))
            if missing is None:
                raise
            document = document.with_texts(partial(_spelled, rows={ord(character) >> 8 for character in missing[1]}))
    return pdf(document.with_texts(lambda text: text.encode("ascii", "replace").decode()))


def _spelled(text: str, rows: Set[int]) -> str:
    """The text with the name of each character of these rows (256 characters each) in place of it."""
    return "".join(_name(each) if ord(each) >> 8 in rows else each for each in text)


def _name(character: str) -> str:
    return f"[{unicodedata.name(character, 'character').lower()}]" if character.isprintable() else ""


def _values(document: Document) -> dict[str, Any]:
    """Typst decodes no base64: it reads a picture as numbers."""
    values = as_values(document)
    for block in values["blocks"]:
        if "png" in block:
            block["png"] = [*b64decode(block["png"])]
    return values
