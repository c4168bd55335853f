"""Removing a workspace deletes all of its rows, none of another's, and leaves no bytes of it in the file."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import delete, inspect, select, text
from sqlalchemy.exc import DBAPIError

from storage import copying, scrubbing
from storage.archives import removal
from storage.archives.scopes import SHARED, of_workspace
from storage.copying import Content
from storage.database import Database
from storage.documents import signing
from storage.models import Base, SignedDocumentRow, WorkspaceRow
from storage.search.full_text import TABLE
from tests.bot.role_world import OTHER_TEAM, TEAM, add_other_workspace, furnish

WORDS = (b"Marks fell", b"Addressee", b"U000STAFF", b"Teachers leave")
"""What people of the removed workspace wrote, and their names and ids."""


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("removal") / "furnished.db"
    world = furnish(path)
    with world.turns.database.write() as session:
        add_other_workspace(session)
    world.turns.database.close()
    return path


@pytest.fixture
def two(furnished: Path, tmp_path: Path, database: Database) -> Database:
    """A database of either kind with two workspaces."""
    with closing(Database(f"sqlite:///{shutil.copy(furnished, tmp_path / 'copy.db')}")) as source:
        copying.copy(source, database)
    return database


def others(database: Database) -> dict[str, list[tuple[object, ...]]]:
    with database.read() as session:
        return {
            table.name: [tuple(row) for row in session.execute(select(table).where(of_workspace(table, OTHER_TEAM)))]
            for table in Base.metadata.sorted_tables
        }


def contents(database: Database) -> dict[str, Content]:
    with database.read() as session:
        return copying.contents(session)


def remove(database: Database, workspace_id: str) -> dict[str, int]:
    with database.write() as session:
        removed = dict(removal.remove(session, workspace_id))
    assert scrubbing.scrub(database)
    return removed


def test_all_of_one_workspace_and_nothing_of_another(two: Database) -> None:
    before, before_of_others = contents(two), others(two)
    with two.read() as session:
        expected = removal.rows_of(session, TEAM)

    removed = remove(two, TEAM)

    after = contents(two)
    assert removed == {name: rows for name, rows in expected.items() if name not in removal.OUTLIVES}
    assert removed["person"] == 11
    assert removed["signed_document"] == 1
    assert others(two) == before_of_others
    assert {name: before[name].rows - after[name].rows for name in before if name not in SHARED} == {
        name: removed.get(name, 0) for name in before if name not in SHARED
    }
    with two.read() as session:
        assert session.scalars(select(WorkspaceRow.id)).all() == [OTHER_TEAM]
        assert removal.rows_of(session, TEAM) == {}
        assert session.scalar(text(f"SELECT count(*) FROM {TABLE}")) == 0


def test_nothing_of_it_is_in_the_file(furnished: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(furnished, tmp_path / "copy.db"))
    assert all(words in path.read_bytes() for words in WORDS)
    with closing(Database(f"sqlite:///{path}")) as database:
        remove(database, TEAM)
        files = [each.read_bytes() for each in tmp_path.iterdir() if each.name.startswith("copy.db")]
        assert not [words for words in WORDS for content in files if words in content]
    assert not [words for words in WORDS if words in path.read_bytes()]
    assert b"Foreigner" in path.read_bytes()


def test_nothing_of_it_is_in_any_table(two: Database) -> None:
    remove(two, TEAM)
    with two.engine.connect() as connection:
        for name in inspect(connection).get_table_names():
            printed = repr(connection.execute(text(f'SELECT * FROM "{name}"')).all()).encode()
            assert not [words for words in WORDS if words in printed], name


def test_afterwards_signed_documents_are_as_unchangeable_as_before(two: Database) -> None:
    """The other workspace's: the triggers are back."""
    remove(two, OTHER_TEAM)

    with pytest.raises(DBAPIError), two.write() as session:
        session.execute(delete(SignedDocumentRow))
    with two.read() as session:
        assert signing.of_plan(session, 1)


def test_a_failure_on_the_way_changes_nothing(two: Database) -> None:
    before = contents(two)
    with pytest.raises(RuntimeError):
        _remove_and_fail(two)
    assert contents(two) == before


def _remove_and_fail(database: Database) -> None:
    with database.write() as session:
        removal.remove(session, TEAM)
        raise RuntimeError
