"""Fixtures of every test: an empty database in its newest form, on SQLite and on PostgreSQL."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings

from storage.database import Database
from storage.migrate import migrate
from tests.support import postgres as servers
from tests.support import statements
from tests.support.databases import TEMPLATE, new_sqlite
from tests.support.postgres import Postgres

SQLITE_FILE = "throughline.db"

# How long an example takes depends on how busy the computer is: a deadline would fail at random.
settings.register_profile("throughline", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("throughline")

statements.share()


def pytest_collection_finish() -> None:
    """Look for garbage less often, and not among what is loaded by now: that took a tenth of the tests' time."""
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One server for this process, with an empty, migrated database as a template."""
    programs = servers.find_programs()
    if programs is None:
        reason = "PostgreSQL's programs are not here; install them or point PG_BIN at their folder"
        if os.environ.get(servers.NO_SKIP):
            pytest.fail(reason)
        pytest.skip(reason)
    with servers.serve(programs) as server:
        template = Database(server.create(TEMPLATE))
        migrate(template)
        template.close()
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """The database a test runs on; every test that asks for one runs on both."""
    return str(request.param)


@pytest.fixture
def empty_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without a single table."""
    yield from _new_url(kind, request, tmp_path, template="template1")


@pytest.fixture
def database_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database in its newest form."""
    for url in _new_url(kind, request, tmp_path, template=TEMPLATE):
        if kind == "sqlite":
            new_sqlite(tmp_path / SQLITE_FILE).close()
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


def _new_url(kind: str, request: pytest.FixtureRequest, folder: Path, *, template: str) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{folder / SQLITE_FILE}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = f"test_{uuid4().hex}"
    yield server.create(name, template=template)
    server.drop(name)
