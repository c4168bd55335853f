"""Notes for the debrief are typed in the thread of an agenda"""

import sqlalchemy as sa
from alembic import op

revision = "0073"
down_revision = "0072"


def upgrade() -> None:
    op.create_table(
        "debrief_note",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("agenda_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("list", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("message_ts", sa.String(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["agenda_id"], ["agenda.id"], name=op.f("fk_debrief_note_agenda_id_agenda")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_debrief_note_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_debrief_note")),
    )
    op.create_index(op.f("ix_debrief_note_agenda_id"), "debrief_note", ["agenda_id"])


def downgrade() -> None:
    op.drop_table("debrief_note")
