"""One bot serves several workspaces: their tokens, encrypted"""

import sqlalchemy as sa
from alembic import op

revision = "0075"
down_revision = "0074"

PERSONAL_KEYS = {
    "home:": "home:%",
    "front_desk:": "front_desk:%:introduction",
    "support:unanswered:": "support:unanswered:%",
}
"""Keys of messages that named a person without their workspace: two workspaces may use the same ids."""


def upgrade() -> None:
    op.create_table(
        "installation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("is_organization", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("through_id", sa.String(), nullable=True),
        sa.Column("bot_user", sa.String(), nullable=False),
        sa.Column("bot_id", sa.String(), nullable=False),
        sa.Column("scopes", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=True),
        sa.Column("key_id", sa.String(), nullable=True),
        sa.Column("installed_by", sa.String(), nullable=False),
        sa.Column("installed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_installation"),
        sa.ForeignKeyConstraint(["through_id"], ["installation.id"], name="fk_installation_through_id_installation"),
    )

    for prefix, pattern in PERSONAL_KEYS.items():
        op.execute(
            sa.text(
                "UPDATE outbox SET key = :prefix || workspace_id || ':' || substr(key, :rest) WHERE key LIKE :pattern"
            ).bindparams(prefix=prefix, rest=len(prefix) + 1, pattern=pattern)
        )


def downgrade() -> None:
    for prefix, pattern in PERSONAL_KEYS.items():
        op.execute(
            sa.text(
                "UPDATE outbox SET key = :prefix || substr(key, :rest + length(workspace_id) + 1) WHERE key LIKE :pattern"
            ).bindparams(prefix=prefix, rest=len(prefix) + 1, pattern=pattern)
        )
    op.drop_table("installation")
