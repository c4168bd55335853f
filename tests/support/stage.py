"""Runs the real program as a process that can be killed, between the look-alike and a database."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from threading import Event

from bot.cli.running import LEASE_SECONDS, START_AT
from bot.crash import CRASH_AT
from sandbox import Sandbox, World, serve
from sandbox.world import WorldChange
from storage.database import Database
from storage.delivery import budget
from storage.delivery.budget import Bucket
from storage.migrate import migrate
from tests.support.districts import MORNING, TEAM, Staff, save_district, seed

LEASE = 8.0
"""Seconds. Long enough for a request to arrive although other programs start on the same computer."""
SHORT_LEASE = 6.0
"""Seconds, where one program runs and nobody writes. Senders look every 5 s at what the dead one has left."""
STARTS = 20
"""Tries until the program is up: with troubles on, Slack may refuse it a few times, as a supervisor would see."""
LOOK_SECONDS = 0.1
WIDE = 400.0
PATIENCE = 300.0
"""Seconds. Only a failing test waits that long, also on a computer with one busy core."""


@dataclass
class Stage:
    """One district with its look-alike, and the programs that run on it."""

    slack: Sandbox
    database_url: str
    ports: Sequence[int]
    log: Path
    staff: Sequence[Staff]
    began: float = field(default_factory=time.monotonic)
    changed: Event = field(default_factory=Event)
    lease: float = LEASE
    by_socket: bool = False
    """Socket Mode instead of signed HTTP."""
    _programs: list[Program] = field(default_factory=list)
    _kill_when: Callable[[], bool] | None = None

    def launch(
        self, *, replica: int = 0, crash_at: str = "", clock_off: timedelta = timedelta(0), code: Path | None = None
    ) -> Program:
        """Start a program without waiting for it: this one, or another version whose code is in the folder."""
        program = Program(self._environment(replica, crash_at, clock_off), self.log, code)
        self._programs.append(program)
        return program

    def start(
        self, *, replica: int = 0, crash_at: str = "", clock_off: timedelta = timedelta(0), code: Path | None = None
    ) -> Program:
        """Start a program; returns once it takes requests, or has crashed at the given place."""
        for _try in range(STARTS):
            program = self.launch(replica=replica, crash_at=crash_at, clock_off=clock_off, code=code)
            if program.is_up():
                return program
            program.end()
        raise AssertionError(f"the bot did not start:\n{self.log.read_text()[-4000:]}")

    def run_until(self, reached: Callable[[], bool]) -> None:
        """Run a program and kill it within the request that reaches this: checked later, it could be far beyond."""
        self._kill_when = reached
        while self._kill_when is not None:
            self.launch().ended(PATIENCE)  # Slack may have refused its start

    def notice_change(self) -> None:
        """Called in the request that changed something in Slack, before it is answered."""
        if self._kill_when is not None and self._kill_when():
            self._kill_when = None
            for program in self._programs:
                program.kill()
        self.changed.set()

    def clear(self) -> None:
        """Kill every program, however the test ended."""
        for program in self._programs:
            program.end()

    def _environment(self, replica: int, crash_at: str, clock_off: timedelta) -> dict[str, str]:
        tokens = self.slack.world.tokens
        now = MORNING + timedelta(seconds=time.monotonic() - self.began) + clock_off
        way_in = {"SLACK_APP_TOKEN": tokens.app} if self.by_socket else {"SLACK_SIGNING_SECRET": tokens.signing_secret}
        return {
            **way_in,
            "PATH": os.environ["PATH"],
            "SLACK_BOT_TOKEN": tokens.bot,
            "SLACK_API_URL": self.slack.api_url,
            "DATABASE_URL": self.database_url,
            "PORT": str(self.ports[replica]),
            "LOG_LEVEL": "WARNING",
            START_AT: now.isoformat(),
            LEASE_SECONDS: str(self.lease),
            CRASH_AT: crash_at,
        }

    def address(self, replica: int = 0) -> str:
        """The program's request URL."""
        return f"http://127.0.0.1:{self.ports[replica]}/slack/events"

    def asked(self) -> dict[str, int]:
        """How many check-ins each person's messages contain."""
        with self.slack.world.lock:
            return {person.slack_id: len(check_ins_of(self.slack.world, person.slack_id)) for person in self.staff}

    def until(self, reached: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
        """Wait for a condition on Slack or the database."""
        assert self.comes(reached, seconds), f"{seconds} s in vain until {what}:\n{self.log.read_text()[-4000:]}"

    def comes(self, reached: Callable[[], bool], seconds: float) -> bool:
        """Whether the condition is met in that time. It is not checked at every change: most open the database."""
        deadline = time.monotonic() + seconds
        while not (is_reached := reached()) and time.monotonic() < deadline:
            time.sleep(LOOK_SECONDS)
        return is_reached


class Program:
    """One process of the bot."""

    def __init__(self, environment: dict[str, str], log: Path, code: Path | None = None) -> None:
        command = [sys.executable, "-m", "bot", "run"]
        with log.open("ab") as errors:
            self._process = subprocess.Popen(
                command, env=environment, cwd=code, stdout=subprocess.PIPE, stderr=errors, text=True
            )

    def is_up(self) -> bool:
        """Wait for its first line; returns False if it ended without one."""
        assert self._process.stdout is not None
        return "running" in self._process.stdout.readline()

    def end(self, number: signal.Signals = signal.SIGKILL) -> int:
        """Stop it, by default without warning; returns the exit code."""
        self._process.send_signal(number)  # does nothing to one that has ended
        return self.ended()

    def kill(self) -> None:
        """Kill it without warning, and without waiting for its end."""
        self._process.kill()

    def ended(self, seconds: float = 60) -> int:
        """Wait until it has ended by itself, or was killed."""
        code = self._process.wait(seconds)
        assert self._process.stdout is not None
        self._process.stdout.close()
        return code


def check_ins_of(world: World, user: str) -> list[str]:
    """Ts of the check-ins in a person's messages with the bot."""
    return messages_of(world, user, "check_in:")


def messages_of(world: World, user: str, noun: str) -> list[str]:
    """Ts of what the bot has sent a person about one noun."""
    place = world.open_dm(user, world.bot)
    return [
        message.ts
        for message in (place.messages if place else ())
        if message.metadata and message.metadata["event_payload"]["key"].startswith(noun)
    ]


@contextmanager
def stage(
    database_url: str,
    folder: Path,
    staff: Sequence[Staff],
    *,
    replicas: int = 1,
    hang_seconds: float = 0.3,
    by_socket: bool = False,
    lease: float = LEASE,
) -> Iterator[Stage]:
    """A district on the morning of its round, with no program running yet."""
    _prepare(database_url, staff)
    ports = [free_port() for _ in range(replicas)]
    url = None if by_socket else f"http://127.0.0.1:{ports[0]}/slack/events"
    world = World(seed(staff), request_url=url, hang_seconds=hang_seconds)
    with serve(world) as running:
        staged = Stage(running, database_url, ports, folder / "bot.log", staff, by_socket=by_socket, lease=lease)
        tell = world.on_change

        def notice(change: WorldChange) -> None:
            tell(change)
            staged.notice_change()

        world.on_change = notice
        try:
            yield staged
        finally:
            staged.clear()


def _prepare(database_url: str, staff: Sequence[Staff]) -> None:
    """A district whose messages may be sent faster than Slack allows, as tests have little time."""
    database = Database(database_url)
    migrate(database)
    save_district(database, staff)
    with database.write() as session:
        budget.set_pace(session, TEAM, Bucket(WIDE, WIDE, MORNING - timedelta(days=1), MORNING))
    database.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
