"""Milestones and action items carry effective practices of their own"""

import sqlalchemy as sa
from alembic import op

revision = "0066"
down_revision = "0065"


def upgrade() -> None:
    for table in ("milestone", "action_item"):
        op.add_column(table, sa.Column("practice", sa.String(), nullable=True))


def downgrade() -> None:
    for table in ("milestone", "action_item"):
        op.drop_column(table, "practice")
