"""Leads of a plan's parts, and what they are asked about beside action items."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from plans.plan import BenchmarkKind
from storage.models import ActionItemRow, AgreementRow, BenchmarkRow, MeasureRow, MilestoneRow, PriorityRow, StrategyRow
from storage.people import role_holders
from storage.people.role_holders import role_key
from storage.plans.places import PlanRowReference


@dataclass(frozen=True, slots=True)
class LedStrategy:
    id: int
    code: str
    leads: tuple[str, ...]
    """Names as in the plan: the strategy's own lead, else its priority's, else its milestones'."""


@dataclass(frozen=True, slots=True)
class CompletedActivity:
    """A completed activity of a strategy that names early evidence."""

    plan_id: int
    strategy: str
    on: date


def strategies(session: Session, plan_id: int) -> list[LedStrategy]:
    of_milestones: dict[int, list[str]] = {}
    for milestone in milestones(session, plan_id):
        if milestone.lead:
            of_milestones.setdefault(milestone.strategy_id, []).append(milestone.lead)
    statement = (
        select(StrategyRow.id, StrategyRow.code, StrategyRow.lead, PriorityRow.lead)
        .join(PriorityRow, PriorityRow.id == StrategyRow.priority_id)
        .where(StrategyRow.plan_id == plan_id, StrategyRow.dropped.is_(False))
        .order_by(StrategyRow.id)
    )
    return [
        LedStrategy(row_id, code, _first(own, above) or tuple(dict.fromkeys(of_milestones.get(row_id, ()))))
        for row_id, code, own, above in session.execute(statement)
    ]


def _first(*leads: str | None) -> tuple[str, ...]:
    return next(((lead,) for lead in leads if lead), ())


_LedRow = MilestoneRow | PriorityRow | StrategyRow | MeasureRow | BenchmarkRow | AgreementRow


def of_part(session: Session, place: PlanRowReference) -> set[int]:
    """The people who lead a part: a measure's or benchmark's are its strategy's, and a goal has none."""
    table = _LED.get(place.table)
    if table is None:
        return set()
    row: _LedRow = session.get_one(table, place.row_id, populate_existing=True)
    strategy_id = row.id if isinstance(row, StrategyRow) else getattr(row, "strategy_id", None)
    if isinstance(row, MilestoneRow | PriorityRow):
        names: Sequence[str] = [row.lead] if row.lead else []
    else:
        names = next((led.leads for led in strategies(session, row.plan_id) if led.id == strategy_id), ())
    holders = role_holders.by_key(session, row.plan_id)
    return {person.id for name in names for person in holders.get(role_key(name), ()) if person.active}


_LED: Mapping[str, type[Any]] = {
    table.__tablename__: table
    for table in (MilestoneRow, PriorityRow, StrategyRow, MeasureRow, BenchmarkRow, AgreementRow)
}


def milestones(session: Session, plan_id: int) -> Sequence[MilestoneRow]:
    return session.scalars(
        select(MilestoneRow).filter_by(plan_id=plan_id, dropped=False).order_by(MilestoneRow.id)
    ).all()


def begun_milestones(session: Session, plan_id: int, day: date) -> set[int]:
    """Ids of milestones that are at work or due by the day: not those whose action items all start later."""
    now = (ActionItemRow.start.is_(None)) | (ActionItemRow.start <= day) | (ActionItemRow.due <= day)
    begun = ActionItemRow.completed_on.is_not(None) | now
    counted = (ActionItemRow.milestone_id == MilestoneRow.id) & ActionItemRow.cancelled.is_(False)
    some, some_begun = select(ActionItemRow.id).where(counted), select(ActionItemRow.id).where(counted, begun)
    statement = select(MilestoneRow.id).where(
        MilestoneRow.plan_id == plan_id,
        MilestoneRow.dropped.is_(False),
        some_begun.exists() | ~some.exists() | (MilestoneRow.due <= day),
    )
    return set(session.scalars(statement))


def benchmarks(session: Session, plan_id: int, kind: BenchmarkKind) -> list[tuple[int, int]]:
    """Ids, each with its strategy's."""
    statement = select(BenchmarkRow.id, BenchmarkRow.strategy_id).filter_by(
        plan_id=plan_id, kind=kind.value, dropped=False
    )
    return list(session.execute(statement.order_by(BenchmarkRow.id)))


def measures(session: Session, plan_id: int) -> list[tuple[int, int | None]]:
    """Ids, each with its strategy's; None for a measure of a goal."""
    statement = select(MeasureRow.id, MeasureRow.strategy_id).filter_by(plan_id=plan_id, dropped=False)
    return list(session.execute(statement.order_by(MeasureRow.id)))


def finished(session: Session, plan_ids: Collection[int], since: date) -> Iterable[CompletedActivity]:
    """Activities completed since that day, of strategies that name early evidence."""
    statement = (
        select(ActionItemRow.plan_id, StrategyRow.code, ActionItemRow.completed_on)
        .join(MilestoneRow, MilestoneRow.id == ActionItemRow.milestone_id)
        .join(StrategyRow, StrategyRow.id == MilestoneRow.strategy_id)
        .where(
            ActionItemRow.plan_id.in_(plan_ids),
            ActionItemRow.completed_on >= since,
            StrategyRow.id.in_(_with_evidence()),
        )
        .order_by(ActionItemRow.completed_on, ActionItemRow.id)
    )
    for plan_id, strategy, on in session.execute(statement):
        if on is not None:
            yield CompletedActivity(plan_id, strategy, on)


def expected(session: Session, plan_id: int, since: date) -> Iterable[CompletedActivity]:
    """Open activities, as if each finished on its due date."""
    statement = (
        select(StrategyRow.code, ActionItemRow.due)
        .join(MilestoneRow, MilestoneRow.strategy_id == StrategyRow.id)
        .join(ActionItemRow, ActionItemRow.milestone_id == MilestoneRow.id)
        .where(
            ActionItemRow.plan_id == plan_id,
            ActionItemRow.completed_on.is_(None),
            ActionItemRow.cancelled.is_(False),
            ActionItemRow.due >= since,
            StrategyRow.id.in_(_with_evidence()),
        )
        .order_by(ActionItemRow.due, ActionItemRow.id)
    )
    for strategy, due in session.execute(statement):
        if due is not None:
            yield CompletedActivity(plan_id, strategy, due)


def _with_evidence() -> Select[int]:
    return select(BenchmarkRow.strategy_id).filter_by(kind=BenchmarkKind.EARLY_EVIDENCE.value, dropped=False)


def set_channel(session: Session, plan_id: int, code: str, channel: str | None) -> bool:
    """Set the channel in which a milestone's team answers as one. Returns False for an unknown milestone."""
    row = session.scalar(select(MilestoneRow).filter_by(plan_id=plan_id, code=code))
    if row is not None:
        row.channel = channel
    return row is not None
