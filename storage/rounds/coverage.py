"""What was discussed when: the aspects of strategies that leaders ticked when they published minutes."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from conversations.agendas import DueBenchmark
from plans.coverage import Aspect, Coverage, StrategyCoverage
from storage.items.items import Stamp
from storage.models import BenchmarkRow, DiscussedRow, MinutesRow, StrategyRow
from storage.upsert import add

_ASPECTS = {Aspect.EARLY_EVIDENCE.value: Aspect.EARLY_EVIDENCE, Aspect.SHORT_TERM.value: Aspect.SHORT_TERM}
"""By the kind of the benchmark."""

StrategyAspect = tuple[int, Aspect]
"""A strategy's id and what is discussed of it."""


def of_plan(session: Session, plan_id: int) -> Coverage:
    discussed = _discussed(session, plan_id)
    ticked = set().union(*discussed.values())
    published = session.scalars(
        select(MinutesRow.period).filter_by(plan_id=plan_id, state="published").order_by(MinutesRow.period)
    )
    months = [period for period in published if ticked and period >= min(ticked)]
    aspects = _benchmark_aspects(session, plan_id)
    statement = select(StrategyRow.id, StrategyRow.code, StrategyRow.title).filter_by(plan_id=plan_id, dropped=False)
    strategies = [
        StrategyCoverage(
            strategy_id=strategy_id,
            code=code,
            title=title,
            discussed={
                aspect: frozenset(discussed.get((strategy_id, aspect), ()))
                for aspect in Aspect
                if aspect is Aspect.ACTIVITIES or (strategy_id, aspect) in aspects
            },
        )
        for strategy_id, code, title in session.execute(statement.order_by(StrategyRow.id))
    ]
    return Coverage(months, strategies)


def _discussed(session: Session, plan_id: int) -> dict[StrategyAspect, set[str]]:
    statement = (
        select(DiscussedRow.strategy_id, DiscussedRow.aspect, MinutesRow.period)
        .join(MinutesRow, MinutesRow.id == DiscussedRow.minutes_id)
        .where(MinutesRow.plan_id == plan_id, MinutesRow.state == "published")
    )
    months: dict[StrategyAspect, set[str]] = {}
    for strategy_id, aspect, period in session.execute(statement):
        months.setdefault((strategy_id, Aspect(aspect)), set()).add(period)
    return months


def _benchmark_aspects(session: Session, plan_id: int) -> set[StrategyAspect]:
    """What the plan sets benchmarks for."""
    statement = select(BenchmarkRow.strategy_id, BenchmarkRow.kind).filter_by(plan_id=plan_id, dropped=False)
    kinds = session.execute(statement)
    return {(strategy_id, _ASPECTS[kind]) for strategy_id, kind in kinds if kind in _ASPECTS}


def benchmarks_due(session: Session, plan_id: int, by: date) -> list[DueBenchmark]:
    """Early evidence and short-term outcomes with a date up to this one, in the order of their dates."""
    statement = (
        select(BenchmarkRow.id, BenchmarkRow.kind, BenchmarkRow.text, BenchmarkRow.due, BenchmarkRow.strategy_id)
        .where(BenchmarkRow.plan_id == plan_id, BenchmarkRow.kind.in_(_ASPECTS), BenchmarkRow.due <= by)
        .where(BenchmarkRow.dropped.is_(False))
        .order_by(BenchmarkRow.due, BenchmarkRow.id)
    )
    return [
        DueBenchmark(id=id_, kind=_ASPECTS[kind], text=text, due=due, strategy_id=strategy_id)
        for id_, kind, text, due, strategy_id in session.execute(statement)
        if due is not None
    ]


def tick(session: Session, minutes_id: int, discussed: Iterable[StrategyAspect], stamp: Stamp) -> None:
    """Save what the minutes' discussion addressed, in place of what an earlier try to publish them ticked."""
    session.execute(delete(DiscussedRow).where(DiscussedRow.minutes_id == minutes_id))
    made_by = {"person_id": stamp.by, "at": stamp.at, "recorded_on": stamp.on}
    for strategy_id, aspect in discussed:
        add(
            session,
            DiscussedRow,
            {"minutes_id": minutes_id, "strategy_id": strategy_id, "aspect": aspect.value, **made_by},
        )
