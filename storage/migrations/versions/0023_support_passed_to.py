"""A step of a support request says which organization above the plan's was asked, as a status of a past day reads it"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REFERENCE = "fk_support_event_passed_to_id_organization"


def upgrade() -> None:
    with op.batch_alter_table("support_event") as table:
        table.add_column(sa.Column("passed_to_id", ID, nullable=True))
        table.create_foreign_key(op.f(REFERENCE), "organization", ["passed_to_id"], ["id"])
    # Requests passed on by the program of the version before.
    op.execute(
        "UPDATE support_event SET passed_to_id = (SELECT passed_to_id FROM support WHERE support.id = support_id)"
        " WHERE kind IN ('asked', 'passed_on') AND recorded_on >= (SELECT passed_on FROM support WHERE"
        " support.id = support_id)"
    )


def downgrade() -> None:
    with op.batch_alter_table("support_event") as table:
        table.drop_constraint(op.f(REFERENCE), type_="foreignkey")
        table.drop_column("passed_to_id")
