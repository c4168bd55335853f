"""Legal holds on plans"""

import sqlalchemy as sa
from alembic import op

revision = "0081"
down_revision = "0080"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "legal_hold",
        sa.Column("id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("placed_by_id", ID, nullable=True),
        sa.Column("placed_by_login", sa.String(), nullable=False, server_default=""),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_by_id", ID, nullable=True),
        sa.Column("released_by_login", sa.String(), nullable=False, server_default=""),
        sa.Column("release_reason", sa.String(), nullable=False, server_default=""),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_legal_hold_plan_id_plan")),
        sa.ForeignKeyConstraint(["placed_by_id"], ["person.id"], name=op.f("fk_legal_hold_placed_by_id_person")),
        sa.ForeignKeyConstraint(["released_by_id"], ["person.id"], name=op.f("fk_legal_hold_released_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
    )
    op.create_index(op.f("ix_legal_hold_plan_id"), "legal_hold", ["plan_id"])


def downgrade() -> None:
    op.drop_table("legal_hold")
