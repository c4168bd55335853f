"""A network's monthly digest: what moved below an organization since the last one, who improved, and who needs a call.

A unit is an organization directly below: a school of a district, a district of a state. What a unit has below it
counts as its own. storage/network/digests.py reads the numbers; every rule about them is here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from plans.calendar import ONE_DAY
from plans.network import OpenSupports
from plans.progress import DueShares, Fraction

POINTS = 10
"""By how many percentage points an on-time share has to change to be mentioned."""
FEWEST_DUE = 5
"""Of fewer action items, no share is compared."""
FEWEST_BEHIND = 3
"""So many behind, and half of what is due, are worth a call."""
LAST_DAY = 7
"""Day of the next month by which a digest goes out, where an organization has not chosen another."""
MONTHS = 12


# ---------------------------------------------------------------- when it is due


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyRound:
    """A plan's monthly round, as far as a digest needs it."""

    plan_id: int
    period: str
    closed_on: date | None
    """Its last day in the school's time zone; None while it is open."""
    is_answered: bool
    """Whether anybody answered, if only that there is no news."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestMonth:
    """What a digest covers."""

    period: str
    on: date
    """Its numbers are those of the end of this day."""
    since: date | None
    """The day of the digest before, or the last day of the rounds before it; None if there were none."""

    @property
    def changes_since(self) -> date:
        """Changes in linked plans are listed from the day after. Without a digest before, they are the month's."""
        return self.since or day_in_next_month(month_before(self.period), 1) - ONE_DAY


def month_before(period: str) -> str:
    return _shifted(period, -1)


def month_after(period: str) -> str:
    return _shifted(period, 1)


def _shifted(period: str, months: int) -> str:
    year, month = map(int, period.split("-"))
    year, month = divmod(year * MONTHS + month - 1 + months, MONTHS)
    return f"{year:04d}-{month + 1:02d}"


def day_in_next_month(period: str, day: int) -> date:
    """`day` is 1 to 28, which every month has."""
    return date.fromisoformat(f"{month_after(period)}-{day:02d}")


def day_covered(
    rounds: Mapping[int, MonthlyRound], plan_ids: Iterable[int], today: date, deadline: date
) -> date | None:
    """The day whose numbers the month's digest has, once it is due; None until then.

    `rounds` are those of the month by plan id. The digest is due on the day after the last of them closed. On the
    deadline it no longer waits for those that are open or never opened. A month without any round has no digest.
    """
    if not rounds:
        return None
    closed = [rounds[plan_id].closed_on if plan_id in rounds else None for plan_id in plan_ids]
    days = [day for day in closed if day is not None]
    on = max(days) if len(days) == len(closed) else deadline - ONE_DAY
    return on if on < today else None


def not_closed(rounds: Mapping[int, MonthlyRound], plan_ids: Iterable[int], on: date) -> list[int]:
    """Ids of the plans whose round of the month was open, or had not opened, at the end of the day."""
    days = {plan_id: rounds[plan_id].closed_on if plan_id in rounds else None for plan_id in plan_ids}
    return [plan_id for plan_id, day in days.items() if day is None or day > on]


def is_silent(last: MonthlyRound | None, before: MonthlyRound | None) -> bool:
    """Whether two months' rounds in a row asked, and nobody answered either."""
    return last is not None and before is not None and not (last.is_answered or before.is_answered)


# ---------------------------------------------------------------- what it says


class CallReason(StrEnum):
    SILENT = "silent"
    """Half or more of its plans are; a school has one."""
    BEHIND = "behind"
    FALLING = "falling"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """What is compared with the day of the digest before: a practice or a unit."""

    name: str
    """The practice's code, or the unit's name."""
    shares: DueShares
    before: DueShares | None
    """Of the same plans; None if there is nothing to compare with."""

    @property
    def change(self) -> float:
        """Of the on-time share, in points; 0 where too little was due on either day."""
        if self.before is None:
            return 0
        now, then = self.shares.on_time, self.before.on_time
        if min(now.whole, then.whole) < FEWEST_DUE:
            return 0
        return 100 * (now.part * then.whole - then.part * now.whole) / (now.whole * then.whole)

    @property
    def is_improved(self) -> bool:
        return self.change >= POINTS

    @property
    def is_falling(self) -> bool:
        return self.change <= -POINTS


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMonth(Moving):
    plans: int
    silent: int
    """How many of its plans are."""
    milestones_completed: int
    unanswered: OpenSupports | None
    """Requests for support that nobody has promised, provided or declined."""

    @property
    def reasons(self) -> Sequence[CallReason]:
        """Why it needs a call."""
        behind = self.shares.behind
        applying = {
            CallReason.SILENT: self.silent > 0 and 2 * self.silent >= self.plans,
            CallReason.BEHIND: behind.part >= FEWEST_BEHIND and 2 * behind.part >= behind.whole,
            CallReason.FALLING: self.is_falling,
        }
        return [reason for reason, applies in applying.items() if applies]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    month: DigestMonth
    units: Sequence[UnitMonth]
    practices: Sequence[Moving]
    not_closed: Sequence[str]
    """Names of the schools, or districts with a plan, whose round of the month had not closed."""

    @property
    def shares(self) -> DueShares:
        return sum_of(unit.shares for unit in self.units)

    @property
    def before(self) -> DueShares | None:
        compared = [unit.before for unit in self.units if unit.before is not None]
        return sum_of(compared) if compared else None

    @property
    def moved_practices(self) -> Sequence[Moving]:
        """Largest change first."""
        moved = [practice for practice in self.practices if practice.is_improved or practice.is_falling]
        return sorted(moved, key=lambda practice: (-abs(practice.change), practice.name))

    @property
    def completing(self) -> Sequence[UnitMonth]:
        """Units that completed milestones since the digest before, most first."""
        completed = [unit for unit in self.units if unit.milestones_completed]
        return sorted(completed, key=lambda unit: (-unit.milestones_completed, unit.name))

    @property
    def improved(self) -> Sequence[UnitMonth]:
        """Largest change first."""
        return sorted((unit for unit in self.units if unit.is_improved), key=lambda unit: (-unit.change, unit.name))

    @property
    def calls(self) -> Sequence[UnitMonth]:
        """The silent ones first, then those with most behind."""
        needing = [unit for unit in self.units if unit.reasons]
        return sorted(
            needing,
            key=lambda unit: (CallReason.SILENT not in unit.reasons, -unit.shares.behind.part, unit.name),
        )

    @property
    def unanswered(self) -> Sequence[tuple[str, OpenSupports]]:
        """Names of units with requests that wait, the oldest request first."""
        waiting = [(unit.name, unit.unanswered) for unit in self.units if unit.unanswered is not None]
        return sorted(waiting, key=lambda unit: (unit[1].oldest_on, unit[0]))

    @property
    def is_quiet(self) -> bool:
        """Whether it has nothing to say, so that nobody is written to."""
        lists = (self.moved_practices, self.completing, self.improved, self.calls, self.unanswered, self.not_closed)
        return not any(lists)


def sum_of(shares: Iterable[DueShares]) -> DueShares:
    on_time = late = behind = due = 0
    for each in shares:
        on_time += each.on_time.part
        late += each.completed_late.part
        behind += each.behind.part
        due += each.on_time.whole
    return DueShares(Fraction(on_time, due), Fraction(late, due), Fraction(behind, due))
