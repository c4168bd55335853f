"""What a team's private ratings of an initiative say together, and where that puts it in the priority matrix."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

LOWEST, HIGHEST = 1, 5
MIDDLE = 3
FEWEST_RATERS = 3
"""Ratings of fewer people would show what a person rated."""


class Quadrant(StrEnum):
    """Of the priority matrix. Above the middle is high, below it low."""

    QUICK_WINS = "quick_wins"
    """High impact, low effort."""
    MAJOR_PROJECTS = "major_projects"
    """High impact, high effort."""
    FILL_INS = "fill_ins"
    """Low impact, low effort."""
    THANKLESS_TASKS = "thankless_tasks"
    """Low impact, high effort."""


@dataclass(frozen=True, slots=True)
class InitiativeRating:
    impact: int
    effort: int


@dataclass(frozen=True, slots=True)
class Spread:
    median: float
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class RatingSummary:
    raters: int
    impact: Spread | None = None
    """None, as the next, where fewer than three rated it."""
    effort: Spread | None = None

    @property
    def quadrant(self) -> Quadrant | None:
        """None without ratings, and for a median on a line between quadrants."""
        if self.impact is None or self.effort is None or MIDDLE in (self.impact.median, self.effort.median):
            return None
        if self.impact.median > MIDDLE:
            return Quadrant.MAJOR_PROJECTS if self.effort.median > MIDDLE else Quadrant.QUICK_WINS
        return Quadrant.THANKLESS_TASKS if self.effort.median > MIDDLE else Quadrant.FILL_INS


@dataclass(frozen=True, slots=True)
class RatedInitiative:
    name: str
    summary: RatingSummary


def summarize(ratings: Iterable[InitiativeRating]) -> RatingSummary:
    listed = list(ratings)
    if len(listed) < FEWEST_RATERS:
        return RatingSummary(len(listed))
    return RatingSummary(
        len(listed), _spread([each.impact for each in listed]), _spread([each.effort for each in listed])
    )


def _spread(numbers: Sequence[int]) -> Spread:
    return Spread(float(median(numbers)), min(numbers), max(numbers))
