"""What milestone teams write down in their weekly meetings: notes, and rocks"""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "milestone_note",
        sa.Column("id", ID, nullable=False),
        sa.Column("milestone_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestone.id"], name=op.f("fk_milestone_note_milestone_id_milestone")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_milestone_note_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone_note")),
    )
    op.create_index("ix_milestone_note_milestone_id", "milestone_note", ["milestone_id"])
    op.create_table(
        "rock",
        sa.Column("id", ID, nullable=False),
        sa.Column("milestone_id", ID, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("owner_id", ID, nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("set_by_id", ID, nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), server_default="open", nullable=False),
        sa.Column("asked", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), server_default="", nullable=False),
        sa.CheckConstraint("state IN ('open', 'done', 'missed')", name=op.f("ck_rock_state")),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestone.id"], name=op.f("fk_rock_milestone_id_milestone")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_rock_owner_id_person")),
        sa.ForeignKeyConstraint(["set_by_id"], ["person.id"], name=op.f("fk_rock_set_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rock")),
    )
    op.create_index("ix_rock_milestone_id", "rock", ["milestone_id"])
    op.create_index("ix_rock_state_due", "rock", ["state", "due"])


def downgrade() -> None:
    op.drop_table("rock")
    op.drop_table("milestone_note")
