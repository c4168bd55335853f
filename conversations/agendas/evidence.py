"""The evidence that a posted agenda asks for."""

from collections.abc import Sequence
from dataclasses import dataclass

from conversations.highlight import ShownEvidence


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisedEvidence:
    id: int
    what: str
    key: str = ""
    """Names the area of the agenda."""
    presenter_id: int | None = None
    benchmark_id: int | None = None
    exhibits: Sequence[ShownEvidence] = ()
