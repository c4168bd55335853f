"""Whoever is behind names the category of the cause"""

import sqlalchemy as sa
from alembic import op

revision = "0069"
down_revision = "0068"

TABLES = ("answer", "item_event", "milestone_event")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("cause_category", sa.String(), nullable=True))


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "cause_category")
