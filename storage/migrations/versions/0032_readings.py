"""Readings of measures and benchmarks are kept with their value, day and source

Each answer about one becomes a reading. Its text is the source, and moves there from the answer; where all of the text
is a share or a percentage, it is the value instead.
"""

import re
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.types import Moment, Words

revision = "0032"
down_revision = "0031"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STATUSES = "status IN ('on_track', 'done', 'behind', 'not_started')"
SHARE = re.compile(r"(\d{1,6}) of (\d{1,6})")
PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,6})?) ?%")

ANSWER = sa.table(
    "answer",
    *(sa.column(name, ID) for name in ("id", "round_id", "benchmark_id", "measure_id", "person_id")),
    *(sa.column(name, sa.String()) for name in ("status", "evidence")),
    sa.column("at", Moment()),
    sa.column("on", sa.Date()),
)
READING = sa.table(
    "reading",
    *(sa.column(name, ID) for name in ("benchmark_id", "measure_id", "round_id", "answer_id", "person_id", "whole")),
    *(sa.column(name, sa.String()) for name in ("status", "text", "unit", "source")),
    sa.column("number", sa.Float()),
    *(sa.column(name, sa.Date()) for name in ("taken_on", "recorded_on")),
    sa.column("at", Moment()),
)


def upgrade() -> None:
    op.create_table(
        "reading",
        sa.Column("id", ID, nullable=False),
        *(sa.Column(name, ID, nullable=True) for name in ("benchmark_id", "measure_id", "round_id", "answer_id")),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("status", Words(), nullable=False),
        sa.Column("text", Words(), nullable=False),
        sa.Column("number", sa.Float(), nullable=True),
        sa.Column("whole", ID, nullable=True),
        sa.Column("unit", Words(), nullable=False),
        sa.Column("group_size", ID, nullable=True),
        sa.Column("source", Words(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.CheckConstraint(STATUSES, name=op.f("ck_reading_status")),
        sa.CheckConstraint("(benchmark_id IS NULL) <> (measure_id IS NULL)", name=op.f("ck_reading_one_outcome")),
        *(
            sa.ForeignKeyConstraint([f"{name}_id"], [f"{name}.id"], name=op.f(f"fk_reading_{name}_id_{name}"))
            for name in ("benchmark", "measure", "round", "answer", "person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
        sa.UniqueConstraint("answer_id", name=op.f("uq_reading_answer_id")),
    )
    for name in ("benchmark", "measure"):
        op.create_index(f"ix_reading_{name}_recorded", "reading", [f"{name}_id", "recorded_on"])
    _carry_over(op.get_bind())


def _carry_over(connection: sa.Connection) -> None:
    is_about_outcome = sa.or_(ANSWER.c.benchmark_id.is_not(None), ANSWER.c.measure_id.is_not(None))
    answers = connection.execute(sa.select(ANSWER).where(is_about_outcome).order_by(ANSWER.c.id)).all()
    for answer in answers:
        connection.execute(sa.insert(READING).values(_reading(answer)))
    connection.execute(sa.update(ANSWER).where(is_about_outcome).values(evidence=""))


def _reading(answer: Any) -> dict[str, Any]:
    figure = _figure(answer.evidence.strip())
    return {
        "benchmark_id": answer.benchmark_id,
        "measure_id": answer.measure_id,
        "round_id": answer.round_id,
        "answer_id": answer.id,
        "person_id": answer.person_id,
        "status": answer.status,
        "text": answer.evidence if figure else "",
        "source": "" if figure else answer.evidence,
        "taken_on": answer.on,
        "recorded_on": answer.on,
        "at": answer.at,
        **(figure or {"number": None, "whole": None, "unit": ""}),
    }


def _figure(text: str) -> dict[str, Any] | None:
    if share := SHARE.fullmatch(text):
        part, whole = int(share[1]), int(share[2])
        return {"number": part, "whole": whole, "unit": ""} if 0 < whole >= part else None
    if percent := PERCENT.fullmatch(text):
        return {"number": float(percent[1]), "whole": None, "unit": "%"}
    return None


def downgrade() -> None:
    """Value and source become the answer's text again."""
    connection = op.get_bind()
    for row in connection.execute(sa.select(READING).where(READING.c.answer_id.is_not(None))).all():
        words = ", ".join(part for part in (row.text, row.source) if part)
        connection.execute(sa.update(ANSWER).where(ANSWER.c.id == row.answer_id).values(evidence=words))
    op.drop_table("reading")
