"""A moved date of a milestone can be undone"""

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"


def upgrade() -> None:
    with op.batch_alter_table("milestone_event") as table:
        table.add_column(sa.Column("is_undo", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("milestone_event") as table:
        table.drop_column("is_undo")
