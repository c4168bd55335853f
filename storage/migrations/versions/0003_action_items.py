"""Action items between people: offers, notes, supports, reminders; what each person wants of them"""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0003"
down_revision = "0002"

# Columns are added in plain SQL: Alembic would copy the table for a foreign key on SQLite, and dropping the old
# one breaks the rows that refer to it.
COLUMNS = {
    "person": ("reminders VARCHAR NOT NULL DEFAULT 'standard'", "away_until DATE"),
    "action_item": (
        "owner_id {id} CONSTRAINT fk_action_item_owner_id_person REFERENCES person (id)",
        "asked_by {id} CONSTRAINT fk_action_item_asked_by_person REFERENCES person (id)",
        "status VARCHAR",
        "cause VARCHAR NOT NULL DEFAULT ''",
        "link VARCHAR NOT NULL DEFAULT ''",
        "follows_id {id} CONSTRAINT fk_action_item_follows_id_action_item REFERENCES action_item (id)",
    ),
}
STATUS = """
    UPDATE action_item SET status = (
        SELECT status FROM item_event
        WHERE item_event.item_id = action_item.id AND kind = 'said' ORDER BY item_event.id DESC LIMIT 1
    ) WHERE completed_on IS NULL
"""


def upgrade() -> None:
    _add_columns()
    _add_tables()


def downgrade() -> None:
    for table in ("closed_day", "home_page", "item_note", "item_offer", "reminded", "support"):
        op.drop_table(table)
    for index in ("asked_by", "owner_id", "plan_owner_key"):
        op.drop_index(f"ix_action_item_{index}", table_name="action_item")
    for table, columns in COLUMNS.items():
        with op.batch_alter_table(table) as batch_op:
            for column in columns:
                batch_op.drop_column(column.split()[0])


def _add_columns() -> None:
    id_type = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    for table, columns in COLUMNS.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} ADD COLUMN {column.format(id=id_type)}")
    op.create_index("ix_action_item_asked_by", "action_item", ["asked_by"])
    op.create_index("ix_action_item_owner_id", "action_item", ["owner_id"])
    op.create_index("ix_action_item_plan_owner_key", "action_item", ["plan_id", "owner_key"])
    op.execute(STATUS)


def _add_tables() -> None:
    op.create_table(
        "closed_day",
        sa.Column("organization_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_closed_day_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("organization_id", "day", name=op.f("pk_closed_day")),
    )
    op.create_table(
        "home_page",
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("page", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_home_page_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "section", name=op.f("pk_home_page")),
    )
    op.create_table(
        "item_note",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", storage.types.Moment(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("for_other", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["action_item.id"], name=op.f("fk_item_note_item_id_action_item")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_item_note_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_note")),
    )
    with op.batch_alter_table("item_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_item_note_item_id"), ["item_id"], unique=False)

    op.create_table(
        "item_offer",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("suggested_due", sa.Date(), nullable=True),
        sa.Column("at", storage.types.Moment(timezone=True), nullable=False),
        sa.Column("message_key", sa.String(), nullable=True),
        sa.CheckConstraint("kind IN ('assigned', 'handover', 'collaborator')", name=op.f("ck_item_offer_kind")),
        sa.CheckConstraint(
            "state IN ('waiting', 'accepted', 'date_suggested', 'declined', 'withdrawn')",
            name=op.f("ck_item_offer_state"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_item_offer_by_id_person")),
        sa.ForeignKeyConstraint(["item_id"], ["action_item.id"], name=op.f("fk_item_offer_item_id_action_item")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_item_offer_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_offer")),
    )
    with op.batch_alter_table("item_offer", schema=None) as batch_op:
        batch_op.create_index("ix_item_offer_by_state", ["by_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_item_offer_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_item_offer_message_key"), ["message_key"], unique=False)
        batch_op.create_index("ix_item_offer_person_state", ["person_id", "state"], unique=False)

    op.create_table(
        "reminded",
        sa.Column("item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.CheckConstraint("kind IN ('ahead', 'today', 'late')", name=op.f("ck_reminded_kind")),
        sa.ForeignKeyConstraint(["item_id"], ["action_item.id"], name=op.f("fk_reminded_item_id_action_item")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reminded_person_id_person")),
        sa.PrimaryKeyConstraint("item_id", "person_id", "due", "kind", name=op.f("pk_reminded")),
    )
    op.create_table(
        "support",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("asker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("provider_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answer_key", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at", storage.types.Moment(timezone=True), nullable=False),
        sa.Column("needed", sa.String(), nullable=False),
        sa.Column("needed_by", sa.Date(), nullable=True),
        sa.Column("provided", sa.String(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=True),
        sa.Column("given_at", storage.types.Moment(timezone=True), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("used", sa.String(), nullable=False),
        sa.Column("effective", sa.String(), nullable=False),
        sa.Column("rating_asked", sa.Boolean(), nullable=False),
        sa.CheckConstraint("state IN ('asked', 'given', 'declined', 'rated')", name=op.f("ck_support_state")),
        sa.ForeignKeyConstraint(["asker_id"], ["person.id"], name=op.f("fk_support_asker_id_person")),
        sa.ForeignKeyConstraint(["item_id"], ["action_item.id"], name=op.f("fk_support_item_id_action_item")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_support_plan_id_plan")),
        sa.ForeignKeyConstraint(["provider_id"], ["person.id"], name=op.f("fk_support_provider_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support")),
        sa.UniqueConstraint("answer_key", name=op.f("uq_support_answer_key")),
    )
    with op.batch_alter_table("support", schema=None) as batch_op:
        batch_op.create_index("ix_support_asker_state", ["asker_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_support_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_support_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index("ix_support_provider_state", ["provider_id", "state"], unique=False)
