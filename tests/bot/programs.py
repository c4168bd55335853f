"""Starts `throughline run` as a process, beside a Slack look-alike."""

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
    """A started program, with its standard output and its log file."""

    process: subprocess.Popen[str]
    log: Path
    first_line: str = ""

    def stops(self, number: int) -> int:
        """Send a signal and return the exit code."""
        self.process.send_signal(number)
        return self.process.wait(STOP_SECONDS)


def environment(running: sandbox.Sandbox, database: Path, **more: str) -> dict[str, str]:
    """The settings `throughline run` needs. A value of "" removes one."""
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
    """An environment with these variables and those every process needs."""
    return {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "HOME") if name in os.environ} | dict(variables)


def fails(variables: Mapping[str, str]) -> tuple[int, str]:
    """Start a bot that cannot start. Return its exit code and output."""
    done = subprocess.run(
        command_line("run"), env=bare(variables), capture_output=True, text=True, timeout=120, check=False
    )
    return done.returncode, done.stderr


@contextmanager
def started(variables: Mapping[str, str], log: Path) -> Iterator[Program]:
    """Start the bot and wait until it is ready."""
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
    """A look-alike with the demo's people and, by default, the bot's own manifest."""
    options.setdefault("manifest", read_manifest(MANIFEST))
    seed = sandbox.read_seed(EXAMPLES / "demo" / "team.yml")
    with sandbox.serve(sandbox.World(seed, **{"retry_delays": (0.0, 0.1), **options})) as running:
        yield running


def free_port() -> int:
    with socket.socket() as actual:
        actual.bind(("127.0.0.1", 0))
        return int(actual.getsockname()[1])
