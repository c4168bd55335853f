"""`make demo` and its like on a computer where something is in the way: a sentence says what, and nothing is lost."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = '[build-system]\nrequires = ["no-such-library"]\n[project]\nname = "small"\nversion = "1"\n'
OFFLINE = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0", "PIP_NO_CACHE_DIR": "1"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project as small as one can be, with this one's Makefile and script."""
    folder = tmp_path / "project"
    folder.mkdir()
    for name in ("Makefile", "set_up.py"):
        shutil.copy(ROOT / name, folder)
    (folder / "pyproject.toml").write_text(PROJECT)
    (folder / "constraints.txt").write_text("")
    return folder


def makes(project: Path, *arguments: str, **variables: str) -> tuple[int, str]:
    """Run make, and return its exit code with everything it prints."""
    environment = {**os.environ, **variables}
    command = ["make", "--no-print-directory", *arguments]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_a_python_that_is_too_old_is_named(project: Path) -> None:
    old = project / "old-python"
    # The version that Python is asked for stands in the Makefile; this one answers as an old one would.
    old.write_text(f'#!/bin/sh\nexec {sys.executable} -c "import sys; sys.version_info = (3, 9); $(echo "$2")"\n')
    old.chmod(0o755)

    code, output = makes(project, "demo", f"PYTHON={old}")

    assert code != 0
    assert re.search(r"Throughline needs Python 3.11 or newer; this is \S+. Try: make PYTHON=python3.12", output)
    assert not (project / ".venv").exists()


def test_a_file_in_the_place_of_the_folder_is_left_alone(project: Path) -> None:
    (project / ".venv").write_text("mine")

    code, output = makes(project, "demo")

    assert code != 0
    assert ".venv is a file. Move it away" in output
    assert (project / ".venv").read_text() == "mine"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_project_that_cannot_be_written_to(project: Path) -> None:
    project.chmod(0o500)
    try:
        code, output = makes(project, "demo")
    finally:
        project.chmod(0o700)

    assert code != 0
    assert f"{project} can't be written to. Copy the project" in output


@pytest.mark.slow
def test_without_a_network_it_says_so_and_is_not_ready(project: Path) -> None:
    code, output = makes(project, "demo", **OFFLINE)

    assert code != 0
    assert "The libraries couldn't be installed; pip says why above. Check the network and try again." in output
    assert not (project / ".venv" / "ready-for-demo").exists()


def test_a_second_make_waits_for_the_first(project: Path) -> None:
    command = [sys.executable, "set_up.py", ".venv", "sandbox", ".venv/ready-for-demo"]
    (project / ".venv").mkdir()
    with (project / "pyproject.toml").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        second = subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, text=True)
        assert second.stdout is not None
        assert second.stdout.readline() == "Another make is installing the libraries. Waiting for it …\n"
        (project / ".venv" / "ready-for-demo").touch()

    assert second.wait(30) == 0
    assert second.stdout.read() == ""
    second.stdout.close()


def test_ctrl_c_while_it_waits_is_no_traceback(project: Path) -> None:
    command = [sys.executable, "set_up.py", ".venv", "sandbox", ".venv/ready-for-demo"]
    with (project / "pyproject.toml").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        process = subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)

    assert process.returncode == 130
    assert errors.strip() == "Stopped. The same command goes on from here."
