"""Full text in PostgreSQL: its English configuration, over texts without accents and punctuation."""

import unicodedata
from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, String, func, literal_column

from storage.search.full_text import MARKS, QUERY, TABLE, FullText, inserted, trigger_name
from storage.search.sources import POSTGRESQL, TextSource, Watched

MOST = 400_000
"""Characters of one text that are searched. PostgreSQL refuses an index entry of more than a megabyte."""
LAST_ACCENTED = 0x17F
"""The end of Latin Extended-A."""
PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~«»‘’“”–—…·•"
"""With spaces in their place, "1.1.2" and "parent-teacher" are several words, as they are for SQLite."""
OPENS, CLOSES = "[", "]"
"""Marks for ts_headline, which no text has in its simpler spelling."""


def _letters() -> Mapping[str, str]:
    """Each accented letter with the one below its accent."""
    plain = {chr(code): unicodedata.normalize("NFD", chr(code))[0] for code in range(0xC0, LAST_ACCENTED + 1)}
    return {letter: base for letter, base in plain.items() if letter != base}


class PostgresqlFullText(FullText):
    json = POSTGRESQL

    def tables(self) -> Sequence[str]:
        letters = _letters()
        before = ("".join(letters) + PUNCTUATION).replace("'", "''").replace("%", "%%")
        after = "".join(letters.values()) + " " * len(PUNCTUATION)
        return (
            f"""CREATE FUNCTION searched_form(text) RETURNS text LANGUAGE sql IMMUTABLE AS $form$
                SELECT translate(left($1, {MOST}), '{before}', '{after}')
            $form$""",
            # A stored \\u0000 can't become a text, and what is no document has no parts.
            """CREATE FUNCTION searched_each(document text, path text[]) RETURNS TABLE (key text, value json)
            LANGUAGE sql IMMUTABLE AS $each$
                WITH part AS (
                    SELECT replace(document, '\\u0000', '\\u0020')::json #> path AS content
                    WHERE document LIKE '{%%' OR document LIKE '[%%'
                )
                SELECT NULL, element FROM part,
                    json_array_elements(CASE json_typeof(content) WHEN 'array' THEN content END) AS element
                UNION ALL SELECT pair.key, pair.value FROM part,
                    json_each(CASE json_typeof(content) WHEN 'object' THEN content END) AS pair
            $each$""",
            f"""CREATE TABLE {TABLE} (
                id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, plan_id BIGINT NOT NULL, kind VARCHAR NOT NULL,
                source VARCHAR NOT NULL, row_id BIGINT NOT NULL, part VARCHAR NOT NULL, day VARCHAR NOT NULL,
                gone BOOLEAN NOT NULL, draft BOOLEAN NOT NULL, text VARCHAR NOT NULL
            )""",
            f"CREATE INDEX ix_{TABLE}_source_row_id ON {TABLE} (source, row_id)",
        )

    def index(self) -> Sequence[str]:
        return (f"CREATE INDEX ix_{TABLE}_words ON {TABLE} USING gin (to_tsvector('english', searched_form(text)))",)

    def triggers(self, source: TextSource, watched: Watched) -> Sequence[str]:
        name = trigger_name(source, watched)
        for_new, for_old = (_refreshed(source, f"{row}.{watched.row_id}") for row in ("NEW", "OLD"))
        return (
            f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $refresh$ BEGIN
                IF TG_OP = 'DELETE' THEN {for_old} ELSE {for_new} END IF;
                RETURN NULL;
            END $refresh$""",
            f"""CREATE TRIGGER {name} AFTER INSERT OR DELETE OR UPDATE OF {", ".join(watched.columns)}
            ON {watched.table} FOR EACH ROW EXECUTE FUNCTION {name}()""",
        )

    def triggers_dropped(self, source: TextSource, watched: Watched) -> Sequence[str]:
        name = trigger_name(source, watched)
        return (f"DROP TRIGGER IF EXISTS {name} ON {watched.table}", f"DROP FUNCTION IF EXISTS {name}()")

    def tables_dropped(self) -> Sequence[str]:
        functions = ("searched_form(text)", "searched_each(text, text[])")
        return (f"DROP TABLE {TABLE}", *(f"DROP FUNCTION IF EXISTS {function}" for function in functions))

    def query(self, words: Sequence[Sequence[str]]) -> str:
        return " & ".join(f"({' | '.join(chr(39) + spelling + chr(39) for spelling in each)})" for each in words)

    def matches(self) -> ColumnElement[bool]:
        vector: ColumnElement[str] = literal_column(f"to_tsvector('english', searched_form({TABLE}.text))")
        return vector.op("@@", is_comparison=True)(_question())

    def marked(self) -> ColumnElement[str]:
        form: ColumnElement[str] = literal_column(f"searched_form({TABLE}.text)")
        options = f"HighlightAll=true, StartSel={OPENS}, StopSel={CLOSES}"
        return func.ts_headline(literal_column("'english'"), form, _question(), options, type_=String)

    def as_stored(self, marked: str, text: str) -> str:
        pieces, letters = [], iter(text)
        for sign in marked:
            mark = {OPENS: MARKS[0], CLOSES: MARKS[1]}.get(sign)
            pieces.append(mark or next(letters, ""))
        return "".join((*pieces, *letters))


def _question() -> ColumnElement[str]:
    return func.to_tsquery(literal_column("'english'"), QUERY)


def _refreshed(source: TextSource, row_id: str) -> str:
    """Statements that read a row's texts again."""
    removed = f"DELETE FROM {TABLE} WHERE source = '{source.name}' AND row_id = {row_id};"
    return f"{removed} {inserted(source)} AND {source.row_id} = {row_id};"
