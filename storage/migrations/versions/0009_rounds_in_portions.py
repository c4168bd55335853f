"""How far a round that is asked, or shown anew, in portions has got"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("round", sa.Column("asking_on", sa.Date(), nullable=True))
    op.add_column("round", sa.Column("shown_to", ID, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("round") as table:
        table.drop_column("shown_to")
        table.drop_column("asking_on")
