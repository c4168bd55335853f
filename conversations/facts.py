"""What a plan says about a question of a script, as values. It is laid out in the thread before the question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from conversations.highlight import DatedOutcome, Lagging, Modification
from conversations.parts import ForEachItem, ForEachKind, PartKind
from conversations.script import CycleStep, FactKind
from plans.milestones import MilestoneProgress, MilestoneState
from plans.plan import Goal, Measure, Strategy
from plans.progress import Progress

_OUTCOMES = frozenset({FactKind.EARLY_EVIDENCE, FactKind.SHORT_TERM_OUTCOMES, FactKind.FINAL_OUTCOMES})
_OF_ITEMS = frozenset(
    {FactKind.COMPLETED, FactKind.BEHIND, FactKind.AT_RISK, FactKind.SUPPORTS, FactKind.CHANGES, FactKind.MILESTONES}
)

NARROWED: Mapping[ForEachKind, frozenset[FactKind]] = {
    ForEachKind.GOAL: frozenset({FactKind.GOALS, FactKind.MEASURES}),
    ForEachKind.STRATEGY: frozenset({FactKind.STRATEGIES, FactKind.MEASURES, FactKind.PROGRESS})
    | _OUTCOMES
    | _OF_ITEMS,
    ForEachKind.MILESTONE: _OF_ITEMS,
    ForEachKind.ACTION_ITEM: _OF_ITEMS - {FactKind.MILESTONES},
    ForEachKind.BEHIND_ITEM: _OF_ITEMS - {FactKind.MILESTONES},
    ForEachKind.BENCHMARK: _OUTCOMES,
    ForEachKind.EARLY_EVIDENCE: _OUTCOMES,
    ForEachKind.SHORT_TERM_OUTCOME: _OUTCOMES,
    ForEachKind.FINAL_OUTCOME: _OUTCOMES,
    ForEachKind.SUPPORT: frozenset({FactKind.SUPPORTS}),
    ForEachKind.ACTOR: frozenset(),
    ForEachKind.WEAK_POINT: frozenset(),
}
"""The facts that are cut to the thing a pass is at. All others are laid out once, before the first thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactScope:
    """The thing a pass is at, as facts are cut to it."""

    kind: ForEachKind
    code: str = ""
    codes: frozenset[str] = frozenset()
    """Of the action items and milestones that it is or has."""
    key: str = ""
    """Of a benchmark, as of a topic about it; of support, its id."""


def scope_without_row(item: ForEachItem) -> FactScope:
    """Of support, which is no part of the plan, by its id; of a part that is gone, nothing."""
    is_support = item.kind is ForEachKind.SUPPORT
    return FactScope(kind=item.kind, key=item.key.partition(":")[2] if is_support else "")


class MeasureGap(StrEnum):
    """What a measure lacks. A plan wants an indicator, its source, a baseline and targets for two years."""

    NO_BASELINE = "no_baseline"
    NO_TARGET = "no_target"
    ONE_TARGET = "one_target"
    NO_SOURCE = "no_source"


def gaps(measure: Measure) -> tuple[MeasureGap, ...]:
    lacks = {
        MeasureGap.NO_BASELINE: not measure.baseline,
        MeasureGap.NO_TARGET: not measure.targets,
        MeasureGap.ONE_TARGET: len(measure.targets) == 1,
        MeasureGap.NO_SOURCE: not measure.source,
    }
    return tuple(gap for gap, is_lacking in lacks.items() if is_lacking)


@dataclass(frozen=True, slots=True)
class DirectionText:
    """The plan's vision, mission or purpose."""

    kind: PartKind
    text: str


@dataclass(frozen=True, slots=True)
class CompletedItem:
    code: str
    text: str
    completed_on: date
    days_late: int
    """0 without a due date."""
    is_milestone: bool = False


@dataclass(frozen=True, slots=True)
class SupportFact:
    """Support by where it stands. `effective` is its rating, or empty."""

    code: str
    text: str
    state: str
    on: date | None
    """The day on which it was asked for, is promised or was provided, by its state."""
    effective: str
    is_provided: bool = False


class NeedKind(StrEnum):
    STRENGTH = "strength"
    WEAKNESS = "weakness"
    OPPORTUNITY = "opportunity"
    THREAT = "threat"
    ROOT_CAUSE = "root_cause"


@dataclass(frozen=True, slots=True)
class PlanNeed:
    kind: NeedKind
    text: str


@dataclass(frozen=True, slots=True)
class PastDecision:
    kind: PartKind
    text: str


@dataclass(frozen=True, slots=True)
class PastActionItem:
    """An action item that a conversation wrote, as it stands now."""

    code: str
    text: str
    due: date | None
    completed_on: date | None
    cancelled: bool
    days_late: int
    """Of an item that is behind; 0 for all others."""


Fact = (
    DirectionText
    | Goal
    | Measure
    | DatedOutcome
    | Strategy
    | CompletedItem
    | Lagging
    | Progress
    | MilestoneProgress
    | SupportFact
    | PlanNeed
    | Modification
    | PastDecision
    | PastActionItem
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSection:
    """The facts of one kind."""

    kind: FactKind
    facts: Sequence[Fact]
    since: date | None = None
    """Of changes: the first day. Of the last time: its day; None if the conversation was never held."""
    is_narrowed: bool = False
    """Whether they are those of one thing only."""
    is_repeated: bool = False
    """Whether they were laid out before the first thing of the pass."""


_LOOKS_BACK = frozenset({CycleStep.IMPLEMENT_PLAN, CycleStep.MONITOR_ADJUST, CycleStep.TELL_STORY})


def has_facts(sections: Sequence[FactSection], step: CycleStep) -> bool:
    """Whether a question's check is asked in its place, in a conversation of that step of the cycle.

    Planning asks about the benchmarks, milestones and support in the plan; looking back, about what was seen of them.
    """
    facts = (fact for section in sections for fact in section.facts)
    return any(step not in _LOOKS_BACK or _was_seen(fact) for fact in facts)


def _was_seen(fact: Fact) -> bool:
    match fact:
        case DatedOutcome():
            return fact.outcome.report is not None
        case MilestoneProgress():
            return fact.state is not MilestoneState.NO_REPORT
        case SupportFact():
            return fact.is_provided
        case _:
            return True


_OF_THE_DAY = frozenset({"day", "days_late", "reported", "asked", "is_news", "names_text", "exhibits", "posted"})
"""What changes by itself from day to day, or says how a fact is printed."""
_DIGITS = 16


_SINCE_LAST_TIME = frozenset({FactKind.CHANGES, FactKind.LAST_TIME})


def fingerprint(sections: Sequence[FactSection], *, at_end: bool = False) -> str:
    """Different for facts that changed, and the same on a later day for facts that did not.

    `at_end` of a conversation, what happened since the last time counts as nothing: the next one begins from here.
    """
    facts = [
        (section.kind.value, [_lasting(fact) for fact in section.facts])
        for section in sections
        if section.facts and not (at_end and section.kind in _SINCE_LAST_TIME)
    ]
    return sha256(repr(facts).encode()).hexdigest()[:_DIGITS]


def _lasting(part: object) -> object:
    """A value as plain lists and texts, without what only the day has changed."""
    if is_dataclass(part):
        return [_lasting(getattr(part, field.name)) for field in fields(part) if field.name not in _OF_THE_DAY]
    if isinstance(part, list | tuple):
        return [_lasting(each) for each in part]
    return str(part)
