"""A team's participation in a period: counts and a median, never a list of people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRequest:
    """One person's or team's topics about one milestone in one period."""

    team: str
    period: str
    asked_at: datetime | None
    """When the message reached them; None if it never did, or they reported first."""
    answered_at: datetime | None
    """When the last topic got its first answer; None while one has none."""
    closes_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPeriod:
    team: str
    period: str
    asked: int
    answered: int
    on_time: int
    median_minutes: int | None


def by_team(parts: Iterable[TeamRequest]) -> list[TeamPeriod]:
    """The newest period first; within it, teams in the plan's order."""
    grouped: dict[tuple[str, str], list[TeamRequest]] = {}
    for part in parts:
        grouped.setdefault((part.period, part.team), []).append(part)
    rows = [_count(team, period, requests) for (period, team), requests in grouped.items()]
    return sorted(rows, key=lambda row: row.period, reverse=True)


def _count(team: str, period: str, parts: list[TeamRequest]) -> TeamPeriod:
    answered = [part for part in parts if part.answered_at is not None]
    minutes = [
        max(part.answered_at - part.asked_at, timedelta()) / MINUTE
        for part in answered
        if part.asked_at is not None and part.answered_at is not None
    ]
    return TeamPeriod(
        team=team,
        period=period,
        asked=len(parts),
        answered=len(answered),
        on_time=sum(1 for part in answered if part.answered_at and part.answered_at < part.closes_at),
        median_minutes=round(median(minutes)) if minutes else None,
    )
