"""The line through the plan: which cause an item is for, on what evidence, and where the line is broken."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from conversations.root_cause.tree import Evidence, Tree
from plans.plan import ActionItem, Plan, Strategy


@dataclass(frozen=True, slots=True)
class RootLink:
    """A root of some dialog, as the plan refers to it."""

    key: str
    """Unique over all dialogs of the plan."""
    text: str
    symptom: str
    chain: tuple[str, ...]
    """The causes on the shortest way from the symptom down to the root, the root included."""
    evidence: tuple[Evidence, ...]
    thread: str
    """The address of the dialog it was found in; empty while nobody knows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What ties the plan to causes: codes of strategies and action items to keys of roots."""

    roots: tuple[RootLink, ...] = ()
    of_strategy: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    of_item: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    declined: frozenset[str] = frozenset()
    """Roots on which the team decided not to act."""


@dataclass(frozen=True, slots=True)
class Trace:
    item: ActionItem
    strategy: Strategy
    roots: tuple[RootLink, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    strategies_without_cause: tuple[Strategy, ...]
    roots_without_item: tuple[RootLink, ...]
    items_without_strategy: tuple[ActionItem, ...]


def root_link(tree: Tree, key: str, *, prefix: str, thread: str) -> RootLink:
    """A root as a link; the prefix names the dialog it was found in."""
    cause = tree.cause(key)
    assert cause is not None, "only roots of the tree become links"
    way = chain(tree, cause.key)
    return RootLink(f"{prefix}/{cause.key}", cause.text, tree.symptom.text, way, cause.evidence, thread)


def chain(tree: Tree, key: str) -> tuple[str, ...]:
    """The words on the shortest way down to a cause. A bone is a heading and no answer, so it is left out."""
    way = [tree.now(key)]
    while uppers := [above for above in tree.above(way[0]) if above not in tree.tops()]:
        if tree.depth(way[0]) == 1:
            break
        way.insert(0, min(uppers, key=tree.depth))
    return tuple(tree.words(each) for each in way)


def trace(plan: Plan, links: Links, code: str) -> Trace | None:
    """Which causes an action item is for; its own, or else those of its strategy. None for an unknown code."""
    for strategy in plan.strategies():
        for item in _items(strategy):
            if item.code == code:
                keys = links.of_item.get(code) or links.of_strategy.get(strategy.code, ())
                return Trace(item, strategy, tuple(root for root in links.roots if root.key in keys))
    return None


def gaps(plan: Plan, links: Links) -> Gaps:
    strategies = tuple(plan.strategies())
    known = {root.key for root in links.roots}
    served = links.declined | {key for item in plan.action_items() for key in links.of_item.get(item.code, ())}
    served |= {key for each in strategies if _items(each) for key in links.of_strategy.get(each.code, ())}
    return Gaps(
        tuple(each for each in strategies if _is_said(each) and not known & set(links.of_strategy.get(each.code, ()))),
        tuple(root for root in links.roots if root.key not in served),
        tuple(item for each in strategies if not _is_said(each) for item in _items(each)),
    )


def _items(strategy: Strategy) -> tuple[ActionItem, ...]:
    return tuple(item for milestone in strategy.milestones for item in milestone.action_items)


def _is_said(strategy: Strategy) -> bool:
    """A plan keeps items that belong to no strategy under one that has a code and nothing else."""
    return bool(strategy.title.strip() or strategy.if_we.strip() or strategy.then.strip())
