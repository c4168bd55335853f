"""The reader's position in the plan: priorities, strategies and milestones are entered by their headings."""

import re
from dataclasses import dataclass, field

from plans.files.drafts import (
    Draft,
    GoalDraft,
    ItemDraft,
    MilestoneDraft,
    PlanDraft,
    PriorityDraft,
    StrategyDraft,
)
from plans.files.grid import NOT_IN_PLAN, Cell
from plans.files.headings import SECTION_1, Heading, HeadingKind
from plans.numbering import Parts
from plans.plan import BenchmarkKind, Measure

STRATEGY_DEPTH, MILESTONE_DEPTH = 2, 3

BENCHMARKS = {
    HeadingKind.EARLY_EVIDENCE: BenchmarkKind.EARLY_EVIDENCE,
    HeadingKind.SHORT_TERM: BenchmarkKind.SHORT_TERM,
    HeadingKind.FINAL: BenchmarkKind.FINAL,
}


@dataclass(slots=True)
class Outline:
    plan: PlanDraft = field(default_factory=PlanDraft)
    sheet: Cell = field(default_factory=Cell)
    """The sheet's name, the title of untitled parts."""
    goal: GoalDraft | None = None
    priority: PriorityDraft | None = None
    strategy: StrategyDraft | None = None
    implied: StrategyDraft | None = None
    """A strategy without a heading: a sheet's, or that of a goal directly above its table."""
    milestone: MilestoneDraft | None = None
    below_area: bool = False
    """Whether the priority's heading was one ("Focus Area"): an objective below it is then a goal."""
    goals_in_a_row: int = 0
    """Goals since the last strategy or item. After several, it is unknown which one a strategy serves."""
    of_goal: PriorityDraft | None = None
    """A priority that stands for a goal followed by its strategies."""
    unlinked: list[Cell] = field(default_factory=list)
    """Strategies whose goal the sheet does not show."""

    def turn_to(self, sheet: Cell) -> None:
        """A new sheet continues the same priority unless it says otherwise."""
        self.sheet = sheet
        self.goal = self.strategy = self.milestone = None

    def enter(self, heading: Heading, cell: Cell) -> Draft:
        title = title_of(heading.text)
        match heading.kind:
            case HeadingKind.GOAL:
                return self._enter_goal(heading.parts, title, cell.where)
            case HeadingKind.PRIORITY if heading.is_objective and self.below_area and self.priority:
                return self._enter_goal((), title, cell.where)
            case HeadingKind.PRIORITY:
                self.below_area = not heading.is_objective
                counts_within_goal = heading.is_objective and self.goal is not None
                return self._enter_priority(() if counts_within_goal else heading.parts[:1], title, cell.where)
            case HeadingKind.STRATEGY:
                self._open_goal(heading.parts, cell)
                return self._enter_strategy(heading.parts, title, cell.where)
            case _:
                return self._enter_milestone(heading.parts, title, cell.where)

    def _enter_goal(self, parts: Parts, title: str, where: str) -> GoalDraft:
        self.goal = self.plan.goals.find(parts, title)
        if self.goal is None:
            self.goal = GoalDraft(where, parts, title)
            self.plan.goals.append(self.goal)
            self.goals_in_a_row += 1
        self.goal.title = self.goal.title or title
        if self.strategy is self.implied:
            self.strategy = self.milestone = None
        return self.goal

    def _open_goal(self, parts: Parts, cell: Cell) -> None:
        """Strategies directly below a goal serve it: the goal becomes their priority."""
        goal, listed = self.goal, self.goals_in_a_row
        self.goals_in_a_row = 0
        if goal is None or self.priority is not self.of_goal or parts[:-1] not in ((), goal.parts[:1]):
            return
        if listed > 1:
            self.unlinked.append(cell)
            return
        self.of_goal = self._enter_priority(goal.parts[:1], goal.title, goal.where)

    def _enter_priority(self, parts: Parts, title: str, where: str) -> PriorityDraft:
        self.priority = self.plan.priorities.find(parts, title)
        if self.priority is None:
            self.priority = PriorityDraft(where, parts, title)
            self.plan.priorities.append(self.priority)
        self.priority.title = self.priority.title or title
        self.goal = self.strategy = self.milestone = None
        return self.priority

    def _enter_strategy(self, parts: Parts, title: str, where: str) -> StrategyDraft:
        priority = self._priority_of(parts, where)
        self.strategy = priority.strategies.find(parts, title)
        if self.strategy is None:
            self.strategy = StrategyDraft(where, parts, title)
            priority.strategies.append(self.strategy)
        self.strategy.title = self.strategy.title or title
        self.goal = self.milestone = None
        return self.strategy

    def _priority_of(self, parts: Parts, where: str) -> PriorityDraft:
        """The priority that a strategy's number names, else the present one."""
        if len(parts) >= STRATEGY_DEPTH:
            named = self.plan.priorities.find(parts[:1], "")
            if named is not None or self.priority is None or self.priority.strategies:
                return self._enter_priority(parts[:1], "", where)
        return self.priority or self._enter_priority((), "", where)

    def _enter_milestone(self, parts: Parts, title: str, where: str) -> MilestoneDraft:
        strategy = self._strategy_of(parts, where)
        self.milestone = strategy.milestones.find(parts, title)
        if self.milestone is None:
            self.milestone = MilestoneDraft(where, parts, title)
            strategy.milestones.append(self.milestone)
        self.milestone.title = self.milestone.title or title
        return self.milestone

    def _strategy_of(self, parts: Parts, where: str) -> StrategyDraft:
        if len(parts) >= MILESTONE_DEPTH and self.strategy is None:
            return self._enter_strategy(parts[:STRATEGY_DEPTH], "", where)
        return self._strategy_for(where)

    def _strategy_for(self, where: str) -> StrategyDraft:
        return self.strategy or self._imply(where)

    def _imply(self, where: str) -> StrategyDraft:
        goal = self.goal
        if goal is not None:
            self.implied = self._enter_strategy(goal.parts[:1], goal.title, where)
        else:
            self.implied = self._enter_strategy((), self.sheet.line, where)
        self.goal = goal
        return self.implied

    def add_item(self, item: ItemDraft) -> None:
        self.goals_in_a_row = 0
        strategy = self._strategy_for(item.where)
        if self.milestone is None:
            self.milestone = strategy.milestones[0] if strategy.milestones else None
        if self.milestone is None:
            self.milestone = MilestoneDraft(item.where)
            strategy.milestones.append(self.milestone)
        self.milestone.items.append(item)

    def add_measure(self, measure: Measure) -> None:
        if self.goal is not None:
            self.goal.measures.append(measure)
        elif self.strategy is not None:
            self.strategy.measures.append(measure)

    def note(self, kind: HeadingKind, cell: Cell) -> None:
        """Store a heading's text with the part the reader is in."""
        match kind:
            case HeadingKind.THEORY_OF_ACTION if self.strategy:
                self.strategy.theory = self.strategy.theory or cell
            case HeadingKind.VISION | HeadingKind.MISSION | HeadingKind.PURPOSE:
                self.plan.texts.setdefault(kind.value, cell.line)
            case _ if kind in SECTION_1:
                self.plan.texts[kind.value] = f"{self.plan.texts.get(kind.value, '')}\n{cell.text}".strip()
            case HeadingKind.EXPLANATION if self.goal:
                self.goal.explanation = self.goal.explanation or cell.text
            case HeadingKind.PRIORITY_LEAD if self.priority:
                self.priority.lead = self.priority.lead or cell
            case _ if self.milestone and kind in _OF_A_MILESTONE:
                _note_milestone(self.milestone, kind, cell)
            case _ if self.strategy:
                _note_strategy(self.strategy, kind, cell)
            case _:
                self.plan.preamble.append(cell)


_OF_A_MILESTONE = frozenset(
    {
        HeadingKind.MILESTONE_LEAD,
        HeadingKind.MILESTONE_DUE,
        HeadingKind.MILESTONE_QUARTER,
        HeadingKind.MILESTONE_TEAM,
    }
)


def _note_milestone(milestone: MilestoneDraft, kind: HeadingKind, cell: Cell) -> None:
    match kind:
        case HeadingKind.MILESTONE_LEAD:
            milestone.lead = milestone.lead or cell
        case HeadingKind.MILESTONE_DUE:
            milestone.due = milestone.due or cell
        case HeadingKind.MILESTONE_QUARTER:
            milestone.quarter = milestone.quarter or cell.line
        case _:
            names = (name.strip() for name in cell.line.split(";"))
            milestone.team = milestone.team or tuple(name for name in names if name)


def _note_strategy(strategy: StrategyDraft, kind: HeadingKind, cell: Cell) -> None:
    match kind:
        case HeadingKind.STRATEGY_LEAD:
            strategy.lead = strategy.lead or cell
        case HeadingKind.PRACTICE:
            strategy.practice = strategy.practice or cell
        case HeadingKind.SERVES:
            strategy.serves = strategy.serves or cell
        case HeadingKind.IF_WE | HeadingKind.THEN | HeadingKind.AND_SO:
            strategy.clauses.setdefault(kind.value, cell.line)
        case HeadingKind.RESOURCES:
            strategy.resources = f"{strategy.resources}\n{cell.text}".strip()
        case _ if kind in BENCHMARKS:
            benchmarks = [(BENCHMARKS[kind], text) for text in bullets(cell.text) if text.lower() != NOT_IN_PLAN]
            strategy.benchmarks += [each for each in benchmarks if each not in strategy.benchmarks]


def title_of(text: str) -> str:
    """The first paragraph on one line, without "(continued)"."""
    paragraph = text.split("\n\n", maxsplit=1)[0].strip()
    if re.fullmatch(r"\([^()]*\)", paragraph):
        paragraph = paragraph[1:-1]
    return re.sub(
        r"(?:(?<!\s)\s+)?\(?\bcont(?:inued|'?d|\.)?\)?\s*$", "", " ".join(paragraph.split()), flags=re.IGNORECASE
    )


_BULLET = re.compile(r"^\s*(?:[•·▪●○*\uf0b7]|[-–]\s|o\s)\s*")


def bullets(text: str) -> list[str]:
    """The points of a list in a cell; a cell without bullets is one point."""
    points: list[str] = []
    for line in text.split("\n"):
        if not points or _BULLET.match(line):
            points.append("")
        points[-1] = f"{points[-1]} {_BULLET.sub('', line)}".strip()
    return [point for point in points if point]
