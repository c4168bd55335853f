"""Opens a file from a stranger: detects its kind by its content, and checks that it is safe to unpack."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum, auto
from pathlib import Path, PurePath

from plans.files.findings import Unreadable
from plans.findings import FindingCode

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
MOST_UNPACKED = 20 * MEGABYTE
"""Bytes of the XML parts; pictures are not read."""
MOST_CELLS = 250_000
BEGINNING = 512
"""Bytes that decide a part's kind: XML begins with a bracket, a picture never does."""
MOST_PARTS = 1000
"""Files inside a workbook; a plan of sixty sheets has about two hundred."""

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
WORD_PART = "word/document.xml"
ENCRYPTED = 1
"""The zip format's flag of an encrypted part."""
CELL = re.compile(rb"<(?:\w+:)?c[ />]")
MOST_WORD_TAGS = 600_000
"""Openings and ends; a plan of five hundred action items, each edited many times, has about 150,000."""
MOST_OTHER_TAGS = 50_000
"""Tags of everything but cells and texts: styles, names, relations, merges. A plan has a few hundred."""
OTHER_TAG = re.compile(rb"<(?!/|(?:\w+:)?(?:c|v|f|is|t|si|r|row|rPr|sz|color|rFont|family|scheme|b|i|u)[ />])")


class FileKind(StrEnum):
    YAML = auto()
    CSV = auto()
    WORKBOOK = auto()
    WORD = auto()


KINDS = {
    ".yml": FileKind.YAML,
    ".yaml": FileKind.YAML,
    ".csv": FileKind.CSV,
    ".tsv": FileKind.CSV,
    ".txt": FileKind.CSV,
    ".xlsx": FileKind.WORKBOOK,
    ".docx": FileKind.WORD,
}


@dataclass(frozen=True, slots=True)
class OpenedFile:
    name: str
    kind: FileKind
    content: bytes


def opened(name: str, content: bytes) -> OpenedFile:
    if len(content) > MOST_BYTES:
        raise Unreadable(name, FindingCode.FILE_TOO_LARGE, most=MOST_BYTES // MEGABYTE)
    if not content.strip():
        raise Unreadable(name, FindingCode.FILE_EMPTY)
    kind = FileKind.WORKBOOK if content.startswith(ZIP) else KINDS.get(PurePath(name).suffix.lower())
    if foreign := _foreign(content):
        raise Unreadable(name, foreign)
    if kind is None:
        raise Unreadable(name, FindingCode.FORMAT_UNKNOWN)
    if kind in (FileKind.WORKBOOK, FileKind.WORD):
        if not content.startswith(ZIP):
            raise Unreadable(name, _NOT_AN_ARCHIVE[kind])
        kind = _check_archive(name, content)
    return OpenedFile(name, kind, content)


_NOT_AN_ARCHIVE = {FileKind.WORKBOOK: FindingCode.NOT_A_WORKBOOK, FileKind.WORD: FindingCode.NOT_A_WORD_FILE}


def content_of(path: Path) -> bytes:
    """At most one byte more than is allowed: the size on disk may change meanwhile."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError as missing:
        raise Unreadable(path.name, FindingCode.FILE_MISSING) from missing
    except OSError as refused:
        reason = refused.strerror or str(refused)
        raise Unreadable(path.name, FindingCode.FILE_NOT_OPENED, reason=reason) from refused


def _foreign(content: bytes) -> FindingCode | None:
    """The finding for a file whose content does not match its name."""
    if content.startswith(OLD_OFFICE):
        return _old_office(content)
    if content.startswith(b"%PDF"):
        return FindingCode.PDF
    if content.lstrip()[:100].lower().startswith((b"<html", b"<!doctype html", b"<table", b"{\\rtf")):
        return FindingCode.WEB_PAGE_OR_TEXT
    return None


def _old_office(content: bytes) -> FindingCode:
    """The program by the streams' names: old Office files are a folder of named streams."""
    if _named(content, "EncryptedPackage"):
        return FindingCode.WORKBOOK_LOCKED
    if _named(content, "WordDocument"):
        return FindingCode.OLD_WORD_DOCUMENT
    return FindingCode.OLD_WORKBOOK


def _named(content: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") in content


def _check_archive(name: str, content: bytes) -> FileKind:
    """Check the zip's directory before unpacking. The zip reader holds each part to its size there.

    Its parts say whether it is a workbook or a Word document.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            is_word = any(part.filename == WORD_PART for part in parts)
            too_large = _is_too_large(archive, parts, is_word=is_word)
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, RuntimeError) as damaged:
        raise Unreadable(name, FindingCode.WORKBOOK_DAMAGED) from damaged
    if too_large:
        raise Unreadable(name, FindingCode.WORD_FILE_TOO_LARGE if is_word else FindingCode.WORKBOOK_TOO_LARGE)
    _check_parts(name, {part.filename for part in parts}, encrypted=any(part.flag_bits & ENCRYPTED for part in parts))
    return FileKind.WORD if is_word else FileKind.WORKBOOK


def _is_too_large(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], *, is_word: bool) -> bool:
    """Decide by content, not by name: the workbook itself says which part is a sheet."""
    if len(parts) > MOST_PARTS:
        return True
    readable = [part for part in parts if not part.flag_bits & ENCRYPTED and _may_be_xml(archive, part)]
    if sum(part.file_size for part in readable) > MOST_UNPACKED:
        return True
    if is_word:
        return sum(archive.read(part).count(b"<") for part in readable) > MOST_WORD_TAGS
    cells = other_tags = 0
    for part in readable:
        content = archive.read(part).replace(b"\0", b"")  # of UTF-16, its letters
        cells += len(CELL.findall(content))
        other_tags += len(OTHER_TAG.findall(content))
    return cells > MOST_CELLS or other_tags > MOST_OTHER_TAGS


def _may_be_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    with archive.open(part) as stream:
        beginning = stream.read(BEGINNING).lstrip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n")
    return part.file_size > 0 and beginning[:1] in {b"<", b""}


def _check_parts(name: str, parts: set[str], *, encrypted: bool) -> None:
    if encrypted:
        raise Unreadable(name, FindingCode.ZIP_LOCKED)
    if any(part.endswith("vbaProject.bin") for part in parts):
        raise Unreadable(name, FindingCode.WORKBOOK_WITH_MACROS)
    if not parts & {"xl/workbook.xml", WORD_PART}:
        raise Unreadable(name, FindingCode.NOT_A_WORKBOOK)
