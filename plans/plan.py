"""The plan as plain values: goals, priorities, strategies, milestones and action items."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class BenchmarkKind(StrEnum):
    EARLY_EVIDENCE = "early_evidence"
    SHORT_TERM = "short_term"
    FINAL = "final"


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What an action item or a milestone is for."""

    strategy: str
    aim: str = ""
    """What students gain: the end of the strategy's sentence, else the plan's one goal, else the priority."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One way to gauge a goal or the "then" of a strategy."""

    indicator: str
    source: str = ""
    baseline: str = ""
    targets: tuple[str, ...] = ()
    """One target a year, the first year first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    code: str
    text: str
    explanation: str = ""
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    kind: BenchmarkKind
    text: str
    due: date | None = None


class State(StrEnum):
    """The state of an action item in a plan's file."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    BEHIND = "behind"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class ReportedState:
    state: State
    completed_on: date | None = None
    """None if it is not completed, or the file does not say when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionItem:
    """One step. The owner is the one accountable person, or their role, as written."""

    code: str
    text: str
    owner: str | None = None
    collaborators: tuple[str, ...] = ()
    start: date | None = None
    due: date | None = None
    ongoing: bool = False
    output: str = ""
    resources: str = ""
    practice: str | None = None
    """Its own practices, as in a strategy; None for those of its milestone."""
    reported: ReportedState | None = None
    """None if the file says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    code: str
    title: str
    lead: str | None = None
    team: tuple[str, ...] = ()
    quarter: str = ""
    practice: str | None = None
    """Its own practices; None for those of its strategy."""
    due: date | None = None
    """Its own date; without one, the last day of its quarter counts."""
    action_items: tuple[ActionItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy:
    """How a priority is pursued: if we do this, then adults change that, and students gain this."""

    code: str
    title: str
    if_we: str = ""
    then: str = ""
    and_so: str = ""
    practice: str | None = None
    """Codes of effective practices, "3a" or "2b, 3a"; see plans/practices.py."""
    serves: str = ""
    """The objective of the plan above that it serves, by its number and title; "own" for the school's own."""
    lead: str | None = None
    resources: str = ""
    """Key resources for the whole strategy: supporters, funds, partners, time."""
    measures: tuple[Measure, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    milestones: tuple[Milestone, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    code: str
    title: str
    lead: str | None = None
    strategies: tuple[Strategy, ...] = ()


SECTION_1 = ("assets_and_issues", "theory_of_action", "why_objectives", "end_of_year_outcomes")
"""The four texts that an accelerated improvement plan begins with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    title: str
    organization: str
    """Name of the state, district or school whose plan this is."""
    school_year: str
    """As printed: "2026-27"."""
    vision: str = ""
    mission: str = ""
    purpose: str = ""
    assets_and_issues: str = ""
    """Section 1 of an accelerated improvement plan: this and the next three texts. Here key assets, issues and
    strategic objectives."""
    theory_of_action: str = ""
    """Of the whole plan. A strategy has its own."""
    why_objectives: str = ""
    """Why the strategic objectives and initiatives are important."""
    end_of_year_outcomes: str = ""
    """The final outcomes of the whole plan, with dates."""
    goals: tuple[Goal, ...] = ()
    priorities: tuple[Priority, ...] = ()
    own_practices: Mapping[str, str] = field(default_factory=dict, compare=False)
    """The names of districts' own codes, as the file prints them or the district has them."""
    serves_at: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Where the file says what a strategy serves, by the strategy's code."""

    def strategies(self) -> Iterator[Strategy]:
        for priority in self.priorities:
            yield from priority.strategies

    def milestones(self) -> Iterator[Milestone]:
        for strategy in self.strategies():
            yield from strategy.milestones

    def action_items(self) -> Iterator[ActionItem]:
        for milestone in self.milestones():
            yield from milestone.action_items
