"""`throughline demo`: it answers, cleans up, and removes only its own files."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from bot.cli.demo_folder import DATABASE, MARK, demos_folder, own_folder
from tests.bot.programs import bare, command_line, free_port
from tests.support.people import Person

CANNOT = 2
READY_LINE = 2
"""The line of output with the address."""


@pytest.fixture
def demos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The parent of the demos' folders."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return demos_folder()


@contextmanager
def demo(folder: Path, *, port: int = 0, program: Sequence[str] = ()) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A demo started in that folder, once it is ready, and its address."""
    with subprocess.Popen(
        [*(program or command_line()), "demo", "--port", str(port)],
        cwd=folder,
        env=bare({"XDG_CACHE_HOME": str(folder / "cache")}),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            ready = [process.stdout.readline() for _ in range(READY_LINE)][-1]
            yield process, ready.partition("Open ")[2].partition("/page/")[0]
        finally:
            process.kill()


def fails(folder: Path, *arguments: str, **variables: str) -> str:
    """What a demo that cannot start says."""
    done = subprocess.run(
        command_line("demo", *arguments),
        cwd=folder,
        env=bare({"XDG_CACHE_HOME": str(folder / "cache"), **variables}),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == CANNOT
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.slow
def test_it_leaves_a_folder_named_demo_alone_and_removes_its_own(tmp_path: Path, demos: Path) -> None:
    mine = tmp_path / "demo" / "thesis.txt"
    mine.parent.mkdir()
    mine.write_text("years of work")

    with demo(tmp_path) as (process, url):
        dana = Person(url, "U0000DANA")
        dana.types("/plan status", in_="C00BETHEL")
        dana.sees("6 of 22")
        (folder,) = demos.iterdir()
        assert (folder / DATABASE).exists()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0

    assert mine.read_text() == "years of work"
    assert list(demos.iterdir()) == []


@pytest.mark.slow
def test_two_demos_run_side_by_side_and_a_third_on_a_port_in_use_harms_neither(tmp_path: Path, demos: Path) -> None:
    with demo(tmp_path) as (_, first), demo(tmp_path) as (_, second):
        port = httpx.URL(first).port
        output = fails(tmp_path, "--port", str(port))

        assert f"cannot listen at 127.0.0.1:{port}: Address already in use." in output
        assert "or let it take any free one with `--port 0`" in output
        for url in (first, second):
            dana = Person(url, "U0000DANA")
            dana.types("/plan status", in_="C00BETHEL")
            dana.sees("6 of 22")
        assert len(list(demos.iterdir())) == 2


@pytest.mark.slow
def test_a_killed_demo_frees_its_port_and_the_next_one_clears_its_folder(tmp_path: Path, demos: Path) -> None:
    port = free_port()
    with demo(tmp_path, port=port) as (process, _):
        process.kill()
        process.wait()
        (abandoned,) = demos.iterdir()
    with demo(tmp_path, port=port) as (_, url):
        assert httpx.get(f"{url}/page/").is_success
        assert abandoned not in demos.iterdir()


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [0.0, 0.5, 1.0])
def test_ctrl_c_before_it_is_ready_leaves_neither_a_traceback_nor_files(
    tmp_path: Path, demos: Path, seconds: float
) -> None:
    """So many seconds after it has said that it prepares the demo."""
    # Tests that run in the background of a shell ignore the signal, and so would the programs they start.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        command_line("demo", "--port", "0"),
        cwd=tmp_path,
        env=bare({"XDG_CACHE_HOME": str(tmp_path / "cache")}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        text=True,
    ) as process:
        assert process.stdout is not None
        preparing = process.stdout.readline()
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal sends it, to the look-alike too
        try:
            output, _ = process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise

    assert preparing.startswith("Preparing")
    assert "Traceback" not in output
    assert process.returncode != 0 or "Stopped" in output
    assert not demos.exists() or list(demos.iterdir()) == []


def test_a_number_that_is_no_port_is_said_in_a_sentence(tmp_path: Path) -> None:
    assert "Invalid value for '--port'" in fails(tmp_path, "--port", "65536")


def test_a_cache_that_cannot_be_written_to_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    output = fails(tmp_path, XDG_CACHE_HOME=str(tmp_path / "file"))

    assert "The demo can't make its folder" in output
    assert "XDG_CACHE_HOME" in output


# ---------------------------------------------------------------- its folder


def test_only_what_a_demo_writes_is_removed(demos: Path) -> None:
    with own_folder() as folder:
        (folder / DATABASE).write_text("")
        (folder / "notes.txt").write_text("mine")

    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


def test_folders_without_the_mark_links_and_running_demos_are_left_alone(demos: Path, tmp_path: Path) -> None:
    foreign, elsewhere = demos / "run-foreign", tmp_path / "elsewhere"
    for folder in (foreign, elsewhere):
        folder.mkdir(parents=True)
        (folder / DATABASE).write_text("mine")
    (elsewhere / MARK).write_text("")
    (demos / "run-link").symlink_to(elsewhere)

    with own_folder() as running:
        (running / DATABASE).write_text("in use")
        with own_folder():
            assert (running / DATABASE).read_text() == "in use"

    assert (foreign / DATABASE).read_text() == "mine"
    assert (elsewhere / DATABASE).read_text() == "mine"


def test_what_a_demo_that_was_killed_has_left_is_cleared(demos: Path, tmp_path: Path) -> None:
    with own_folder() as folder:
        (folder / DATABASE).write_text("")
        shutil.copytree(folder, demos / "run-killed")

    with own_folder():
        assert not (demos / "run-killed").exists()
