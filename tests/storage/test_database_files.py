"""The files of a SQLite database: whose they are, and whether they are still there."""

import os
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import copying
from storage.database import Database, DatabaseMovedError
from storage.migrate import migrate


@pytest.fixture(autouse=True)
def careless_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(Database(f"sqlite:///{tmp_path / 'folder' / 't.db'}")) as opened:
        migrate(opened)
        yield opened


def modes(folder: Path) -> dict[str, int]:
    return {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}


def test_every_file_is_for_its_owner_only_under_any_umask(database: Database, tmp_path: Path) -> None:
    database.lock()
    with database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = version_num"))
        copying.backup(database, tmp_path / "folder" / "backup.db")

        actual = modes(tmp_path / "folder")

    assert set(actual) >= {"t.db", "t.db-wal", "t.db-shm", "t.db.lock", "t.db.write", "backup.db"}
    assert set(actual.values()) == {0o600}


def test_a_database_that_everybody_could_read_is_made_private_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    path.touch(0o666)
    with closing(Database(f"sqlite:///{path}")):
        assert modes(tmp_path)["old.db"] == 0o600


def test_nothing_is_written_into_a_file_that_is_gone_and_all_is_well_when_it_is_back(
    database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "folder" / "t.db"
    path.rename(tmp_path / "away.db")

    with pytest.raises(DatabaseMovedError, match="put it back"):
        database.check()
    with pytest.raises(DatabaseMovedError), database.write():
        pytest.fail("a turn was taken on a file that nobody will find")

    (tmp_path / "away.db").rename(path)
    database.check()
    with database.write() as session:
        assert session.scalar(text("SELECT 1")) == 1


def test_a_file_put_in_its_place_is_noticed(database: Database, tmp_path: Path) -> None:
    copying.backup(database, tmp_path / "restored.db")
    (tmp_path / "restored.db").replace(tmp_path / "folder" / "t.db")

    with pytest.raises(DatabaseMovedError, match="start Throughline again"):
        database.check()
