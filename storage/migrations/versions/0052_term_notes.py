"""Resources used, and comments, of a milestone's quarter"""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "term_note",
        sa.Column("id", ID, nullable=False),
        sa.Column("milestone_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("resources", sa.String(), nullable=False),
        sa.Column("comments", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestone.id"], name=op.f("fk_term_note_milestone_id_milestone")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_term_note_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_note")),
    )
    op.create_index("ix_term_note_milestone_recorded", "term_note", ["milestone_id", "recorded_on"])


def downgrade() -> None:
    op.drop_table("term_note")
