"""`throughline run` as a process of its own, beside a look-alike of Slack."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sandbox
from sandbox.manifest import read_manifest
from tests.scenarios.district import EXAMPLES, MANIFEST

STOP_SECONDS = 60


@dataclass
class Program:
    """A program that was started: what it said on its standard output, and where it logs."""

    process: subprocess.Popen[str]
    log: Path
    first_line: str = ""

    def stops(self, number: int) -> int:
        """Send a signal; returns the exit code."""
        self.process.send_signal(number)
        return self.process.wait(STOP_SECONDS)


def environment(running: sandbox.Sandbox, database: Path, **more: str) -> dict[str, str]:
    """Everything `throughline run` needs; a value of "" takes one away."""
    tokens = running.world.tokens
    return {
        "SLACK_BOT_TOKEN": tokens.bot,
        "SLACK_APP_TOKEN": tokens.app,
        "SLACK_API_URL": running.api_url,
        "DATABASE_URL": f"sqlite:///{database}",
        **more,
    }


def command_line(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "bot", *arguments]


def bare(variables: Mapping[str, str]) -> dict[str, str]:
    """An environment with these and only what a process cannot do without."""
    return {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "HOME") if name in os.environ} | dict(variables)


def fails(variables: Mapping[str, str]) -> tuple[int, str]:
    """Start the bot where it cannot start; its exit code and what it said."""
    done = subprocess.run(
        command_line("run"), env=bare(variables), capture_output=True, text=True, timeout=120, check=False
    )
    return done.returncode, done.stderr


@contextmanager
def started(variables: Mapping[str, str], log: Path) -> Iterator[Program]:
    """The bot, up and running."""
    with (
        log.open("w") as errors,
        subprocess.Popen(
            command_line("run"), env=bare(variables), stdout=subprocess.PIPE, stderr=errors, text=True
        ) as process,
    ):
        assert process.stdout is not None
        try:
            yield Program(process, log, process.stdout.readline())
        finally:
            process.kill()


@contextmanager
def slack(**options: Any) -> Iterator[sandbox.Sandbox]:
    """The demo's people, by the bot's own manifest unless another is given."""
    options.setdefault("manifest", read_manifest(MANIFEST))
    seed = sandbox.read_seed(EXAMPLES / "demo" / "team.yml")
    with sandbox.serve(sandbox.World(seed, **{"retry_delays": (0.0, 0.1), **options})) as running:
        yield running


def free_port() -> int:
    with socket.socket() as actual:
        actual.bind(("127.0.0.1", 0))
        return int(actual.getsockname()[1])
