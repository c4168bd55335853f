"""The benchmarks and measures of a plan, with their newest readings as of a day."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from conversations.check_in import Subject
from plans.dated_targets import DatedTarget, dated_targets
from plans.dates import PlanYear
from plans.outcome_history import OutcomeHistory
from plans.outcome_history import histories as histories_of
from plans.outcomes import OutcomeKind, PlanOutcome, judge
from plans.readings import OutcomeReading
from storage.models import BenchmarkRow, GoalRow, MeasureRow, PlanRow, StrategyRow
from storage.plans import leads
from storage.plans.plan_changes import date_of, in_plan_on, list_of
from storage.plans.wordings import before_later_changes, text_on
from storage.rounds import readings
from storage.rounds.readings import NewestReadings


def of_plan(session: Session, plan_id: int, day: date) -> list[PlanOutcome]:
    """Benchmarks by kind, from early evidence to final, then measures: those that were in the plan on the day."""
    newest = readings.newest(session, plan_id, day)
    outcomes = [*_benchmarks(session, plan_id, day), *_measures(session, plan_id, day)]
    read = [_with_readings(outcome, newest.get(outcome.key)) for outcome in outcomes]
    kinds = list(OutcomeKind)
    return sorted(_judged(session, plan_id, day, read), key=lambda outcome: kinds.index(outcome.kind))


def _with_readings(outcome: PlanOutcome, newest: NewestReadings | None) -> PlanOutcome:
    return replace(outcome, newest=newest.first, groups=newest.groups) if newest else outcome


def _judged(session: Session, plan_id: int, day: date, outcomes: Sequence[PlanOutcome]) -> Iterator[PlanOutcome]:
    """With several dated targets, each judged as of the day. The outcome is due by the next one, or by the last."""
    if not any(_dated(outcome, PlanYear.of(day)) for outcome in outcomes):
        yield from outcomes
        return
    year = PlanYear.parse(session.get_one(PlanRow, plan_id).school_year)
    read = readings.with_figures(session, plan_id, day)
    for outcome in outcomes:
        targets = _dated(outcome, year)
        of_all = _of_group(outcome, read.get(outcome.key, ()))
        coming = [target.day for target in targets if target.day >= day]
        due = min(coming, default=targets[-1].day) if targets else outcome.due
        yield replace(outcome, due=due, judged=tuple(judge(target, of_all, day) for target in targets))


def _dated(outcome: PlanOutcome, year: PlanYear | None) -> Sequence[DatedTarget]:
    """A measure's are in the target of its first year."""
    text = next(iter(outcome.targets), "") if outcome.kind.is_measure else outcome.text
    return dated_targets(text, year)


def _of_group(outcome: PlanOutcome, read: Iterable[OutcomeReading]) -> list[OutcomeReading]:
    """Those of the students of its newest reading: of all, unless only groups were read."""
    group = outcome.newest.reading.student_group.casefold() if outcome.newest else ""
    return [reading for reading in read if reading.student_group.casefold() == group]


def histories(session: Session, plan_id: int, day: date) -> list[OutcomeHistory]:
    """Of those with a reading, in the same order; each of all students, then of each student group."""
    read = readings.with_figures(session, plan_id, day)
    outcomes = of_plan(session, plan_id, day)
    return [each for outcome in outcomes for each in histories_of(outcome, read.get(outcome.key, ()))]


def with_leads(session: Session, plan_id: int, outcomes: Iterable[PlanOutcome]) -> list[PlanOutcome]:
    """The outcomes with those who lead their strategies; a goal has none."""
    of_strategies = {strategy.code: strategy.leads for strategy in leads.strategies(session, plan_id)}
    return [
        outcome
        if outcome.kind is OutcomeKind.GOAL_MEASURE
        else replace(outcome, leads=of_strategies.get(outcome.code, ()))
        for outcome in outcomes
    ]


def _benchmarks(session: Session, plan_id: int, day: date) -> Iterator[PlanOutcome]:
    statement = select(
        *(BenchmarkRow.id, BenchmarkRow.kind, StrategyRow.code, BenchmarkRow.due),
        text_on(BenchmarkRow.text, day),
        before_later_changes(BenchmarkRow.due, day).label("due_before"),
    )
    statement = statement.join(StrategyRow, StrategyRow.id == BenchmarkRow.strategy_id)
    statement = statement.where(BenchmarkRow.plan_id == plan_id, in_plan_on(BenchmarkRow, day))
    for row in session.execute(statement.order_by(BenchmarkRow.id)):
        yield PlanOutcome(
            key=f"{Subject.BENCHMARK}:{row.id}",
            kind=OutcomeKind(row.kind),
            code=row.code,
            text=row.text,
            due=row.due if row.due_before is None else date_of(row.due_before),
        )


def _measures(session: Session, plan_id: int, day: date) -> Iterator[PlanOutcome]:
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
        yield PlanOutcome(
            key=f"{Subject.MEASURE}:{row.id}",
            kind=OutcomeKind.STRATEGY_MEASURE if row.goal_id is None else OutcomeKind.GOAL_MEASURE,
            code=row.code,
            text=row.indicator,
            baseline=row.baseline,
            targets=tuple(row.targets if row.targets_before is None else list_of(row.targets_before)),
        )
