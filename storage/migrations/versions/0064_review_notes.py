"""What school and district put on record in a quarterly review"""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0063"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REFERENCES = {
    "document_id": "signed_document",
    "owner_id": "person",
    "item_id": "action_item",
    "person_id": "person",
}


def upgrade() -> None:
    op.create_table(
        "review_note",
        sa.Column("id", ID, nullable=False),
        sa.Column("document_id", ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("taken_by", sa.String(), nullable=False),
        sa.Column("owner_id", ID, nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("item_id", ID, nullable=True),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.CheckConstraint("kind IN ('question', 'decision')", name=op.f("ck_review_note_kind")),
        sa.CheckConstraint("taken_by IN ('', 'school', 'district')", name=op.f("ck_review_note_taken_by")),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_review_note_{column}_{table}"))
            for column, table in REFERENCES.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_note")),
    )
    op.create_index("ix_review_note_document_id", "review_note", ["document_id"])


def downgrade() -> None:
    op.drop_table("review_note")
