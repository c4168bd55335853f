"""Audit records: only added, chained by hashes, and dropped by the retention only."""

import threading
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from storage.audit import chain, checks, dropping, records
from storage.audit.chain import ChainLink
from storage.audit.checks import BreakCode
from storage.audit.kinds import AuditKind
from storage.database import Database
from storage.delivery import request_ids
from storage.models import AuditRecordRow, AuditSealRow

NOW = datetime(2026, 11, 17, 15, tzinfo=UTC)
MONTH = timedelta(days=30)
ON_POSTGRESQL = pytest.mark.parametrize("kind", ["postgresql"])
"""SQLite has one writer at a time, and no TRUNCATE."""


class Sheet(StrEnum):
    MINUTES = "minutes"


def add(database: Database, count: int = 1, *, at: datetime = NOW, plan_id: int | None = 7) -> None:
    with database.write() as session:
        for number in range(count):
            moment = at + timedelta(minutes=number)
            records.add(session, AuditKind.CHANGED, "item.report", at=moment, person_id=3, plan_id=plan_id, item=number)


def seal(database: Database, at: datetime = NOW) -> int:
    with database.write() as session:
        return chain.seal(session, at)


def last_link(database: Database) -> ChainLink:
    with database.read() as session:
        return chain.last_link(session)


def check(database: Database, **options: Any) -> checks.ChainCheck:
    with database.read() as session:
        return checks.check(session, **options)


def tamper(database: Database, *statements: str) -> None:
    """As somebody with the database's password would: first the triggers are put aside."""
    with database.write() as session:
        for table in ("audit_record", "audit_seal", "audit_checkpoint"):
            for statement in without_triggers(database, table):
                session.execute(text(statement))
        for statement in statements:
            session.execute(text(statement))


def without_triggers(database: Database, table: str) -> list[str]:
    if database.is_sqlite:
        return [f"DROP TRIGGER IF EXISTS {table}_no_{event}" for event in ("update", "delete")]
    return [f"ALTER TABLE {table} DISABLE TRIGGER USER"]


def test_a_record_says_who_did_what_by_which_request(database: Database) -> None:
    with request_ids.resumed("c0ffee"), database.write() as session:
        records.add(
            session,
            AuditKind.EXPORTED,
            "document.send",
            at=NOW,
            workspace_id="T1",
            person_id=3,
            plan_id=7,
            name=Sheet.MINUTES,
            days=[1, 2],
            checksum=b"\x0a\xff",
            as_of=NOW.date(),
        )

    with database.read() as session:
        row = session.scalars(select(AuditRecordRow)).one()
    assert (row.at, row.workspace_id, row.person_id, row.login) == (NOW, "T1", 3, None)
    assert (row.kind, row.action, row.plan_id, row.request_id) == ("exported", "document.send", 7, "c0ffee")
    assert row.details == {"name": "minutes", "days": [1, 2], "checksum": "0aff", "as_of": "2026-11-17"}


@pytest.mark.parametrize("words", ["Dana was late again", ["a name"]])
def test_no_text_gets_into_the_details(words: Any) -> None:
    with pytest.raises(TypeError):
        records.encoded({"reason": words})


@pytest.mark.parametrize("table", ["audit_record", "audit_seal"])
@pytest.mark.parametrize("change", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}"])
def test_the_database_refuses_to_change_what_is_audited(database: Database, table: str, change: str) -> None:
    add(database)
    seal(database)
    column = "id" if table == "audit_record" else "position"

    with pytest.raises(DBAPIError, match="audit records never change"), database.write() as session:
        session.execute(text(change.format(table, column)))


@ON_POSTGRESQL
def test_a_table_cannot_be_emptied_at_once(database: Database) -> None:
    with pytest.raises(DBAPIError, match="audit records never change"), database.write() as session:
        session.execute(text("TRUNCATE audit_record"))


def test_records_are_sealed_once_in_their_order(database: Database) -> None:
    add(database, 3)

    assert [seal(database), seal(database)] == [3, 0]

    with database.read() as session:
        seals = session.execute(select(AuditSealRow.position, AuditSealRow.record_id, AuditSealRow.previous)).all()
        assert not chain.needs_seals(session)
    assert [tuple(each)[:2] for each in seals] == [(1, 1), (2, 2), (3, 3)]
    assert seals[0].previous == ""
    assert check(database) == checks.ChainCheck(3, 1, last_link(database))


@ON_POSTGRESQL
def test_transactions_that_overlap_are_all_sealed(database: Database) -> None:
    """On PostgreSQL the second of two transactions may commit first, with the higher id."""
    with database.write() as slow:
        records.add(slow, AuditKind.CHANGED, "slow", at=NOW)
        add(database, 2)
        assert seal(database) == 2

    assert seal(database) == 1

    with database.read() as session:
        sealed = session.scalars(select(AuditSealRow.record_id).order_by(AuditSealRow.position)).all()
    assert list(sealed) == [2, 3, 1]
    assert check(database).first_break is None


def test_several_replicas_write_one_chain(database: Database) -> None:
    def work() -> None:
        for _ in range(5):
            add(database)
            seal(database)

    replicas = [threading.Thread(target=work) for _ in range(4)]
    for replica in replicas:
        replica.start()
    for replica in replicas:
        replica.join()
    seal(database)

    checked = check(database)
    assert (checked.checked, checked.first_break) == (20, None)


@pytest.mark.parametrize(
    ("statements", "code", "position"),
    [
        (["UPDATE audit_record SET person_id = 4 WHERE id = 3"], BreakCode.CHANGED, 3),
        (["UPDATE audit_record SET details = '{\"item\": 9}' WHERE id = 2"], BreakCode.CHANGED, 2),
        (["DELETE FROM audit_record WHERE id = 4"], BreakCode.DELETED, 4),
        (
            ["DELETE FROM audit_record WHERE id = 4", "DELETE FROM audit_seal WHERE position = 4"],
            BreakCode.SEAL_DELETED,
            4,
        ),
        (["UPDATE audit_seal SET hash = 'f00' WHERE position = 5"], BreakCode.CHANGED, 5),
        (
            ["DELETE FROM audit_record WHERE id < 3", "DELETE FROM audit_seal WHERE position < 3"],
            BreakCode.SEAL_DELETED,
            1,
        ),
        (
            [
                "INSERT INTO audit_checkpoint SELECT position, hash, sealed_at FROM audit_seal WHERE position = 2",
                "DELETE FROM audit_record WHERE id < 3",
                "DELETE FROM audit_seal WHERE position < 3",
            ],
            BreakCode.BEGINNING_DELETED,
            2,
        ),
    ],
)
def test_the_first_place_where_the_chain_breaks(
    database: Database, statements: list[str], code: BreakCode, position: int
) -> None:
    add(database, 6)
    seal(database)

    tamper(database, *statements)

    first = check(database).first_break
    assert first is not None
    assert (first.code, first.position) == (code, position)


def test_a_record_put_in_the_middle_is_noticed(database: Database) -> None:
    add(database, 2)
    add(database, 2, at=NOW + MONTH)
    seal(database, NOW + MONTH)
    add(database, at=NOW + timedelta(days=1))
    seal(database, NOW + MONTH)

    first = check(database).first_break

    assert first is not None
    assert (first.code, first.position, first.at) == (BreakCode.ADDED_LATER, 5, NOW + timedelta(days=1))


def test_a_link_kept_elsewhere_shows_a_missing_end(database: Database) -> None:
    add(database, 6)
    seal(database)
    expected = last_link(database)
    tamper(database, "DELETE FROM audit_record WHERE id > 4", "DELETE FROM audit_seal WHERE position > 4")

    assert check(database).first_break is None
    first = check(database, expected=expected).first_break
    assert first is not None
    assert (first.code, first.position) == (BreakCode.CUT_OFF, 5)

    add(database, 4, at=NOW + timedelta(minutes=30))
    seal(database)

    assert check(database).first_break is None
    first = check(database, expected=expected).first_break
    assert first is not None
    assert (first.code, first.position) == (BreakCode.REWRITTEN, 6)


def test_the_newest_can_be_checked_alone(database: Database) -> None:
    add(database, 6)
    seal(database)
    tamper(database, "DELETE FROM audit_record WHERE id = 2")

    assert check(database, newest=3) == checks.ChainCheck(3, 4, last_link(database))
    assert check(database, newest=100).first_break is not None


def test_old_records_are_dropped_and_the_rest_still_verifies(database: Database) -> None:
    add(database, 3, at=NOW - 30 * MONTH)
    add(database, 2)
    seal(database)
    expected = last_link(database)

    with database.write() as session:
        assert dropping.drop(session, NOW - MONTH, now=NOW, login="itadmin").count == 3
    seal(database)

    with database.read() as session:
        rows = session.execute(select(AuditRecordRow.id, AuditRecordRow.kind, AuditRecordRow.action)).all()
    assert [tuple(row) for row in rows] == [
        (4, "changed", "item.report"),
        (5, "changed", "item.report"),
        (6, "erased", "audit.drop"),
    ]
    assert check(database, expected=expected) == checks.ChainCheck(3, 4, last_link(database))


def test_what_is_dropped_again_leaves_another_checkpoint(database: Database) -> None:
    for age in (40, 30, 20, 0):
        add(database, 2, at=NOW - age * MONTH)
    seal(database)

    for age in (35, 25):
        with database.write() as session:
            assert dropping.drop(session, NOW - age * MONTH, now=NOW).count == 2
        seal(database)

    assert check(database).first_break is None


def test_a_held_plan_keeps_its_records_and_all_after_them(database: Database) -> None:
    add(database, 2, at=NOW - 40 * MONTH)
    add(database, 1, at=NOW - 39 * MONTH, plan_id=8)
    add(database, 2, at=NOW - 38 * MONTH)
    add(database, 1)
    seal(database)

    with database.write() as session:
        assert dropping.old_records(session, NOW - MONTH).count == 5
        assert dropping.drop(session, NOW - MONTH, now=NOW, held_plans={8}).count == 2


def test_the_newest_record_is_never_dropped(database: Database) -> None:
    add(database, 3, at=NOW - 30 * MONTH)
    seal(database)

    with database.write() as session:
        assert dropping.drop(session, NOW, now=NOW).count == 2
    seal(database)

    assert check(database).first_break is None


@ON_POSTGRESQL
@pytest.mark.parametrize("limited", [True, False])
def test_a_quick_look_finds_what_is_new(database: Database, limited: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record far behind the newest, which no turn takes long enough for, is found by the full look."""
    monkeypatch.setattr(chain, "OVERLAP", 2)
    with database.write() as slow:
        records.add(slow, AuditKind.CHANGED, "slow", at=NOW)
        add(database, 4)
        seal(database)

    with database.write() as session:
        assert chain.seal(session, NOW, all_ids=not limited) == (0 if limited else 1)
