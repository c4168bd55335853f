"""Coaches comment on parts of a plan and on minutes"""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PLACES = "place IN ('strategy', 'milestone', 'action_item', 'minutes')"


def upgrade() -> None:
    op.create_table(
        "coach_comment",
        sa.Column("id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("row_id", ID, nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.CheckConstraint(PLACES, name=op.f("ck_coach_comment_place")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_coach_comment_plan_id_plan")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_coach_comment_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coach_comment")),
    )
    op.create_index("ix_coach_comment_plan_id_written_on", "coach_comment", ["plan_id", "written_on"])


def downgrade() -> None:
    op.drop_table("coach_comment")
