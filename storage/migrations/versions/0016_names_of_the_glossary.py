"""Tables, columns, constraints and indexes get the names of docs/glossary.md

Stored values that named a table or a field are renamed too: what an outbox message is rendered from when it is sent,
the table a dialog wrote in, a section of the Home tab, a kind of event and a state of support. Keys of messages and of
turns stay: their `ask` names an asking, and a row that was sent must still be found under its key.

Names in the database change, so a program of an earlier version cannot work on while this one runs.
"""

import re
from collections.abc import Mapping

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

TABLES = {
    "ask": "check_in_request",
    "ask_topic": "request_topic",
    "budget": "send_budget",
    "conversation": "dialog",
    "conversation_reply": "dialog_reply",
    "finding": "swot_factor",
    "own_time": "personal_schedule",
    "pause": "send_pause",
    "private_ask": "private_question",
    "reminded": "sent_reminder",
    "taken": "dedup_key",
}
COLUMNS = (
    ("action_item", "asked_by", "assigned_by"),
    ("dialog_reply", "conversation_id", "dialog_id"),
    ("outbox", "asked_by", "requested_by"),
    ("person", "reminders", "reminder_preference"),
    ("private_answer", "ask_id", "question_id"),
    ("private_question", "conversation_id", "dialog_id"),
    ("request_topic", "ask_id", "request_id"),
    ("round", "shown_to", "refreshed_to"),
    ("support", "given_at", "provided_at"),
    ("support", "given_on", "provided_on"),
    ("written_part", "conversation_id", "dialog_id"),
)
"""The table by its new name, the column's old and new name."""
CONSTRAINTS = (
    ("action_item", "fk_action_item_asked_by_person", "fk_action_item_assigned_by_person"),
    ("check_in_request", "ck_ask_one_addressee", "ck_check_in_request_one_addressee"),
    ("check_in_request", "fk_ask_person_id_person", "fk_check_in_request_person_id_person"),
    ("check_in_request", "fk_ask_risk_by_id_person", "fk_check_in_request_risk_by_id_person"),
    ("check_in_request", "fk_ask_round_id_round", "fk_check_in_request_round_id_round"),
    ("check_in_request", "fk_ask_stand_in_id_person", "fk_check_in_request_stand_in_id_person"),
    ("check_in_request", "pk_ask", "pk_check_in_request"),
    ("check_in_request", "uq_ask_round_id_channel", "uq_check_in_request_round_id_channel"),
    ("check_in_request", "uq_ask_round_id_person_id", "uq_check_in_request_round_id_person_id"),
    ("dedup_key", "pk_taken", "pk_dedup_key"),
    ("dialog", "ck_conversation_kind", "ck_dialog_kind"),
    ("dialog", "ck_conversation_phase", "ck_dialog_phase"),
    ("dialog", "fk_conversation_organization_id_organization", "fk_dialog_organization_id_organization"),
    ("dialog", "fk_conversation_plan_id_plan", "fk_dialog_plan_id_plan"),
    ("dialog", "pk_conversation", "pk_dialog"),
    ("dialog_reply", "ck_conversation_reply_voice", "ck_dialog_reply_voice"),
    ("dialog_reply", "fk_conversation_reply_conversation_id_conversation", "fk_dialog_reply_dialog_id_dialog"),
    ("dialog_reply", "pk_conversation_reply", "pk_dialog_reply"),
    ("personal_schedule", "fk_own_time_person_id_person", "fk_personal_schedule_person_id_person"),
    ("personal_schedule", "fk_own_time_stand_in_id_person", "fk_personal_schedule_stand_in_id_person"),
    ("personal_schedule", "pk_own_time", "pk_personal_schedule"),
    ("private_answer", "fk_private_answer_ask_id_private_ask", "fk_private_answer_question_id_private_question"),
    ("private_question", "fk_private_ask_conversation_id_conversation", "fk_private_question_dialog_id_dialog"),
    ("private_question", "pk_private_ask", "pk_private_question"),
    (
        "private_question",
        "uq_private_ask_conversation_id_person_visit",
        "uq_private_question_dialog_id_person_visit",
    ),
    ("request_topic", "ck_ask_topic_one_subject", "ck_request_topic_one_subject"),
    ("request_topic", "fk_ask_topic_ask_id_ask", "fk_request_topic_request_id_check_in_request"),
    ("request_topic", "fk_ask_topic_benchmark_id_benchmark", "fk_request_topic_benchmark_id_benchmark"),
    ("request_topic", "fk_ask_topic_item_id_action_item", "fk_request_topic_item_id_action_item"),
    ("request_topic", "fk_ask_topic_measure_id_measure", "fk_request_topic_measure_id_measure"),
    ("request_topic", "fk_ask_topic_milestone_id_milestone", "fk_request_topic_milestone_id_milestone"),
    ("request_topic", "pk_ask_topic", "pk_request_topic"),
    ("request_topic", "uq_ask_topic_ask_id_position", "uq_request_topic_request_id_position"),
    ("send_budget", "fk_budget_workspace_id_workspace", "fk_send_budget_workspace_id_workspace"),
    ("send_budget", "pk_budget", "pk_send_budget"),
    ("send_pause", "fk_pause_workspace_id_workspace", "fk_send_pause_workspace_id_workspace"),
    ("send_pause", "pk_pause", "pk_send_pause"),
    ("sent_reminder", "ck_reminded_kind", "ck_sent_reminder_kind"),
    ("sent_reminder", "fk_reminded_item_id_action_item", "fk_sent_reminder_item_id_action_item"),
    ("sent_reminder", "fk_reminded_person_id_person", "fk_sent_reminder_person_id_person"),
    ("sent_reminder", "pk_reminded", "pk_sent_reminder"),
    ("swot_factor", "ck_finding_kind", "ck_swot_factor_kind"),
    ("swot_factor", "fk_finding_plan_id_plan", "fk_swot_factor_plan_id_plan"),
    ("swot_factor", "pk_finding", "pk_swot_factor"),
    ("written_part", "fk_written_part_conversation_id_conversation", "fk_written_part_dialog_id_dialog"),
)
INDEXES = {
    "ix_action_item_asked_by": "ix_action_item_assigned_by",
    "ix_ask_person_id": "ix_check_in_request_person_id",
    "ix_ask_stand_in_id": "ix_check_in_request_stand_in_id",
    "ix_ask_topic_benchmark_id": "ix_request_topic_benchmark_id",
    "ix_ask_topic_item_id": "ix_request_topic_item_id",
    "ix_ask_topic_measure_id": "ix_request_topic_measure_id",
    "ix_ask_topic_milestone_id": "ix_request_topic_milestone_id",
    "ix_conversation_channel_thread": "ix_dialog_channel_thread",
    "ix_conversation_organization_started": "ix_dialog_organization_started",
    "ix_conversation_reply_person": "ix_dialog_reply_person",
    "ix_finding_plan_id": "ix_swot_factor_plan_id",
    "ix_outbox_asked_for": "ix_outbox_requested",
    "ix_private_ask_person": "ix_private_question_person",
    "ix_taken_at": "ix_dedup_key_at",
}
NUMBERED = ("ask", "ask_topic", "conversation", "finding", "private_ask")
"""Tables whose ids come from a sequence on PostgreSQL."""

EVENT_KINDS = ("added", "completed", "reopened", "due_moved", "cancelled")
SUPPORT_STATES = ("asked", "declined", "rated")
PAYLOAD_FIELDS = {"ask": "request", "conversation": "dialog"}


def upgrade() -> None:
    for old, new in TABLES.items():
        op.rename_table(old, new)
    for table, old, new in COLUMNS:
        _rename_column(table, old, new)
    _rename_constraints_and_indexes(
        {old: (table, new) for table, old, new in CONSTRAINTS}, INDEXES, {old: TABLES[old] for old in NUMBERED}
    )
    _rename_option("item_event", "kind", EVENT_KINDS, "said", "reported")
    _rename_option("support", "state", SUPPORT_STATES, "given", "provided")
    _rename_text("written_part", "place", "finding", "swot_factor")
    _rename_text("home_page", "section", "talks", "dialogs")
    _rename_payload_fields(PAYLOAD_FIELDS)


def downgrade() -> None:
    _rename_payload_fields({new: old for old, new in PAYLOAD_FIELDS.items()})
    _rename_text("home_page", "section", "dialogs", "talks")
    _rename_text("written_part", "place", "swot_factor", "finding")
    _rename_option("support", "state", SUPPORT_STATES, "provided", "given")
    _rename_option("item_event", "kind", EVENT_KINDS, "reported", "said")
    _rename_constraints_and_indexes(
        {new: (table, old) for table, old, new in CONSTRAINTS},
        {new: old for old, new in INDEXES.items()},
        {TABLES[old]: old for old in NUMBERED},
    )
    for table, old, new in COLUMNS:
        _rename_column(table, new, old)
    for old, new in TABLES.items():
        op.rename_table(new, old)


def _rename_column(table: str, old: str, new: str) -> None:
    op.execute(f"ALTER TABLE {table} RENAME COLUMN {old} TO {new}")


def _rename_option(table: str, column: str, others: tuple[str, ...], old: str, new: str) -> None:
    """Rename one of the values that the column's check constraint allows."""
    name = op.f(f"ck_{table}_{column}")
    options = ", ".join(f"'{option}'" for option in (*others, new))
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(name, type_="check")
    _rename_text(table, column, old, new)
    with op.batch_alter_table(table) as batch:
        batch.create_check_constraint(name, f"{column} IN ({options})")


def _rename_text(table: str, column: str, old: str, new: str) -> None:
    op.execute(f"UPDATE {table} SET {column} = '{new}' WHERE {column} = '{old}'")  # noqa: S608 (our own names)


def _rename_payload_fields(fields: Mapping[str, str]) -> None:
    """Only in messages that are rendered when they are sent: the payload of all others is what Slack gets."""
    outbox = sa.table("outbox", sa.column("id", sa.BigInteger), sa.column("payload", sa.JSON))
    rendered_late = sa.cast(outbox.c.payload, sa.Text).like('%"make"%')
    connection = op.get_bind()
    for row_id, payload in connection.execute(sa.select(outbox.c.id, outbox.c.payload).where(rendered_late)).all():
        if "make" in payload and fields.keys() & payload.keys():
            renamed = {fields.get(field, field): content for field, content in payload.items()}
            connection.execute(outbox.update().where(outbox.c.id == row_id).values(payload=renamed))


def _rename_constraints_and_indexes(
    constraints: Mapping[str, tuple[str, str]], indexes: Mapping[str, str], sequences: Mapping[str, str]
) -> None:
    """`constraints` has the table, by its new name, and the new name of each."""
    if op.get_bind().dialect.name == "sqlite":
        _rewrite_sqlite_schema({**{old: new for old, (_table, new) in constraints.items()}, **indexes})
        return
    for old, (table, new) in constraints.items():
        op.execute(f"ALTER TABLE {table} RENAME CONSTRAINT {old} TO {new}")
    for old, new in indexes.items():
        op.execute(f"ALTER INDEX {old} RENAME TO {new}")
    for old, new in sequences.items():
        op.execute(f"ALTER SEQUENCE {old}_id_seq RENAME TO {new}_id_seq")


def _rewrite_sqlite_schema(names: Mapping[str, str]) -> None:
    """SQLite renames no constraint and no index: copy the table under a statement with the new names."""
    connection = op.get_bind()
    tables = connection.execute(sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")).all()
    for table, statement in tables:
        indexes = connection.execute(
            sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = :table AND sql <> ''"),
            {"table": table},
        ).all()
        renamed = _with_new_names(statement, names)
        if renamed != statement:
            op.execute(re.sub(r'^CREATE TABLE "?\w+"?', "CREATE TABLE copied", renamed))
            op.execute(f"INSERT INTO copied SELECT * FROM {table}")  # noqa: S608 (our own name)
            op.drop_table(table)
            op.rename_table("copied", table)
        for index, index_statement in indexes:
            if renamed == statement and index not in names:
                continue
            op.execute(f"DROP INDEX IF EXISTS {index}")
            op.execute(_with_new_names(index_statement, names))


def _with_new_names(statement: str, names: Mapping[str, str]) -> str:
    return re.sub(r"\w+", lambda word: names.get(word[0], word[0]), statement)
