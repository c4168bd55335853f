"""The digest of a network's month, counted in the database: two statements for the items, one for each of the rest."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from sqlalchemy.orm import Session

from plans import digests, progress
from plans.digests import Digest, DigestMonth, MonthlyRound, Moving, UnitMonth
from plans.item_progress import Day
from plans.network import NOT_CODED, OpenSupports
from plans.practices import codes_of
from plans.progress import DueShares, Fraction, ItemGroup
from storage.network import items, milestones, monthly_rounds, supports
from storage.people import organization_tree
from storage.people.organization_tree import Tree


@dataclass(frozen=True, slots=True)
class PlanUnit:
    """Whose plan it is, and which organization directly below the network's it counts for."""

    organization: str
    unit_id: int
    unit: str


def units(tree: Tree, organization_id: int, plans: Mapping[int, int]) -> dict[int, PlanUnit]:
    """By plan id, without the organization's own plan and those above it. `plans` are plans' ids by organization."""
    by_plan: dict[int, PlanUnit] = {}
    for place_id, plan_id in plans.items():
        lineage = organization_tree.lineage(tree, place_id)
        if organization_id in lineage[1:]:
            unit = tree[lineage[lineage.index(organization_id) - 1]]
            by_plan[plan_id] = PlanUnit(tree[place_id].name, unit.id, unit.name)
    return by_plan


def read(session: Session, plan_units: Mapping[int, PlanUnit], month: DigestMonth) -> Digest:
    figures = _figures(session, plan_units, month)
    by_unit: dict[int, list[int]] = {}
    for plan_id, unit in plan_units.items():
        by_unit.setdefault(unit.unit_id, []).append(plan_id)
    expected = monthly_rounds.expected(session, plan_units, month.period, figures.rounds)
    waiting = digests.not_closed(figures.rounds, expected, month.on)
    return Digest(
        month=month,
        units=[figures.unit(plan_units[plan_ids[0]].unit, plan_ids) for plan_ids in by_unit.values()],
        practices=figures.practices(),
        not_closed=sorted(plan_units[plan_id].organization for plan_id in waiting),
    )


def _figures(session: Session, plan_ids: Collection[int], month: DigestMonth) -> "MonthFigures":
    day, since = Day(month.on), month.since
    rounds: defaultdict[str, dict[int, MonthlyRound]] = defaultdict(dict)
    before = digests.month_before(month.period)
    for each in monthly_rounds.since(session, plan_ids, before, month.on):
        rounds[each.period][each.plan_id] = each
    return MonthFigures(
        tallies=_tallies(session, plan_ids, day),
        earlier=_tallies(session, plan_ids, Day(since)) if since else None,
        rounds=rounds[month.period],
        rounds_before=rounds[before],
        completed=milestones.completed_between(session, plan_ids, since, day) if since else {},
        unanswered=supports.unanswered(session, plan_ids, month.on),
    )


# ---------------------------------------------------------------- the shares


@dataclass(slots=True)
class DueTally:
    """Sums up the shares of groups."""

    on_time: int = 0
    late: int = 0
    behind: int = 0

    def add(self, one_item: DueShares, items_of_group: int) -> None:
        self.on_time += one_item.on_time.part * items_of_group
        self.late += one_item.completed_late.part * items_of_group
        self.behind += one_item.behind.part * items_of_group

    @property
    def shares(self) -> DueShares:
        due = self.on_time + self.late + self.behind
        return DueShares(Fraction(self.on_time, due), Fraction(self.late, due), Fraction(self.behind, due))


@dataclass(frozen=True, slots=True)
class DueTallies:
    by_plan: defaultdict[int, DueTally] = field(default_factory=lambda: defaultdict(DueTally))
    by_code: defaultdict[str, DueTally] = field(default_factory=lambda: defaultdict(DueTally))

    def of_plans(self, plan_ids: Iterable[int]) -> DueShares:
        return digests.sum_of(self.by_plan[plan_id].shares for plan_id in plan_ids)


def _tallies(session: Session, plan_ids: Collection[int], day: Day) -> DueTallies:
    """An item with several practices counts for each of them, and once for its plan."""
    tallies = DueTallies()

    @cache
    def shares_of(group: ItemGroup) -> DueShares:
        return progress.count([group], day).shares

    for plan_id, coding, group in items.by_plan_and_coding(session, plan_ids, day):
        one_item = shares_of(_single(group))
        tallies.by_plan[plan_id].add(one_item, group.items)
        for code in codes_of(coding) or (NOT_CODED,):
            tallies.by_code[code].add(one_item, group.items)
    return tallies


def _single(group: ItemGroup) -> ItemGroup:
    """One item that counts like those of the group: there are few such, however many groups there are."""
    return ItemGroup(
        strategy="",
        items=1,
        completed=group.completed,
        cancelled=group.cancelled,
        cancelled_overdue=group.cancelled_overdue,
        said_behind=False,
        due=group.due,
        on_time=group.on_time,
        first_due=group.due,
        on_time_at_first=group.on_time,
        dates_moved=0,
        items_moved=0,
    )


# ---------------------------------------------------------------- the units


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFigures:
    """All that was counted for a month's digest, by plan id."""

    tallies: DueTallies
    earlier: DueTallies | None
    """On the day of the digest before."""
    rounds: Mapping[int, MonthlyRound]
    rounds_before: Mapping[int, MonthlyRound]
    completed: Mapping[int, int]
    """Milestones since the digest before."""
    unanswered: Mapping[int, OpenSupports]

    def unit(self, name: str, plan_ids: Sequence[int]) -> UnitMonth:
        return UnitMonth(
            name=name,
            plans=len(plan_ids),
            shares=self.tallies.of_plans(plan_ids),
            before=self.earlier.of_plans(plan_ids) if self.earlier else None,
            silent=sum(self._is_silent(plan_id) for plan_id in plan_ids),
            milestones_completed=sum(self.completed.get(plan_id, 0) for plan_id in plan_ids),
            unanswered=_all_of(self.unanswered[plan_id] for plan_id in plan_ids if plan_id in self.unanswered),
        )

    def _is_silent(self, plan_id: int) -> bool:
        return digests.is_silent(self.rounds.get(plan_id), self.rounds_before.get(plan_id))

    def practices(self) -> list[Moving]:
        return [
            Moving(name=code, shares=tally.shares, before=self.earlier.by_code[code].shares if self.earlier else None)
            for code, tally in sorted(self.tallies.by_code.items())
            if code != NOT_CODED
        ]


def _all_of(waiting: Iterable[OpenSupports]) -> OpenSupports | None:
    requests = list(waiting)
    if not requests:
        return None
    oldest_on = min(each.oldest_on for each in requests)
    return OpenSupports(requests=sum(each.requests for each in requests), oldest_on=oldest_on)
