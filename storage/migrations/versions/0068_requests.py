"""Messages name the request that queued them, and the last request of each kind is remembered"""

import sqlalchemy as sa
from alembic import op

revision = "0068"
down_revision = "0067"


def upgrade() -> None:
    op.add_column("outbox", sa.Column("request_id", sa.String(), nullable=True))
    op.create_table(
        "last_request",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_last_request_workspace_id_workspace")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "kind", name=op.f("pk_last_request")),
    )


def downgrade() -> None:
    op.drop_table("last_request")
    op.drop_column("outbox", "request_id")
