"""The facts above each question of a conversation have a row of their own, for its record"""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DIALOG = sa.table("dialog", *(sa.column(name) for name in ("id", "kind", "state")))
FACTS = sa.table(
    "asked_facts",
    *(sa.column(name) for name in ("dialog_id", "asking", "posted")),
    sa.column("recorded", sa.JSON()),
)
BULLETS = ("•", "◦")
BOLD = re.compile(r"\*([^*\n]+)\*")
SHORT = 120
"""Characters of a fact in the record."""


def upgrade() -> None:
    op.create_table(
        "asked_facts",
        sa.Column("dialog_id", ID, nullable=False),
        sa.Column("asking", ID, autoincrement=False, nullable=False),
        sa.Column("posted", sa.String(), nullable=False),
        sa.Column("recorded", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["dialog_id"], ["dialog.id"], name=op.f("fk_asked_facts_dialog_id_dialog")),
        sa.PrimaryKeyConstraint("dialog_id", "asking", name=op.f("pk_asked_facts")),
    )
    for dialog_id, state in _states():
        posted = state.pop("facts", "")
        if posted:
            asking = len(state["askings"]) - 1
            row = {"dialog_id": dialog_id, "asking": asking, "posted": posted, "recorded": _recorded(posted)}
            op.get_bind().execute(FACTS.insert().values(row))
            _save(dialog_id, state)


def downgrade() -> None:
    for dialog_id, state in _states():
        is_newest = sa.and_(FACTS.c.dialog_id == dialog_id, FACTS.c.asking == len(state["askings"]) - 1)
        posted = op.get_bind().execute(sa.select(FACTS.c.posted).where(is_newest)).scalar()
        if posted:
            _save(dialog_id, state | {"facts": posted})
    op.drop_table("asked_facts")


def _states() -> Iterator[tuple[int, dict[str, Any]]]:
    """Of the coaching conversations in which a question was asked."""
    rows = op.get_bind().execute(sa.select(DIALOG.c.id, DIALOG.c.state).where(DIALOG.c.kind == "coaching"))
    for dialog_id, stored in rows.all():
        state = json.loads(stored) if stored else {}
        if state.get("askings"):
            yield dialog_id, state


def _save(dialog_id: int, state: dict[str, Any]) -> None:
    text = json.dumps(state, ensure_ascii=False, separators=(",", ":"))
    op.get_bind().execute(DIALOG.update().where(DIALOG.c.id == dialog_id).values(state=text))


def _recorded(posted: str) -> list[str]:
    """One line for each title, with the facts under it."""
    lines: list[list[str]] = []
    for line in map(str.strip, posted.splitlines()):
        plain = unescape(BOLD.sub(r"\1", line, count=1))
        if line.startswith(BULLETS) and lines:
            fact = plain.lstrip("•◦ ")
            lines[-1].append(fact if len(fact) <= SHORT else fact[: SHORT - 1] + "…")
        elif line:
            lines.append([plain])
    return [": ".join(filter(None, (title, "; ".join(facts)))) for title, *facts in lines]
