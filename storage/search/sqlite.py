"""Full text in SQLite: FTS5 with English stems, beside the table of texts.

Triggers may use neither virtual tables nor JSON, as `trusted_schema` is off. So they note which rows changed, and every
writing transaction reads the texts of those rows again before it commits.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, String, column, func, literal_column, select, table

from storage.search.full_text import MARKS, QUERY, TABLE, FullText, inserted, trigger_name
from storage.search.sources import SQLITE, SearchedSource, TextSource, Watched, sources

WORDS = "searched_words"
CHANGED = "searched_changed"
"""The rows whose texts changed in the transaction that is under way."""
_HAS_INDEX = f"SELECT 1 FROM sqlite_schema WHERE name = '{CHANGED}'"
_CHANGED_SOURCES = f"SELECT DISTINCT source FROM {CHANGED}"
_OF_CHANGED = f"(SELECT id FROM {TABLE} WHERE (source, row_id) IN (SELECT source, row_id FROM {CHANGED}))"
_SOURCES = {source.name: source for source in sources(SQLITE)}


def has_index(connection: Connection) -> bool:
    """Whether the index is there: before its migration it is not."""
    return connection.exec_driver_sql(_HAS_INDEX).first() is not None


def index_changed(connection: Connection) -> None:
    """Bring the index up to date with what this transaction changed."""
    changed = connection.exec_driver_sql(_CHANGED_SOURCES).scalars().all()
    for statement in _refreshed([_SOURCES[SearchedSource(name)] for name in changed]) if changed else ():
        connection.exec_driver_sql(statement)


def _refreshed(changed: Iterable[TextSource]) -> Iterable[str]:
    """Statements that read the texts of the changed rows again."""
    yield f"DELETE FROM {WORDS} WHERE rowid IN {_OF_CHANGED}"
    yield f"DELETE FROM {TABLE} WHERE id IN {_OF_CHANGED}"
    for source in changed:
        rows = f"SELECT row_id FROM {CHANGED} WHERE source = '{source.name}'"
        yield f"{inserted(source)} AND {source.row_id} IN ({rows})"
    yield f"INSERT INTO {WORDS} (rowid, text) SELECT id, text FROM {TABLE} WHERE id IN {_OF_CHANGED}"
    yield f"DELETE FROM {CHANGED}"


class SqliteFullText(FullText):
    json = SQLITE

    def tables(self) -> Sequence[str]:
        return (
            f"""CREATE TABLE {TABLE} (
                id INTEGER PRIMARY KEY, plan_id INTEGER NOT NULL, kind VARCHAR NOT NULL, source VARCHAR NOT NULL,
                row_id INTEGER NOT NULL, part VARCHAR NOT NULL, day VARCHAR NOT NULL, gone BOOLEAN NOT NULL,
                draft BOOLEAN NOT NULL, text VARCHAR NOT NULL
            )""",
            f"CREATE INDEX ix_{TABLE}_source_row_id ON {TABLE} (source, row_id)",
            f"CREATE TABLE {CHANGED} (source VARCHAR, row_id INTEGER, PRIMARY KEY (source, row_id)) WITHOUT ROWID",
            f"CREATE VIRTUAL TABLE {WORDS} USING fts5(text, tokenize='porter unicode61 remove_diacritics 2')",
        )

    def index(self) -> Sequence[str]:
        return (f"INSERT INTO {WORDS} (rowid, text) SELECT id, text FROM {TABLE}",)

    def triggers(self, source: TextSource, watched: Watched) -> Sequence[str]:
        update = f"UPDATE OF {', '.join(watched.columns)}"
        events = {"added": ("INSERT", "NEW"), "changed": (update, "NEW"), "removed": ("DELETE", "OLD")}
        return [
            f"""CREATE TRIGGER {trigger_name(source, watched)}_{suffix} AFTER {event} ON {watched.table}
            {_when(source, watched, row)} BEGIN
                INSERT OR IGNORE INTO {CHANGED} (source, row_id) VALUES ('{source.name}', {row}.{watched.row_id});
            END"""
            for suffix, (event, row) in events.items()
        ]

    def triggers_dropped(self, source: TextSource, watched: Watched) -> Sequence[str]:
        name = trigger_name(source, watched)
        return [f"DROP TRIGGER IF EXISTS {name}_{suffix}" for suffix in ("added", "changed", "removed")]

    def tables_dropped(self) -> Sequence[str]:
        return (f"DROP TABLE {TABLE}", f"DROP TABLE {WORDS}", f"DROP TABLE {CHANGED}")

    def query(self, words: Sequence[Sequence[str]]) -> str:
        return " AND ".join(f"({' OR '.join(chr(34) + spelling + chr(34) for spelling in each)})" for each in words)

    def matches(self) -> ColumnElement[bool]:
        words = table(WORDS, column("rowid"))
        matching = select(words.c.rowid).where(_is_match())
        return literal_column(f"{TABLE}.id").in_(matching)

    def marked(self) -> ColumnElement[str]:
        words = table(WORDS, column("rowid"))
        marked = func.highlight(literal_column(WORDS), 0, *MARKS, type_=String)
        of_text = words.c.rowid == literal_column(f"{TABLE}.id")
        return select(marked).where(_is_match(), of_text).scalar_subquery()

    def as_stored(self, marked: str, text: str) -> str:  # noqa: ARG002 (SQLite marks the stored text itself)
        return marked


def _when(source: TextSource, watched: Watched, row: str) -> str:
    """The condition of a trigger, so that an answer without a text costs a look into the index and no more."""
    if not watched.has_text:
        return ""
    of_row = f"source = '{source.name}' AND row_id = {row}.{watched.row_id}"
    return f"WHEN {watched.has_text.format(row=row)} OR EXISTS (SELECT 1 FROM {TABLE} WHERE {of_row})"


def _is_match() -> ColumnElement[bool]:
    return literal_column(WORDS).op("MATCH", is_comparison=True)(QUERY)
