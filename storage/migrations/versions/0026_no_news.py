"""To have no update, or to have been away, is an answer of its own"""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment

revision = "0026"
down_revision = "0025"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "no_news",
        sa.Column("id", ID, nullable=False),
        sa.Column("request_id", ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.CheckConstraint("kind IN ('no_update', 'away')", name=op.f("ck_no_news_kind")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["check_in_request.id"], name=op.f("fk_no_news_request_id_check_in_request")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_no_news_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_no_news")),
    )
    op.create_index(op.f("ix_no_news_request_id"), "no_news", ["request_id"])


def downgrade() -> None:
    op.drop_table("no_news")
