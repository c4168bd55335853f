"""What keeps answers safe: durable writes, one writer at a time, one bot to a file."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from storage.database import BUSY_SECONDS, QUEUE_SECONDS, Database, DatabaseInUseError, DatabaseLinkedError
from storage.migrate import migrate
from storage.rounds import check_in_requests, check_ins
from tests.support.districts import save_district, staff
from tests.support.rounds import open_round

HOLD = """
import sys
from storage.database import Database
opened = Database(sys.argv[1])
opened.lock()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "throughline.db"


def test_sqlite_really_is_durable_and_strict(file: Path) -> None:
    database = Database(f"sqlite:///{file}")

    for transaction in (database.write, database.read):
        with transaction() as session:
            pragmas = {
                name: session.scalar(text(f"PRAGMA {name}"))
                for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "busy_timeout")
            }
        assert pragmas == {
            "journal_mode": "wal",
            "synchronous": 2,  # FULL
            "foreign_keys": 1,
            "trusted_schema": 0,
            "busy_timeout": 1000,
        }
    database.close()


def test_who_waits_behind_another_writer_hears_of_it_before_slack_gives_up(file: Path) -> None:
    database = Database(f"sqlite:///{file}")

    with database.write(), pytest.raises(PoolTimeoutError), database.write():
        pass

    assert QUEUE_SECONDS + BUSY_SECONDS < 3
    database.close()


def test_readers_of_sqlite_cannot_write(file: Path) -> None:
    database = Database(f"sqlite:///{file}")
    migrate(database)

    with database.read() as session, pytest.raises(Exception, match="readonly"):
        session.execute(text("DELETE FROM dedup_key"))

    database.close()


def test_a_second_bot_on_the_same_file_is_refused_until_the_first_is_gone(file: Path) -> None:
    url = f"sqlite:///{file}"
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    database = Database(url)
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"

        with pytest.raises(DatabaseInUseError) as caught:
            database.lock()
        assert caught.value.path == file

        other.kill()
        other.communicate()
        database.lock()
    finally:
        other.kill()
        other.communicate()
        database.close()


def test_a_symbolic_link_is_the_same_file(file: Path, tmp_path: Path) -> None:
    first = Database(f"sqlite:///{file}")
    migrate(first)
    first.lock()
    link = tmp_path / "elsewhere" / "link.db"
    link.parent.mkdir()
    link.symlink_to(file)
    second = Database(f"sqlite:///{link}")

    with pytest.raises(DatabaseInUseError):
        second.lock()

    second.close()
    first.close()


def test_a_file_with_a_hard_link_is_not_opened_by_a_bot(file: Path, tmp_path: Path) -> None:
    first = Database(f"sqlite:///{file}")
    migrate(first)
    first.lock()
    link = tmp_path / "link.db"
    link.hardlink_to(file)
    second = Database(f"sqlite:///{link}")

    with pytest.raises(DatabaseLinkedError):
        second.lock()

    second.close()
    first.close()


def test_throughline_run_says_in_words_that_another_is_running(file: Path) -> None:
    database = Database(f"sqlite:///{file}")
    database.lock()
    environment = {"DATABASE_URL": f"sqlite:///{file}", "SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}

    refused = subprocess.run(
        [sys.executable, "-m", "bot", "run"], check=False, env=environment, capture_output=True, text=True, timeout=60
    )

    database.close()
    assert refused.returncode == 2
    assert f"Another Throughline is already running on {file}" in refused.stderr


def test_nothing_is_kept_of_a_turn_that_fails(database: Database) -> None:
    def fail() -> None:
        with database.write() as session:
            session.execute(text("INSERT INTO workspace (id, name, bot_user) VALUES ('T', 'T', 'U')"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    with database.read() as session:
        assert session.scalar(text("SELECT count(*) FROM workspace")) == 0


def test_no_change_of_eight_at_once_is_lost(database: Database) -> None:
    plan_id = save_district(database, staff(1))
    request_id = open_round(database, plan_id).requests[0].id

    def turn_a_page(_number: int) -> None:
        with database.write() as session:
            actual = check_in_requests.find_request(session, request_id, for_change=True)
            assert actual is not None
            check_in_requests.set_page(session, request_id, check_ins.load(session, actual).page + 1)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(turn_a_page, range(80)))

    with database.read() as session:
        actual = check_in_requests.find_request(session, request_id)
        assert actual is not None
        assert check_ins.load(session, actual).page == 80
