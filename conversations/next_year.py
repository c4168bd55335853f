"""What a plan brings into the next school year: its open work with new dates, its measures with new targets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from conversations.rollover import RolloverDecision, RolloverState, RolloverSubject, SubjectKey
from plans.calendar import SchoolYear


@dataclass(frozen=True, slots=True, kw_only=True)
class RemainingItem:
    id: int
    code: str
    text: str
    owner: str
    due: date | None
    next_due: date | None
    """Its date, moved by the school calendar; None for an ongoing item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfinishedMilestone:
    id: int
    code: str
    title: str
    strategy_id: int
    strategy: str
    """The strategy's code and title."""
    lead: str
    quarter: str
    due: date | None
    next_due: date | None
    items: Sequence[RemainingItem] = ()

    @property
    def key(self) -> SubjectKey:
        return SubjectKey(RolloverSubject.MILESTONE, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningStrategy:
    id: int
    code: str
    title: str

    @property
    def key(self) -> SubjectKey:
        return SubjectKey(RolloverSubject.STRATEGY, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class NextMeasure:
    """A measure as it stands in the next year."""

    id: int
    strategy_id: int | None
    """None for a goal's."""
    code: str
    """Of its goal or strategy."""
    indicator: str
    baseline: str
    read_on: date | None
    """The day of the old year's last reading, which is the new baseline; None if there is none."""
    targets: Sequence[str]

    @property
    def target(self) -> str:
        """Of the next year; empty if nobody has written one."""
        return self.targets[0].strip() if self.targets else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftovers:
    """What stays with the old year and can still be finished there."""

    supports: int = 0
    rocks: int = 0
    dialogs: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NextYearFacts:
    plan_id: int
    organization: str
    year: SchoolYear
    """The next one."""
    old_year: str
    first_day: date
    has_calendar: bool
    """Whether the calendar has any day of the next year."""
    strategies: Sequence[RunningStrategy]
    milestones: Sequence[UnfinishedMilestone]
    completed_milestones: int
    other_items: Sequence[RemainingItem]
    measures: Sequence[NextMeasure]
    next_benchmarks: Mapping[int, date | None] = field(default_factory=dict)
    """The benchmarks that are not reached, by id, with their dates in the next year."""
    reached_benchmarks: int = 0
    leftovers: Leftovers = field(default_factory=Leftovers)

    @property
    def other_items_key(self) -> SubjectKey:
        return SubjectKey(RolloverSubject.OTHER_ITEMS, self.plan_id)

    def items_of(self, key: SubjectKey) -> Sequence[RemainingItem]:
        if key == self.other_items_key:
            return self.other_items
        return next((milestone.items for milestone in self.milestones if milestone.key == key), ())

    def state(
        self, decisions: Mapping[SubjectKey, RolloverDecision], *, is_confirmed: bool, is_over: bool
    ) -> RolloverState:
        questions = [milestone.key for milestone in self.milestones]
        return RolloverState(
            questions=[*questions, *([self.other_items_key] if self.other_items else [])],
            strategies={
                milestone.key: SubjectKey(RolloverSubject.STRATEGY, milestone.strategy_id)
                for milestone in self.milestones
            },
            all_strategies=[strategy.key for strategy in self.strategies],
            decisions=decisions,
            is_confirmed=is_confirmed,
            is_over=is_over,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NextYearCounts:
    """The preview's numbers."""

    strategies: int
    stopped: int
    carried_over: int
    """Milestones that come along."""
    dropped: int
    """Milestones that don't, with those of stopped strategies."""
    undecided: int
    items: int
    """Open action items that come along …"""
    items_left: int
    """… and that don't."""


def counts(facts: NextYearFacts, state: RolloverState) -> NextYearCounts:
    along = [milestone for milestone in facts.milestones if state.comes_along(milestone.key)]
    stopped = sum(state.is_stopped(strategy.key) for strategy in facts.strategies)
    undecided = [key for key in state.undecided if key.subject is RolloverSubject.MILESTONE]
    items = len(list(items_along(facts, state)))
    open_items = len(facts.other_items) + sum(len(milestone.items) for milestone in facts.milestones)
    return NextYearCounts(
        strategies=len(facts.strategies) - stopped,
        stopped=stopped,
        carried_over=len(along),
        dropped=len(facts.milestones) - len(along) - len(undecided),
        undecided=len(undecided),
        items=items,
        items_left=open_items - items,
    )


def items_along(facts: NextYearFacts, state: RolloverState) -> Iterable[tuple[SubjectKey, RemainingItem]]:
    """The open items that come along, each with what it belongs to."""
    keys = [milestone.key for milestone in facts.milestones] + [facts.other_items_key]
    for key in keys:
        if state.comes_along(key):
            staying = state.decisions[key].staying
            yield from ((key, item) for item in facts.items_of(key) if item.id not in staying)
