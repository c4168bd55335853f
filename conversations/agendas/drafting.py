"""Which areas the next agenda proposes, from where the plan stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from conversations.highlight import FollowedPromise, PromiseKind, PromiseOutcome
from plans.coverage import Aspect, StrategyCoverage
from plans.lagging import LaggingItem

MOST_ITEMS = 10
"""Of the items that are behind, the longest overdue; `/plan status` lists them all."""
OPEN = frozenset({PromiseOutcome.PARTLY, PromiseOutcome.NOT_KEPT, PromiseOutcome.NO_REPORT})


@dataclass(frozen=True, slots=True)
class QuietStrategy:
    """A strategy that the last discussions did not address."""

    code: str
    title: str
    last: str
    """The month in which it was discussed last; empty for never."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueBenchmark:
    """Early evidence or a short-term outcome that is due by the discussion and not reached."""

    id: int
    kind: Aspect
    text: str
    due: date
    strategy_id: int


@dataclass(frozen=True, slots=True)
class BehindItem:
    item: LaggingItem


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """A recovery step or mitigation of the last minutes that did not happen yet."""

    promise: FollowedPromise


Reason = QuietStrategy | DueBenchmark | BehindItem | OpenPromise


@dataclass(frozen=True, slots=True, kw_only=True)
class Presenters:
    """Person ids: who leads each strategy, by its id, and each milestone, and who owns each open item, by its code."""

    of_strategies: Mapping[int, int] = field(default_factory=dict)
    of_milestones: Mapping[str, int] = field(default_factory=dict)
    of_items: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Where the plan stands when the agenda is drafted."""

    undiscussed: Sequence[StrategyCoverage] = ()
    benchmarks: Sequence[DueBenchmark] = ()
    behind: Sequence[LaggingItem] = ()
    """The longest overdue first."""
    promises: Sequence[FollowedPromise] = ()
    strategy_ids: Mapping[str, int] = field(default_factory=dict)
    """By code."""
    presenters: Presenters


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An area without its wording."""

    key: str
    reason: Reason
    presenter_id: int | None = None
    strategy_id: int | None = None
    benchmark_id: int | None = None
    aspects: tuple[Aspect, ...] = ()


def draft(situation: Situation) -> tuple[Proposal, ...]:
    return (
        *_quiet_strategies(situation),
        *_due_benchmarks(situation),
        *_items_behind(situation),
        *_open_promises(situation),
    )


def _quiet_strategies(situation: Situation) -> Iterable[Proposal]:
    for strategy in situation.undiscussed:
        yield Proposal(
            key=f"strategy:{strategy.strategy_id}",
            reason=QuietStrategy(strategy.code, strategy.title, max(strategy.months(), default="")),
            presenter_id=situation.presenters.of_strategies.get(strategy.strategy_id),
            strategy_id=strategy.strategy_id,
            aspects=tuple(strategy.discussed),
        )


def _due_benchmarks(situation: Situation) -> Iterable[Proposal]:
    for benchmark in situation.benchmarks:
        yield Proposal(
            key=f"benchmark:{benchmark.id}",
            reason=benchmark,
            presenter_id=situation.presenters.of_strategies.get(benchmark.strategy_id),
            strategy_id=benchmark.strategy_id,
            benchmark_id=benchmark.id,
            aspects=(benchmark.kind,),
        )


def _items_behind(situation: Situation) -> Iterable[Proposal]:
    for item in situation.behind[:MOST_ITEMS]:
        yield _about_item(situation, f"item:{item.code}", BehindItem(item), item.code, item.strategy)


def _open_promises(situation: Situation) -> Iterable[Proposal]:
    """Promised items that are not done are behind or have another date, and listed so."""
    for promise in situation.promises:
        if promise.outcome in OPEN and promise.kind is not PromiseKind.ITEM and not _needs_no_recovery(promise):
            yield Proposal(
                key=f"promise:{promise.kind}:{promise.code}:{promise.text}",
                reason=OpenPromise(promise),
                presenter_id=_promised_by(situation, promise),
            )


def _needs_no_recovery(promise: FollowedPromise) -> bool:
    """Whether it is a recovery step of something that is completed by now."""
    return promise.kind is PromiseKind.RECOVERY and promise.completed_on is not None


def _promised_by(situation: Situation, promise: FollowedPromise) -> int | None:
    if promise.kind is PromiseKind.MILESTONE:
        return situation.presenters.of_milestones.get(promise.code)
    return promise.owner_id


def _about_item(situation: Situation, key: str, reason: Reason, code: str, strategy: str) -> Proposal:
    strategy_id = situation.strategy_ids.get(strategy)
    return Proposal(
        key=key,
        reason=reason,
        presenter_id=situation.presenters.of_items.get(code),
        strategy_id=strategy_id,
        aspects=(Aspect.ACTIVITIES,) if strategy_id is not None else (),
    )
