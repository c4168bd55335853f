"""Removes old words of a plan under a retention rule, and counts those that are left."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Connection, and_, case, delete, func, select, update
from sqlalchemy.orm import Session
from sqlalchemy.types import JSON

from storage.privacy import documents, old_rows
from storage.privacy.documents import REMOVED
from storage.privacy.retention_classes import OLD_WORDS, OldWords, RetentionClass

_COUNTED = ""
"""Stands in for the sentence where documents are only looked through."""


def count(session: Session, plan_id: int, kind: RetentionClass) -> int:
    """How many rows of the plan have words of the class, counting a row again for each group of its columns."""
    session.flush()
    connection = session.connection()
    return sum(_count(connection, words, plan_id) for words in OLD_WORDS[kind])


def remove(session: Session, plan_id: int, kind: RetentionClass, sentence: str) -> int:
    """Remove the plan's words of the class and return how many rows changed.

    `sentence` is what people read in their place. The caller makes sure that the plan is under no legal hold.
    """
    session.flush()
    connection = session.connection()
    removed = sum(_remove(connection, words, plan_id, sentence) for words in OLD_WORDS[kind])
    session.expire_all()
    return removed


def _count(connection: Connection, words: OldWords, plan_id: int) -> int:
    if words.documents:
        return sum(1 for _ in _old_documents(connection, words, plan_id, _COUNTED))
    statement = select(func.count()).select_from(old_rows.table_of(words)).where(_left(words, plan_id))
    return connection.scalar(statement) or 0


def _remove(connection: Connection, words: OldWords, plan_id: int, sentence: str) -> int:
    table = old_rows.table_of(words)
    if words.is_deleted:
        return connection.execute(delete(table).where(_left(words, plan_id))).rowcount
    if words.documents:
        return _rewrite_documents(connection, words, plan_id, sentence)
    texts: dict[str, Any] = {
        name: case((old_rows.has_text(table.c[name]), f"{REMOVED}{sentence}"), else_=table.c[name])
        for name in words.texts
    }
    emptied = {name: old_rows.empty_form(table.c[name]) for name in words.emptied}
    return connection.execute(update(table).where(_left(words, plan_id)).values({**texts, **emptied})).rowcount


def _left(words: OldWords, plan_id: int) -> Any:
    """The plan's rows in which something is left to be removed."""
    of_plan = old_rows.of_plan(words, plan_id)
    return of_plan if words.is_deleted else and_(of_plan, old_rows.has_words(words))


def _rewrite_documents(connection: Connection, words: OldWords, plan_id: int, sentence: str) -> int:
    table = old_rows.table_of(words)
    changed = list(_old_documents(connection, words, plan_id, sentence))
    for row_id, columns in changed:
        connection.execute(update(table).where(table.c.id == row_id).values(columns))
    return len(changed)


def _old_documents(
    connection: Connection, words: OldWords, plan_id: int, sentence: str
) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows whose documents have words, by id, and what they are without them."""
    table = old_rows.table_of(words)
    columns = [table.c[name] for name in words.documents]
    stored = connection.execute(select(table.c.id, *columns).where(old_rows.of_plan(words, plan_id))).mappings().all()
    for row in stored:
        emptied = {column.name: _emptied(words, row[column.name], sentence, column) for column in columns}
        changed = {name: document for name, document in emptied.items() if document != row[name]}
        if changed:
            yield row["id"], changed


def _emptied(words: OldWords, stored: Any, sentence: str, column: Column[Any]) -> Any:
    """Dialogs keep their documents as text."""
    if stored is None or isinstance(column.type, JSON):
        return stored and documents.without_words(words.table, stored, sentence, within=words.within)
    content = documents.without_words(words.table, json.loads(stored), sentence, within=words.within)
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
