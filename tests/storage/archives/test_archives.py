"""An archive brings everything back into either kind of database, and a damaged one nothing."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from storage import copying
from storage.archives import reading, writing
from storage.archives.contents import LEFT_OUT, ArchiveError, ArchiveManifest, exported_tables
from storage.archives.writing import Export
from storage.copying import NotEmptyError
from storage.database import Database
from storage.migrate import HEAD, tables_may_be_copied
from storage.models import Base, OutboxRow, PersonRow, RestorationRow
from storage.people import organizations
from tests.bot.role_world import OTHER_TEAM, TEAM, add_other_workspace, furnish
from tests.storage.test_copying import lived_in
from tests.support.databases import new_sqlite
from tests.support.districts import MORNING

CHANGED_BY_IMPORT = {"restoration", "outbox"}
"""Waiting messages are in doubt after an import, as after a restoration."""


def exported(database: Database, folder: Path, workspace_id: str | None = None) -> Path:
    path = folder / "archive.zip"
    writing.write(database, path, Export(workspace_id, "1.2.3", MORNING))
    return path


def imported(path: Path, database: Database, at: datetime = MORNING) -> ArchiveManifest:
    with zipfile.ZipFile(path) as opened:
        return reading.read(zipfile.Path(opened), database, at)


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with rows in most tables, and another workspace's beside them."""
    path = tmp_path_factory.mktemp("archives") / "furnished.db"
    world = furnish(path)
    with world.turns.database.write() as session:
        add_other_workspace(session)
    world.turns.database.close()
    return path


def test_everything_comes_back_in_either_kind_of_database(furnished: Path, tmp_path: Path, database: Database) -> None:
    source = Database(f"sqlite:///{furnished}")
    manifest = imported(exported(source, tmp_path), database)

    with source.read() as before, database.read() as after:
        was, came_back = copying.contents(before), copying.contents(after)
        assert after.query(RestorationRow).one().restored_at == MORNING
    source.close()
    assert manifest.workspaces == {TEAM: "Team", OTHER_TEAM: "Elsewhere"}
    assert {name for name in was if was[name] != came_back[name]} - CHANGED_BY_IMPORT - LEFT_OUT == set()
    assert came_back["outbox"].rows == was["outbox"].rows
    assert all(came_back[name].rows == 0 for name in LEFT_OUT - {"restoration"})


def test_from_postgresql_too(database: Database, tmp_path: Path) -> None:
    lived_in(database)
    target = new_sqlite(tmp_path / "target.db")
    imported(exported(database, tmp_path), target)

    with database.read() as before, target.read() as after:
        was, came_back = copying.contents(before), copying.contents(after)
    target.close()
    assert {name for name in was if was[name] != came_back[name]} <= CHANGED_BY_IMPORT
    assert was["check_in_request"].rows == 5


def test_one_workspace_alone(furnished: Path, tmp_path: Path, database: Database) -> None:
    source = Database(f"sqlite:///{furnished}")
    manifest = imported(exported(source, tmp_path, OTHER_TEAM), database)
    source.close()

    assert manifest.workspaces == {OTHER_TEAM: "Elsewhere"}
    assert (manifest.tables["person"].rows, manifest.tables["organization"].rows) == (1, 2)
    with database.read() as session:
        assert session.scalars(select(PersonRow.name)).all() == ["Foreigner"]
        assert list(organizations.workspaces(session)) == [OTHER_TEAM]


def test_what_waited_to_be_sent_is_looked_for_in_slack_first(database: Database, tmp_path: Path) -> None:
    lived_in(database)
    target = new_sqlite(tmp_path / "target.db")
    imported(exported(database, tmp_path), target)

    with target.read() as session:
        assert set(session.scalars(select(OutboxRow.state))) == {"sending"}
    target.close()


def test_only_into_an_empty_database(database: Database, tmp_path: Path) -> None:
    lived_in(database)
    path = exported(database, tmp_path)
    with pytest.raises(NotEmptyError):
        imported(path, database)


def test_the_manifest_says_what_is_in_it(database: Database, tmp_path: Path) -> None:
    lived_in(database)
    path = exported(database, tmp_path)

    with zipfile.ZipFile(path) as opened:
        manifest = json.loads(opened.read("manifest.json"))
        people = [json.loads(line) for line in opened.read("tables/person.jsonl").splitlines()]
        rounds = [json.loads(line) for line in opened.read("tables/round.jsonl").splitlines()]
    assert (manifest["format"], manifest["version"], manifest["revision"]) == (1, "1.2.3", HEAD)
    assert manifest["tables"]["person"]["rows"] == len(people) == 6
    assert set(manifest["tables"]) == {table.name for table in exported_tables()}
    assert set(manifest["tables"]) | set(manifest["left_out"]) == set(Base.metadata.tables)
    assert rounds[0]["opened_at"] == MORNING.isoformat() == "2026-11-17T15:00:00+00:00"


Damage = Callable[[dict[str, bytes]], None]


def _cut(files: dict[str, bytes]) -> None:
    files["tables/person.jsonl"] = files["tables/person.jsonl"].split(b"\n", 1)[1]


def _other_name(files: dict[str, bytes]) -> None:
    files["tables/person.jsonl"] = files["tables/person.jsonl"].replace(b"Pat Manager", b"Pat Manages")


def _without_a_table(files: dict[str, bytes]) -> None:
    del files["tables/person.jsonl"]


def _newer_format(files: dict[str, bytes]) -> None:
    files["manifest.json"] = files["manifest.json"].replace(b'"format": 1', b'"format": 2')


def _newer_revision(files: dict[str, bytes]) -> None:
    files["manifest.json"] = files["manifest.json"].replace(f'"{HEAD}"'.encode(), b'"9999"')


def _no_manifest(files: dict[str, bytes]) -> None:
    del files["manifest.json"]


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (_cut, "damaged"),
        (_other_name, "damaged"),
        (_without_a_table, "damaged"),
        (_newer_format, "newer_format"),
        (_newer_revision, "newer_archive"),
        (_no_manifest, "no_archive"),
    ],
)
def test_nothing_comes_from_a_damaged_archive(tmp_path: Path, damage: Damage, problem: str) -> None:
    source, target = new_sqlite(tmp_path / "source.db"), new_sqlite(tmp_path / "target.db")
    lived_in(source)
    path = exported(source, tmp_path)
    with zipfile.ZipFile(path) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    damage(files)
    with zipfile.ZipFile(path, "w") as written:
        for name, content in files.items():
            written.writestr(name, content)

    with pytest.raises(ArchiveError) as refusal:
        imported(path, target)

    assert refusal.value.problem == problem
    with target.read() as session:
        assert {content.rows for content in copying.contents(session).values()} == {0}
    source.close()
    target.close()


def test_rows_that_lack_what_they_point_to_are_refused(tmp_path: Path) -> None:
    source, target = new_sqlite(tmp_path / "source.db"), new_sqlite(tmp_path / "target.db")
    lived_in(source)
    with source.engine.connect() as connection, tables_may_be_copied(connection):
        connection.execute(delete(Base.metadata.tables["role_holder"]))
        connection.execute(delete(Base.metadata.tables["person"]).where(PersonRow.name == "Pat Manager"))
        connection.commit()
    with pytest.raises(ArchiveError, match="incomplete"):
        imported(exported(source, tmp_path), target)
    source.close()
    target.close()
