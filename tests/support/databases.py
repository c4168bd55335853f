"""Empty databases in their newest form. Migrating takes a second, so a process does it once and copies the outcome."""

from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.database import Database
from storage.migrate import migrate

TEMPLATE = "throughline_template"
"""The database that new ones on the tests' PostgreSQL server are copies of."""


def new_sqlite(path: Path) -> Database:
    """Create and open an empty database."""
    path.write_bytes(_empty())
    return Database(f"sqlite:///{path}")


@cache
def _empty() -> bytes:
    with TemporaryDirectory(prefix="throughline-empty-") as folder:
        path = Path(folder) / "empty.db"
        with closing(Database(f"sqlite:///{path}")) as database:
            migrate(database)
        return path.read_bytes()
