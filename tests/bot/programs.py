"""Starts `throughline run` as a process, beside a Slack look-alike."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import sandbox
from bot.__main__ import make
from bot.cli import running
from sandbox.manifest import read_manifest
from tests.scenarios.district import EXAMPLES, MANIFEST
from tests.support.databases import new_sqlite

STOP_SECONDS = 60


@dataclass
class Program:
    """A started program, with its standard output and its log file."""

    process: subprocess.Popen[str]
    log: Path
    first_line: str = ""

    def stops(self, number: int) -> int:
        """Send a signal and return the exit code."""
        self.process.send_signal(number)
        return self.process.wait(STOP_SECONDS)


def environment(slack: sandbox.Sandbox, database: Path, **more: str) -> dict[str, str]:
    """The settings `throughline run` needs, and an empty database, which it need not migrate. "" removes a setting."""
    if not database.exists():
        new_sqlite(database).close()
    tokens = slack.world.tokens
    return {
        "SLACK_BOT_TOKEN": tokens.bot,
        "SLACK_APP_TOKEN": tokens.app,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": f"sqlite:///{database}",
        **more,
    }


def command_line(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "bot", *arguments]


def bare(variables: Mapping[str, str]) -> dict[str, str]:
    """An environment with these variables and those every process needs."""
    return {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "HOME") if name in os.environ} | dict(variables)


def fails(variables: Mapping[str, str]) -> tuple[int, str]:
    """Run the command of a bot that cannot start, in this process. Return its exit code and what it says."""
    with pytest.MonkeyPatch.context() as patch, logs_as_before():
        for name in os.environ.keys() - bare(variables).keys():
            patch.delenv(name)
        for name, setting in variables.items():
            patch.setenv(name, setting)
        patch.setattr(running, "WAITS", (0.01,))
        # A bot that starts after all would run on and on.
        stop = threading.Timer(STOP_SECONDS, os.kill, (os.getpid(), signal.SIGINT))
        stop.start()
        try:
            outcome = CliRunner().invoke(make("run"), ["run"])
        finally:
            stop.cancel()
    return outcome.exit_code, outcome.stderr


@contextmanager
def logs_as_before() -> Iterator[None]:
    """Undo after the block what `throughline run` sets up for the logs of its process."""
    loggers = [logging.getLogger(), *map(logging.getLogger, logging.root.manager.loggerDict)]
    before = [(logger, logger.level, logger.handlers[:]) for logger in loggers]
    try:
        yield
    finally:
        for logger, level, handlers in before:
            logger.setLevel(level)
            logger.handlers[:] = handlers


@contextmanager
def started(
    variables: Mapping[str, str], log: Path, *, program: Sequence[str] = (), folder: Path | None = None
) -> Iterator[Program]:
    """Start the bot and wait until it is ready. `program` is its command, if not that of the sources."""
    with (
        log.open("w") as errors,
        subprocess.Popen(
            program or command_line("run"),
            cwd=folder,
            env=bare(variables),
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        assert process.stdout is not None
        try:
            yield Program(process, log, process.stdout.readline())
        finally:
            process.kill()


@contextmanager
def slack(**options: Any) -> Iterator[sandbox.Sandbox]:
    """A look-alike with the demo's people and, by default, the bot's own manifest."""
    options.setdefault("manifest", read_manifest(MANIFEST))
    seed = sandbox.read_seed(EXAMPLES / "demo" / "team.yml")
    with sandbox.serve(sandbox.World(seed, **{"retry_delays": (0.0, 0.1), **options})) as served:
        yield served


def free_port() -> int:
    with socket.socket() as actual:
        actual.bind(("127.0.0.1", 0))
        return int(actual.getsockname()[1])
