"""A document that was signed: frozen with a number and a checksum, and who signed it when."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from conversations.documents.names import DocumentName


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSignature:
    person_id: int
    name: str
    """As it is now."""
    position: str
    plan_role: str
    at: datetime
    seal: str
    """What `seal` returned when it was signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedDocument:
    id: int
    plan_id: int
    name: DocumentName
    as_of: date
    number: int
    """Counts the plan's documents from 1; amendments keep the number of what they amend."""
    amendment: int
    """Counts from 1; 0 for the document itself."""
    reason: str
    """Why it was amended."""
    checksum: str
    signatures: Sequence[DocumentSignature] = ()
    """In the order in which they were signed."""

    def signature_of(self, person_id: int) -> DocumentSignature | None:
        return next((each for each in self.signatures if each.person_id == person_id), None)

    def is_unchanged(self, content: Mapping[str, Any]) -> bool:
        """Whether the content is what was signed."""
        return checksum(content) == self.checksum

    def changed_signatures(self) -> list[DocumentSignature]:
        """Those that no longer say what was signed."""
        return [each for each in self.signatures if seal(self, each) != each.seal]


Place = tuple[str, ...]
"""Where something stands in a document: its heading; for a cell also its row's first cell and its column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What an amendment changes at one place: the lines that are gone and those that are new."""

    place: Place
    removed: Sequence[str]
    added: Sequence[str]


def checksum(content: Mapping[str, Any]) -> str:
    """SHA-256 of the content as JSON with sorted keys, without spaces, in ASCII."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return sha256(canonical.encode("ascii")).hexdigest()


def seal(document: SignedDocument, signature: DocumentSignature) -> str:
    """A checksum over a signature and what it was given to. It holds no name, which may change."""
    return checksum(
        {
            "document": document.checksum,
            "kind": document.name.value,
            "as_of": document.as_of.isoformat(),
            "number": document.number,
            "amendment": document.amendment,
            "reason": document.reason,
            "person": signature.person_id,
            "position": signature.position,
            "plan_role": signature.plan_role,
            "at": signature.at.astimezone(UTC).isoformat(),
        }
    )
