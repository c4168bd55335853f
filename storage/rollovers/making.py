"""Makes the plan of the next school year. The old year's rows are only read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from conversations.next_year import NextYearFacts, RemainingItem, UnfinishedMilestone, items_along
from conversations.rollover import RolloverDecision, RolloverState, SubjectKey
from plans.item_events import Added
from storage.documents import plan_details
from storage.items import items
from storage.items.items import Stamp
from storage.models import (
    ActionItemRow,
    AgreementRow,
    Base,
    BenchmarkRow,
    ContinuationRow,
    GoalRow,
    MeasureRow,
    MilestoneRow,
    PlanRow,
    PriorityRow,
    StrategyRow,
    SwotFactorRow,
)
from storage.people import role_changes, role_holders
from storage.people.role_changes import Author
from storage.plans import milestones, objectives, plan_changes
from storage.rollovers import decisions
from storage.upsert import add, add_returning_id

Part = TypeVar("Part", bound=Base)


@dataclass(frozen=True, slots=True, kw_only=True)
class _NextPlan:
    session: Session
    id: int
    facts: NextYearFacts
    state: RolloverState
    stamp: Stamp
    why: str
    strategies: dict[int, int] = field(default_factory=dict)
    milestones: dict[int, int] = field(default_factory=dict)
    """This and the one before: ids in the new plan by those in the old one."""

    def copy(self, row: Base, **changed: Any) -> int:
        """Add the same row to the new plan, but for these columns, and return its id."""
        return add_returning_id(self.session, type(row), _columns(row) | {"plan_id": self.id} | changed)

    def old(self, table: type[Part]) -> Sequence[Part]:
        """The rows of the old plan that are still in it."""
        statement = select(table).filter_by(plan_id=self.facts.plan_id, dropped=False)
        return self.session.scalars(statement.order_by(inspect(table).columns["id"])).all()

    def continues(self, table: type[Base], row_id: int, old_id: int) -> None:
        row = {"plan_id": self.id, "place": table.__tablename__, "row_id": row_id, "continues_id": old_id}
        add(self.session, ContinuationRow, row)


def make(
    session: Session, facts: NextYearFacts, state: RolloverState, *, asks_from: date, stamp: Stamp, why: str
) -> int:
    """Make the plan and return its id. `asks_from`: rounds that are due before this day are not opened."""
    old = session.get_one(PlanRow, facts.plan_id)
    years = {"starts_on": facts.year.first, "ends_on": facts.year.last, "created_on": asks_from}
    from_no_file = {"imported_from": "", "imported_hash": "", "imported": {}}
    row = _columns(old) | {"school_year": facts.year.name} | years | from_no_file
    plan = _NextPlan(
        session=session, id=add_returning_id(session, PlanRow, row), facts=facts, state=state, stamp=stamp, why=why
    )
    plan_changes.record_added(session, session.get_one(PlanRow, plan.id), stamp, why)
    _copy_goals(plan)
    _copy_strategies(plan)
    for milestone in facts.milestones:
        if state.comes_along(milestone.key):
            _carry_milestone(plan, milestone)
    for key, item in items_along(facts, state):
        _carry_item(plan, key, item)
    _copy_roles(plan)
    _copy_details(plan)
    decisions.record_plan(session, facts.plan_id, plan.id, stamp.at)
    return plan.id


def _copy_goals(plan: _NextPlan) -> None:
    goals = {row.id: plan.copy(row) for row in plan.old(GoalRow)}
    measures = {measure.id: measure for measure in plan.facts.measures if measure.strategy_id is None}
    for row in plan.old(MeasureRow):
        if row.goal_id in goals and row.id in measures:
            measure = measures[row.id]
            plan.copy(row, goal_id=goals[row.goal_id], baseline=measure.baseline, targets=list(measure.targets))


def _copy_strategies(plan: _NextPlan) -> None:
    """Those that nobody stopped, with their priorities, measures, benchmarks and minimum conditions."""
    stopped = {strategy.id for strategy in plan.facts.strategies if plan.state.is_stopped(strategy.key)}
    strategies = plan.old(StrategyRow)
    running = [row for row in strategies if row.id not in stopped]
    emptied = {row.priority_id for row in strategies} - {row.priority_id for row in running}
    priorities = {row.id: plan.copy(row) for row in plan.old(PriorityRow) if row.id not in emptied}
    for row in running:
        serves = objectives.in_next_plan(plan.session, row.serves, plan.facts.year.first)
        plan.strategies[row.id] = plan.copy(row, priority_id=priorities[row.priority_id], serves=serves)
    _copy_benchmarks(plan)
    for agreement in plan.old(AgreementRow):
        in_plan = agreement.strategy_id is None or agreement.strategy_id in plan.strategies
        if agreement.kind == "minimum_condition" and in_plan:
            strategy_id = plan.strategies.get(agreement.strategy_id or 0)
            plan.copy(agreement, strategy_id=strategy_id, recorded_on=plan.stamp.on)


def _copy_benchmarks(plan: _NextPlan) -> None:
    measures = {measure.id: measure for measure in plan.facts.measures}
    for row in plan.old(MeasureRow):
        if row.strategy_id in plan.strategies and row.id in measures:
            changed = {"baseline": measures[row.id].baseline, "targets": list(measures[row.id].targets)}
            plan.copy(row, strategy_id=plan.strategies[row.strategy_id], **changed)
    for benchmark in plan.old(BenchmarkRow):
        if benchmark.strategy_id in plan.strategies and benchmark.id in plan.facts.next_benchmarks:
            due = plan.facts.next_benchmarks[benchmark.id]
            plan.copy(benchmark, strategy_id=plan.strategies[benchmark.strategy_id], due=due)


def _carry_milestone(plan: _NextPlan, milestone: UnfinishedMilestone) -> None:
    decision, row = plan.state.decisions[milestone.key], plan.session.get_one(MilestoneRow, milestone.id)
    quarter = "" if decision.due else row.quarter
    words = {"title": decision.title or row.title, "lead": decision.lead or row.lead, "quarter": quarter}
    strategy_id = plan.strategies[milestone.strategy_id]
    row_id = plan.copy(row, strategy_id=strategy_id, due=None, completed_on=None, **words)
    added = Added(recorded=plan.stamp.on, due=decision.due or milestone.next_due, reason=plan.why)
    milestones.record(plan.session, row_id, added, plan.stamp)
    plan.milestones[milestone.id] = row_id
    plan.continues(MilestoneRow, row_id, milestone.id)


def _carry_item(plan: _NextPlan, key: SubjectKey, item: RemainingItem) -> None:
    """With its owner. An item that had begun keeps its first day."""
    row = plan.session.get_one(ActionItemRow, item.id)
    anew: dict[str, Any] = {
        "completed_on": None,
        "cancelled": False,
        "status": None,
        "follows_id": None,
        "imported": {},
    }
    milestone_id = plan.milestones.get(row.milestone_id or 0)
    row_id = plan.copy(row, milestone_id=milestone_id, due=None, **anew)
    due = next_due(plan.state.decisions[key], item)
    added = Added(recorded=plan.stamp.on, due=due, ongoing=row.ongoing and due is None, reason=plan.why)
    items.record(plan.session, row_id, added, plan.stamp)
    plan.continues(ActionItemRow, row_id, item.id)


def next_due(decision: RolloverDecision, item: RemainingItem) -> date | None:
    return decision.item_dues.get(item.id, item.next_due)


def _copy_roles(plan: _NextPlan) -> None:
    """The people assigned to the leads that the plan names; those who have left are not."""
    author = Author(at=plan.stamp.at, person_id=plan.stamp.by)
    names = role_holders.role_names(plan.session, plan.facts.plan_id)
    for key, people in role_holders.by_key(plan.session, plan.facts.plan_id).items():
        active = [person.id for person in people if person.active]
        if active:
            role_changes.assign(plan.session, plan.id, names[key], active, author)


def _copy_details(plan: _NextPlan) -> None:
    """What the plan's document says beside the plan, so that nobody is asked for it again."""
    plan_details.copy(plan.session, plan.facts.plan_id, plan.id, plan.stamp)
    for factor in plan.old(SwotFactorRow):
        plan.copy(factor)


def _columns(row: Base) -> dict[str, Any]:
    """What a row holds, by the names of its table's columns, without its id."""
    mapper = inspect(type(row))
    columns = [column for column in mapper.local_table.columns if column.key != "id"]
    return {column.key: getattr(row, mapper.get_property_by_column(column).key) for column in columns}
