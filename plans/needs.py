"""Where support is needed first, among the schools of a district."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction as Share
from typing import TypeVar

from plans.progress import Fraction

School = TypeVar("School")


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolNeed:
    name: str
    open_supports: int
    """Requests for support that nobody has met yet."""
    days_open: int
    """How long the oldest of them has waited."""
    behind: Fraction
    """Of the action items due."""


def in_order_of_need(schools: Iterable[tuple[SchoolNeed, School]]) -> list[School]:
    """First the schools whose support is still open, the longest wait on top; then the largest share behind."""
    return [school for _need, school in sorted(schools, key=lambda pair: _order(pair[0]))]


def _order(need: SchoolNeed) -> tuple[bool, int, Share, str]:
    behind = Share(need.behind.part, need.behind.whole) if need.behind.whole else Share(0)
    return not need.open_supports, -need.days_open if need.open_supports else 0, -behind, need.name
