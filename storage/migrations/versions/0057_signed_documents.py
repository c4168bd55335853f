"""Signed documents and their signatures, which the database refuses to change"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UNCHANGING = ("signed_document", "document_signature")
REFUSAL = "signed documents never change"


def upgrade() -> None:
    op.create_table(
        "signed_document",
        sa.Column("id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("amendment", ID, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("checksum", sa.String(), nullable=False),
        *_stamp("signed_document"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_signed_document_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_document")),
        sa.UniqueConstraint("plan_id", "number", "amendment", name=op.f("uq_signed_document_plan_id_number_amendment")),
    )
    op.create_index("ix_signed_document_plan_day", "signed_document", ["plan_id", "name", "as_of"])
    _of_document("document_signature", *(sa.Column(name, sa.String(), nullable=False) for name in _SIGNATURE))
    _of_document(
        "signature_request",
        sa.Column("by_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_signature_request_by_id_person")),
    )
    for table in UNCHANGING:
        _refuse_changes(table)


_SIGNATURE = ("position", "plan_role", "seal")


def _stamp(table: str) -> tuple[sa.Column[Any] | sa.ForeignKeyConstraint, ...]:
    return (
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f(f"fk_{table}_person_id_person")),
    )


def _of_document(table: str, *others: sa.Column[Any] | sa.ForeignKeyConstraint) -> None:
    """A table with one row for each person of a document."""
    op.create_table(
        table,
        sa.Column("id", ID, nullable=False),
        sa.Column("document_id", ID, nullable=False),
        *others,
        *_stamp(table),
        sa.ForeignKeyConstraint(
            ["document_id"], ["signed_document.id"], name=op.f(f"fk_{table}_document_id_signed_document")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("document_id", "person_id", name=op.f(f"uq_{table}_document_id_person_id")),
    )


def _refuse_changes(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_unchanging() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_unchanging BEFORE UPDATE OR DELETE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION {table}_unchanging()"
    )


def downgrade() -> None:
    for table in ("signature_request", "document_signature", "signed_document"):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        for table in UNCHANGING:
            op.execute(f"DROP FUNCTION {table}_unchanging()")
