"""People stand in stored texts by their ids; their names are filled in when somebody reads them

A name that two people of a workspace share stays as typed.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import sqlalchemy as sa
from alembic import op

from plans import mentions
from plans.mentions import NameReader

revision = "0036"
down_revision = "0035"

Rewrite = Callable[[int, Any, frozenset[str]], Any]
"""Rewrites content of a plan; of mappings, the texts in these fields."""

IN_MINUTES = frozenset(
    {
        *("participants", "submitted_by", "not_reported", "undiscussed", "offered"),
        *("text", "who", "edited_by", "key", "facts", "draft_note", "risk", "what", "line", "name"),
    }
)
IN_AGENDAS = frozenset({"text", "note", "evidence"})
IN_DIALOGS = frozenset(
    {
        *("text", "reason", "need", "name", "title", "goal", "evidence", "explanation", "role", "trouble"),
        *("owner", "collaborators", "lead", "team", "provider", "giver", "receiver", "actors"),
        *("if_we", "then", "and_so", "output", "resources"),
    }
)


class Place(NamedTuple):
    table: str
    keys: tuple[str, ...]
    texts: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    fields: frozenset[str] = frozenset()
    parent: str = ""
    """The table that has the plan; empty if this one has it."""


PLACES = (
    Place("minutes", ("id",), contents=("content",), fields=IN_MINUTES),
    Place("minutes_amendment", ("id",), texts=("text", "reason"), parent="minutes"),
    Place("agenda", ("id",), contents=("content", "posted_content"), fields=IN_AGENDAS),
    Place("agenda_evidence", ("id",), texts=("what",), parent="agenda"),
    Place("shown_evidence", ("id",), texts=("line", "name"), parent="agenda"),
    Place("dialog", ("id",), texts=("title", "state"), fields=IN_DIALOGS),
    Place("dialog_reply", ("dialog_id", "ts"), texts=("text",), parent="dialog"),
)


def upgrade() -> None:
    readers = {plan_id: NameReader(ids_by_name) for plan_id, ids_by_name in _names_by_plan()}
    _rewrite_all(lambda plan_id, content, fields: readers[plan_id].with_ids(content, fields))


def downgrade() -> None:
    names = {
        plan_id: {person_id: name for name, ids in ids_by_name.items() for person_id in ids}
        for plan_id, ids_by_name in _names_by_plan()
    }
    _rewrite_all(lambda plan_id, content, _fields: mentions.with_names(content, names[plan_id]))


def _names_by_plan() -> Iterator[tuple[int, dict[str, list[int]]]]:
    """The people of each plan's workspace, by name."""
    by_workspace: dict[str, dict[str, list[int]]] = {}
    for person_id, workspace_id, name in _all("SELECT id, workspace_id, name FROM person ORDER BY id"):
        by_workspace.setdefault(workspace_id, {}).setdefault(name, []).append(person_id)
    plans = "SELECT plan.id, workspace_id FROM plan JOIN organization ON organization.id = plan.organization_id"
    for plan_id, workspace_id in _all(plans):
        yield plan_id, by_workspace.get(workspace_id, {})


def _all(statement: str) -> list[Any]:
    return list(op.get_bind().execute(sa.text(statement)).all())


def _rewrite_all(rewrite: Rewrite) -> None:
    for place in PLACES:
        table = sa.table(
            place.table,
            *(sa.column(name) for name in (*place.keys, *place.texts)),
            *(sa.column(name, sa.JSON(none_as_null=True)) for name in place.contents),
        )
        for row in op.get_bind().execute(_rows(place, table)).mappings().all():
            stored = {name: row[name] for name in (*place.texts, *place.contents) if row[name]}
            rewritten = {name: _rewritten(rewrite, row["plan_id"], name, stored[name], place.fields) for name in stored}
            if rewritten != stored:
                is_row = sa.and_(*(table.c[key] == row[key] for key in place.keys))
                op.get_bind().execute(table.update().where(is_row).values(rewritten))


def _rows(place: Place, table: sa.TableClause) -> sa.Select[Any]:
    if not place.parent:
        return sa.select(table, sa.literal_column(f"{place.table}.plan_id").label("plan_id"))
    parent = sa.table(place.parent, sa.column("id"), sa.column("plan_id"))
    is_parent = parent.c.id == sa.literal_column(f"{place.table}.{place.parent}_id")
    return sa.select(table, parent.c.plan_id).join_from(table, parent, is_parent)


def _rewritten(rewrite: Rewrite, plan_id: int, column: str, content: Any, fields: frozenset[str]) -> Any:
    if column != "state":
        return rewrite(plan_id, content, fields)
    before = json.loads(content)
    after = rewrite(plan_id, before, fields)
    return json.dumps(after, ensure_ascii=False, separators=(",", ":")) if after != before else content
