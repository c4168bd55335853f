"""A file or link posted in reply to a check-in is evidence of its topic"""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0037"
down_revision = "0036"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SUBJECTS = {
    "item_id": "action_item",
    "milestone_id": "milestone",
    "benchmark_id": "benchmark",
    "measure_id": "measure",
}


def upgrade() -> None:
    op.create_table(
        "topic_exhibit",
        sa.Column("id", ID, nullable=False),
        sa.Column("request_id", ID, nullable=False),
        *(sa.Column(name, ID, nullable=True) for name in SUBJECTS),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("message_ts", sa.String(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("at", storage.types.Moment(timezone=True), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        *_references(request_id="check_in_request", person_id="person", **SUBJECTS),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic_exhibit")),
    )
    for name in ("request_id", "item_id", "message_ts"):
        op.create_index(op.f(f"ix_topic_exhibit_{name}"), "topic_exhibit", [name])


def _references(**targets: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([name], [f"{table}.id"], name=op.f(f"fk_topic_exhibit_{name}_{table}"))
        for name, table in targets.items()
    ]


def downgrade() -> None:
    op.drop_table("topic_exhibit")
