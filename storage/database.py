"""Engines, transactions and the rules that keep SQLite safe: one writer at a time, one bot per file."""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.orm import Session, sessionmaker

from storage.search.sqlite import has_index, index_changed

QUEUE_SECONDS = 1.5
"""How long a turn waits for this process's other writers."""
BUSY_SECONDS = 1.0
"""How long a turn waits for other programs.

Both together stay under Slack's three seconds, so a person is told it's busy.
"""
PATIENT_SECONDS = 30.0

PRAGMAS = (
    "journal_mode=WAL",
    # FULL: after a power cut NORMAL may roll back the claim of a message that Slack has already accepted.
    "synchronous=FULL",
    f"busy_timeout={BUSY_SECONDS * 1000:.0f}",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    # What was deleted is overwritten, such as the link from an answer without a name to its author.
    "secure_delete=ON",
)


class DatabaseInUseError(Exception):
    """Another bot has this SQLite file open."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class DatabaseLinkedError(Exception):
    """The SQLite file has a second hard link: a bot on that name would use another lock and another log."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class DatabaseMovedError(Exception):
    """The SQLite file is gone from where it was opened, or another file has replaced it."""


class Database:
    """One database. `write()` and `read()` each yield one session in one transaction."""

    def __init__(self, url: str) -> None:
        self.url = make_url(_with_driver(url))
        self._files = ExitStack()
        self.path = _sqlite_path(self.url.database) if self.is_sqlite else None
        self._identity = _identity(self.path) if self.path else None
        self.engine = self._writer()
        self._reader = self._read_only() if self.path else self.engine
        self._write_lock = self._files.enter_context(self._lock_file("write")) if self.path else None
        self._has_index = False
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        self._background: AbstractContextManager[Any] = threading.Lock() if self.path else nullcontext()

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Yield a session in one transaction: commits at the end of the block, rolls back on any exception."""
        self._require_in_place()
        with self._sessions() as session:
            session.connection()  # SQLite: waits here until it may write
            with self._alone():
                yield session
                if self.is_sqlite:
                    session.flush()
                    self._index(session.connection())
                session.commit()

    @contextmanager
    def write_in_background(self) -> Iterator[Session]:
        """Like `write`, where no person waits.

        On SQLite these writers wait for one another first, however long that takes. So they don't run out of time in
        the queue for the one connection, and at most one of them is ahead of a person's turn.
        """
        with self._background, self.write() as session:
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Yield a session on a snapshot. On SQLite it never waits for the writer."""
        with Session(self._reader) as session:
            yield session

    def _index(self, connection: Connection) -> None:
        """Bring the search index up to date. Once there, it stays: migrations run before anything else is written."""
        self._has_index = self._has_index or has_index(connection)
        if self._has_index:
            index_changed(connection)

    def check(self) -> None:
        """Raises DatabaseMovedError, or SQLAlchemy's error if the database does not answer."""
        self._require_in_place()
        with self.read() as session:
            session.execute(text("SELECT 1"))

    def version(self) -> str:
        """What runs the database, such as "SQLite 3.46.1"."""
        statement = "SELECT sqlite_version()" if self.is_sqlite else "SHOW server_version"
        with self.read() as session:
            number = str(session.scalar(text(statement))).partition(" ")[0]
        return f"{'SQLite' if self.is_sqlite else 'PostgreSQL'} {number}"

    def _require_in_place(self) -> None:
        """Anything written to a file that was moved or deleted would be lost."""
        if self.path is None:
            return
        if not self.path.exists():
            raise DatabaseMovedError(f"{self.path.name} is gone: put it back, or stop Throughline and restore a backup")
        if _identity(self.path) != self._identity:
            raise DatabaseMovedError(f"{self.path.name} was replaced by another file: start Throughline again")

    def lock(self) -> None:
        """Lock this file against other bots until `close`. Raises DatabaseInUseError or DatabaseLinkedError."""
        if self.path is None:
            return
        if self.path.exists() and self.path.stat().st_nlink > 1:
            raise DatabaseLinkedError(self.path)
        file = self._files.enter_context(self._lock_file("lock"))
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise DatabaseInUseError(self.path) from error

    @contextmanager
    def patiently(self) -> Iterator[None]:
        """Allow longer waits while no person waits for an answer, e.g. at startup for another program's migration."""
        self._wait_at_most(PATIENT_SECONDS)
        try:
            yield
        finally:
            self._wait_at_most(BUSY_SECONDS)

    def _wait_at_most(self, seconds: float) -> None:
        if self.path is not None:
            with closing(self.engine.raw_connection()) as connection:
                connection.cursor().execute(f"PRAGMA busy_timeout={seconds * 1000:.0f}")

    def close(self) -> None:
        self._reader.dispose()
        self.engine.dispose()
        self._files.close()

    def _alone(self) -> AbstractContextManager[None]:
        return _locked(self._write_lock) if self._write_lock is not None else nullcontext()

    @contextmanager
    def _lock_file(self, suffix: str) -> Iterator[int]:
        handle = os.open(f"{self.path}.{suffix}", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            yield handle
        finally:
            os.close(handle)

    def _writer(self) -> Engine:
        # Parameters are people's answers: they must not reach error texts, and so the log.
        if not self.is_sqlite:
            engine = create_engine(self.url, pool_size=12, pool_pre_ping=True, hide_parameters=True)
            event.listen(engine, "connect", _prepare_postgresql)
            return engine
        # A pool of one connection queues this process's writers.
        engine = create_engine(self.url, pool_size=1, max_overflow=0, pool_timeout=QUEUE_SECONDS, hide_parameters=True)
        _prepare_sqlite(engine, begin="BEGIN IMMEDIATE")
        return engine

    def _read_only(self) -> Engine:
        engine = create_engine(self.url, pool_size=4, max_overflow=12, hide_parameters=True)
        _prepare_sqlite(engine, begin="BEGIN", extra=("query_only=ON",))
        return engine


def _prepare_postgresql(connection: Any, _record: Any) -> None:
    """Without just-in-time compiling, which takes longer than most of the statements it is switched on for."""
    with connection.cursor() as cursor:
        cursor.execute("SET jit = off")
    connection.commit()


def _with_driver(url: str) -> str:
    for short in ("postgres://", "postgresql://"):
        if url.startswith(short):
            return f"postgresql+psycopg://{url.removeprefix(short)}"
    return url


def _sqlite_path(name: str | None) -> Path:
    if not name or name == ":memory:":
        raise ValueError("Throughline keeps its data in a file: DATABASE_URL=sqlite:///throughline.db")
    # A symbolic link is another name for the same file; the locks lie beside the file itself.
    path = Path(name).resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    _make_private(path)
    return path


def _make_private(path: Path) -> None:
    """Allow only the owner to read the file, whatever the umask.

    SQLite gives its -wal, -shm and -journal files the same mode.
    """
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    for file in (path, *(path.with_name(path.name + suffix) for suffix in ("-wal", "-shm", "-journal"))):
        with suppress(FileNotFoundError):
            if file.stat().st_uid == os.geteuid():
                file.chmod(0o600)


def _identity(path: Path) -> tuple[int, int]:
    """Device and inode, which identify the file under any name."""
    status = path.stat()
    return status.st_dev, status.st_ino


def _prepare_sqlite(engine: Engine, *, begin: str, extra: tuple[str, ...] = ()) -> None:
    """Issue BEGIN ourselves: the driver would defer it. This is SQLAlchemy's documented way."""

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (*PRAGMAS, *extra):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def start(connection: Any) -> None:
        connection.exec_driver_sql(begin)


@contextmanager
def _locked(handle: int) -> Iterator[None]:
    """Lock other processes out: SQLite before 3.51.3 can corrupt its WAL when two processes write at once."""
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(handle, fcntl.LOCK_UN)
