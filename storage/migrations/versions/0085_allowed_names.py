"""Names that are no student's"""

import sqlalchemy as sa
from alembic import op

revision = "0085"
down_revision = "0084"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "allowed_name",
        sa.Column("id", ID, nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_allowed_name_person_id_person")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_allowed_name_workspace_id_workspace")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allowed_name")),
    )
    op.create_index(op.f("ix_allowed_name_workspace_id"), "allowed_name", ["workspace_id"])


def downgrade() -> None:
    op.drop_table("allowed_name")
