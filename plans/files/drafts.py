"""A plan being read: the parts found so far, with numbers as printed and cells as read."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TypeVar

from plans.files.column_words import Column
from plans.files.grid import Cell
from plans.numbering import Parts
from plans.plan import BenchmarkKind, Measure, ReportedState

ALIKE = 0.75
MOST_COMPARED = 20
"""Parts with one number whose titles are compared letter by letter; of more, only equal titles count."""


@dataclass(slots=True)
class Draft:
    where: str
    parts: Parts = ()
    """The number as printed, from the priority down; a single number counts within its parent."""
    title: str = ""
    lead: Cell | None = None

    @property
    def number(self) -> int | None:
        return self.parts[-1] if self.parts else None


AnyDraft = TypeVar("AnyDraft", bound=Draft)


class Drafts(list[AnyDraft]):
    """The parts of one parent, found again by number or title in time that does not grow with their count."""

    def __init__(self) -> None:
        super().__init__()
        self._indexed = 0
        self._by_number: dict[int, list[AnyDraft]] = {}
        self._by_title: dict[str, AnyDraft] = {}
        self._untitled: list[AnyDraft] = []

    def find(self, parts: Parts, title: str) -> AnyDraft | None:
        """The draft with the same number, unless its title differs; without a number, the one with the same title."""
        self._index()
        if not parts:
            return self._by_title.get(_plain(title)) if title else None
        same = self._by_number.get(parts[-1], [])
        if len(same) > MOST_COMPARED:
            named = self._by_title.get(_plain(title))
            return named if named and named.number == parts[-1] else None
        return next((draft for draft in same if not title or not draft.title or alike(draft.title, title)), None)

    def _index(self) -> None:
        """Index the drafts added since, and those that have got their title since."""
        added = self[self._indexed :]
        self._indexed = len(self)
        for draft in added:
            if draft.number is not None:
                self._by_number.setdefault(draft.number, []).append(draft)
        untitled, self._untitled = [*self._untitled, *added], []
        for draft in untitled:
            if draft.title:
                self._by_title.setdefault(_plain(draft.title), draft)
            else:
                self._untitled.append(draft)


@dataclass(slots=True)
class ItemDraft(Draft):
    cells: dict[Column, Cell] = field(default_factory=dict)
    marked: ReportedState | None = None
    """The state that a mark in its text gives."""
    colored: ReportedState | None = None
    """The state that its row's color gives, by the sheet's legend."""


@dataclass(slots=True)
class MilestoneDraft(Draft):
    due: Cell | None = None
    quarter: str = ""
    team: tuple[str, ...] = ()
    items: list[ItemDraft] = field(default_factory=list)


@dataclass(slots=True)
class StrategyDraft(Draft):
    resources: str = ""
    theory: Cell | None = None
    """Its theory of action, if that is not its title."""
    clauses: dict[str, str] = field(default_factory=dict)
    """The same in three lines, by their names in a strategy."""
    practice: Cell | None = None
    serves: Cell | None = None
    benchmarks: list[tuple[BenchmarkKind, str]] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    milestones: Drafts[MilestoneDraft] = field(default_factory=Drafts)


@dataclass(slots=True)
class PriorityDraft(Draft):
    strategies: Drafts[StrategyDraft] = field(default_factory=Drafts)


@dataclass(slots=True)
class GoalDraft(Draft):
    explanation: str = ""
    measures: list[Measure] = field(default_factory=list)


@dataclass(slots=True)
class PlanDraft:
    preamble: list[Cell] = field(default_factory=list)
    """Lines above and between the tables."""
    unread: list[Cell] = field(default_factory=list)
    """Text beside a heading that belongs to nothing."""
    texts: dict[str, str] = field(default_factory=dict)
    """Vision, mission, purpose and the texts of Section 1, by their names in a plan."""
    milestone_dates: dict[Parts, Cell] = field(default_factory=dict)
    """By the milestone's number, from the plan's overview."""
    goals: Drafts[GoalDraft] = field(default_factory=Drafts)
    priorities: Drafts[PriorityDraft] = field(default_factory=Drafts)

    def strategies(self) -> list[StrategyDraft]:
        return [strategy for priority in self.priorities for strategy in priority.strategies]

    def items(self) -> list[ItemDraft]:
        return [item for strategy in self.strategies() for milestone in strategy.milestones for item in milestone.items]

    def part_steps(self, steps_of: Callable[[ItemDraft], list[ItemDraft]]) -> None:
        for strategy in self.strategies():
            for milestone in strategy.milestones:
                milestone.items = [step for item in milestone.items for step in steps_of(item)]


def alike(a: str, b: str) -> bool:
    first, second = _plain(a), _plain(b)
    if not first or not second:
        return first == second
    return first.startswith(second) or second.startswith(first) or SequenceMatcher(None, first, second).ratio() >= ALIKE


def _plain(title: str) -> str:
    return re.sub(r"\W+", " ", title).strip().lower()
