"""A reading names its student group, and a workspace the fewest students whose values are shown"""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("reading") as table:
        table.add_column(sa.Column("student_group", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("counts_students", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("workspace") as table:
        table.add_column(sa.Column("fewest_students", ID, nullable=False, server_default="10"))


def downgrade() -> None:
    op.drop_column("workspace", "fewest_students")  # SQLite can't make a table anew that others point to
    with op.batch_alter_table("reading") as table:
        table.drop_column("counts_students")
        table.drop_column("student_group")
