"""Where the plan stands, as minutes keep it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from plans.milestones import MilestoneCounts
from plans.progress import DueShares, Fraction, Progress


@dataclass(frozen=True, slots=True)
class StrategyStanding:
    name: str
    """Its code and title."""
    progress: Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where the plan stood when the minutes were drafted or published."""

    at: datetime
    """In the organization's time zone."""
    completed: Fraction
    shares: DueShares
    first_shares: DueShares
    dates_moved: int
    items_moved: int
    due_today: int
    not_yet_due: int
    at_risk: int
    ongoing: int
    cancelled: int
    milestones: MilestoneCounts
    reported: Fraction
    """People who gave at least one answer, of those asked. To have no news, or to have been away, is an answer."""
    not_reported: tuple[str, ...]
    """Shown in the draft alone."""
    without_news: int = 0
    """How many of those who reported said no more than that there is no update, or that they were away."""
    strategies: tuple[StrategyStanding, ...] = ()
    """For the picture; empty in minutes from before it was kept."""

    @classmethod
    def of(
        cls,
        progress: Progress,
        at: datetime,
        *,
        milestones: MilestoneCounts,
        reported: Fraction,
        not_reported: Sequence[str],
        without_news: int = 0,
        strategies: Sequence[StrategyStanding] = (),
    ) -> "Standing":
        return cls(
            at=at,
            completed=progress.completed,
            shares=progress.shares,
            first_shares=progress.first_shares,
            dates_moved=progress.dates_moved,
            items_moved=progress.items_moved,
            due_today=progress.due_today,
            not_yet_due=progress.not_yet_due,
            at_risk=progress.at_risk,
            ongoing=progress.ongoing,
            cancelled=progress.cancelled,
            milestones=milestones,
            reported=reported,
            not_reported=tuple(not_reported),
            without_news=without_news,
            strategies=tuple(strategies),
        )

    @property
    def slipped(self) -> bool:
        """Whether the first dates give other numbers than the current ones."""
        return self.shares != self.first_shares
