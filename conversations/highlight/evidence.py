"""What became of the evidence that the agenda of a discussion asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from plans.progress import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEvidence:
    """A file, a link or a line that was brought."""

    line: str = ""
    """What the evidence teaches."""
    name: str = ""
    """The file's name."""
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceOutcome:
    """Promised evidence, and what was shown of it; nothing if it was not."""

    what: str
    exhibits: tuple[ShownEvidence, ...] = ()


def shares_shown(evidence: Sequence[EvidenceOutcome]) -> Fraction:
    return Fraction(sum(1 for each in evidence if each.exhibits), len(evidence))
