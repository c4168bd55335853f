"""A database in which every table has rows, and every text says whatever a person could be recognized by."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Float, Integer, Table, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from storage.database import Database
from storage.models import PersonRow
from storage.people import people
from storage.people.people import Member
from storage.privacy.columns import Holds, columns_with, holds, is_json, tables
from storage.types import Moment
from tests.support.districts import TEAM, save_district, staff

SLACK_ID, DIRECT, HANDLE, NAME = "U0MARIA01", "D0MARIA01", "mokafor", "María Okafor-Reyes"
MAIL = "maria.okafor@bethel.k12.us"
TYPED = f"{NAME} and <@{SLACK_ID}|{HANDLE}> ({HANDLE}@bethel.k12.us, @{HANDLE}) in {DIRECT} agreed."
"""As somebody could have typed it, with whatever names her."""
SIGNS = (SLACK_ID, DIRECT, HANDLE, NAME, NAME.upper(), "Okafor", "Mar\\u00eda", "okafor")
"""No table and no file may have one of these afterward."""
NOON = datetime(2026, 11, 16, 17, tzinfo=UTC)
_ALLOWED = re.compile(r"(\w+) IN \(('[^)]*')\)")


def fill(database: Database) -> int:
    """Save a district with María in every table; returns the id of her row."""
    save_district(database, staff(2))
    with database.write() as session:
        member = Member(
            slack_id=SLACK_ID, name=NAME, handle=HANDLE, time_zone="America/Chicago", locale="es-US", title="Okafor's"
        )
        people.save_people(session, TEAM, [member])
        person = people.person(session, TEAM, SLACK_ID)
        assert person is not None
        for table in tables():
            _add_row(session, table, person.id)
        session.flush()
        for table in tables():
            _name_her(session, table)
        return person.id


def _add_row(session: Session, table: Table, person_id: int) -> None:
    """One more row that points to her wherever a row can. Of several optional pointers, as many as the table allows."""
    if table.name in ("person", "workspace"):
        return
    optional = [column for column in table.columns if column.foreign_keys and column.nullable]
    others = [column for column in optional if holds(column) is not Holds.POINTER]
    all_but_one = [others[:place] + others[place + 1 :] for place in range(len(others))]
    for left_out in [[], *([column] for column in others), *all_but_one, others, optional]:
        cells = {column.name: _cell(session, column, person_id) for column in table.columns if column not in left_out}
        if table.autoincrement_column is not None:
            cells.pop(table.autoincrement_column.name, None)
        try:
            with session.begin_nested():
                session.connection().execute(insert(table), [cells])
        except IntegrityError:
            continue
        return
    raise AssertionError(f"no row fits into {table.name}")


def _cell(session: Session, column: Column[Any], person_id: int) -> Any:
    if holds(column) is Holds.POINTER:
        return person_id
    for reference in column.foreign_keys:
        return session.scalars(select(reference.column).order_by(reference.column.desc()).limit(1)).first()
    if column.table.name == "check_in_request" and column.name == "channel":
        return None  # whose request is a person's
    return _allowed(column) or _plain(column)


def _allowed(column: Column[Any]) -> str | None:
    if column.table.name == "promise" and column.name == "kind":
        return "step"
    for check in column.table.constraints:
        match = _ALLOWED.match(str(check.sqltext)) if isinstance(check, CheckConstraint) else None
        if match and match[1] == column.name:
            options: list[str] = re.findall(r"'([^']*)'", match[2])
            return next(filter(None, options))
    return None


def _plain(column: Column[Any]) -> Any:
    kinds: list[tuple[type, Any]] = [
        (Moment, NOON),
        (Date, date(2026, 11, 16)),
        (Boolean, False),
        (Float, 1.0),
        (Integer, 7),
    ]
    for kind, cell in kinds:
        if isinstance(column.type, kind):
            return cell
    if is_json(column):
        return {}
    return "2031-05" if column.name == "period" else "x1"


def _name_her(session: Session, table: Table) -> None:
    if table.name in ("audit_record", "audit_seal", "audit_checkpoint", "signed_document", "document_signature"):
        return
    keys = list(table.primary_key)
    for number, row in enumerate(session.execute(select(table)).mappings().all()):
        cells = {}
        for column in columns_with(table, Holds.MENTIONS, Holds.WORDS, Holds.LABEL, Holds.SENT, Holds.KEY):
            words = f"{TYPED} {table.name} {number}"
            if holds(column) is Holds.KEY:
                words = f"k:{SLACK_ID}:{table.name}:{column.name}:{number}"
            elif holds(column) is Holds.LABEL:
                words = NAME
            cells[column.name] = {"part": [words], SLACK_ID: words} if is_json(column) else words
        for column in columns_with(table, Holds.SLACK_ID):
            cells[column.name] = DIRECT if "channel" in column.name else SLACK_ID
        for column in columns_with(table, Holds.ROLE_KEY):
            cells[column.name] = NAME.casefold()
        if table.name == "dialog":
            cells["state"] = json.dumps({"parts": [], "leader": SLACK_ID, "text": TYPED}, ensure_ascii=False)
        if cells:
            with session.begin_nested():
                session.connection().execute(update(table).where(*(key == row[key.name] for key in keys)).values(cells))


def person_row(session: Session, person_id: int) -> PersonRow:
    return session.get_one(PersonRow, person_id)
