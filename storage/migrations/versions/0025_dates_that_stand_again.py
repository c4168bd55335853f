"""An answer says which date it replaced, and whether that stands again after the answer changed"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    with op.batch_alter_table("answer") as batch_op:
        batch_op.add_column(sa.Column("old_due", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("keeps_due", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("answer") as batch_op:
        batch_op.drop_column("keeps_due")
        batch_op.drop_column("old_due")
