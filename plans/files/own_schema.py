"""The schema of the project's own format. All cells are text; dates and numbers are read later, as in sheets."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from plans.plan import BenchmarkKind

Text = Annotated[str, StringConstraints(min_length=1)]


class SchemaModel(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class MeasureIn(SchemaModel):
    indicator: Text
    source: str = ""
    baseline: str = ""
    targets: tuple[str, ...] = ()


class GoalIn(SchemaModel):
    code: str | None = None
    text: Text
    explanation: str = ""
    measures: tuple[MeasureIn, ...] = ()


class BenchmarkIn(SchemaModel):
    kind: BenchmarkKind
    text: Text
    due: str = ""


class ItemIn(SchemaModel):
    code: str | None = None
    text: Text
    owner: str = ""
    collaborators: tuple[str, ...] = ()
    when: str = ""
    """Start and due date in one: "Aug - Sept 2026"."""
    start: str = ""
    due: str = ""
    ongoing: bool = False
    output: str = ""
    resources: str = ""
    practice: str = ""
    """One or several codes: "3a, 2b"; as in a milestone and a strategy."""


class MilestoneIn(SchemaModel):
    code: str | None = None
    title: Text
    lead: str = ""
    team: tuple[str, ...] = ()
    quarter: str = ""
    practice: str = ""
    due: str = ""
    action_items: tuple[ItemIn, ...] = ()


class StrategyIn(SchemaModel):
    code: str | None = None
    title: str = ""
    if_we: str = ""
    then: str = ""
    and_so: str = ""
    practice: str = ""
    serves: str = ""
    """An objective of the plan above by its number, title or both; or "own"."""
    lead: str = ""
    resources: str = ""
    measures: tuple[MeasureIn, ...] = ()
    benchmarks: tuple[BenchmarkIn, ...] = ()
    milestones: tuple[MilestoneIn, ...] = ()


class PriorityIn(SchemaModel):
    code: str | None = None
    title: Text
    lead: str = ""
    strategies: tuple[StrategyIn, ...] = ()


class PlanIn(SchemaModel):
    title: Text
    organization: Text
    school_year: Text
    quarters: tuple[str, ...] = ()
    """Four, like "Aug 24 - Oct 30, 2026", if the school's quarters are not three months each."""
    vision: str = ""
    mission: str = ""
    purpose: str = ""
    assets_and_issues: str = ""
    theory_of_action: str = ""
    why_objectives: str = ""
    end_of_year_outcomes: str = ""
    goals: tuple[GoalIn, ...] = ()
    priorities: tuple[PriorityIn, ...] = ()


def known_words() -> list[str]:
    """Every key of the format, for suggestions."""
    models = (PlanIn, GoalIn, MeasureIn, PriorityIn, StrategyIn, BenchmarkIn, MilestoneIn, ItemIn)
    return sorted({word for model in models for word in model.model_fields})
