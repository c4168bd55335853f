"""Compiles each SQL statement once for all SQLite files of the tests' process; SQLAlchemy does it anew for each."""

from sqlalchemy import Connection, Dialect, Engine, event
from sqlalchemy.util import LRUCache

_compiled: LRUCache[object, object] = LRUCache(3_000)
_dialects: dict[str, Dialect] = {}
"""The dialect of the first file, by name. SQLAlchemy finds only what it compiled for the same dialect object."""


def share() -> None:
    """From now on, every connection uses what others have compiled."""
    event.listen(Engine, "engine_connect", _share)


def _share(connection: Connection) -> None:
    is_first = connection.dialect.server_version_info is None  # the dialect is learning what the database can do
    if connection.dialect.name == "sqlite" and not is_first:
        connection.dialect = _dialects.setdefault("sqlite", connection.dialect)
        connection.execution_options(compiled_cache=_compiled)
