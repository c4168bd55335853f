"""The evidence that an agenda promised, and what of it was shown."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEvidence:
    """A file, a link or a line that was brought."""

    line: str = ""
    """What the evidence teaches."""
    name: str = ""
    """The file's name."""
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisedEvidence:
    id: int
    what: str
    key: str = ""
    presenter_id: int | None = None
    presenter: str = ""
    exhibits: Sequence[ShownEvidence] = ()
