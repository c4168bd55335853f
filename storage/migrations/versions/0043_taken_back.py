"""Whoever leads a conversation can take back what it wrote into the plan"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"

TABLES = ("goal", "priority", "strategy", "milestone", "swot_factor")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("dropped", sa.Boolean(), nullable=False, server_default=sa.false()))
    # Of parts that were written before, nobody knows what they replaced: they can't be taken back.
    op.add_column("written_part", sa.Column("is_new", sa.Boolean(), nullable=False, server_default=sa.false()))
    for name in ("before", "after"):
        op.add_column("written_part", sa.Column(name, sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    for name in ("after", "before", "is_new"):
        op.drop_column("written_part", name)
    for table in TABLES:
        op.drop_column(table, "dropped")
