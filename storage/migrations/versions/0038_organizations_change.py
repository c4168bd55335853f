"""Organizations are renamed, moved and closed, and each change is kept with who made it"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    op.add_column("organization", sa.Column("closed_on", sa.Date(), nullable=True))
    op.add_column("plan_change", sa.Column("by_login", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("plan_change", "by_login")
    op.drop_column("organization", "closed_on")
