"""Leaders acknowledge and answer coaches' comments"""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "comment_answer",
        sa.Column("id", ID, nullable=False),
        sa.Column("comment_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["coach_comment.id"], name=op.f("fk_comment_answer_comment_id_coach_comment")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_comment_answer_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_answer")),
    )
    op.create_index("ix_comment_answer_comment_id", "comment_answer", ["comment_id"])
    op.create_index("ix_coach_comment_place_row_id", "coach_comment", ["place", "row_id"])


def downgrade() -> None:
    op.drop_index("ix_coach_comment_place_row_id", "coach_comment")
    op.drop_table("comment_answer")
