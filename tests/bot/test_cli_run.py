"""`throughline run`: it starts, it stops, and a sentence says what keeps it from starting."""

from __future__ import annotations

import dataclasses
import json
import signal
import sqlite3
import subprocess
from pathlib import Path

import pytest

from sandbox import Troubles
from sandbox.manifest import read_manifest
from storage.people import organizations
from tests.bot.programs import bare, command_line, environment, fails, free_port, slack, started
from tests.scenarios.district import MANIFEST
from tests.support.databases import new_sqlite
from tests.support.people import Person

CANNOT = 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_over_socket_mode_it_is_ready_answers_and_stops_cleanly(tmp_path: Path, number: int) -> None:
    with slack() as running, started(environment(running, tmp_path / "t.db"), tmp_path / "log") as program:
        assert program.first_line == "Throughline is running (Socket Mode). Press Ctrl-C to stop it.\n"
        dana = Person(running.url, "U0000DANA")
        dana.types("/plan status", in_="C00BETHEL")
        dana.sees("There's no plan here yet.")

        assert program.stops(number) == 0
        assert program.process.stdout is not None
        assert program.process.stdout.read() == "Stopped; everything in progress was finished.\n"


def test_over_signed_http_it_is_ready_answers_and_stops_cleanly(tmp_path: Path) -> None:
    port = free_port()
    with slack(request_url=f"http://127.0.0.1:{port}/slack/events") as running:
        way_in = {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": running.world.tokens.signing_secret}
        new_database = f"sqlite:///{tmp_path / 'new.db'}"
        variables = environment(running, tmp_path / "t.db", **way_in, DATABASE_URL=new_database, PORT=str(port))
        with started(variables, tmp_path / "log") as program:
            assert f"(http://127.0.0.1:{port}/slack/events)" in program.first_line
            dana = Person(running.url, "U0000DANA")
            dana.types("/plan help", in_="C00BETHEL")
            dana.sees("What you can do with /plan")
            dana.opens_home()
            dana.sees("You aren't in a plan yet.")

            assert program.stops(signal.SIGTERM) == 0


def test_the_log_is_json_without_answers_or_tokens(furnished: Path, tmp_path: Path) -> None:
    database = tmp_path / "t.db"
    database.write_bytes(furnished.read_bytes())
    with slack() as running:
        variables = environment(running, database, LOG_LEVEL="DEBUG", THROUGHLINE_START_AT="2026-11-17T15:00:00+00:00")
        with started(variables, tmp_path / "log") as program:
            ana = Person(running.url, "U00000ANA")
            ana.clicks("Behind …", on="1.1.3.2")
            ana.fills(cause="My secret cause", recovery="My secret step")
            assert ana.submits() == {}
            ana.sees("My secret step")
            ana.says("My secret question", in_=ana.dm())
            ana.types("/plan find My secret words", in_="C00BETHEL")
            ana.types("/plan My secret typing error", in_="C00BETHEL")
            started_thread = ana.says("<@UTHROUGHLINE> My secret mention", in_="C00BETHEL")
            ana.says("My secret reply", in_="C00BETHEL", thread=started_thread)
            ana.types("/plan help", in_="C00BETHEL")
            ana.sees("What you can do with /plan")
            assert program.stops(signal.SIGINT) == 0
        log = (tmp_path / "log").read_text()
        for secret in ("My secret", running.world.tokens.bot, running.world.tokens.app):
            assert secret not in log
    entries = [json.loads(line) for line in log.splitlines()]
    assert all({"at", "level", "from", "what"} <= set(record) for record in entries)


# ---------------------------------------------------------------- what keeps it from starting


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("SLACK_BOT_TOKEN", "", "SLACK_BOT_TOKEN is not set."),
        ("SLACK_BOT_TOKEN", "xapp-1", "SLACK_BOT_TOKEN is another kind of token. It must begin with xoxb-"),
        ("SLACK_BOT_TOKEN", "xoxb-wrong", "Slack doesn't accept SLACK_BOT_TOKEN (invalid_auth)."),
        ("SLACK_APP_TOKEN", "xapp-wrong", "Slack doesn't accept SLACK_APP_TOKEN (invalid_auth)."),
        ("SLACK_APP_TOKEN", "", "Neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set"),
        ("SLACK_API_URL", "http://127.0.0.1:9/api/", "Can't reach Slack at http://127.0.0.1:9/api/"),
        ("PORT", "many", "PORT must be a number from 1 to 65535."),
        ("DATABASE_URL", "sqlite://", "Throughline keeps its data in a file"),
        (
            "DATABASE_URL",
            "postgresql://me:secret@127.0.0.1:9/none",
            "Can't open the database postgresql://…@127.0.0.1:9/none",
        ),
    ],
)
def test_what_is_missing_or_wrong_is_said_in_a_sentence(
    tmp_path: Path, variable: str, value: str, sentence: str
) -> None:
    with slack() as running:
        code, output = fails(environment(running, tmp_path / "t.db", **{variable: value}))

    assert code == CANNOT
    assert sentence in output
    assert "Traceback" not in output
    assert "secret" not in output


def test_a_trouble_of_slacks_at_the_start_is_waited_for_and_blames_no_token(tmp_path: Path) -> None:
    with slack() as running:
        running.world.set_troubles(Troubles(broken_json=1.0))
        program = subprocess.Popen(
            command_line("run"),
            env=bare(environment(running, tmp_path / "t.db")),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        with program:
            assert program.stdout is not None
            assert program.stderr is not None
            assert "Slack isn't responding properly" in program.stderr.readline()
            running.world.set_troubles(Troubles())
            assert program.stdout.readline().startswith("Throughline is running")
            program.terminate()
            assert "Make a new one" not in program.stderr.read()


@pytest.mark.parametrize("scope", ["chat:write", "files:read", "users:read"])
def test_a_missing_scope_is_named_with_the_place_to_add_it(tmp_path: Path, scope: str) -> None:
    whole = read_manifest(MANIFEST)
    assert whole.scopes is not None
    with slack(manifest=dataclasses.replace(whole, scopes=whole.scopes - {scope})) as running:
        code, output = fails(environment(running, tmp_path / "t.db"))

    assert code == CANNOT
    assert f'The app is missing the scope {scope}. Add it under "OAuth & Permissions", "Bot Token Scopes"' in output


def test_a_second_bot_on_the_same_file_is_refused(tmp_path: Path) -> None:
    with slack() as running, started(environment(running, tmp_path / "t.db"), tmp_path / "log") as program:
        assert program.first_line
        code, output = fails(environment(running, tmp_path / "t.db"))

    assert code == CANNOT
    assert "Another Throughline is already running on" in output


def test_a_database_of_a_newer_version_that_earlier_ones_cannot_work_on_is_left_alone(
    tmp_path: Path, furnished: Path
) -> None:
    database = tmp_path / "t.db"
    database.write_bytes(furnished.read_bytes())
    connection = sqlite3.connect(database)
    connection.execute("UPDATE alembic_version SET version_num = '9999', runs_from = '9999'")
    connection.commit()
    connection.close()
    with slack() as running:
        code, output = fails(environment(running, database))

    assert code == CANNOT
    assert "made by a newer version of Throughline (revision 9999)" in output


def test_a_database_of_another_workspace_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "t.db"
    database = new_sqlite(file)
    with database.write() as session:
        organizations.save_workspace(session, "T00SECOND", "Second district", "U00000BOT")
    database.close()
    with slack() as running:
        code, output = fails(environment(running, file))

    assert code == CANNOT
    assert 'belongs to the workspace "Second district"' in " ".join(output.split())


@pytest.mark.parametrize("setting", ["/school-plan", ""])
def test_a_command_that_was_renamed_in_the_manifest_answers(tmp_path: Path, setting: str) -> None:
    renamed = tmp_path / "manifest.yml"
    renamed.write_text(MANIFEST.read_text().replace("command: /plan", "command: /school-plan"))
    with slack(manifest=read_manifest(renamed)) as running:
        variables = environment(running, tmp_path / "t.db", SLASH_COMMAND=setting)
        with started(variables, tmp_path / "log"):
            dana = Person(running.url, "U0000DANA")
            dana.types("/school-plan help", in_="C00BETHEL")
            dana.sees(f"What you can do with {setting or '/plan'}")
