"""The kinds of causes for being behind. They are counted across schools, where the words themselves stay private."""

from enum import StrEnum


class CauseCategory(StrEnum):
    TIME = "time"
    STAFFING = "staffing"
    TRAINING = "training"
    MATERIALS = "materials"
    FUNDING = "funding"
    DATA = "data"
    COORDINATION = "coordination"
    OTHER = "other"
    """None of these, or nobody chose one."""


def category_of(stored: str | None) -> CauseCategory | None:
    """None for a cause from before categories were asked for, and for what has no cause."""
    return CauseCategory(stored) if stored else None
