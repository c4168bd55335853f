"""The answers of quarterly and semester reviews, as of a day."""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from conversations.check_in import Subject
from conversations.documents.reviews import ReviewAnswer
from plans.cadences import Cadence
from plans.item_events import Status
from storage.models import AnswerRow, BenchmarkRow, MilestoneRow, RoundRow, StrategyRow
from storage.plans.wordings import text_on
from storage.rows import Columns, rows

_REVIEWS = (Cadence.QUARTERLY.value, Cadence.SEMESTER.value)


def between(session: Session, plan_id: int, after: date | None, day: date) -> list[ReviewAnswer]:
    """The last answer about each subject in each review that was recorded after one day and until another, in order."""
    newest = (
        select(func.max(AnswerRow.id))
        .join(RoundRow, RoundRow.id == AnswerRow.round_id)
        .where(RoundRow.plan_id == plan_id, RoundRow.cadence.in_(_REVIEWS), AnswerRow.on <= day)
        .where(AnswerRow.corrects_id.is_(None), AnswerRow.on > (after or date.min))
        .group_by(AnswerRow.round_id, AnswerRow.milestone_id, AnswerRow.benchmark_id)
    )
    statement = _answers(day).where(AnswerRow.id.in_(newest)).order_by(AnswerRow.on, AnswerRow.id)
    return [_answer(row) for row in rows(session, statement)]


def _answers(day: date) -> Select[*tuple[Any, ...]]:
    names = ("on", "milestone_id", "status", "cause", "is_ours", "recovery", "recovery_by", "evidence")
    strategy_id = func.coalesce(MilestoneRow.strategy_id, BenchmarkRow.strategy_id)
    return (
        select(
            *(getattr(AnswerRow, name) for name in names),
            *(StrategyRow.code.label("strategy"), MilestoneRow.code),
            func.coalesce(text_on(MilestoneRow.title, day), text_on(BenchmarkRow.text, day)).label("text"),
        )
        .outerjoin(MilestoneRow, MilestoneRow.id == AnswerRow.milestone_id)
        .outerjoin(BenchmarkRow, BenchmarkRow.id == AnswerRow.benchmark_id)
        .join(StrategyRow, StrategyRow.id == strategy_id)
    )


def _answer(row: Columns) -> ReviewAnswer:
    return ReviewAnswer(
        on=row.on,
        subject=Subject.BENCHMARK if row.milestone_id is None else Subject.MILESTONE,
        strategy=row.strategy,
        code=row.code or "",
        text=row.text,
        status=Status(row.status),
        cause=row.cause,
        is_ours=row.is_ours,
        recovery=row.recovery,
        recovery_by=row.recovery_by,
        evidence=row.evidence,
    )
