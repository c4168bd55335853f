"""The installed wheel: every command works without the sources, and the demo answers."""

from __future__ import annotations

import re
import shutil
import signal
import site
import subprocess
import sys
import venv
from pathlib import Path

import httpx
import pytest

from bot.__main__ import COMMANDS
from tests.bot.programs import bare, environment, free_port, slack, started
from tests.bot.test_demo import demo
from tests.scenarios.district import ROOT
from tests.support.people import Person
from tests.support.postgres import Postgres

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]  # one process builds the wheel, for all

NOT_SOURCES = shutil.ignore_patterns(".*", "build", "*.egg-info", "__pycache__", "tests")


def run(folder: Path, *command: str, **variables: str) -> str:
    done = subprocess.run(
        command, cwd=folder, env=bare(variables), capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def throughline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command in an environment that has the wheel and, beside it, the libraries of this one."""
    sources, wheels, home = (tmp_path_factory.mktemp("wheel") / name for name in ("sources", "wheels", "venv"))
    shutil.copytree(ROOT, sources, symlinks=True, ignore=NOT_SOURCES)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    run(sources, *pip, "wheel", ".", "--no-deps", "--no-build-isolation", "-w", str(wheels))
    venv.create(home, with_pip=False, symlinks=True)
    (packages,) = home.glob("lib/*/site-packages")
    # Only a folder that Python itself counts as one of packages has its .pth files read, and so no sources are found.
    (packages / "libraries.pth").write_text("\n".join(site.getsitepackages()))
    run(
        sources,
        *pip,
        "--python",
        str(home / "bin/python"),
        "install",
        "--no-deps",
        "--no-index",
        *map(str, wheels.iterdir()),
    )
    return home / "bin" / "throughline"


def test_it_does_not_run_the_sources(throughline: Path, tmp_path: Path) -> None:
    where = run(
        tmp_path,
        str(throughline.with_name("python")),
        "-c",
        "import bot, prompts; print(bot.__file__, prompts.__file__)",
    )

    assert where.count("site-packages") == 2
    assert str(ROOT) not in where


def test_every_command_is_there(throughline: Path, tmp_path: Path) -> None:
    """This help loads the modules of all commands, which tests of the sources let explain themselves one by one."""
    lines = re.findall(r"^\W*([\w-]+)", run(tmp_path, str(throughline), "--help"), re.MULTILINE)

    assert set(COMMANDS) <= set(lines)


def test_commands_find_the_words_and_scripts_they_need(throughline: Path, tmp_path: Path) -> None:
    program = str(throughline)

    assert "ready to use" in run(tmp_path, program, "script", "check")
    assert "```mermaid" in run(tmp_path, program, "script", "draw")
    assert "22 action items" in run(tmp_path, program, "plan", "check", str(ROOT / "examples" / "bethel.yml"))
    assert "plan manager" in run(tmp_path, program, "people", "roles")


def test_the_steps_of_the_containers_work_from_the_wheel(throughline: Path, tmp_path: Path, postgres: Postgres) -> None:
    """Migrate an empty PostgreSQL database, run the bot on it, ask for its health, examine it, and stop it."""
    url, port = postgres.create("containers"), free_port()
    packages = throughline.parents[1]
    before = files_of(packages)
    (folder := tmp_path / "empty").mkdir()
    with slack() as running:
        variables = environment(running, tmp_path / "t.db", DATABASE_URL=url, HEALTH_PORT=str(port))
        variables["PYTHONDONTWRITEBYTECODE"] = "1"
        assert run(folder, str(throughline), "db", "migrate", **variables).startswith("The database has its tables")
        assert run(folder, str(throughline), "db", "migrate", **variables).startswith("The database is up to date")
        with started(variables, tmp_path / "log", program=[str(throughline), "run"], folder=folder) as program:
            assert program.first_line == "Throughline is running (Socket Mode). Press Ctrl-C to stop it.\n"
            assert httpx.get(f"http://127.0.0.1:{port}/health").text == "ok\n"
            assert httpx.get(f"http://127.0.0.1:{port}/ready").text == "ok\n"
            examined = subprocess.run(
                [throughline, "doctor"], cwd=folder, env=bare(variables), capture_output=True, text=True, check=False
            )
            assert "✓ Database: PostgreSQL" in examined.stdout
            assert "✗" not in examined.stdout
            assert program.stops(signal.SIGTERM) == 0

    assert list(folder.iterdir()) == []
    assert files_of(packages) == before


def files_of(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))


def test_the_demo_answers_and_commands_read_its_database(throughline: Path, tmp_path: Path) -> None:
    with demo(tmp_path, program=[str(throughline)]) as (_, url):
        dana = Person(url, "U0000DANA")
        dana.types("/plan status", in_="C00BETHEL")
        dana.sees("6 of 22")
        (database,) = tmp_path.glob("cache/throughline/demo/*/throughline.db")
        for command in (
            "status --plan Bethel",
            "minutes --plan Bethel",
            "plan list",
            "people list --plan Bethel",
            "db check",
        ):
            run(tmp_path, str(throughline), *command.split(), DATABASE_URL=f"sqlite:///{database}")
