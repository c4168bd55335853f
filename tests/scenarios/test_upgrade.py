"""An upgrade and a way back between two versions, while people answer. docs/deploy.md describes the steps."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.cli.console import BAD_INPUT
from storage import migrate as migrations
from storage.database import Database
from storage.migrate import HEAD
from tests.support.chaos import recorded, settled
from tests.support.districts import staff
from tests.support.next_release import NEXT, next_release
from tests.support.stage import Program, Stage, stage
from tests.support.writers import Writers

MORE = 12
"""Answers between two steps."""


@pytest.mark.slow
def test_an_upgrade_and_the_way_back_lose_and_double_nothing(database_url: str, tmp_path: Path) -> None:
    """On PostgreSQL the versions overlap. A SQLite file has one program at a time."""
    (tmp_path / "next").mkdir()
    code = next_release(tmp_path / "next")
    overlaps = not database_url.startswith("sqlite")
    with stage(database_url, tmp_path, staff(8), replicas=2 if overlaps else 1) as played:
        this_version = played.start()
        writers = Writers(played)
        with writing(writers):
            answers(played, writers)

            assert "The version you run now keeps working" in checked(database_url, code)
            assert revision(database_url) == HEAD, "a check changes nothing"
            next_version = replaced(played, this_version, writers, replica=1, code=code)
            assert revision(database_url) == NEXT
            answers(played, writers)

            assert "from a newer version. This one can work on it." in checked(database_url)
            with pytest.raises(subprocess.CalledProcessError):  # It would leave out what the next version added.
                run(database_url, None, "workspace", "export", "--out", str(tmp_path / "export.zip"))
            assert not (tmp_path / "export.zip").exists()
            this_version = replaced(played, next_version, writers, replica=0)
            assert revision(database_url) == NEXT, "the way back needs no step down"
            answers(played, writers)
        played.until(lambda: settled(database_url), "everything has left")
        assert this_version.end(signal.SIGTERM) == 0

        assert set(played.asked().values()) == {1}
        assert writers.causes() <= recorded(database_url).keys()
        assert set(recorded(database_url).values()) == {1}


@pytest.mark.slow
def test_a_version_that_cannot_work_on_a_newer_database_does_not_start(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "next").mkdir()
    code = next_release(tmp_path / "next", ends_earlier=True)
    with stage(database_url, tmp_path, staff(1)) as played:
        assert "stop every Throughline that uses it" in checked(database_url, code)
        run(database_url, code, "db", "migrate")

        assert played.launch().ended() == BAD_INPUT
        assert "newer version" in played.log.read_text()


def replaced(played: Stage, running: Program, writers: Writers, *, replica: int, code: Path | None = None) -> Program:
    """Start the other version beside the running one, and stop that one once both have worked."""
    if len(played.ports) == 1:
        assert running.end(signal.SIGTERM) == 0
        return played.start(code=code)
    started = played.start(replica=replica, code=code)
    answers(played, writers)
    assert running.end(signal.SIGTERM) == 0
    return started


def answers(played: Stage, writers: Writers) -> None:
    """Wait until some more are acked."""
    enough = len(writers.acked) + MORE
    played.until(lambda: len(writers.acked) >= enough, "more answers are acked")


@contextmanager
def writing(writers: Writers) -> Iterator[None]:
    with ThreadPoolExecutor() as threads:
        at_work = [threads.submit(writers.write, number) for number in range(2)]
        try:
            yield
        finally:
            writers.over.set()
        for each in at_work:
            each.result()


def checked(database_url: str, code: Path | None = None) -> str:
    return run(database_url, code, "db", "check")


def run(database_url: str, code: Path | None, *words: str) -> str:
    """A command of this version, or of the one in the folder."""
    environment = {"DATABASE_URL": database_url, "PATH": ""}
    command = [sys.executable, "-m", "bot", *words]
    return subprocess.run(command, env=environment, cwd=code, capture_output=True, text=True, check=True).stdout


def revision(database_url: str) -> str | None:
    with closing(Database(database_url)) as database:
        return migrations.revision(database)
