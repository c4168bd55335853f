"""The risks people name in check-ins, each with what would make it less likely, its owner and a date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, delete, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from conversations.check_in import EarlierRisk, Happened, Risk, RiskOutcome
from conversations.highlight import NamedRisk
from plans.cadences import Cadence
from storage.aliases import alias_of
from storage.items.items import Stamp
from storage.models import CheckInRequestRow, PersonRow, PromiseReportRow, RiskReportRow, RiskRow, RoundRow
from storage.rounds.check_in_requests import RequestFacts
from storage.rounds.rounds import RoundFacts
from storage.rows import Columns, rows
from storage.upsert import add, change

_Owner = alias_of(PersonRow)


def of_request(session: Session, request_id: int) -> tuple[Risk, ...]:
    """The risks named in a request, in the order in which they were named."""
    return tuple(_risk(row) for row in rows(session, _of_request(), request_id=request_id))


@cache
def _of_request() -> Select[*tuple[Any, ...]]:
    statement = _risks().where(RiskRow.request_id == bindparam("request_id"))
    return statement.order_by(RiskRow.id)


def _risks() -> Select[*tuple[Any, ...]]:
    return select(
        RiskRow.id,
        RiskRow.risk,
        RiskRow.mitigation,
        RiskRow.owner_id,
        RiskRow.person_id,
        RiskRow.due,
        _Owner.name.label("owner"),
    ).join(_Owner, _Owner.id == RiskRow.owner_id)


def _risk(row: Columns) -> Risk:
    return Risk(
        id=row.id,
        risk=row.risk,
        mitigation=row.mitigation,
        owner_id=row.owner_id,
        owner=row.owner,
        named_by=row.person_id,
        due=row.due,
    )


def save(session: Session, request_id: int, risk: Risk, stamp: Stamp) -> None:
    """Add the risk, or change it if it has an id. Who named it, and when, stays."""
    words = {"risk": risk.risk, "mitigation": risk.mitigation, "owner_id": risk.owner_id, "due": risk.due}
    if risk.id:
        change(session, RiskRow, risk.id, **words)
        return
    named = {"request_id": request_id, "person_id": risk.named_by, "at": stamp.at, "recorded_on": stamp.on}
    add(session, RiskRow, {**words, **named})


def remove(session: Session, risk_id: int) -> None:
    """Remove a risk that was taken back, and what an early answer for the next round may have reported about it."""
    for table in (RiskReportRow, PromiseReportRow):
        session.execute(delete(table).where(table.risk_id == risk_id))
    session.execute(delete(RiskRow).where(RiskRow.id == risk_id))


def in_round(session: Session, of: RoundFacts) -> Sequence[NamedRisk]:
    """The risks of a round for its minutes: those it was reported about as still open, then those named in it."""
    still_open = {risk.id: risk for risk in earlier(session, of) if risk.outcome is RiskOutcome.OPEN}
    statement = (
        _risks()
        .add_columns(PersonRow.name, RiskRow.recorded_on)
        .join(PersonRow, PersonRow.id == RiskRow.person_id)
        .join(CheckInRequestRow, CheckInRequestRow.id == RiskRow.request_id)
        .where(or_(CheckInRequestRow.round_id == of.id, RiskRow.id.in_(still_open)))
        .order_by(RiskRow.id)
    )
    return [
        NamedRisk(
            id=row.id,
            risk=row.risk,
            mitigation=row.mitigation,
            owner=row.owner,
            due=row.due,
            who=row.name,
            on=row.recorded_on,
            is_mitigated=row.id in still_open and still_open[row.id].is_mitigated,
        )
        for row in session.execute(statement)
    ]


# ---------------------------------------------------------------- what became of them


def earlier(session: Session, of: RoundFacts, request: RequestFacts | None = None) -> tuple[EarlierRisk, ...]:
    """The risks that a monthly round asks about again: named in the round before, or reported there as still open.

    With a request, those of its addressee.
    """
    if of.cadence is not Cadence.MONTHLY:
        return ()
    bound = {"plan_id": of.plan_id, "period": of.period}
    if request is not None:
        bound |= {"person_id": request.person_id, "channel": request.channel}
    open_before = rows(session, _earlier(of_addressee=request is not None), **bound)
    ids = [row.id for row in open_before]
    outcomes = _reports(session, RiskReportRow.outcome, ids, of)
    mitigations = _reports(session, PromiseReportRow.happened, ids, of)
    return tuple(
        EarlierRisk(
            id=row.id,
            period=row.period,
            risk=row.risk,
            mitigation=row.mitigation,
            due=row.due,
            outcome=RiskOutcome(outcomes.now[row.id]) if row.id in outcomes.now else None,
            mitigated=Happened(mitigations.now[row.id]) if row.id in mitigations.now else None,
            is_mitigation_settled=mitigations.before.get(row.id) == Happened.YES,
        )
        for row in open_before
        if outcomes.before.get(row.id, RiskOutcome.OPEN) == RiskOutcome.OPEN
    )


@cache
def _earlier(*, of_addressee: bool) -> Select[*tuple[Any, ...]]:
    last_month = (
        select(RoundRow.id)
        .where(
            RoundRow.plan_id == bindparam("plan_id"),
            RoundRow.cadence == Cadence.MONTHLY.value,
            RoundRow.period < bindparam("period"),
        )
        .order_by(RoundRow.period.desc())
        .limit(1)
        .scalar_subquery()
    )
    still_open = select(RiskReportRow.risk_id).where(
        RiskReportRow.round_id == last_month, RiskReportRow.outcome == RiskOutcome.OPEN.value
    )
    statement = (
        _risks()
        .add_columns(RoundRow.period)
        .join(CheckInRequestRow, CheckInRequestRow.id == RiskRow.request_id)
        .join(RoundRow, RoundRow.id == CheckInRequestRow.round_id)
        .where(or_(RoundRow.id == last_month, RiskRow.id.in_(still_open)))
        .order_by(RiskRow.id)
    )
    if not of_addressee:
        return statement
    same_person = CheckInRequestRow.person_id == bindparam("person_id")
    return statement.where(or_(same_person, CheckInRequestRow.channel == bindparam("channel")))


@dataclass(frozen=True, slots=True)
class _Reports:
    """The newest reports by risk id: those of earlier rounds, and those of the round itself."""

    before: Mapping[int, str]
    now: Mapping[int, str]


def _reports(session: Session, column: InstrumentedAttribute[str], risk_ids: Sequence[int], of: RoundFacts) -> _Reports:
    if not risk_ids:
        return _Reports({}, {})
    table = column.class_
    statement = (
        select(table.risk_id, table.round_id, column)
        .join(RoundRow, RoundRow.id == table.round_id)
        .where(table.risk_id.in_(risk_ids), RoundRow.period <= of.period)
        .order_by(table.id)
    )
    before: dict[int, str] = {}
    now: dict[int, str] = {}
    for risk_id, round_id, report in session.execute(statement):
        (now if round_id == of.id else before)[risk_id] = report
    return _Reports(before, now)


def report_outcome(session: Session, of: RoundFacts, risk_id: int, outcome: RiskOutcome, stamp: Stamp) -> None:
    row = {"risk_id": risk_id, "round_id": of.id, "outcome": outcome, "person_id": stamp.by}
    add(session, RiskReportRow, {**row, "at": stamp.at, "recorded_on": stamp.on})
