"""What a plan's file said last of everything above the action items"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("plan", sa.Column("imported", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("plan", "imported")
