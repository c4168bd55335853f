"""The index of texts: a table that triggers keep up to date, with the database's own full-text index over it.

Whatever writes a text, a turn, an import or a copied database, triggers have it indexed in the same transaction. The
index is derived, so migrations don't carry it over: it is removed before them and built anew after them.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, inspect

from storage.search.full_text import TABLE, FullText, inserted
from storage.search.postgresql import PostgresqlFullText
from storage.search.sources import sources
from storage.search.sqlite import SqliteFullText


def of_dialect(name: str) -> FullText:
    return SqliteFullText() if name == "sqlite" else PostgresqlFullText()


def build(connection: Connection) -> None:
    """Index everything that is stored, and from now on whatever changes."""
    remove(connection)
    full_text = of_dialect(connection.dialect.name)
    texts = sources(full_text.json)
    _run(connection, full_text.tables())
    _run(connection, map(inserted, texts))
    _run(connection, full_text.index())
    for source in texts:
        for watched in source.watched:
            _run(connection, full_text.triggers(source, watched))


def remove(connection: Connection) -> None:
    """Drop the index with its triggers, if there is one: they would hinder changes of the tables they watch."""
    if not inspect(connection).has_table(TABLE):
        return
    full_text = of_dialect(connection.dialect.name)
    for source in sources(full_text.json):
        for watched in source.watched:
            _run(connection, full_text.triggers_dropped(source, watched))
    _run(connection, full_text.tables_dropped())


def _run(connection: Connection, statements: Iterable[str]) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)
