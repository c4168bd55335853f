"""The benchmarks and measures of a plan, with their newest readings as of a day."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from conversations.check_in import Subject
from plans.outcomes import OutcomeHistory, OutcomeKind, PlanOutcome, ReportedReading, history
from storage.models import BenchmarkRow, GoalRow, MeasureRow, StrategyRow
from storage.plans import leads
from storage.plans.plan_changes import date_of, in_plan_on, list_of
from storage.plans.wordings import before_later_changes, text_on
from storage.rounds import readings

Readings = Mapping[str, ReportedReading]
"""The newest readings, by topic key."""


def of_plan(session: Session, plan_id: int, day: date) -> list[PlanOutcome]:
    """Benchmarks by kind, from early evidence to final, then measures: those that were in the plan on the day."""
    newest = readings.newest(session, plan_id, day)
    outcomes = [*_benchmarks(session, plan_id, day, newest), *_measures(session, plan_id, day, newest)]
    kinds = list(OutcomeKind)
    return sorted(outcomes, key=lambda outcome: kinds.index(outcome.kind))


def histories(session: Session, plan_id: int, day: date) -> list[OutcomeHistory]:
    """Those with a target and a reading to compare with it, in the same order."""
    read = readings.with_figures(session, plan_id, day)
    compared = (history(outcome, read.get(outcome.key, ())) for outcome in of_plan(session, plan_id, day))
    return [each for each in compared if each is not None]


def with_leads(session: Session, plan_id: int, outcomes: Iterable[PlanOutcome]) -> list[PlanOutcome]:
    """The outcomes with those who lead their strategies; a goal has none."""
    of_strategies = {strategy.code: strategy.leads for strategy in leads.strategies(session, plan_id)}
    return [
        outcome
        if outcome.kind is OutcomeKind.GOAL_MEASURE
        else replace(outcome, leads=of_strategies.get(outcome.code, ()))
        for outcome in outcomes
    ]


def _benchmarks(
    session: Session, plan_id: int, day: date, newest: Mapping[str, ReportedReading]
) -> Iterator[PlanOutcome]:
    statement = select(
        *(BenchmarkRow.id, BenchmarkRow.kind, StrategyRow.code, BenchmarkRow.due),
        text_on(BenchmarkRow.text, day),
        before_later_changes(BenchmarkRow.due, day).label("due_before"),
    )
    statement = statement.join(StrategyRow, StrategyRow.id == BenchmarkRow.strategy_id)
    statement = statement.where(BenchmarkRow.plan_id == plan_id, in_plan_on(BenchmarkRow, day))
    for row in session.execute(statement.order_by(BenchmarkRow.id)):
        key = f"{Subject.BENCHMARK}:{row.id}"
        yield PlanOutcome(
            key=key,
            kind=OutcomeKind(row.kind),
            code=row.code,
            text=row.text,
            due=row.due if row.due_before is None else date_of(row.due_before),
            newest=newest.get(key),
        )


def _measures(
    session: Session, plan_id: int, day: date, newest: Mapping[str, ReportedReading]
) -> Iterator[PlanOutcome]:
    statement = (
        select(
            MeasureRow.id,
            MeasureRow.goal_id,
            func.coalesce(GoalRow.code, StrategyRow.code).label("code"),
            text_on(MeasureRow.indicator, day),
            text_on(MeasureRow.baseline, day),
            MeasureRow.targets,
            before_later_changes(MeasureRow.targets, day).label("targets_before"),
        )
        .outerjoin(GoalRow, GoalRow.id == MeasureRow.goal_id)
        .outerjoin(StrategyRow, StrategyRow.id == MeasureRow.strategy_id)
    )
    statement = statement.where(MeasureRow.plan_id == plan_id, in_plan_on(MeasureRow, day))
    for row in session.execute(statement.order_by(MeasureRow.id)):
        key = f"{Subject.MEASURE}:{row.id}"
        yield PlanOutcome(
            key=key,
            kind=OutcomeKind.STRATEGY_MEASURE if row.goal_id is None else OutcomeKind.GOAL_MEASURE,
            code=row.code,
            text=row.indicator,
            baseline=row.baseline,
            targets=tuple(row.targets if row.targets_before is None else list_of(row.targets_before)),
            newest=newest.get(key),
        )
