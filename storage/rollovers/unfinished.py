"""What a plan has left to do at the end of its year, and what its measures stand at."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from conversations.next_year import (
    Leftovers,
    NextMeasure,
    NextYearFacts,
    RemainingItem,
    RunningStrategy,
    UnfinishedMilestone,
)
from plans.calendar import SchoolYear
from plans.next_year import first_day, is_covered, milestone_due, moved, targets_left, year_after
from plans.outcomes import PlanOutcome
from plans.readings import OutcomeReading
from plans.school_calendar import SchoolCalendar
from storage.items import items, open_supports
from storage.models import (
    ActionItemRow,
    DialogRow,
    MeasureRow,
    MilestoneRow,
    PriorityRow,
    RockRow,
    StrategyRow,
)
from storage.people import calendars
from storage.plans.plans import PlanSummary
from storage.rounds import outcomes


@dataclass(frozen=True, slots=True)
class _Years:
    old: SchoolYear
    calendar: SchoolCalendar

    @property
    def new(self) -> SchoolYear:
        return year_after(self.old)

    def moved(self, due: date | None) -> date | None:
        return moved(due, self.new, self.calendar) if due else None

    def item(self, row: ActionItemRow) -> RemainingItem:
        owner, next_due = row.owner or "", self.moved(row.due)
        return RemainingItem(id=row.id, code=row.code, text=row.text, owner=owner, due=row.due, next_due=next_due)


def facts(session: Session, plan: PlanSummary, today: date) -> NextYearFacts:
    years = _Years(SchoolYear.of(plan.starts_on), calendars.of(session, plan.organization_id))
    standing = outcomes.of_plan(session, plan.id, today)
    benchmarks = [outcome for outcome in standing if not outcome.kind.is_measure]
    milestones = _milestones(session, plan.id, years)
    completed = select(func.count()).select_from(MilestoneRow).filter_by(plan_id=plan.id, dropped=False)
    return NextYearFacts(
        plan_id=plan.id,
        organization=plan.organization,
        year=years.new,
        old_year=plan.school_year,
        first_day=first_day(years.new, years.calendar),
        has_calendar=is_covered(years.new, years.calendar),
        strategies=[
            RunningStrategy(id=row.id, code=row.code, title=row.title) for row in _strategies(session, plan.id)
        ],
        milestones=milestones,
        completed_milestones=session.scalar(completed.where(MilestoneRow.completed_on.is_not(None))) or 0,
        other_items=_other_items(session, plan.id, years, milestones),
        measures=list(_measures(session, plan.id, standing)),
        next_benchmarks={_id(each): years.moved(each.due) for each in benchmarks if not each.is_reached},
        reached_benchmarks=sum(each.is_reached for each in benchmarks),
        leftovers=_leftovers(session, plan.id),
    )


def _strategies(session: Session, plan_id: int) -> Sequence[StrategyRow]:
    statement = select(StrategyRow).join(PriorityRow, PriorityRow.id == StrategyRow.priority_id)
    of_plan = statement.where(StrategyRow.plan_id == plan_id, StrategyRow.dropped.is_(False))
    return session.scalars(of_plan.order_by(PriorityRow.id, StrategyRow.id)).all()


def _milestones(session: Session, plan_id: int, years: _Years) -> list[UnfinishedMilestone]:
    statement = (
        select(MilestoneRow, StrategyRow.code, StrategyRow.title)
        .join(StrategyRow, StrategyRow.id == MilestoneRow.strategy_id)
        .where(MilestoneRow.plan_id == plan_id, MilestoneRow.dropped.is_(False), StrategyRow.dropped.is_(False))
        .where(MilestoneRow.completed_on.is_(None))
        .order_by(StrategyRow.priority_id, StrategyRow.id, MilestoneRow.id)
    )
    by_milestone: dict[int | None, list[RemainingItem]] = {}
    for row in _open_items(session, plan_id):
        by_milestone.setdefault(row.milestone_id, []).append(years.item(row))
    return [
        UnfinishedMilestone(
            id=row.id,
            code=row.code,
            title=row.title,
            strategy_id=row.strategy_id,
            strategy=f"{code} {title}",
            lead=row.lead or "",
            quarter=row.quarter,
            due=row.due,
            next_due=milestone_due(row.due, row.quarter, years.old, years.calendar),
            items=by_milestone.get(row.id, ()),
        )
        for row, code, title in session.execute(statement)
    ]


def _other_items(
    session: Session, plan_id: int, years: _Years, milestones: Iterable[UnfinishedMilestone]
) -> list[RemainingItem]:
    asked = {milestone.id for milestone in milestones}
    return [years.item(row) for row in _open_items(session, plan_id) if row.milestone_id not in asked]


def _open_items(session: Session, plan_id: int) -> Iterable[ActionItemRow]:
    """Support that somebody promised to provide stays with the old year, as its request does."""
    statement = select(ActionItemRow).filter_by(plan_id=plan_id, provides_support=False).where(items.is_open())
    return session.scalars(statement.order_by(ActionItemRow.id))


def _measures(session: Session, plan_id: int, standing: Iterable[PlanOutcome]) -> Iterator[NextMeasure]:
    rows = {row.id: row for row in session.scalars(select(MeasureRow).filter_by(plan_id=plan_id, dropped=False))}
    for outcome in standing:
        row = rows.get(_id(outcome)) if outcome.kind.is_measure else None
        if row is not None:
            reading = _last_reading(outcome)
            yield NextMeasure(
                id=row.id,
                strategy_id=row.strategy_id,
                code=outcome.code,
                indicator=row.indicator,
                baseline=reading.text if reading else row.baseline,
                read_on=reading.taken_on if reading else None,
                targets=targets_left(row.targets),
            )


def _last_reading(outcome: PlanOutcome) -> OutcomeReading | None:
    """One of all students, with a value that may be shown: a student group's is no baseline for all."""
    reading = outcome.report.reading if outcome.report else None
    return reading if reading and reading.text and not reading.student_group else None


def _id(outcome: PlanOutcome) -> int:
    return int(outcome.key.partition(":")[2])


def _leftovers(session: Session, plan_id: int) -> Leftovers:
    supports = open_supports.counts(session, [plan_id]).get(plan_id)
    rocks = select(func.count()).select_from(RockRow).join(MilestoneRow, MilestoneRow.id == RockRow.milestone_id)
    dialogs = select(func.count()).select_from(DialogRow).where(DialogRow.plan_id == plan_id)
    return Leftovers(
        supports=supports.requests if supports else 0,
        rocks=session.scalar(rocks.where(MilestoneRow.plan_id == plan_id, RockRow.state == "open")) or 0,
        dialogs=session.scalar(dialogs.where(DialogRow.phase != "finished")) or 0,
    )
