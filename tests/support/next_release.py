"""The next version of the program: this one's code with one more migration."""

from __future__ import annotations

import shutil
from pathlib import Path

from storage.migrate import HEAD

ROOT = Path(__file__).parents[2]
NEXT = "9999"
"""Its migration."""

MIGRATION = '''"""What a migration that only expands may do"""

import sqlalchemy as sa
from alembic import op

revision = "{next}"
down_revision = "{head}"
{more}

def upgrade() -> None:
    op.add_column("answer", sa.Column("mood", sa.String(), nullable=True))
    op.add_column("outbox", sa.Column("lane", sa.String(), nullable=True))
    op.add_column("check_in_request", sa.Column("weight", sa.Integer(), nullable=False, server_default="0"))
    op.create_table("of_the_next_release", sa.Column("id", sa.Integer(), primary_key=True))
    op.create_index("ix_answer_mood", "answer", ["mood"])


def downgrade() -> None:
    raise NotImplementedError
'''


def next_release(folder: Path, *, ends_earlier: bool = False) -> Path:
    """Write it into the folder. With `ends_earlier`, no earlier version can work on its database."""
    for package in ("bot", "conversations", "plans", "prompts", "sandbox"):
        (folder / package).symlink_to(ROOT / package)
    shutil.copytree(ROOT / "storage", folder / "storage")  # with what Python compiled, which saves seconds
    program = folder / "storage" / "migrate.py"
    program.write_text(program.read_text().replace(f'HEAD = "{HEAD}"', f'HEAD = "{NEXT}"'))
    more = f'runs_from = "{NEXT}"\n' if ends_earlier else ""
    migration = folder / "storage" / "migrations" / "versions" / f"{NEXT}_next_release.py"
    migration.write_text(MIGRATION.format(next=NEXT, head=HEAD, more=more))
    return folder
