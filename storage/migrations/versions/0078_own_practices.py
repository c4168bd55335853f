"""Districts add codes of their own under the twelve practices"""

import sqlalchemy as sa
from alembic import op

revision = "0078"
down_revision = "0077"


def upgrade() -> None:
    id_type = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "own_practice",
        sa.Column("id", id_type, nullable=False),
        sa.Column("organization_id", id_type, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("person_id", id_type, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_own_practice_organization_id_organization")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_own_practice_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_practice")),
        sa.UniqueConstraint("organization_id", "code", name=op.f("uq_own_practice_organization_id_code")),
    )


def downgrade() -> None:
    op.drop_table("own_practice")
