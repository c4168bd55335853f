"""What became of a plan's unfinished work, for its documents and for those of the next year.

People stand in what was typed as mentions: documents keep them by their ids until they are read.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from conversations.rollover import DecisionKind, RolloverSubject
from storage.models import (
    ActionItemRow,
    ContinuationRow,
    MilestoneEventRow,
    MilestoneRow,
    PersonRow,
    PlanRow,
    RolloverDecisionRow,
    RolloverRow,
    StrategyRow,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedMilestone:
    """A milestone of the old year that goes on in the next one."""

    code: str
    title: str
    next_title: str
    lead: str
    due: date | None
    next_due: date | None
    """None before the next year's plan is made, unless somebody chose a date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedPart:
    """A milestone or a strategy of the old year that doesn't go on."""

    subject: RolloverSubject
    code: str
    title: str
    reason: str
    who: str
    """Who decided so."""
    decided_on: date
    strategy: str = ""
    """Of a milestone that ended with its strategy: the strategy's code."""


def carried_over(session: Session, plan_id: int, day: date) -> list[CarriedMilestone]:
    """The milestones of the plan that go on in the next year, by what was confirmed until the day."""
    if not _is_confirmed(session, plan_id, day):
        return []
    stopped = _stopped(session, plan_id)
    statement = (
        select(MilestoneRow, RolloverDecisionRow)
        .join(RolloverDecisionRow, RolloverDecisionRow.row_id == MilestoneRow.id)
        .where(RolloverDecisionRow.plan_id == plan_id, RolloverDecisionRow.subject == RolloverSubject.MILESTONE)
        .where(RolloverDecisionRow.kind == DecisionKind.CARRY_OVER)
        .order_by(MilestoneRow.strategy_id, MilestoneRow.id)
    )
    pairs = [(row, decision) for row, decision in session.execute(statement) if row.strategy_id not in stopped]
    first_dues = _first_dues(session, plan_id, day)
    return [
        CarriedMilestone(
            code=row.code,
            title=row.title,
            next_title=decision.title or row.title,
            lead=decision.lead or row.lead or "",
            due=row.due,
            next_due=first_dues.get(row.id, decision.due),
        )
        for row, decision in pairs
    ]


def dropped(session: Session, plan_id: int, day: date) -> list[DroppedPart]:
    """Stopped strategies, then the milestones that don't go on, each with its reason, as confirmed until the day."""
    if not _is_confirmed(session, plan_id, day):
        return []
    stopped = _stopped(session, plan_id)
    parts = [*_strategies_dropped(session, plan_id), *_milestones_dropped(session, plan_id, stopped)]
    reasons = {part.code: part for part in parts if part.subject is RolloverSubject.STRATEGY}
    return [*parts, *_ended_with_strategies(session, stopped, reasons)]


def _strategies_dropped(session: Session, plan_id: int) -> Iterable[DroppedPart]:
    decided = _decided(plan_id, RolloverSubject.STRATEGY)
    statement = decided.add_columns(StrategyRow).join(StrategyRow, StrategyRow.id == RolloverDecisionRow.row_id)
    for decision, who, row in session.execute(statement.order_by(StrategyRow.id)):
        yield _part(decision, who, row)


def _milestones_dropped(session: Session, plan_id: int, stopped: Mapping[int, str]) -> Iterable[DroppedPart]:
    decided = _decided(plan_id, RolloverSubject.MILESTONE)
    statement = decided.add_columns(MilestoneRow).join(MilestoneRow, MilestoneRow.id == RolloverDecisionRow.row_id)
    statement = statement.order_by(MilestoneRow.strategy_id, MilestoneRow.id)
    for decision, who, row in session.execute(statement.where(MilestoneRow.strategy_id.not_in(stopped))):
        yield _part(decision, who, row)


def _ended_with_strategies(
    session: Session, stopped: Mapping[int, str], strategies: Mapping[str, DroppedPart]
) -> Iterable[DroppedPart]:
    statement = select(MilestoneRow).where(MilestoneRow.strategy_id.in_(stopped), MilestoneRow.dropped.is_(False))
    unfinished = statement.where(MilestoneRow.completed_on.is_(None)).order_by(
        MilestoneRow.strategy_id, MilestoneRow.id
    )
    for row in session.scalars(unfinished):
        strategy = strategies[stopped[row.strategy_id]]
        subject = RolloverSubject.MILESTONE
        yield replace(strategy, subject=subject, code=row.code, title=row.title, strategy=strategy.code)


def _decided(plan_id: int, subject: RolloverSubject) -> Select[RolloverDecisionRow, str]:
    """The decisions to drop, each with the name of whoever made it."""
    statement = select(RolloverDecisionRow, PersonRow.name).join(
        PersonRow, PersonRow.id == RolloverDecisionRow.person_id
    )
    return statement.filter(
        RolloverDecisionRow.plan_id == plan_id,
        RolloverDecisionRow.subject == subject,
        RolloverDecisionRow.kind == DecisionKind.DROP,
    )


def _part(decision: RolloverDecisionRow, who: str, row: MilestoneRow | StrategyRow) -> DroppedPart:
    return DroppedPart(
        subject=RolloverSubject(decision.subject),
        code=row.code,
        title=row.title,
        reason=decision.reason,
        who=who,
        decided_on=decision.decided_on,
    )


def _is_confirmed(session: Session, plan_id: int, day: date) -> bool:
    confirmed_on = session.scalar(select(RolloverRow.confirmed_on).filter_by(plan_id=plan_id))
    return confirmed_on is not None and confirmed_on <= day


def _stopped(session: Session, plan_id: int) -> dict[int, str]:
    """Codes of the stopped strategies, by id."""
    statement = (
        select(StrategyRow.id, StrategyRow.code)
        .join(RolloverDecisionRow, RolloverDecisionRow.row_id == StrategyRow.id)
        .where(RolloverDecisionRow.plan_id == plan_id, RolloverDecisionRow.subject == RolloverSubject.STRATEGY)
    )
    return dict(session.execute(statement).all())


def _first_dues(session: Session, plan_id: int, day: date) -> dict[int, date | None]:
    """The dates with which milestones began the next year, by their ids in the old one."""
    statement = (
        select(ContinuationRow.continues_id, MilestoneEventRow.due)
        .join(RolloverRow, RolloverRow.next_plan_id == ContinuationRow.plan_id)
        .join(MilestoneEventRow, MilestoneEventRow.milestone_id == ContinuationRow.row_id)
        .where(RolloverRow.plan_id == plan_id, ContinuationRow.place == MilestoneRow.__tablename__)
        .where(MilestoneEventRow.kind == "added", MilestoneEventRow.recorded_on <= day)
    )
    return dict(session.execute(statement).all())


# ---------------------------------------------------------------- the next year


@dataclass(frozen=True, slots=True, kw_only=True)
class Predecessor:
    """What a milestone or action item of the new year goes on from."""

    code: str
    school_year: str
    due: date | None


def predecessors(
    session: Session, table: type[MilestoneRow | ActionItemRow], row_ids: Sequence[int]
) -> dict[int, Predecessor]:
    """By the id of the milestone or action item; no entry for one that is new."""
    statement = (
        select(ContinuationRow.row_id, table.code, PlanRow.school_year, table.due)
        .join(table, table.id == ContinuationRow.continues_id)
        .join(PlanRow, PlanRow.id == table.plan_id)
        .where(ContinuationRow.place == table.__tablename__, ContinuationRow.row_id.in_(row_ids))
    )
    rows = session.execute(statement)
    return {row_id: Predecessor(code=code, school_year=year, due=due) for row_id, code, year, due in rows}
