"""A document as PDF: tagged, to PDF/UA-1, which refuses a document without a title."""

import json
import re
import unicodedata
from base64 import b64decode
from collections.abc import Set
from functools import partial
from typing import Any

from bot.documents.document import Document
from bot.documents.formats.values import as_values
from bot.files import own_process
from plans.xml_text import xml_safe

MOST_SECONDS = 300
"""Seconds of the clock. Five hundred pages take about ten."""
MOST_ATTEMPTS = 20
"""More scripts at once than that are printed as question marks. Word and Excel have all as typed."""
_NOT_DISPLAYED = re.compile(r'the text `"(.+)"` could not be displayed')


class _RefusedError(Exception):
    """Typst refuses the document, or its process ended without a file."""


def pdf(document: Document) -> bytes:
    """Characters that the fonts lack, such as emoji, are spelled by their names: PDF/UA-1 allows no empty boxes."""
    document = document.with_texts(xml_safe)
    for _attempt in range(MOST_ATTEMPTS):
        try:
            return _compiled(document)
        except _RefusedError as error:
            missing = _NOT_DISPLAYED.search(str(error))
            if missing is None:
                raise
            document = document.with_texts(partial(_spelled, rows={ord(character) >> 8 for character in missing[1]}))
    return pdf(document.with_texts(lambda text: text.encode("ascii", "replace").decode()))


def _compiled(document: Document) -> bytes:
    """In a process of its own: Typst holds all pages of a document in memory, and never lets go of them."""
    order = json.dumps(as_typst_reads_it(document)).encode()
    ended = own_process.run("bot.documents.formats.pdf_process", order, most_seconds=MOST_SECONDS)
    if ended.returncode:
        raise _RefusedError(ended.stderr.decode(errors="replace"))
    return ended.stdout


def _spelled(text: str, rows: Set[int]) -> str:
    """The text with the name of each character of these rows (256 characters each) in place of it."""
    return "".join(_name(each) if ord(each) >> 8 in rows else each for each in text)


def _name(character: str) -> str:
    return f"[{unicodedata.name(character, 'character').lower()}]" if character.isprintable() else ""


def as_typst_reads_it(document: Document) -> dict[str, Any]:
    """Typst decodes no base64: it reads a picture as numbers."""
    values = as_values(document)
    for block in values["blocks"]:
        if "png" in block:
            block["png"] = [*b64decode(block["png"])]
    return values
