"""All leaders of a plan are asked for support at once, and the first answer counts"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "support_copy",
        sa.Column("support_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("message_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["support_id"], ["support.id"], name=op.f("fk_support_copy_support_id_support")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_support_copy_person_id_person")),
        sa.PrimaryKeyConstraint("support_id", "person_id", name=op.f("pk_support_copy")),
    )
    op.create_index(op.f("ix_support_copy_person_id"), "support_copy", ["person_id"])


def downgrade() -> None:
    op.drop_table("support_copy")
