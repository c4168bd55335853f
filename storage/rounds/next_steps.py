"""Next steps that leaders typed into minutes: whom the next check-in asks about them, and what they report."""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from conversations.check_in import EarlierStep, Happened
from conversations.highlight import PromiseFacts, PromiseKind
from plans.cadences import Cadence
from storage.items.items import Stamp
from storage.models import MinutesRow, PersonRow, PromiseReportRow, PromiseRow
from storage.rounds.rounds import RoundFacts
from storage.rows import rows
from storage.upsert import add


def people_asked(session: Session, plan_id: int, period: str) -> list[PersonRow]:
    """Those whom a month's check-in asks about the next steps of the last minutes."""
    promised = _steps_before(plan_id, period).with_only_columns(PromiseRow.owner_id)
    statement = select(PersonRow).where(PersonRow.id.in_(promised), PersonRow.active, PersonRow.guest.is_(False))
    return list(session.scalars(statement.order_by(PersonRow.id)))


def asked_of(session: Session, of: RoundFacts, person_id: int | None) -> tuple[EarlierStep, ...]:
    """The next steps that a monthly round asks this person about, with what they reported in it."""
    if of.cadence is not Cadence.MONTHLY or person_id is None:
        return ()
    report = (
        select(PromiseReportRow.happened)
        .where(PromiseReportRow.promise_id == PromiseRow.id, PromiseReportRow.round_id == of.id)
        .order_by(PromiseReportRow.id.desc())
        .limit(1)
        .correlate(PromiseRow)
        .scalar_subquery()
    )
    statement = _steps_before(of.plan_id, of.period).where(PromiseRow.owner_id == person_id)
    columns = (PromiseRow.id, PromiseRow.text, MinutesRow.period, report.label("happened"))
    return tuple(
        EarlierStep(
            id=row.id,
            period=row.period,
            text=row.text,
            happened=Happened(row.happened) if row.happened else None,
        )
        for row in rows(session, statement.with_only_columns(*columns).order_by(PromiseRow.id))
    )


def _steps_before(plan_id: int, period: str) -> Select[*tuple[Any, ...]]:
    """The steps that the last published minutes before a month tell of."""
    newest = (
        select(MinutesRow.id)
        .where(MinutesRow.plan_id == plan_id, MinutesRow.state == "published", MinutesRow.period < period)
        .order_by(MinutesRow.period.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(PromiseRow.id)
        .join(MinutesRow, MinutesRow.id == PromiseRow.minutes_id)
        .where(PromiseRow.minutes_id == newest, PromiseRow.kind == PromiseKind.STEP.value)
    )


def report(session: Session, of: RoundFacts, step_id: int, happened: Happened, stamp: Stamp) -> None:
    row = {"round_id": of.id, "happened": happened, "person_id": stamp.by, "at": stamp.at, "recorded_on": stamp.on}
    add(session, PromiseReportRow, {"answer_id": None, "risk_id": None, "promise_id": step_id, **row})


def of_minutes(session: Session, minutes_id: int) -> list[PromiseFacts]:
    """The steps that those minutes told, with the newest report about each."""
    newest = (
        select(PromiseReportRow.happened)
        .where(PromiseReportRow.promise_id == PromiseRow.id)
        .order_by(PromiseReportRow.id.desc())
        .limit(1)
        .correlate(PromiseRow)
        .scalar_subquery()
    )
    statement = (
        select(PromiseRow.text, PromiseRow.due, newest.label("happened"))
        .where(PromiseRow.minutes_id == minutes_id, PromiseRow.kind == PromiseKind.STEP.value)
        .order_by(PromiseRow.id)
    )
    return [
        PromiseFacts(
            kind=PromiseKind.STEP,
            text=row.text,
            due=row.due,
            happened=Happened(row.happened) if row.happened else None,
        )
        for row in rows(session, statement)
    ]
