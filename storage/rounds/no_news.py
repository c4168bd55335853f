"""Who reported that there is no update, or was away."""

from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from conversations.check_in import NoNews, NoNewsKind
from storage.items.items import Stamp
from storage.models import NoNewsRow, PersonRow
from storage.rows import rows
from storage.upsert import add


def of_request(session: Session, request_id: int) -> NoNews | None:
    newest = next(iter(rows(session, _newest(), request_id=request_id)), None)
    return NoNews(kind=NoNewsKind(newest.kind), by=newest.name, on=newest.recorded_on) if newest else None


@cache
def _newest() -> Select[*tuple[Any, ...]]:
    return (
        select(NoNewsRow.kind, NoNewsRow.recorded_on, PersonRow.name)
        .join(PersonRow, PersonRow.id == NoNewsRow.person_id)
        .where(NoNewsRow.request_id == bindparam("request_id"))
        .order_by(NoNewsRow.id.desc())
        .limit(1)
    )


def record(session: Session, request_id: int, kind: NoNewsKind, stamp: Stamp) -> None:
    row = {"request_id": request_id, "kind": kind, "person_id": stamp.by, "at": stamp.at, "recorded_on": stamp.on}
    add(session, NoNewsRow, row)
