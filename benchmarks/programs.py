"""Starts, measures and stops the programs that are compared."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SIGNING_SECRET = "benchmark"
STOP_SECONDS = 20
PROBE_SECONDS = 0.002
BARE = ["-m", "benchmarks.bare"]
BOT = ["-m", "bot", "run"]


@dataclass(frozen=True, slots=True)
class Running:
    process: subprocess.Popen[str]
    port: int
    seconds: float
    """From the start of the process until it was ready, or connected."""

    def resident_mb(self) -> float:
        """Present memory use."""
        asked = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(self.process.pid)], capture_output=True, text=True, check=True
        )
        return int(asked.stdout) / 1024


@contextmanager
def slack() -> Iterator[str]:
    """Run the stand-in for Slack and yield the address of its Web API."""
    process = _start(["-m", "benchmarks.slack"], os.environ)
    try:
        yield f"http://127.0.0.1:{int(_first_line(process))}/api/"
    finally:
        _stop(process)


@contextmanager
def bare(api_url: str) -> Iterator[Running]:
    with _running(BARE, _environment(api_url), _has_said_so) as running:
        yield running


@contextmanager
def bare_connected(api_url: str) -> Iterator[Running]:
    """Like `bare`, from the moment its port is open."""
    with _running(BARE, _environment(api_url), _port_is_open) as running:
        yield running


@contextmanager
def bot(api_url: str, database: Path) -> Iterator[Running]:
    """`throughline run`, over signed HTTP."""
    with _running(BOT, _bot_environment(api_url, database), _has_said_so) as running:
        yield running


@contextmanager
def bot_connected(api_url: str, database: Path) -> Iterator[Running]:
    """Like `bot`, from the moment its port is open: most of it is still being loaded."""
    with _running(BOT, _bot_environment(api_url, database), _port_is_open) as running:
        yield running


@contextmanager
def distributed_bot(api_url: str, database: Path, keys: str) -> Iterator[Running]:
    """Like `bot`, for the workspaces that have installed it, whose tokens are encrypted with these keys."""
    environment = _bot_environment(api_url, database) | {
        "SLACK_CLIENT_ID": "1.2",
        "SLACK_CLIENT_SECRET": "bench",
        "TOKEN_KEYS": keys,
        "PUBLIC_URL": "http://127.0.0.1",
    }
    del environment["SLACK_BOT_TOKEN"]
    with _running(BOT, environment, _has_said_so) as running:
        yield running


def _bot_environment(api_url: str, database: Path) -> dict[str, str]:
    return _environment(api_url) | {"DATABASE_URL": f"sqlite:///{database}", "LOG_LEVEL": "INFO"}


def _environment(api_url: str) -> dict[str, str]:
    ours = {"SLACK_BOT_TOKEN": "xoxb-bench", "SLACK_SIGNING_SECRET": SIGNING_SECRET, "SLACK_API_URL": api_url}
    return installed() | ours | {"PORT": str(_free_port()), "PYTHONUNBUFFERED": "1"}


def installed() -> dict[str, str]:
    """The environment of an installed program: with cached bytecode and no address of another Slack."""
    unwanted = ("SLACK_", "THROUGHLINE_", "PYTHONDONTWRITEBYTECODE")
    return {name: setting for name, setting in os.environ.items() if not name.startswith(unwanted)}


@contextmanager
def _running(
    arguments: list[str], environment: Mapping[str, str], wait: Callable[[subprocess.Popen[str], int], None]
) -> Iterator[Running]:
    began = time.perf_counter()
    process, port = _start(arguments, environment), int(environment["PORT"])
    try:
        wait(process, port)
        yield Running(process, port, time.perf_counter() - began)
    finally:
        _stop(process)


def _start(arguments: list[str], environment: Mapping[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *arguments],
        env=dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def _has_said_so(process: subprocess.Popen[str], _port: int) -> None:
    _first_line(process)


def _port_is_open(process: subprocess.Popen[str], port: int) -> None:
    while process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(PROBE_SECONDS)
    raise RuntimeError(f"{process.args!r} ended before its port was open")


def _first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None  # it is a pipe, see _start
    line = process.stdout.readline()
    if not line:
        raise RuntimeError(f"{process.args!r} ended before it was ready")
    return line


def _stop(process: subprocess.Popen[str]) -> None:
    process.terminate()
    process.wait(STOP_SECONDS)
    assert process.stdout is not None  # it is a pipe, see _start
    process.stdout.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
