"""A budget of messages shared by replicas; an order in which nobody is always last"""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "budget",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("tokens", sa.Double(), nullable=False),
        sa.Column("per_second", sa.Double(), nullable=False),
        sa.Column("filled_at", storage.types.Moment(timezone=True), nullable=False),
        sa.Column("raised_at", storage.types.Moment(timezone=True), nullable=False),
        sa.Column("calls", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("refusals", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_budget_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_budget")),
    )
    spread = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    # Without the batch, which would copy SQLite's largest table for columns that it can simply add.
    op.add_column("outbox", sa.Column("spread", spread, nullable=False, server_default="0"))
    op.drop_index("ix_outbox_state_not_before", table_name="outbox")
    op.create_index("ix_outbox_due", "outbox", ["state", "not_before", "spread"], unique=False)
    op.create_index("ix_outbox_channel", "outbox", ["channel", "claimed_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_outbox_channel", table_name="outbox")
    op.drop_index("ix_outbox_due", table_name="outbox")
    op.create_index("ix_outbox_state_not_before", "outbox", ["state", "not_before"], unique=False)
    op.drop_column("outbox", "spread")
    op.drop_table("budget")
