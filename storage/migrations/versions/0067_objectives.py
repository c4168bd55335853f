"""A strategy names the objective of the plan above that it serves"""

import sqlalchemy as sa
from alembic import op

revision = "0067"
down_revision = "0066"


def upgrade() -> None:
    op.add_column("strategy", sa.Column("serves", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("strategy", "serves")
