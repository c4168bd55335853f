"""A temporary PostgreSQL server, started in a second without containers or a system service."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

NO_SKIP = "THROUGHLINE_NO_SKIP"
"""Set where a missing server must be a failure, as in CI."""

PROGRAMS = ("initdb", "pg_ctl", "postgres")

MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3
"""Bytes free in memory before a server's files go there; its log of changes alone may take one GB."""


def find_programs() -> Path | None:
    """The folder with PostgreSQL's programs: $PG_BIN, then the distribution's newest, then the PATH."""
    named = [Path(os.environ["PG_BIN"])] if os.environ.get("PG_BIN") else []
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    on_path = [Path(actual).resolve().parent for actual in [shutil.which("postgres")] if actual]
    for folder in (*named, *packaged, *on_path):
        if all((folder / program).is_file() for program in PROGRAMS):
            return folder
    return None


def _version(folder: Path) -> float:
    name = folder.parent.name
    return float(name) if name.replace(".", "", 1).isdigit() else 0.0


@dataclass(frozen=True)
class Postgres:
    """A running server."""

    programs: Path
    folder: Path
    port: int
    user: str | None
    fsync: bool

    def url(self, name: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def create(self, name: str, *, template: str = "template1") -> str:
        """Create a database; returns its URL."""
        self._command(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def drop(self, name: str) -> None:
        self._command(f'DROP DATABASE "{name}" WITH (FORCE)')

    def start(self) -> None:
        """Start; returns once the server accepts connections."""
        options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= "
            f"-c fsync={'on' if self.fsync else 'off'} -c max_connections=100"
        )
        self._control("start", "-w", "-l", str(self.folder / "log"), "-o", options)

    def crash(self) -> None:
        """Stop without a checkpoint, as after SIGQUIT: the next start recovers from the log."""
        self._control("stop", "-m", "immediate")

    def crash_and_start(self) -> None:
        """A server crash as the bot sees it: every connection breaks, and committed data is there."""
        self.crash()
        self.start()

    def initialise(self) -> None:
        data, initdb = str(self.folder / "data"), str(self.programs / "initdb")
        self._run(initdb, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")

    def _control(self, *arguments: str) -> None:
        self._run(str(self.programs / "pg_ctl"), "-D", str(self.folder / "data"), *arguments)

    def _run(self, *command: str) -> None:
        # Into a file, not a pipe: the server would inherit the pipe and keep it open.
        with (self.folder / "control").open("ab") as output:
            done = subprocess.run(
                command, check=False, cwd=self.folder, user=self.user, stdout=output, stderr=output, timeout=60
            )
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}:\n{(self.folder / 'control').read_text()}")

    def _command(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def serve(programs: Path, *, fsync: bool = False) -> Iterator[Postgres]:
    """`fsync` is needed only to test a crash of the whole computer."""
    folder = Path(tempfile.mkdtemp(prefix="throughline-postgres-", dir=None if fsync else _memory()))
    server = Postgres(programs=programs, folder=folder, port=_free_port(), user=_owner(folder), fsync=fsync)
    try:
        server.initialise()
        server.start()
        try:
            yield server
        finally:
            server.crash()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _memory() -> Path | None:
    """Linux's folder in memory, if it has room: copying the template's 700 files takes a fifth of the time there."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if roomy else None


def _owner(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root; then it runs as an account that owns only the folder."""
    if os.geteuid() != 0:
        return None
    names = {line.pw_name for line in pwd.getpwall()}
    name = "postgres" if "postgres" in names else "nobody"
    shutil.chown(folder, name)
    return name


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
