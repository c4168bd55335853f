"""What people promised in earlier rounds and what they report about it; the promises of published minutes."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, bindparam, delete, false, func, select
from sqlalchemy.orm import Session

from conversations.check_in import Happened, LastAnswer, Subject, Topic
from conversations.highlight import Promise, PromiseFacts, PromiseKind
from plans.cadences import Cadence
from plans.item_events import Status
from storage.items.items import REPORTED, Stamp
from storage.models import (
    ActionItemRow,
    AnswerRow,
    ItemEventRow,
    MilestoneEventRow,
    MilestoneRow,
    MinutesRow,
    PromiseReportRow,
    PromiseRow,
    RiskRow,
    RoundRow,
)
from storage.people import mentions
from storage.rounds import next_steps
from storage.rounds.rounds import RoundFacts
from storage.rounds.subjects import COLUMN, ids_of, is_about, key_of
from storage.rows import Columns, rows
from storage.upsert import add

# ---------------------------------------------------------------- what was answered last


def last_answers(session: Session, of: RoundFacts, topics: Sequence[Topic]) -> Mapping[str, LastAnswer]:
    """The newest answer about each topic in an earlier monthly round, by topic key."""
    if of.cadence is not Cadence.MONTHLY:
        return {}
    known_by = {"plan_id": of.plan_id, "period": of.period, "round_id": of.id}
    return {
        key_of(row): LastAnswer(
            id=row.id,
            period=row.period,
            status=Status(row.status),
            cause=row.cause,
            recovery=row.recovery,
            recovery_by=row.recovery_by,
            happened=Happened(row.happened) if row.happened and row.reported_in == of.id else None,
            is_settled=row.reported_in not in (None, of.id),
        )
        for subject, ids in ids_of(topics).items()
        for row in rows(session, _last_about(subject), ids=ids, **known_by)
    }


_ABOUT = func.coalesce(AnswerRow.corrects_id, AnswerRow.round_id)
"""The round an answer reports on."""


@cache
def _last_about(subject: Subject) -> Select[*tuple[Any, ...]]:
    so_far = select(RoundRow.id).where(
        RoundRow.plan_id == bindparam("plan_id"),
        RoundRow.cadence == Cadence.MONTHLY.value,
        RoundRow.period <= bindparam("period"),
    )
    newest = (
        select(func.max(AnswerRow.id))
        .where(AnswerRow.round_id.in_(so_far), bindparam("round_id") != _ABOUT, is_about(AnswerRow, subject))
        .group_by(getattr(AnswerRow, COLUMN[subject]))
    )
    report = (
        select(PromiseReportRow.id)
        .where(PromiseReportRow.answer_id == AnswerRow.id)
        .order_by(PromiseReportRow.id.desc())
        .limit(1)
        .correlate(AnswerRow)
        .scalar_subquery()
    )
    return (
        select(
            AnswerRow.id,
            *(getattr(AnswerRow, name) for name in COLUMN.values()),
            AnswerRow.status,
            AnswerRow.cause,
            AnswerRow.recovery,
            AnswerRow.recovery_by,
            RoundRow.period,
            PromiseReportRow.happened,
            PromiseReportRow.round_id.label("reported_in"),
        )
        .join(RoundRow, RoundRow.id == _ABOUT)
        .outerjoin(PromiseReportRow, PromiseReportRow.id == report)
        .where(AnswerRow.id.in_(newest))
    )


# ---------------------------------------------------------------- what is reported about it


def report_recovery(session: Session, of: RoundFacts, answer_id: int, happened: Happened, stamp: Stamp) -> None:
    _report(session, of, {"answer_id": answer_id, "risk_id": None, "promise_id": None}, happened, stamp)


def report_mitigation(session: Session, of: RoundFacts, risk_id: int, happened: Happened, stamp: Stamp) -> None:
    _report(session, of, {"answer_id": None, "risk_id": risk_id, "promise_id": None}, happened, stamp)


def _report(
    session: Session, of: RoundFacts, promise: Mapping[str, int | None], happened: Happened, stamp: Stamp
) -> None:
    row = {"round_id": of.id, "happened": happened, "person_id": stamp.by, "at": stamp.at, "recorded_on": stamp.on}
    add(session, PromiseReportRow, {**promise, **row})


# ---------------------------------------------------------------- the promises of published minutes


def add_promises(session: Session, minutes_id: int, promises: Iterable[tuple[Promise, str]]) -> None:
    """Keep what minutes promise when they are published, each promise with its line, in which people are mentions."""
    plan_id = session.scalars(select(MinutesRow.plan_id).filter_by(id=minutes_id)).one()
    for promise, line in promises:
        is_typed = promise.kind is PromiseKind.STEP
        text = mentions.with_ids(session, plan_id, line) if is_typed else ""
        row: dict[str, Any] = {**dict.fromkeys(_SUBJECT.values()), "text": text}
        if not is_typed:
            row[_SUBJECT[promise.kind]] = promise.id
        owner = _owner_of(promise)
        owner_id = session.scalar(owner) if owner is not None else promise.owner_id
        add(
            session,
            PromiseRow,
            {**row, "minutes_id": minutes_id, "kind": promise.kind, "owner_id": owner_id, "due": promise.due},
        )


_SUBJECT = {
    PromiseKind.ITEM: "item_id",
    PromiseKind.MILESTONE: "milestone_id",
    PromiseKind.RECOVERY: "answer_id",
    PromiseKind.MITIGATION: "risk_id",
}


def _owner_of(promise: Promise) -> Select[int | None] | None:
    """None for a milestone, which a role leads, and for a typed step, which has its owner itself."""
    match promise.kind:
        case PromiseKind.ITEM:
            return select(ActionItemRow.owner_id).filter_by(id=promise.id)
        case PromiseKind.MILESTONE | PromiseKind.STEP:
            return None
        case PromiseKind.RECOVERY:
            return select(func.coalesce(AnswerRow.for_person_id, AnswerRow.person_id)).filter_by(id=promise.id)
        case PromiseKind.MITIGATION:
            return select(RiskRow.owner_id).filter_by(id=promise.id)


def remove_promises(session: Session, minutes_id: int) -> None:
    """Take them back with the minutes, when these could not be posted."""
    of_minutes_now = select(PromiseRow.id).where(PromiseRow.minutes_id == minutes_id)
    session.execute(delete(PromiseReportRow).where(PromiseReportRow.promise_id.in_(of_minutes_now)))
    session.execute(delete(PromiseRow).where(PromiseRow.minutes_id == minutes_id))


def of_minutes(session: Session, minutes_id: int) -> list[PromiseFacts]:
    """What those minutes promised, as things are now."""
    return [
        *(_dated_facts(PromiseKind.ITEM, row) for row in session.execute(_items_of(minutes_id))),
        *(_dated_facts(PromiseKind.MILESTONE, row) for row in session.execute(_milestones_of(minutes_id))),
        *(_recovery_facts(row) for row in session.execute(_recoveries_of(minutes_id))),
        *(_mitigation_facts(row) for row in session.execute(_mitigations_of(minutes_id))),
        *next_steps.of_minutes(session, minutes_id),
    ]


def _items_of(minutes_id: int) -> Select[*tuple[Any, ...]]:
    answered = (
        select(ItemEventRow.id)
        .where(
            ItemEventRow.item_id == ActionItemRow.id,
            ItemEventRow.kind == REPORTED,
            ItemEventRow.at > MinutesRow.published_at,
        )
        .exists()
    )
    return (
        select(
            ActionItemRow.code,
            ActionItemRow.text,
            ActionItemRow.completed_on,
            ActionItemRow.cancelled,
            ActionItemRow.due.label("new_due"),
            PromiseRow.due,
            answered.label("answered"),
        )
        .join(PromiseRow, PromiseRow.item_id == ActionItemRow.id)
        .join(MinutesRow, MinutesRow.id == PromiseRow.minutes_id)
        .where(PromiseRow.minutes_id == minutes_id)
        .order_by(PromiseRow.id)
    )


def _milestones_of(minutes_id: int) -> Select[*tuple[Any, ...]]:
    answered = (
        select(MilestoneEventRow.id)
        .where(
            MilestoneEventRow.milestone_id == MilestoneRow.id,
            MilestoneEventRow.kind == REPORTED,
            MilestoneEventRow.at > MinutesRow.published_at,
        )
        .exists()
    )
    return (
        select(
            MilestoneRow.code,
            MilestoneRow.title.label("text"),
            MilestoneRow.completed_on,
            false().label("cancelled"),
            MilestoneRow.due.label("new_due"),
            PromiseRow.due,
            answered.label("answered"),
        )
        .join(PromiseRow, PromiseRow.milestone_id == MilestoneRow.id)
        .join(MinutesRow, MinutesRow.id == PromiseRow.minutes_id)
        .where(PromiseRow.minutes_id == minutes_id)
        .order_by(PromiseRow.id)
    )


def _dated_facts(kind: PromiseKind, row: Columns) -> PromiseFacts:
    return PromiseFacts(
        kind=kind,
        code=row.code,
        text=row.text,
        due=row.due,
        completed_on=row.completed_on,
        is_cancelled=bool(row.cancelled),
        new_due=row.new_due,
        is_answered=row.answered,
    )


def _newest_report(promise: ColumnElement[bool]) -> ScalarSelect[str]:
    statement = select(PromiseReportRow.happened).where(promise).order_by(PromiseReportRow.id.desc()).limit(1)
    return statement.correlate(PromiseRow).scalar_subquery()


def _recoveries_of(minutes_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            func.coalesce(ActionItemRow.code, MilestoneRow.code).label("code"),
            func.coalesce(ActionItemRow.completed_on, MilestoneRow.completed_on).label("completed_on"),
            AnswerRow.milestone_id,
            AnswerRow.recovery,
            PromiseRow.due,
            PromiseRow.owner_id,
            _newest_report(PromiseReportRow.answer_id == PromiseRow.answer_id).label("happened"),
        )
        .join(PromiseRow, PromiseRow.answer_id == AnswerRow.id)
        .outerjoin(ActionItemRow, ActionItemRow.id == AnswerRow.item_id)
        .outerjoin(MilestoneRow, MilestoneRow.id == AnswerRow.milestone_id)
        .where(PromiseRow.minutes_id == minutes_id)
        .order_by(PromiseRow.id)
    )


def _recovery_facts(row: Columns) -> PromiseFacts:
    return PromiseFacts(
        kind=PromiseKind.RECOVERY,
        code=row.code,
        is_milestone=row.milestone_id is not None,
        text=row.recovery,
        due=row.due,
        completed_on=row.completed_on,
        happened=_happened(row),
        owner_id=row.owner_id,
    )


def _mitigations_of(minutes_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            RiskRow.mitigation,
            PromiseRow.due,
            PromiseRow.owner_id,
            _newest_report(PromiseReportRow.risk_id == PromiseRow.risk_id).label("happened"),
        )
        .join(PromiseRow, PromiseRow.risk_id == RiskRow.id)
        .where(PromiseRow.minutes_id == minutes_id)
        .order_by(PromiseRow.id)
    )


def _mitigation_facts(row: Columns) -> PromiseFacts:
    return PromiseFacts(
        kind=PromiseKind.MITIGATION,
        text=row.mitigation,
        due=row.due,
        happened=_happened(row),
        owner_id=row.owner_id,
    )


def _happened(row: Columns) -> Happened | None:
    return Happened(row.happened) if row.happened else None
