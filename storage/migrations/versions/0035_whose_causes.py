"""Whoever is behind may say whether the cause is theirs to act on"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"

TABLES = ("answer", "milestone_event")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("is_ours", sa.Boolean(), nullable=True))


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "is_ours")
