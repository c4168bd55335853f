"""Audit records and their chain of hashes, which the database refuses to change"""

import sqlalchemy as sa
from alembic import op

revision = "0082"
down_revision = "0081"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
KINDS = "'read', 'changed', 'exported', 'published', 'signed', 'erased', 'refused'"
REFUSAL = "audit records never change"
DROPPED = "(SELECT coalesce(max(position), 0) FROM audit_checkpoint)"
DELETABLE = {
    "audit_record": f"EXISTS (SELECT 1 FROM audit_seal WHERE record_id = OLD.id AND position <= {DROPPED})",  # noqa: S608 (constants)
    "audit_seal": f"OLD.position <= {DROPPED}",
    "audit_checkpoint": "false",
}
"""What may be deleted: what a checkpoint has taken the place of."""


def upgrade() -> None:
    op.create_table(
        "audit_record",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=True),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("login", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("plan_id", ID, nullable=True),
        sa.Column("organization_id", ID, nullable=True),
        sa.Column("request_id", sa.String(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_audit_record_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_record")),
    )
    op.create_index("ix_audit_record_plan_at", "audit_record", ["plan_id", "at"])
    op.create_table(
        "audit_seal",
        sa.Column("position", ID, autoincrement=False, nullable=False),
        sa.Column("record_id", ID, nullable=False),
        sa.Column("sealed_at", MOMENT, nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_audit_seal")),
        sa.UniqueConstraint("record_id", name=op.f("uq_audit_seal_record_id")),
    )
    op.create_table(
        "audit_checkpoint",
        sa.Column("position", ID, autoincrement=False, nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_audit_checkpoint")),
    )
    for table, deletable in DELETABLE.items():
        _refuse_changes(table, deletable)


def _refuse_changes(table: str, deletable: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for event, condition in (("UPDATE", ""), ("DELETE", f"WHEN NOT {deletable}")):
            op.execute(
                f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} {condition}"
                f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_unchanging() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF TG_OP = 'DELETE' THEN IF {deletable} THEN RETURN OLD; END IF; END IF;"
        f" RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_unchanging BEFORE UPDATE OR DELETE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION {table}_unchanging()"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {table}_unchanging()"
    )


def downgrade() -> None:
    for table in DELETABLE:
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        for table in DELETABLE:
            op.execute(f"DROP FUNCTION {table}_unchanging()")
