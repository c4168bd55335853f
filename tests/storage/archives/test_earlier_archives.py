"""An archive of each format that was ever written can still be read, whatever the tables look like today."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select, text

from storage.archives import reading
from storage.database import Database
from storage.dialogs import replies
from storage.items import items
from storage.models import ActionItemRow, OutboxRow, PlanRow, SignedDocumentRow
from storage.people import organizations
from storage.plans import plans
from storage.rounds import minutes
from storage.search.full_text import TABLE
from tests.storage.archives.write_example import EXAMPLE
from tests.support.districts import MORNING

FORMATS = sorted(Path(__file__).parent.glob("format_*"))


def test_the_newest_format_has_an_example() -> None:
    assert FORMATS[-1] == EXAMPLE


@pytest.mark.parametrize("example", FORMATS, ids=lambda path: path.name)
def test_an_earlier_archive_is_read(example: Path, database: Database) -> None:
    """If a migration breaks this, people can't import what they exported: mend the migration, never the example."""
    manifest = reading.read(example, database, MORNING)

    assert (manifest.version, manifest.revision, manifest.rows) == ("1.2.3", "0082", 86)
    with database.read() as session:
        assert organizations.workspaces(session) == {"T": "Team"}
        (summary,) = plans.summaries(session, "T")
        assert (summary.organization, summary.school_year) == ("School", "2026-27")
        rows = session.scalars(select(ActionItemRow).order_by(ActionItemRow.code)).all()
        assert [(row.code, row.text, str(row.due), row.ongoing) for row in rows] == [
            ("1.1.1.1", "Late", "2026-10-01", False),
            ("1.1.1.2", "Given", "None", True),
        ]
        assert len(list(items.open_items(session, summary.id, started_by=MORNING.date()))) == 2
        stored = minutes.find(session, summary.id, "2026-11")
        assert stored is not None
        assert stored.minutes.organization == "School"
        assert [reply.text for reply in replies.all_of(session, 2)] == ["Teachers leave"]
        assert session.scalar(select(PlanRow.imported_from)) == "f"
        assert session.scalar(select(SignedDocumentRow.checksum))
        assert set(session.scalars(select(OutboxRow.state))) <= {"sending", "failed", "pending", "sent"}
        assert session.scalar(text(f"SELECT count(*) FROM {TABLE}"))
