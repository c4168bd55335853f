"""The risks people name in check-ins, each with what would make it less likely, its owner and a date."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, delete, select
from sqlalchemy.orm import Session, aliased

from conversations.check_in import Risk
from conversations.highlight import NamedRisk
from storage.items.items import Stamp
from storage.models import CheckInRequestRow, PersonRow, RiskRow
from storage.rows import Columns, rows
from storage.upsert import add, change

_Owner = aliased(PersonRow)


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
    session.execute(delete(RiskRow).where(RiskRow.id == risk_id))


def in_round(session: Session, round_id: int) -> Sequence[NamedRisk]:
    """All risks of a round, for the minutes."""
    statement = (
        _risks()
        .add_columns(PersonRow.name, RiskRow.recorded_on)
        .join(PersonRow, PersonRow.id == RiskRow.person_id)
        .join(CheckInRequestRow, CheckInRequestRow.id == RiskRow.request_id)
        .where(CheckInRequestRow.round_id == round_id)
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
        )
        for row in session.execute(statement)
    ]
