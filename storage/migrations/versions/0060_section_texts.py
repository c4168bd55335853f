"""What leaders write in place of the drafts of documents' sections"""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0059"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UNIQUE = ("plan_id", "document", "section", "revision")


def upgrade() -> None:
    op.create_table(
        "section_text",
        sa.Column("id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("revision", ID, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_section_text_plan_id_plan")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_section_text_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_section_text")),
        sa.UniqueConstraint(*UNIQUE, name=op.f(f"uq_section_text_{'_'.join(UNIQUE)}")),
    )


def downgrade() -> None:
    op.drop_table("section_text")
