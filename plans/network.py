"""What a network counts: the plans of many schools together, by practice, by school or by the objectives they serve.

The database groups what counts alike under one coding or one school (storage/network/); this module sums the groups.
What each number means is decided where one plan counts it: plans/progress.py, plans/milestones.py, plans/outcomes.py.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import chain
from types import MappingProxyType

from plans import progress
from plans.cause_categories import CauseCategory
from plans.item_progress import Day
from plans.objectives import OWN, Objective
from plans.practices import Domain, codes_of, domains_of, practice_of, stored_codes
from plans.progress import DueSide, Fraction, ItemGroup, Progress

NOT_CODED = ""
"""The code of the row for what names no practice, neither itself nor above, or no objective."""


NONE_ASKED = Fraction(0, 0)


class NetworkBy(StrEnum):
    """What a row of the table is."""

    PRACTICE = "practice"
    SCHOOL = "school"
    GOAL = "goal"
    """An objective of the plan above."""


class EvidenceState(StrEnum):
    """Of early evidence of change, by its newest reading."""

    SEEN = "seen"
    """Seen widely."""
    NOT_YET = "not_yet"
    """Seen here and there, or not seen."""
    NOT_LOOKED_AT = "not_looked_at"


class MeasureState(StrEnum):
    """Of a strategy's measure, by its newest reading."""

    AT_TARGET = "at_target"
    SHORT_OF_TARGET = "short_of_target"
    NO_READING = "no_reading"
    """None yet, or one that is withheld."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneGroup:
    """Milestones that count alike as of a day."""

    milestones: int
    complete: bool
    due: DueSide


@dataclass(frozen=True, slots=True)
class CausedGroup:
    """Action items that count alike, for all of which the same category of cause was named, or none."""

    items: ItemGroup
    cause: CauseCategory | None
    """Of the newest word about the items' present dates."""


@dataclass(frozen=True, slots=True)
class CategoryCount:
    category: CauseCategory
    items: int


@dataclass(frozen=True, slots=True)
class SchoolsNaming:
    """How many schools named a category of cause."""

    category: CauseCategory
    schools: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSupports:
    """Requests for support that are open on a day."""

    requests: int
    oldest_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkGroups:
    """All that was grouped under one coding, or under one school."""

    items: tuple[CausedGroup, ...] = ()
    milestones: tuple[MilestoneGroup, ...] = ()
    evidence: Mapping[EvidenceState, int] = field(default_factory=dict)
    measures: Mapping[MeasureState, int] = field(default_factory=dict)
    supports: OpenSupports | None = None
    reported: Fraction = NONE_ASKED
    """Action items asked about in each plan's last closed round, and those of them with an answer."""


def together(first: NetworkGroups, second: NetworkGroups) -> NetworkGroups:
    """Of different schools."""
    supports = [each for each in (first.supports, second.supports) if each is not None]
    return NetworkGroups(
        items=(*first.items, *second.items),
        milestones=(*first.milestones, *second.milestones),
        evidence=Counter(first.evidence) + Counter(second.evidence),
        measures=Counter(first.measures) + Counter(second.measures),
        supports=OpenSupports(
            requests=sum(each.requests for each in supports), oldest_on=min(each.oldest_on for each in supports)
        )
        if supports
        else None,
        reported=Fraction(first.reported.part + second.reported.part, first.reported.whole + second.reported.whole),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkCounts:
    """A row of the table, or its last line for all."""

    code: str
    """Of the practice or domain, the school's name, or the key of the objective; empty for all."""
    schools: Fraction
    """Those that work on it, of all in the network."""
    items: Progress
    causes: Sequence[CategoryCount]
    """Of the action items behind or at risk, the most frequent first. Those without a cause are left out."""
    milestones_complete: Fraction
    milestones_behind: Fraction
    evidence_seen: Fraction
    evidence_not_looked_at: int
    measures_at_target: Fraction
    measures_without_reading: int
    supports_open: int
    oldest_support_days: int | None
    """How long the oldest open request for support has been open."""
    reported: Fraction
    strategies: int = 0
    """How many serve the objective. Counted by objective only."""

    @property
    def is_behind(self) -> bool:
        """Of a school: whether an action item or a milestone is behind."""
        return bool(self.items.behind.part or self.milestones_behind.part)

    @property
    def is_on_track(self) -> bool:
        """Of a school: whether nothing is behind, and an action item that was due is completed on time."""
        return not self.is_behind and bool(self.items.on_time.part)


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkTable:
    by: NetworkBy
    day: Day
    rows: Sequence[NetworkCounts]
    """Most action items behind first, then by code or name. What names no practice comes last.

    Objectives are in the order of their plans, then what names none yet, and the schools' own last.
    """
    all: NetworkCounts
    domains: Sequence[NetworkCounts] = ()
    """By practice: the domains with a practice in the table, in the framework's order."""
    own: Mapping[str, Sequence[NetworkCounts]] = field(default_factory=dict)
    """By practice: rows of the network's own codes, which count in the row of their practice as well."""
    own_names: Mapping[str, str] = field(default_factory=dict)
    """What those codes are called."""
    districts: NetworkCounts | None = None
    """The plans of the districts themselves, which are in none of the other rows; None without any."""
    objectives: Mapping[str, Objective] = field(default_factory=dict)
    """By objective: those of the rows, by their keys."""
    without_plan_above: int = 0
    """By objective: how many schools are left out, as no organization above them has a plan."""

    @property
    def schools_behind(self) -> Fraction:
        """Of a table by school."""
        return Fraction(sum(row.is_behind for row in self.rows), len(self.rows))

    @property
    def causes_behind(self) -> Sequence[SchoolsNaming]:
        """Of a table by school: how many of those behind name each category, most first. "Other" says nothing."""
        counts = Counter(cause.category for row in self.rows if row.is_behind for cause in row.causes)
        named = [SchoolsNaming(category, counts[category]) for category in CauseCategory if counts[category]]
        named = [naming for naming in named if naming.category is not CauseCategory.OTHER]
        return sorted(named, key=lambda naming: -naming.schools)


def by_practice(
    groups: Mapping[str, NetworkGroups],
    working: Mapping[str, Set[int]],
    schools: int,
    day: Day,
    own: Mapping[str, str] = MappingProxyType({}),
) -> NetworkTable:
    """`groups` are by coding. A group counts for each of its codes, and once in the sum.

    `working` are the ids of the schools' plans with something under each coding; `schools` is how many there are.
    `own` are the names of the network's own codes.
    """
    by_code: dict[str, list[NetworkGroups]] = {}
    for coding, group in groups.items():
        for code in codes_of(coding) or (NOT_CODED,):
            by_code.setdefault(code, []).append(group)
    plans: dict[str, set[int]] = {}
    for coding, plan_ids in working.items():
        for code in codes_of(coding) or (NOT_CODED,):
            plans.setdefault(code, set()).update(plan_ids)
    codes = by_code.keys() | plans.keys()
    rows = [
        sum_of(by_code.get(code, ()), day, code=code, schools=Fraction(len(plans.get(code, ())), schools))
        for code in codes
    ]
    return NetworkTable(
        by=NetworkBy.PRACTICE,
        day=day,
        rows=_sorted(rows),
        all=sum_of(groups.values(), day, schools=Fraction(schools, schools)),
        domains=_domains(groups, working, schools, day),
        own=_own(groups, working, schools, day, own),
        own_names=own,
    )


def _own(
    groups: Mapping[str, NetworkGroups],
    working: Mapping[str, Set[int]],
    schools: int,
    day: Day,
    names: Mapping[str, str],
) -> Mapping[str, Sequence[NetworkCounts]]:
    """The rows of own codes by their practices."""
    rows: dict[str, list[NetworkCounts]] = {}
    for code in names:
        plans = set().union(*(ids for coding, ids in working.items() if code in stored_codes(coding)))
        of_code = [group for coding, group in groups.items() if code in stored_codes(coding)]
        if plans or of_code:
            row = sum_of(of_code, day, code=code, schools=Fraction(len(plans), schools))
            rows.setdefault(practice_of(code), []).append(row)
    return {practice: _sorted(of_practice) for practice, of_practice in rows.items()}


def _domains(
    groups: Mapping[str, NetworkGroups], working: Mapping[str, Set[int]], schools: int, day: Day
) -> Sequence[NetworkCounts]:
    """What has several codes in a domain counts once in it."""
    rows = []
    for domain in Domain:
        plans = set().union(*(ids for coding, ids in working.items() if domain in domains_of(coding)))
        of_domain = [group for coding, group in groups.items() if domain in domains_of(coding)]
        if plans or of_domain:
            rows.append(sum_of(of_domain, day, code=domain, schools=Fraction(len(plans), schools)))
    return rows


def by_school(groups: Mapping[str, NetworkGroups], day: Day) -> NetworkTable:
    """`groups` are by the schools' names, one for each school of the table."""
    rows = [sum_of((group,), day, code=name, schools=Fraction(1, 1)) for name, group in groups.items()]
    schools = Fraction(len(groups), len(groups))
    return NetworkTable(
        by=NetworkBy.SCHOOL, day=day, rows=_sorted(rows), all=sum_of(groups.values(), day, schools=schools)
    )


def by_goal(
    groups: Mapping[str, NetworkGroups],
    serving: Mapping[str, Sequence[int]],
    objectives: Mapping[Objective, int],
    schools: int,
    day: Day,
) -> NetworkTable:
    """`groups` are by the objectives' keys, OWN and NOT_CODED.

    `serving` has the plan's id of each strategy, under the same keys. `objectives` are in the order of their plans,
    each with the number of schools below its plan.
    """
    below = {objective.key: among for objective, among in objectives.items()}
    last = {key: schools for key in (NOT_CODED, OWN) if key in serving or key in groups}
    rows = []
    for key, among in (below | last).items():
        plan_ids, of_key = serving.get(key, ()), [groups[key]] if key in groups else []
        counts = sum_of(of_key, day, code=key, schools=Fraction(len(set(plan_ids)), among))
        rows.append(replace(counts, strategies=len(plan_ids)))
    everything = sum_of(groups.values(), day, schools=Fraction(schools, schools))
    return NetworkTable(
        by=NetworkBy.GOAL,
        day=day,
        rows=rows,
        all=replace(everything, strategies=sum(row.strategies for row in rows)),
        objectives={objective.key: objective for objective in objectives},
    )


def _sorted(rows: Iterable[NetworkCounts]) -> list[NetworkCounts]:
    return sorted(rows, key=lambda row: (row.code == NOT_CODED, -row.items.behind.part, row.code))


def sum_of(groups: Iterable[NetworkGroups], day: Day, *, code: str = "", schools: Fraction) -> NetworkCounts:
    groups = list(groups)
    items = list(chain.from_iterable(group.items for group in groups))
    milestones = list(chain.from_iterable(group.milestones for group in groups))
    total = _milestones(milestones)
    supports = [group.supports for group in groups if group.supports is not None]
    oldest = min((support.oldest_on for support in supports), default=None)
    evidence = {state: sum(group.evidence.get(state, 0) for group in groups) for state in EvidenceState}
    measures = {state: sum(group.measures.get(state, 0) for group in groups) for state in MeasureState}
    return NetworkCounts(
        code=code,
        schools=schools,
        items=progress.count((group.items for group in items), day),
        causes=_causes(items, day),
        milestones_complete=Fraction(_milestones(each for each in milestones if each.complete), total),
        milestones_behind=Fraction(_milestones(each for each in milestones if _is_behind(each, day)), total),
        evidence_seen=Fraction(evidence[EvidenceState.SEEN], sum(evidence.values())),
        evidence_not_looked_at=evidence[EvidenceState.NOT_LOOKED_AT],
        measures_at_target=Fraction(measures[MeasureState.AT_TARGET], sum(measures.values())),
        measures_without_reading=measures[MeasureState.NO_READING],
        supports_open=sum(support.requests for support in supports),
        oldest_support_days=(day.on - oldest).days if oldest is not None else None,
        reported=Fraction(sum(group.reported.part for group in groups), sum(group.reported.whole for group in groups)),
    )


def _causes(groups: Iterable[CausedGroup], day: Day) -> Sequence[CategoryCount]:
    lagging = [group for group in groups if progress.is_lagging(group.items, day)]
    counts = [
        CategoryCount(category, sum(group.items.items for group in lagging if group.cause is category))
        for category in CauseCategory
    ]
    return sorted((count for count in counts if count.items), key=lambda count: -count.items)


def _milestones(groups: Iterable[MilestoneGroup]) -> int:
    return sum(group.milestones for group in groups)


def _is_behind(group: MilestoneGroup, day: Day) -> bool:
    """Past its date and not known to be complete. On the date itself, today isn't over."""
    is_past = group.due is DueSide.PAST or (group.due is DueSide.SAME_DAY and day.is_over)
    return is_past and not group.complete
