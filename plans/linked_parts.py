"""What was changed between two days below a strategy that is linked to another plan: its milestones and action items.

Only what the plan says of them is compared, not their progress: a date that moved there and back is no change.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PlanStep(StrEnum):
    """What became of a milestone or an action item."""

    MOVED = "moved"
    ADDED = "added"
    CANCELLED = "cancelled"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOnDay:
    """A milestone or an action item as it stood in its plan at the end of a day."""

    strategy_id: int
    code: str
    title: str = ""
    due: date | None
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedMilestone:
    code: str
    title: str
    step: PlanStep
    due_before: date | None
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyChanges:
    """What changed below a strategy."""

    milestones: Sequence[ChangedMilestone] = ()
    items: Mapping[PlanStep, int]
    """How many action items."""


def compared(
    milestones: tuple[Mapping[int, PartOnDay], Mapping[int, PartOnDay]],
    items: tuple[Mapping[int, PartOnDay], Mapping[int, PartOnDay]],
) -> dict[int, StrategyChanges]:
    """By the ids of the strategies below which anything changed. Each pair is of the earlier and of the later day."""
    changed: dict[int, list[ChangedMilestone]] = {}
    for before, after in _pairs(*milestones):
        step = _step(before, after)
        part = after or before
        if step and part:
            dates = {"due_before": before.due if before else None, "due": after.due if after else None}
            milestone = ChangedMilestone(code=part.code, title=part.title, step=step, **dates)
            changed.setdefault(part.strategy_id, []).append(milestone)
    counts: dict[int, Counter[PlanStep]] = {}
    for before, after in _pairs(*items):
        for strategy_id, step in _item_steps(before, after):
            counts.setdefault(strategy_id, Counter())[step] += 1
    return {
        strategy_id: StrategyChanges(
            milestones=sorted(changed.get(strategy_id, ()), key=lambda milestone: milestone.code),
            items=counts.get(strategy_id, Counter()),
        )
        for strategy_id in sorted(changed.keys() | counts.keys())
    }


def _pairs(
    before: Mapping[int, PartOnDay], after: Mapping[int, PartOnDay]
) -> Iterable[tuple[PartOnDay | None, PartOnDay | None]]:
    return ((before.get(id_), after.get(id_)) for id_ in sorted(before.keys() | after.keys()))


def _item_steps(before: PartOnDay | None, after: PartOnDay | None) -> Iterable[tuple[int, PlanStep]]:
    """One that went from a strategy to another one is dropped there and added here."""
    if before and after and before.strategy_id != after.strategy_id:
        return [*_item_steps(before, None), *_item_steps(None, after)]
    step, part = _step(before, after), after or before
    return [(part.strategy_id, step)] if part and step else []


def _step(before: PartOnDay | None, after: PartOnDay | None) -> PlanStep | None:
    was_open = before is not None and not before.is_cancelled
    if after is None:
        return PlanStep.DROPPED if was_open else None
    if after.is_cancelled:
        return PlanStep.CANCELLED if was_open else None
    if not was_open:
        return PlanStep.ADDED
    return PlanStep.MOVED if before and before.due != after.due else None
