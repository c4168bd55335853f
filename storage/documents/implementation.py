"""The history of a plan's action items, for Tool A's Implementation Data."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from conversations.check_in import Happened
from conversations.documents.implementation import ItemRecord, RecordedEvent, RecoveryStep
from plans.cause_categories import category_of
from plans.item_events import Added, Cancelled, Completed, DueMoved, Event, Reopened, Status, StatusReported
from storage.items.items import PROGRESS_COLUMNS, is_counted, progress_after
from storage.items.month import evidence_of_items
from storage.models import ActionItemRow, AnswerRow, ItemEventRow, ItemRegroupingRow, MilestoneRow, PromiseReportRow
from storage.plans.plans import PlanSummary
from storage.plans.wordings import text_on
from storage.rows import Columns, rows

_OF_AN_EVENT = ("item_id", "kind", "recorded_on", "due", "ongoing", "completed_on", "status", "reason")
_OF_A_CAUSE = ("is_ours", "cause_category")
_OF_AN_ANSWER = ("id", "item_id", "on", "recovery", "recovery_by")


def item_records(session: Session, plan: PlanSummary, day: date) -> Mapping[str, list[ItemRecord]]:
    """The action items by the code of the milestone they had on that day, which is empty for those without one."""
    codes = {row.id: row.code for row in session.scalars(select(MilestoneRow).filter_by(plan_id=plan.id))}
    events: dict[int, list[RecordedEvent]] = defaultdict(list)
    for row in rows(session, _OF_ITEMS, plan_id=plan.id, day=day):
        events[row.item_id].append(RecordedEvent(_event(row), progress_after(row)))
    recoveries = _recoveries(session, plan.id, day)
    evidence = evidence_of_items(session, plan.id, date.min, day)
    moved_later = milestones_before_later_moves(session, plan.id, day)
    records: dict[str, list[ItemRecord]] = defaultdict(list)
    for item in session.execute(_items(plan.id, day)):
        if item.id in events:
            record = ItemRecord(
                code=item.code,
                output=item.output,
                events=events[item.id],
                is_original=events[item.id][0].event.recorded <= plan.created_on,
                recoveries=recoveries.get(item.id, ()),
                evidence=evidence.get(item.id, ""),
            )
            milestone_id = moved_later.get(item.id, item.milestone_id)
            records[codes[milestone_id] if milestone_id is not None else ""].append(record)
    return records


def _items(plan_id: int, day: date) -> Select[*tuple[Any, ...]]:
    return (
        select(ActionItemRow.id, ActionItemRow.code, text_on(ActionItemRow.output, day), ActionItemRow.milestone_id)
        .where(ActionItemRow.plan_id == plan_id, is_counted())
        .order_by(ActionItemRow.id)
    )


_OF_ITEMS = (
    select(
        *(getattr(ItemEventRow, name) for name in (*_OF_AN_EVENT, *_OF_A_CAUSE)),
        ItemEventRow.cause.label("cause_of_move"),
    )
    .add_columns(*PROGRESS_COLUMNS)
    .join(ActionItemRow, ActionItemRow.id == ItemEventRow.item_id)
    .where(ActionItemRow.plan_id == bindparam("plan_id"), ItemEventRow.recorded_on <= bindparam("day"))
    .order_by(ItemEventRow.item_id, ItemEventRow.recorded_on, ItemEventRow.id)
)


def _event(row: Columns) -> Event:
    match row.kind:
        case "added":
            return Added(row.recorded_on, row.due, row.ongoing, row.reason)
        case "completed":
            return Completed(row.recorded_on, row.completed_on)
        case "reopened":
            return Reopened(row.recorded_on)
        case "due_moved":
            return DueMoved(row.recorded_on, row.due, row.reason, row.cause_of_move, row.is_ours)
        case "cancelled":
            return Cancelled(row.recorded_on, row.reason)
        case "reported":
            category = category_of(row.cause_category)
            return StatusReported(row.recorded_on, Status(row.status), row.reason, row.is_ours, category)
    raise ValueError(f"item_event has kind {row.kind!r}")


def _recoveries(session: Session, plan_id: int, day: date) -> Mapping[int, list[RecoveryStep]]:
    """The steps promised about each item until the day, with what was reported about them until then."""
    happened = {
        row.answer_id: Happened(row.happened)
        for row in session.execute(
            select(PromiseReportRow.answer_id, PromiseReportRow.happened)
            .join(AnswerRow, AnswerRow.id == PromiseReportRow.answer_id)
            .join(ActionItemRow, ActionItemRow.id == AnswerRow.item_id)
            .where(ActionItemRow.plan_id == plan_id, PromiseReportRow.recorded_on <= day)
            .order_by(PromiseReportRow.id)
        )
    }
    newest = (
        select(func.max(AnswerRow.id))
        .join(ActionItemRow, ActionItemRow.id == AnswerRow.item_id)
        .where(ActionItemRow.plan_id == plan_id, AnswerRow.on <= day)
        .group_by(AnswerRow.round_id, AnswerRow.item_id)
    )
    statement = (
        select(*(getattr(AnswerRow, name) for name in _OF_AN_ANSWER))
        .where(AnswerRow.id.in_(newest), AnswerRow.recovery != "")
        .order_by(AnswerRow.id)
    )
    steps: dict[int, list[RecoveryStep]] = defaultdict(list)
    for row in rows(session, statement):
        step = RecoveryStep(text=row.recovery, by=row.recovery_by, recorded=row.on, happened=happened.get(row.id))
        steps[row.item_id].append(step)
    return steps


def milestones_before_later_moves(session: Session, plan_id: int, day: date) -> dict[int, int | None]:
    """The milestone of each item that was moved to another one after the day."""
    statement = (
        select(ItemRegroupingRow.item_id, ItemRegroupingRow.from_milestone_id)
        .join(ActionItemRow, ActionItemRow.id == ItemRegroupingRow.item_id)
        .where(ActionItemRow.plan_id == plan_id, ItemRegroupingRow.recorded_on > day)
        .order_by(ItemRegroupingRow.id.desc())
    )
    return {row.item_id: row.from_milestone_id for row in rows(session, statement)}
