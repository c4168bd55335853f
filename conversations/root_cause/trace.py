"""The line through the plan: which cause an item is for, on what evidence, and where the line is broken."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count, islice

from conversations.root_cause.tree import Evidence, Tree
from plans.plan import ActionItem, Plan, Strategy

CHAINS_TOLD = 5
"""Of the ways to one root; the picture has them all."""


@dataclass(frozen=True, slots=True)
class RootLink:
    """A root of some dialog, as the plan refers to it."""

    key: str
    """Unique over all dialogs of the plan."""
    text: str
    symptom: str
    chains: tuple[tuple[str, ...], ...]
    """The causes on each way from the symptom down to the root, the root included; the shortest way first."""
    more: int
    """Ways beyond those."""
    evidence: tuple[Evidence, ...]
    thread: str
    """The address of the dialog it was found in; empty if unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What ties the plan to causes: codes of strategies and action items to keys of roots."""

    roots: tuple[RootLink, ...] = ()
    hidden: frozenset[str] = frozenset()
    """Keys of roots whose words are for the people of a private dialog only."""
    of_strategy: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    of_item: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    declined: frozenset[str] = frozenset()
    """Roots on which the team decided not to act."""


@dataclass(frozen=True, slots=True)
class Trace:
    item: ActionItem
    strategy: Strategy | None
    """None for an item that is part of no milestone."""
    roots: tuple[RootLink, ...]
    hides: bool = False
    """Whether there is a root that the reader may not read."""


@dataclass(frozen=True, slots=True)
class Gaps:
    strategies_without_cause: tuple[Strategy, ...]
    roots_without_item: tuple[RootLink, ...]
    items_without_strategy: tuple[ActionItem, ...]


def root_link(tree: Tree, key: str, *, prefix: str, thread: str) -> RootLink:
    """A root as a link; the prefix names the dialog it was found in."""
    cause = tree.cause(key)
    assert cause is not None, "only roots of the tree become links"
    shown_ways = tuple(islice(_ways(tree, cause.key), CHAINS_TOLD))
    return RootLink(
        key=f"{prefix}/{cause.key}",
        text=cause.text,
        symptom=tree.symptom.text,
        chains=tuple(tuple(tree.words(each) for each in way) for way in shown_ways),
        more=_number_of_ways(tree, cause.key) - len(shown_ways),
        evidence=cause.evidence,
        thread=thread,
    )


def _ways(tree: Tree, key: str) -> Iterator[tuple[str, ...]]:
    """The keys on each way down to a cause, the shortest first. A bone is a heading and no answer: it is left out."""
    orders = count()
    waiting: list[tuple[int, int, int, tuple[str, ...]]] = [(0, 0, next(orders), (key,))]
    while waiting:
        *_, way = heappop(waiting)
        above, begins = _above(tree, way[0])
        if begins:
            yield way
        for upper in above:
            # Among paths of equal estimated length, try the most complete one first, so that few are examined.
            heappush(waiting, (len(way) + tree.depth(upper), -len(way), next(orders), (upper, *way)))


def _number_of_ways(tree: Tree, key: str) -> int:
    counts: dict[str, int] = {}

    def ways(lower: str) -> int:
        if lower not in counts:
            above, begins = _above(tree, lower)
            counts[lower] = int(begins) + sum(map(ways, above))
        return counts[lower]

    return ways(key)


def _above(tree: Tree, key: str) -> tuple[tuple[str, ...], bool]:
    """The causes directly above, and whether the symptom is one of them. Links set aside do not count."""
    uppers, tops = tree.above(key), tree.tops()
    causes = tuple(upper for upper in uppers if (cause := tree.cause(upper)) and not cause.aside)
    return causes, any(upper in tops for upper in uppers)


def trace(plan: Plan, links: Links, code: str, stand_alone: Sequence[ActionItem] = ()) -> Trace | None:
    """Which causes an action item is for; its own, or else those of its strategy. None for an unknown code."""
    for strategy in plan.strategies():
        for item in _items(strategy):
            if item.code == code:
                return _traced(item, strategy, links, links.of_item.get(code) or links.of_strategy.get(strategy.code))
    return next(
        (_traced(item, None, links, links.of_item.get(code)) for item in stand_alone if item.code == code), None
    )


def _traced(item: ActionItem, strategy: Strategy | None, links: Links, keys: Sequence[str] | None) -> Trace:
    roots = tuple(root for root in links.roots if root.key in (keys or ()))
    return Trace(item, strategy, roots, hides=not links.hidden.isdisjoint(keys or ()))


def gaps(plan: Plan, links: Links, stand_alone: Sequence[ActionItem] = ()) -> Gaps:
    """`stand_alone` are the action items that are part of no milestone."""
    strategies = tuple(plan.strategies())
    root_keys = {root.key for root in links.roots} | links.hidden
    items = (*plan.action_items(), *stand_alone)
    served = links.declined | {key for item in items for key in links.of_item.get(item.code, ())}
    served |= {key for each in strategies if _items(each) for key in links.of_strategy.get(each.code, ())}
    return Gaps(
        tuple(
            each for each in strategies if _is_said(each) and not root_keys & set(links.of_strategy.get(each.code, ()))
        ),
        tuple(root for root in links.roots if root.key not in served),
        (*(item for each in strategies if not _is_said(each) for item in _items(each)), *stand_alone),
    )


def _items(strategy: Strategy) -> tuple[ActionItem, ...]:
    return tuple(item for milestone in strategy.milestones for item in milestone.action_items)


def _is_said(strategy: Strategy) -> bool:
    """A plan keeps items that belong to no strategy under one that has a code and nothing else."""
    return bool(strategy.title.strip() or strategy.if_we.strip() or strategy.then.strip())
