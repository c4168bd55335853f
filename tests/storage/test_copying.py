"""Moving to another database and back, and backups that can be used."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import select

from storage import copying
from storage.copying import DamagedError, NotEmptyError
from storage.database import Database
from storage.delivery import dedup_keys, outbox
from storage.delivery.outbox import MessageKind, OutboxMessage
from storage.migrate import migrate
from storage.models import OrganizationRow, PersonRow
from storage.people import organizations, people
from tests.support.databases import TEMPLATE, new_sqlite
from tests.support.districts import MORNING, SCHOOL, TEAM, save_district, staff
from tests.support.postgres import Postgres
from tests.support.rounds import open_round

MakeDatabase = Callable[[str], Database]


@pytest.fixture
def new_database(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[MakeDatabase]:
    """An empty, migrated database of either kind."""
    built: list[Database] = []

    def make(kind: str) -> Database:
        if kind == "postgresql":
            server: Postgres = request.getfixturevalue("postgres")
            name = f"copy_{tmp_path.name}_{len(built)}".replace("-", "_").lower()[:60]
            database = Database(server.create(name, template=TEMPLATE))
        else:
            database = new_sqlite(tmp_path / f"{len(built)}.db")
        built.append(database)
        return database

    yield make
    for database in built:
        database.close()


def lived_in(database: Database) -> None:
    """A month under way, a school saved before its district, and unusual texts."""
    open_round(database, save_district(database, staff(5)))
    with database.write() as session:
        district = organizations.save_organization(session, TEAM, "Ünïted 🏫 District", "district")
        school = session.scalars(select(OrganizationRow).filter_by(name=SCHOOL)).one()
        assert school.id < district.id
        school.parent_id = district.id
        payload = {"text": "“What helps?” — Zoë", "blocks": [{"b": 1, "a": [None, 1.5]}]}
        outbox.put(
            session,
            OutboxMessage(workspace_id=TEAM, key="k", kind=MessageKind.POST, channel="C", payload=payload),
            MORNING,
        )


def all_of(database: Database) -> dict[str, copying.Content]:
    with database.read() as session:
        return copying.contents(session)


@pytest.mark.parametrize("way", [("sqlite", "postgresql", "sqlite"), ("postgresql", "sqlite", "postgresql")])
def test_there_and_back_without_loss(new_database: MakeDatabase, way: tuple[str, str, str]) -> None:
    first, second, third = (new_database(kind) for kind in way)
    lived_in(first)

    there, back = copying.copy(first, second), copying.copy(second, third)

    assert there == back == all_of(first) == all_of(second) == all_of(third)
    assert there["person"].rows == 6
    assert there["check_in_request"].rows == 5


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_new_rows_get_new_ids_after_a_copy(new_database: MakeDatabase, kind: str) -> None:
    old, new = new_database("sqlite"), new_database(kind)
    lived_in(old)
    copying.copy(old, new)

    with new.write() as session:
        people.save_people(session, TEAM, [people.Member(slack_id="U00000NEW", name="Noa", time_zone="America/Denver")])

    with new.read() as session:
        ids = session.scalars(select(PersonRow.id).order_by(PersonRow.slack_id == "U00000NEW", PersonRow.id)).all()
    assert ids[-1] > max(ids[:-1])


def test_a_database_with_something_in_it_is_left_alone(new_database: MakeDatabase) -> None:
    old, new = new_database("sqlite"), new_database("sqlite")
    lived_in(old)
    lived_in(new)
    before = all_of(new)

    with pytest.raises(NotEmptyError, match="workspace"):
        copying.copy(old, new)

    assert all_of(new) == before


def test_a_checksum_tells_two_contents_apart(new_database: MakeDatabase) -> None:
    each, other = new_database("sqlite"), new_database("sqlite")
    lived_in(each)
    copying.copy(each, other)
    with other.write() as session:
        session.scalars(select(PersonRow)).first().name = "Somebody else"  # type: ignore[union-attr]  # there are six

    different = {name for name, content in all_of(each).items() if content != all_of(other)[name]}

    assert different == {"person"}


def test_a_backup_made_while_people_answer_can_be_used(new_database: MakeDatabase, tmp_path: Path) -> None:
    database, over = new_database("sqlite"), Event()
    lived_in(database)

    def answer() -> None:
        number = 0
        while not over.is_set():
            with database.write() as session:
                dedup_keys.claim(session, f"click:{number}", MORNING)
            number += 1

    answering = Thread(target=answer)
    answering.start()
    stored = tmp_path / "backups" / "monday.db"
    stored.parent.mkdir()
    for _night in range(3):
        copying.backup(database, stored)
    over.set()
    answering.join()

    restored = Database(f"sqlite:///{stored}")
    migrate(restored)
    was, actual = all_of(database), all_of(restored)
    restored.close()
    assert {name for name in was if was[name] != actual[name]} <= {"dedup_key"}
    assert 0 < actual["dedup_key"].rows <= was["dedup_key"].rows
    assert not list(stored.parent.glob("*.unfinished"))


def test_a_damaged_database_does_not_replace_a_good_backup(new_database: MakeDatabase, tmp_path: Path) -> None:
    database = new_database("sqlite")
    lived_in(database)
    stored = tmp_path / "kept.db"
    copying.backup(database, stored)
    good = stored.read_bytes()
    assert database.path is not None
    with database.write() as session:
        session.connection().exec_driver_sql("SELECT 1")
    damage(database.path)

    with pytest.raises((DamagedError, sqlite3.DatabaseError)):
        copying.backup(Database(f"sqlite:///{database.path}"), stored)

    assert stored.read_bytes() == good


def damage(path: Path) -> None:
    """Write zeroes into the middle of every page but the first."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    size = path.stat().st_size
    with path.open("r+b") as file:
        for page in range(4096, size, 4096):
            file.seek(page)
            file.write(b"\xff" * 64)
