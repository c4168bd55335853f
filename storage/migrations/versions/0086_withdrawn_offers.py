"""Whether an offer of support was withdrawn by whoever made it"""

import sqlalchemy as sa
from alembic import op

revision = "0086"
down_revision = "0085"


def upgrade() -> None:
    op.add_column("outreach", sa.Column("withdrawn", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("outreach") as table:
        table.drop_column("withdrawn")
