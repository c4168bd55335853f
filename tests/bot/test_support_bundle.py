"""A support bundle has what helps, and none of what people wrote, their names, their schools' names, or secrets."""

from __future__ import annotations

import json
import re
import signal
import subprocess
from pathlib import Path
from zipfile import ZipFile

import yaml
from sqlalchemy import select

from storage.database import Database
from storage.migrate import HEAD
from storage.models import ActionItemRow, OrganizationRow, PersonRow, StrategyRow
from tests.bot.programs import bare, command_line, environment, slack, started
from tests.scenarios.district import EXAMPLES
from tests.support.people import Person

FILES = ["README.txt", "doctor.json", "settings.json", "versions.json", "counts.json", "log/throughline.log"]


def bundle(variables: dict[str, str], folder: Path) -> tuple[str, dict[str, str]]:
    """Make one in a folder. Return what is printed, and the files by name."""
    ended = subprocess.run(
        command_line("support-bundle", "help.zip"),
        cwd=folder,
        env=bare(variables) | {"PYTHONPATH": str(EXAMPLES.parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    with ZipFile(folder / "help.zip") as archive:
        return ended.stdout, {name: archive.read(name).decode() for name in archive.namelist()}


def test_a_bundle_holds_nobodys_words_names_or_secrets(furnished: Path, tmp_path: Path) -> None:
    database = tmp_path / "t.db"
    database.write_bytes(furnished.read_bytes())
    with slack() as running:
        log = tmp_path / "throughline.log"
        variables = environment(running, database, LOG_LEVEL="DEBUG", LOG_FILE=str(log))
        variables["THROUGHLINE_START_AT"] = "2026-11-17T15:00:00+00:00"
        with started(variables, tmp_path / "stderr") as program:
            ana = Person(running.url, "U00000ANA")
            ana.clicks("Behind …", on="1.1.3.2")
            ana.fills(cause="My secret cause", recovery="My secret step")
            assert ana.submits() == {}
            ana.says("My secret question", in_=ana.dm())
            ana.types("/plan My secret typing error", in_="C00BETHEL")
            ana.sees("My secret step")
            assert program.stops(signal.SIGTERM) == 0
        printed, files = bundle(variables, tmp_path)
        secrets = [running.world.tokens.bot, running.world.tokens.app]

    assert (
        printed
        == "Wrote help.zip (6 files). It holds no answers, names or tokens; README.txt in it says what it holds.\n"
    )
    assert list(files) == [f"help/{name}" for name in FILES]
    whole = "\n".join(files.values())
    for text in [*secrets, "My secret", *written(database)]:
        assert not re.search(rf"\b{re.escape(text)}\b", whole), text
    assert json.loads(files["help/versions.json"])["head"] == HEAD
    assert json.loads(files["help/versions.json"])["libraries"]["slack-bolt"]
    assert json.loads(files["help/counts.json"])["rows"]["workspace"] == 1
    assert json.loads(files["help/settings.json"])["SLACK_BOT_TOKEN"] == {
        "text": "xoxb-…",
        "source": "the environment",
    }
    assert {line["area"]: line["verdict"] for line in json.loads(files["help/doctor.json"])}["migrations"] == "fine"


def written(path: Path) -> list[str]:
    """Names of people and organizations, the workspace's name, and texts of the plan."""
    database = Database(f"sqlite:///{path}")
    columns = (PersonRow.name, OrganizationRow.name, ActionItemRow.text, StrategyRow.title)
    with database.read() as session:
        texts = [text for column in columns for text in session.scalars(select(column)) if text]
    database.close()
    team = yaml.load((EXAMPLES / "demo" / "team.yml").read_bytes(), Loader=yaml.CSafeLoader)["team"]["name"]
    return [*texts, team, "Literacy Director", "Ana", "Whitfield"]


def test_without_a_configuration_there_is_a_bundle_without_a_log(tmp_path: Path) -> None:
    printed, files = bundle({}, tmp_path)

    assert printed.splitlines()[1] == "LOG_FILE isn't set, so the log isn't among them. Send it too if you have it."
    assert list(files) == [f"help/{name}" for name in FILES[:-1]]
    assert json.loads(files["help/counts.json"]) == {}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["help.zip"]
