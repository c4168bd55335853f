"""Plans are set up in Slack: dropped files, how far a setup has come, and who may begin one"""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STATES = "state IN ('received', 'readable', 'unreadable', 'imported', 'cancelled', 'replaced')"


def upgrade() -> None:
    op.add_column("person", sa.Column("title", sa.String(), nullable=False, server_default=""))
    op.add_column("person", sa.Column("administers", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "file_upload",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("slack_file_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("assumed_year", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(STATES, name=op.f("ck_file_upload_state")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_file_upload_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_upload")),
        sa.UniqueConstraint("key", name=op.f("uq_file_upload_key")),
    )
    op.create_index("ix_file_upload_person_id", "file_upload", ["person_id"])
    op.create_table(
        "plan_setup",
        sa.Column("plan_id", ID, nullable=False, autoincrement=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_setup_plan_id_plan")),
        sa.PrimaryKeyConstraint("plan_id", name=op.f("pk_plan_setup")),
    )


def downgrade() -> None:
    op.drop_table("plan_setup")
    op.drop_table("file_upload")
    op.drop_column("person", "administers")
    op.drop_column("person", "title")
