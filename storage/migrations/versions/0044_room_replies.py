"""A leader may write down the answer of everyone in the room"""

from alembic import op

revision = "0044"
down_revision = "0043"

VOICES_BEFORE = "voice IN ('open', 'named', 'nameless')"
VOICES = "voice IN ('open', 'room', 'named', 'nameless')"


def upgrade() -> None:
    with op.batch_alter_table("dialog_reply") as table:
        table.drop_constraint(op.f("ck_dialog_reply_voice"), type_="check")
        table.create_check_constraint(op.f("ck_dialog_reply_voice"), VOICES)


def downgrade() -> None:
    op.execute("UPDATE dialog_reply SET voice = 'open' WHERE voice = 'room'")
    with op.batch_alter_table("dialog_reply") as table:
        table.drop_constraint(op.f("ck_dialog_reply_voice"), type_="check")
        table.create_check_constraint(op.f("ck_dialog_reply_voice"), VOICES_BEFORE)
