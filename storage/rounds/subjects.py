"""The subjects of topics and answers as columns: each subject has its own in both tables."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam

from conversations.check_in import Answer, Subject, Topic
from plans.cause_categories import category_of
from plans.item_events import Status
from storage.aliases import alias_of
from storage.models import (
    ActionItemRow,
    AnswerRow,
    BenchmarkRow,
    GoalRow,
    MeasureRow,
    MilestoneRow,
    PersonRow,
    ReadingRow,
    RequestTopicRow,
    StrategyRow,
)
from storage.rounds.readings import READING_COLUMNS, to_reading, with_subject
from storage.rows import Columns

COLUMN: Mapping[Subject, str] = {subject: f"{subject}_id" for subject in Subject}

_MeasuredStrategy = alias_of(StrategyRow)
_ForPerson = alias_of(PersonRow)


def columns_of(subject: Subject, subject_id: int) -> dict[str, int | None]:
    """The values of the four columns; None in all but one."""
    return {name: subject_id if kind is subject else None for kind, name in COLUMN.items()}


def is_about(table: type[RequestTopicRow | AnswerRow], subject: Subject) -> ColumnElement[bool]:
    column: ColumnElement[int] = getattr(table, COLUMN[subject])
    return column.in_(bindparam("ids", expanding=True))


def ids_of(topics: Iterable[Topic]) -> dict[Subject, list[int]]:
    """Ids by subject. One query per subject: with OR, the database could not use an index."""
    by_subject: dict[Subject, list[int]] = {}
    for topic in topics:
        by_subject.setdefault(topic.subject, []).append(topic.id)
    return by_subject


def key_of(row: Columns) -> str:
    """The topic's key."""
    subject, name = next((kind, name) for kind, name in COLUMN.items() if getattr(row, name) is not None)
    return f"{subject}:{getattr(row, name)}"


TOPIC_COLUMNS = (
    ActionItemRow.id.label("topic_item_id"),
    ActionItemRow.code,
    ActionItemRow.text,
    ActionItemRow.due,
    ActionItemRow.ongoing,
    MilestoneRow.id.label("topic_milestone_id"),
    MilestoneRow.code.label("milestone_code"),
    MilestoneRow.title,
    MilestoneRow.due.label("milestone_due"),
    MilestoneRow.completed_on.label("milestone_completed_on"),
    BenchmarkRow.id.label("topic_benchmark_id"),
    BenchmarkRow.text.label("benchmark_text"),
    BenchmarkRow.due.label("benchmark_due"),
    StrategyRow.code.label("benchmark_code"),
    MeasureRow.id.label("topic_measure_id"),
    MeasureRow.indicator,
    MeasureRow.source,
    MeasureRow.baseline,
    MeasureRow.targets,
    GoalRow.code.label("goal_code"),
    _MeasuredStrategy.code.label("measured_code"),
)


def with_topic(
    statement: Select[*tuple[Any, ...]], table: type[RequestTopicRow | AnswerRow]
) -> Select[*tuple[Any, ...]]:
    """Join the columns of the row's subject."""
    return (
        statement.outerjoin(ActionItemRow, ActionItemRow.id == table.item_id)
        .outerjoin(MilestoneRow, MilestoneRow.id == table.milestone_id)
        .outerjoin(BenchmarkRow, BenchmarkRow.id == table.benchmark_id)
        .outerjoin(StrategyRow, StrategyRow.id == BenchmarkRow.strategy_id)
        .outerjoin(MeasureRow, MeasureRow.id == table.measure_id)
        .outerjoin(GoalRow, GoalRow.id == MeasureRow.goal_id)
        .outerjoin(_MeasuredStrategy, _MeasuredStrategy.id == MeasureRow.strategy_id)
    )


def topic(row: Columns) -> Topic:
    if row.topic_item_id is not None:
        return Topic(
            subject=Subject.ITEM,
            id=row.topic_item_id,
            code=row.code,
            text=row.text,
            due=row.due,
            ongoing=row.ongoing,
        )
    if row.topic_milestone_id is not None:
        return Topic(
            subject=Subject.MILESTONE,
            id=row.topic_milestone_id,
            code=row.milestone_code,
            text=row.title,
            due=row.milestone_due,
            completed_on=row.milestone_completed_on,
        )
    if row.topic_benchmark_id is not None:
        return Topic(
            subject=Subject.BENCHMARK,
            id=row.topic_benchmark_id,
            code=row.benchmark_code,
            text=row.benchmark_text,
            due=row.benchmark_due,
        )
    way = figures(row.baseline, row.targets)
    return Topic(
        subject=Subject.MEASURE,
        id=row.topic_measure_id,
        code=row.goal_code or row.measured_code,
        text=row.indicator,
        detail=", ".join(part for part in (row.source, way) if part),
    )


def figures(baseline: str, targets: Iterable[str]) -> str:
    """A measure's baseline and yearly targets: 31% → 60% → 85%."""
    return " \N{RIGHTWARDS ARROW} ".join(figure for figure in (baseline, *targets) if figure)


ANSWER_COLUMNS = (
    *(getattr(AnswerRow, name) for name in COLUMN.values()),
    AnswerRow.status,
    AnswerRow.on,
    AnswerRow.cause,
    AnswerRow.is_ours,
    AnswerRow.cause_category,
    AnswerRow.id.label("answer_id"),
    AnswerRow.recovery,
    AnswerRow.recovery_by,
    AnswerRow.new_due,
    AnswerRow.old_due,
    AnswerRow.new_due_reason,
    AnswerRow.support,
    AnswerRow.evidence,
    AnswerRow.completed_on,
    AnswerRow.late,
    AnswerRow.keeps_due,
    *READING_COLUMNS,
    PersonRow.name.label("who"),
    _ForPerson.name.label("on_behalf_of"),
)


def with_people(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Join who answered, for whom, and the reading that belongs to the answer."""
    joined = statement.join(PersonRow, PersonRow.id == AnswerRow.person_id)
    joined = with_subject(joined.outerjoin(ReadingRow, ReadingRow.answer_id == AnswerRow.id))
    return joined.outerjoin(_ForPerson, _ForPerson.id == AnswerRow.for_person_id)


def to_answer(row: Columns, *, given: int = 1) -> Answer:
    return Answer(
        status=Status(row.status),
        by=row.who,
        on=row.on,
        cause=row.cause,
        is_ours=row.is_ours,
        cause_category=category_of(row.cause_category),
        recovery=row.recovery,
        recovery_by=row.recovery_by,
        new_due=row.new_due,
        old_due=row.old_due,
        new_due_reason=row.new_due_reason,
        support=row.support,
        evidence=row.evidence,
        completed_on=row.completed_on,
        reading=to_reading(row),
        on_behalf_of=row.on_behalf_of or "",
        late=row.late,
        keeps_due=row.keeps_due,
        revision=given,
    )
