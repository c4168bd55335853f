"""Leaders check the modifications of a draft: they keep them, ask why, or undo them"""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment

revision = "0033"
down_revision = "0032"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = "kind IN ('kept', 'asked', 'answered', 'undone')"
SOURCES = "source IN ('item', 'milestone', 'regrouping', 'plan')"
REFERENCES = (("minutes_id", "minutes"), ("person_id", "person"), ("addressee_id", "person"))


def upgrade() -> None:
    op.create_table(
        "change_check",
        sa.Column("id", ID, nullable=False),
        sa.Column("minutes_id", ID, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("event_id", ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("addressee_id", ID, nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_change_check_kind")),
        sa.CheckConstraint(SOURCES, name=op.f("ck_change_check_source")),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=op.f(f"fk_change_check_{name}_{table}"))
            for name, table in REFERENCES
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_check")),
    )
    op.create_index("ix_change_check_source_event", "change_check", ["source", "event_id"])
    op.create_index(op.f("ix_change_check_minutes_id"), "change_check", ["minutes_id"])


def downgrade() -> None:
    op.drop_table("change_check")
