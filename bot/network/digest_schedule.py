"""Which month's digest an organization gets, and when: once the month's check-ins have closed, or on a deadline."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from sqlalchemy.orm import Session

from bot.turns import Turn
from plans import digests
from plans.calendar import ONE_DAY, ClosedDays, Window, period_key
from plans.digests import Digest, DigestMonth, MonthlyRound
from plans.time_zones import zone_named
from storage.models import OrganizationRow
from storage.network import digest_log, monthly_rounds
from storage.network import digests as figures
from storage.network.digest_log import DigestSetting
from storage.people import calendars, memberships, organization_tree
from storage.people.organization_tree import Tree
from storage.plans import plans

GRACE = timedelta(days=5)
"""After its deadline, how long a digest still goes out that could not before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenDigest:
    """A month's digest of an organization."""

    organization_id: int
    workspace_id: str
    name: str
    month: DigestMonth


@dataclass(frozen=True)
class RecentRounds:
    """What decides about the digests of a workspace: the monthly rounds of this month and the two before it."""

    session: Session
    workspace_id: str
    today: date

    @cached_property
    def periods(self) -> tuple[str, str]:
        """The months whose digest may be due: the last one and this one."""
        this_month = period_key(self.today)
        return digests.month_before(this_month), this_month

    @cached_property
    def tree(self) -> Tree:
        return organization_tree.as_of(self.session, self.workspace_id)

    @cached_property
    def plans(self) -> Mapping[str, Mapping[int, int]]:
        """Of each month, the plans' ids by their organizations'."""
        return {period: _plans_of(self.session, self.workspace_id, period, self.today) for period in self.periods}

    @cached_property
    def rounds(self) -> Mapping[str, Mapping[int, MonthlyRound]]:
        """By period and plan id."""
        plan_ids = {plan_id for by_place in self.plans.values() for plan_id in by_place.values()}
        by_period: dict[str, dict[int, MonthlyRound]] = {}
        for each in monthly_rounds.since(self.session, plan_ids, digests.month_before(self.periods[0])):
            by_period.setdefault(each.period, {})[each.plan_id] = each
        return by_period

    def covered(
        self, organization_id: int, period: str, deadline: date, recorded: DigestMonth | None
    ) -> DigestMonth | None:
        """The month's digest, if it is due. `recorded` is the one before."""
        plan_ids = figures.units(self.tree, organization_id, self.plans[period])
        rounds = self._rounds_of(plan_ids, period)
        expected = monthly_rounds.expected(self.session, plan_ids, period, rounds)
        on = digests.day_covered(rounds, expected, self.today, deadline)
        if on is None:
            return None
        before = self._rounds_of(plan_ids, digests.month_before(period)).values()
        last_days = [each.closed_on for each in before if each.closed_on is not None]
        since = recorded.on if recorded else max(last_days, default=None)
        return DigestMonth(period=period, on=on, since=since)

    def _rounds_of(self, plan_ids: Mapping[int, object], period: str) -> dict[int, MonthlyRound]:
        of_period = self.rounds.get(period, {})
        return {plan_id: of_period[plan_id] for plan_id in plan_ids if plan_id in of_period}


def _plans_of(session: Session, workspace_id: str, period: str, today: date) -> dict[int, int]:
    """The plans at the end of the month, or of today before it ends."""
    last = digests.day_in_next_month(period, 1) - ONE_DAY
    return plans.of_day(session, workspace_id, min(today, last))


def deadline_of(period: str, setting: DigestSetting, closed: ClosedDays) -> date:
    return closed.next_school_day(digests.day_in_next_month(period, setting.last_day))


# ---------------------------------------------------------------- what goes out


def due(turn: Turn) -> list[ChosenDigest]:
    """Digests that go out now: in the working hours of their organization, on a day on which it is open."""
    recent: dict[tuple[str, date], RecentRounds] = {}
    to_send: list[ChosenDigest] = []
    for row in memberships.led_above_schools(turn.session):
        closed = calendars.of(turn.session, row.id).closed
        setting = digest_log.setting(turn.session, row.id)
        if not setting.is_on or Window().next_moment(turn.now, zone_named(row.time_zone), closed) > turn.now:
            continue
        key = row.workspace_id, turn.today(row.time_zone)
        rounds = recent.setdefault(key, RecentRounds(turn.session, *key))
        month = _due(rounds, row, setting, closed)
        if month is not None:
            to_send.append(_chosen(row, month))
    return to_send


def _due(rounds: RecentRounds, row: OrganizationRow, setting: DigestSetting, closed: ClosedDays) -> DigestMonth | None:
    recorded = digest_log.newest(rounds.session, row.id)
    for period in rounds.periods:
        deadline = deadline_of(period, setting, closed)
        if (recorded and recorded.period >= period) or rounds.today > deadline + GRACE:
            continue
        month = rounds.covered(row.id, period, deadline, recorded)
        if month is not None:
            return month
    return None


# ---------------------------------------------------------------- what can be read any time


def latest(turn: Turn, row: OrganizationRow) -> ChosenDigest | None:
    """The newest digest that has gone out, or that would have if it was turned on then."""
    recorded = digest_log.newest(turn.session, row.id)
    closed = calendars.of(turn.session, row.id).closed
    setting = digest_log.setting(turn.session, row.id)
    rounds = RecentRounds(turn.session, row.workspace_id, turn.today(row.time_zone))
    for period in reversed(rounds.periods):
        if recorded and recorded.period >= period:
            break
        month = rounds.covered(row.id, period, deadline_of(period, setting, closed), recorded)
        if month is not None:
            return _chosen(row, month)
    return _chosen(row, recorded) if recorded else None


def next_after(turn: Turn, row: OrganizationRow, last: DigestMonth | None) -> tuple[str, date]:
    """The month of the next digest, and its deadline."""
    this_month = period_key(turn.today(row.time_zone))
    period = (
        digests.month_after(last.period) if last and last.period >= digests.month_before(this_month) else this_month
    )
    setting = digest_log.setting(turn.session, row.id)
    return period, deadline_of(period, setting, calendars.of(turn.session, row.id).closed)


def _chosen(row: OrganizationRow, month: DigestMonth) -> ChosenDigest:
    return ChosenDigest(organization_id=row.id, workspace_id=row.workspace_id, name=row.name, month=month)


def read(session: Session, chosen: ChosenDigest) -> Digest:
    """Count it: by the organizations, the codes and the dates of its day."""
    month = chosen.month
    tree = organization_tree.as_of(session, chosen.workspace_id, month.on)
    by_place = _plans_of(session, chosen.workspace_id, month.period, month.on)
    return figures.read(session, figures.units(tree, chosen.organization_id, by_place), month)
