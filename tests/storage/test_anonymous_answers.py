"""Whoever has the database tries to find out who gave an answer without a name, once its question is closed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, text

from bot.clock import Clock
from bot.sending.housekeeping import Housekeeping
from bot.turns import Turns
from conversations.threads.replies import Reply, Voice
from plans.initiative_ratings import InitiativeRating
from storage.database import Database
from storage.delivery import dedup_keys, request_ids
from storage.delivery.outbox import OutboxMessage, put
from storage.dialogs import private_answers, private_questions
from storage.initiatives import ratings
from storage.items.items import Stamp
from storage.models import DialogRow, InitiativeRow, OutboxRow
from tests.support.databases import new_sqlite
from tests.support.districts import MANAGER, TEAM, save_district, staff

NOON = datetime(2026, 11, 16, 17, tzinfo=UTC)
DAY = date(2026, 11, 16)
VISIT = "1"
ANSWERS = {
    "U00000001": ("0.930000000000000001", "1763300001.000100", "We fear the numbers."),
    "U00000002": ("0.120000000000000002", "1763300002.000200", "Nobody reads them."),
    "U00000003": ("0.550000000000000003", "1763300003.000300", "The data are old."),
}
"""By their author, in the order in which they came: the answer's random key, the message it was typed in, its words."""


def answered(database: Database) -> int:
    """A private question to three people, whose answers have come, each in a request of its own."""
    save_district(database, staff(3))
    with database.write() as session:
        row = DialogRow(
            kind="coaching",
            key_prefix="coaching",
            organization_id=1,
            plan_id=1,
            channel="C1",
            title="t",
            state="{}",
            leader=MANAGER,
            started_at=NOON,
            started_on=DAY,
        )
        session.add(row)
        session.flush()
        dialog_id = row.id
    for number, (person, (key, source, words)) in enumerate(ANSWERS.items()):
        request_ids.begin()
        with database.write() as session:
            question = private_questions.add(session, dialog_id, person, VISIT)
            assert question is not None
            turn_key = f"D{person}:{source}"
            dedup_keys.claim(session, turn_key, NOON)
            private_answers.save_link(session, question, source, reply_ts=key, edited="", keys=[turn_key])
            reply = Reply(ts=key, person=person, text=words, visit=VISIT, voice=Voice.NAMELESS)
            private_answers.save(session, dialog_id, reply)
            about = f"{private_questions.key(f'coaching:{dialog_id}', question)}:thanks:{number}"
            put(session, OutboxMessage.post(TEAM, person, about, {"text": "Thanks"}), NOON)
            put(session, OutboxMessage.home(TEAM, person, f"home:{person}", {"make": "home"}), NOON)
            question_row = OutboxMessage.update(
                TEAM, "C1", f"coaching:{dialog_id}:ask:0", {"text": f"{number + 1} of 3"}
            )
            put(session, question_row, NOON)
    return dialog_id


def close(database: Database, dialog_id: int) -> None:
    request_ids.begin()
    with database.write() as session:
        private_answers.close(session, dialog_id)


@contextmanager
def raw(database: Database) -> Iterator[Connection]:
    with database.engine.connect() as connection:
        yield connection


def test_no_row_leads_from_an_answer_to_its_author(database: Database) -> None:
    dialog_id = answered(database)

    close(database, dialog_id)

    with raw(database) as connection:
        assert connection.execute(text("SELECT count(*) FROM private_answer")).scalar_one() == 0
        assert connection.execute(text("SELECT count(*) FROM dedup_key")).scalar_one() == 0
        people = connection.execute(text("SELECT DISTINCT person FROM dialog_reply")).scalars().all()
        requests = connection.execute(text("SELECT key, request_id FROM outbox ORDER BY key")).all()
        thanked = connection.execute(text("SELECT count(*) FROM outbox WHERE key LIKE '%thanks%'")).scalar_one()
    assert people == [""]
    assert thanked == 0
    of_dialog = {request for key, request in requests if key.startswith("coaching:")}
    of_people = {request for key, request in requests if key.startswith("home:")}
    assert of_dialog == {None}
    assert len(of_people) == len(ANSWERS)


def test_neither_does_the_order_of_rows_or_what_wrote_them(database: Database) -> None:
    dialog_id = answered(database)
    place = "rowid" if database.is_sqlite else "ctid"
    in_order = text(f"SELECT ts FROM dialog_reply ORDER BY {place}")
    with raw(database) as connection:
        came = connection.execute(in_order).scalars().all()
    assert came == [key for key, _source, _words in ANSWERS.values()]

    close(database, dialog_id)

    with raw(database) as connection:
        assert connection.execute(in_order).scalars().all() == sorted(came)
        if not database.is_sqlite:
            writers = connection.execute(text("SELECT DISTINCT xmin::text FROM dialog_reply")).scalars().all()
            assert len(writers) == 1


@pytest.fixture
def own_file(tmp_path: Path) -> Iterator[Database]:
    database = new_sqlite(tmp_path / "t.db")
    yield database
    database.close()


def bytes_of(database: Database) -> bytes:
    assert database.path is not None
    return b"".join(file.read_bytes() for file in sorted(database.path.parent.glob(f"{database.path.name}*")))


def test_nor_do_the_free_pages_of_the_file_and_its_log(own_file: Database) -> None:
    """Each answer's key is left where it belongs, in the reply's row and its index, and each message's ts nowhere."""
    dialog_id = answered(own_file)
    with raw(own_file) as connection:
        assert connection.execute(text("PRAGMA secure_delete")).scalar_one() == 1
    assert all(source.encode() in bytes_of(own_file) for _key, source, _words in ANSWERS.values())

    close(own_file, dialog_id)
    Housekeeping(Turns(own_file, Clock())).tick()

    content = bytes_of(own_file)
    for key, source, words in ANSWERS.values():
        assert content.count(key.encode()) == 2
        assert content.count(words.encode()) == 1
        assert source.encode() not in content


def test_of_ratings_nobody_finds_whose_they_were(database: Database) -> None:
    save_district(database, staff(3))
    with database.write() as session:
        initiative = InitiativeRow(organization_id=1)
        session.add(initiative)
        session.flush()
        round_id = ratings.begin(session, 1, [2, 3, 4], DAY, Stamp(at=NOON, on=DAY, by=1))
        for person_id, impact in ((2, 1), (3, 5), (4, 3)):
            rater = ratings.rater_id(session, round_id, person_id)
            assert rater is not None
            ratings.rate(session, rater, {initiative.id: InitiativeRating(impact, 2)}, [])

    with database.write() as session:
        assert ratings.close(session, round_id, DAY)

    with raw(database) as connection:
        assert connection.execute(text("SELECT count(*) FROM initiative_rating")).scalar_one() == 0
        raters = connection.execute(text("SELECT person_id, has_rated FROM initiative_rater ORDER BY id")).all()
        if database.is_sqlite:
            # Four bytes say how much of the page is free.
            assert len(_content_of_page(database, connection, "initiative_rating")) <= 4
    assert [(person, bool(rated)) for person, rated in raters] == [(2, True), (3, True), (4, True)]


def _content_of_page(database: Database, connection: Connection, table: str) -> bytes:
    """What is not zero in the half of the table's first page where its rows are."""
    connection.rollback()
    assert database.path is not None
    connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    root = connection.execute(text(f"SELECT rootpage FROM sqlite_schema WHERE name = '{table}'")).scalar_one()
    size = connection.execute(text("PRAGMA page_size")).scalar_one()
    page = database.path.read_bytes()[(root - 1) * size : root * size]
    return page[size // 2 :].replace(b"\0", b"")


def test_a_message_of_the_dialog_keeps_its_request_if_nobody_answers_in_private(database: Database) -> None:
    """Of the turn that closes, the log and the messages still belong together."""
    dialog_id = answered(database)
    request_ids.begin()
    with database.write() as session:
        put(session, OutboxMessage.post(TEAM, "C1", f"coaching:{dialog_id}:ask:1", {"text": "Next"}), NOON)
        private_answers.close(session, dialog_id)

    with database.read() as session:
        request = session.scalar(select(OutboxRow.request_id).filter_by(key=f"coaching:{dialog_id}:ask:1"))
    assert request == request_ids.active()
