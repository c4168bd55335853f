"""What a records request is made of: files, and the pieces that its index lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from urllib.parse import quote


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPiece:
    """One thing on the record: an answer, a change, a message, a document."""

    on: date
    kind: str
    who: str
    what: str
    file: str
    """In which it can be read."""

    @property
    def link(self) -> str:
        return quote(self.file)


@dataclass(frozen=True, slots=True)
class RecordFile:
    name: str
    about: str
    content: bytes

    @property
    def link(self) -> str:
        """From the index, which stands beside the folders."""
        return quote(self.name)

    @property
    def checksum(self) -> str:
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Records:
    files: Sequence[RecordFile] = ()
    pieces: Sequence[RecordPiece] = ()

    def __add__(self, other: "Records") -> "Records":
        return Records([*self.files, *other.files], [*self.pieces, *other.pieces])
