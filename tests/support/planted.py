"""A word of its own in every text that a retention rule covers, in a plan with everything a plan can have."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Column, Connection, insert, select, update
from sqlalchemy.types import JSON, Boolean, Date, DateTime, Float, Integer

from storage.archives import scopes
from storage.models import Base
from storage.privacy import old_rows
from storage.privacy.retention_classes import OLD_WORDS, OldWords, RetentionClass

AT = datetime(2026, 11, 16, 15, tzinfo=UTC)
MARKS: Mapping[RetentionClass, str] = {
    kind: f"{letter}xq{kind}" for letter, kind in zip("qjzxkv", RetentionClass, strict=True)
}
"""Words that begin like no other, because the search index stores only in what a word differs from the one before."""

_VALUES: Mapping[str, Mapping[str, Any]] = {
    "answer": {"status": "behind", "item_id": "action_item"},
    "measure": {"strategy_id": "strategy"},
    "reading": {"measure_id": "measure", "status": "behind", "number": None},
    "rollover_decision": {"subject": "milestone", "kind": "drop", "row_id": 1},
    "term_note": {"milestone_id": "milestone"},
    "promise": {"kind": "step"},
    "review_note": {"kind": "question", "taken_by": ""},
    "private_answer": {"source": "9.9", "reply_ts": "n1"},
}
"""Of rows that the plan has none of: values, or the table that a key points to."""


def plant(connection: Connection, plan_id: int) -> None:
    """Write each class's word into each of its columns, and add a row wherever the plan has none."""
    _add_dialogs(connection, plan_id)
    _add_minutes(connection, plan_id)
    _add(connection, plan_id, "measure")
    for kind, groups in OLD_WORDS.items():
        for words in groups:
            if words.rows != "unfinished_setup" and not words.within:
                _plant(connection, plan_id, words, MARKS[kind])


def words_in(connection: Connection) -> str:
    """Everything in every table, also those of the search index, as a raw connection reads it."""
    if connection.dialect.name == "sqlite":
        names = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
    else:
        names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    tables = connection.exec_driver_sql(names).scalars().all()
    rows = [row for table in tables for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"')]
    return "\n".join(repr(cell) for row in rows for cell in row)


def _plant(connection: Connection, plan_id: int, words: OldWords, mark: str) -> None:
    table, of_plan = old_rows.table_of(words), old_rows.of_plan(words, plan_id)
    if words.documents:
        for row in connection.execute(select(table).where(of_plan)).mappings().all():
            documents = {name: _document(row[name], mark) for name in words.documents if row[name] is not None}
            connection.execute(update(table).where(table.c.id == row["id"]).values(documents))
        return
    if connection.execute(select(table).where(of_plan)).first() is None:
        _add(connection, plan_id, table.name)
    texts: dict[str, Any] = dict.fromkeys(words.texts, f"The {mark} words")
    emptied = {name: _filled(table.c[name], mark) for name in words.emptied}
    changed = (
        connection.execute(update(table).where(of_plan).values({**texts, **emptied})) if texts or emptied else None
    )
    assert changed is None or changed.rowcount, f"no row of {words}"


def _filled(column: Column[Any], mark: str) -> Any:
    if not isinstance(column.type, JSON):
        return f"https://{mark}.example/"
    return [mark] if old_rows.empty_form(column) == [] else {"text": mark}


def _document(stored: Any, mark: str) -> Any:
    """Dialogs keep theirs as text."""
    if isinstance(stored, str):
        return json.dumps(_marked(json.loads(stored), mark), ensure_ascii=False, separators=(",", ":"))
    return _marked(stored, mark)


def _marked(document: Any, mark: str) -> Any:
    """The document with the word behind every text that people typed."""
    if isinstance(document, list):
        return [_marked(each, mark) for each in document]
    if not isinstance(document, dict):
        return document
    typed = {"text", "title", "reason", "facts", "note", "need"}
    return {
        name: f"{field} {mark}" if name in typed and isinstance(field, str) and field else _nested(field, mark)
        for name, field in document.items()
    }


def _nested(field: Any, mark: str) -> Any:
    return _marked(field, mark) if isinstance(field, list | dict) else field


def _add_dialogs(connection: Connection, plan_id: int) -> None:
    """A finished dialog beside each open one, with replies in the open, in private and without a name."""
    dialog = Base.metadata.tables["dialog"]
    for row in connection.execute(select(dialog).where(dialog.c.plan_id == plan_id)).mappings().all():
        ballots = [{"person": "", "view": "agree", "reason": f"I saw {MARKS[RetentionClass.PRIVATE]}"}]
        state = json.loads(row["state"])
        if state.get("rounds"):
            state["rounds"][0]["ballots"] = ballots
        values = {**row, "id": row["id"] + 100, "phase": "finished", "state": json.dumps(state), "thread_ts": "77.7"}
        connection.execute(insert(dialog).values(values))
        for number in (row["id"], row["id"] + 100):
            for name, voice in (("o", "open"), ("r", "room"), ("n", "nameless"), ("w", "named")):
                reply = {"dialog_id": number, "ts": f"{name}1", "voice": voice, "text": _private_text(voice)}
                _add(connection, plan_id, "dialog_reply", **reply)
            _add(connection, plan_id, "asked_facts", dialog_id=number, asking=9)
            _add(connection, plan_id, "written_part", dialog_id=number, key="k9")


def _private_text(voice: str) -> str:
    return MARKS[RetentionClass.PRIVATE if voice.startswith("name") else RetentionClass.THREADS]


def _add_minutes(connection: Connection, plan_id: int) -> None:
    for name, values in (
        ("minutes", {"period": "2026-09", "state": "published", "published_at": AT}),
        ("agenda", {"period": "2026-09", "posted_at": None, "posted_content": None, "message_key": None}),
    ):
        table = Base.metadata.tables[name]
        row = connection.execute(select(table).where(table.c.plan_id == plan_id)).mappings().first()
        assert row is not None
        connection.execute(insert(table).values({**row, "id": row["id"] + 100, **values}))


def _add(connection: Connection, plan_id: int, name: str, **values: Any) -> None:
    table = Base.metadata.tables[name]
    chosen = {**_VALUES.get(name, {}), **values}
    row = {
        column.name: _cell(connection, plan_id, column, chosen)
        for column in table.columns
        if column.name in chosen or not (column.nullable or column.name == "id")
    }
    connection.execute(insert(table).values(row))


def _cell(connection: Connection, plan_id: int, column: Column[Any], chosen: Mapping[str, Any]) -> Any:
    chosen_value = chosen.get(column.name)
    is_named = column.name in chosen
    if column.foreign_keys and (not is_named or isinstance(chosen_value, str)):
        return _key(connection, plan_id, next(iter(column.foreign_keys)).column)
    return chosen_value if is_named else _plain_value(column)


def _key(connection: Connection, plan_id: int, target: Column[Any]) -> Any:
    of_plan = scopes.of_plan(target.table, plan_id)
    statement = select(target) if of_plan is None else select(target).where(of_plan)
    return connection.scalar(statement.order_by(target).limit(1))


def _plain_value(column: Column[Any]) -> Any:
    match column.type:
        case JSON():
            return old_rows.empty_form(column)
        case Date():
            return date(2026, 11, 16)
        case DateTime():
            return AT
        case Boolean():
            return False
        case Integer() | Float():
            return 1
    return AT if "Moment" in type(column.type).__name__ else "x"
