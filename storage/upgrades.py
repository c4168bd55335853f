"""What an upgrade does to the database, and which older versions of the program can work on it afterwards.

A migration that only expands (docs/deploy.md) leaves earlier versions able to work. Any other says so with `runs_from`:
the newest migration that a version has to know so that it can work on the database from then on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "migrations"
COLUMN = "runs_from"
"""In the table `alembic_version` and in a migration's module."""
FIRST = "0083"
"""The migration that brought the column. Versions before it refuse every database newer than themselves."""


@dataclass(frozen=True, slots=True)
class Migration:
    number: str
    title: str
    runs_from: str | None = None


def oldest_program() -> str:
    """The newest migration that a program has to know to work on a database of this version."""
    return max(each.runs_from for each in _migrations() if each.runs_from)


def pending(revision: str | None) -> list[Migration]:
    """The migrations that a database at this one still needs, in order."""
    return [each for each in _migrations() if revision is None or each.number > revision]


def is_for_earlier_versions(revision: str) -> bool:
    """Whether versions that made a database at this migration can work on it after the upgrade."""
    return oldest_program() <= revision


def _migrations() -> Iterator[Migration]:
    from alembic.script import ScriptDirectory  # noqa: PLC0415 (a fifth of a second, needed only around upgrades)

    for script in reversed([*ScriptDirectory(str(FOLDER)).walk_revisions()]):
        yield Migration(script.revision, script.doc, getattr(script.module, COLUMN, None))
