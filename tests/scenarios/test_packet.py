"""A monitor's packet: signed documents, the log of adjustments and the evidence as one archive with checksums."""

from __future__ import annotations

import csv
import io
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import make
from storage.items.items import Stamp
from storage.models import PersonRow
from storage.plans import plans
from storage.rounds import change_checks
from storage.rounds.change_checks import CheckKind
from tests.scenarios.district import District
from tests.scenarios.test_quarry_hill import CHANNEL, live_october

NAME = "Quarry-Hill-Middle-School-packet-2026-08-17-2026-10-30.zip"
MOVED = (
    "1.1.1.3 Write the grade 7 unit checks: due date moved Wed, Oct 21, 2026 from Fri, Oct 30, 2026 to "
    "Fri, Nov 13, 2026. Reason: the publisher shipped in October. "
    "Cause of the delay: new units arrived three weeks late"
)


def sign(school: District) -> None:
    principal = school.person("principal")
    school.answers("principal", "/plan documents quarter as of Oct 30", in_=CHANNEL)
    school.settles()
    principal.clicks("Sign …", on="Sign: Implementation Data")
    principal.fills(position="Principal", plan_role="Leader", confirmed=["I have reviewed this document"])
    assert principal.submits() == {}
    school.settles()


def confirm_the_move(school: District) -> None:
    """The principal keeps it in the draft of the minutes."""
    with school.database.write() as session:
        (plan,) = plans.summaries(session, "TLARKMOOR")
        principal = session.query(PersonRow).filter_by(slack_id="UPRINCIPAL").one()
        (_imported, change) = change_checks.changes(session, plan.id, plan.starts_on, plan.ends_on)
        month = school.clock.now()
        stamp = Stamp(at=month, on=month.date(), by=principal.id)
        assert change.reference is not None
        minutes_id = 1
        change_checks.record(session, minutes_id, change.reference, CheckKind.KEPT, stamp)


def rows(archive: zipfile.ZipFile, name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"))))


def test_one_archive_has_what_a_monitor_needs(
    school: District, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live_october(school)
    school.at("2026-10-31 10:04")
    confirm_the_move(school)
    sign(school)
    principal = school.person("principal")
    listed = school.answers("principal", "/plan documents list", in_="dm")
    principal.clicks("Monitor's packet …")
    principal.fills(first="2026-08-17", last="2026-10-30")
    assert principal.submits() == {}
    content = school.files("principal", principal.dm())[NAME]
    monkeypatch.setenv("DATABASE_URL", database_url)
    span = ["--from", "2026-08-17", "--to", "2026-10-30", "--out", str(tmp_path), "--plan", "Quarry"]
    outcome = CliRunner().invoke(make("documents"), ["documents", "packet", *span])

    assert "*Document 1*" in listed
    archive = zipfile.ZipFile(io.BytesIO(content))
    stem = "signed/Quarry-Hill-Middle-School-implementation-data-2026-10-30-document-1"
    packed = [
        *("adjustment-log.csv", "adjustment-log.docx", "adjustment-log.pdf"),
        *("evidence.csv", "evidence.docx", "evidence.pdf"),
        *(f"{stem}.{ending}" for ending in ("docx", "pdf", "xlsx")),
    ]
    assert archive.namelist() == ["index.csv", *packed]
    assert rows(archive, "index.csv")[0] == ["File", "What it is", "Bytes", "SHA-256"]
    for name, _about, size, checksum in rows(archive, "index.csv")[1:]:
        assert (int(size), checksum) == (len(archive.read(name)), sha256(archive.read(name)).hexdigest())
    assert [row[0] for row in rows(archive, "index.csv")[1:]] == packed
    head, *logged = rows(archive, "adjustment-log.csv")
    assert ", ".join(head) == (
        "Date, Part of the plan, What changed, and why, Reason, Changed by, Confirmed by, Confirmed on"
    )
    reason, author = "the publisher shipped in October", "Grade 7 Math Lead"
    imported = "Plan imported Mon, Aug 17, 2026 from plan.yml. No reason given."
    assert logged[0] == ["2026-08-17", "", imported, "", "Not recorded", "", ""]
    assert logged[1:] == [["2026-10-21", "1.1.1.3", MOVED, reason, author, "Principal", "2026-10-31"]]
    assert rows(archive, "evidence.csv") == [
        ["Date", "Evidence of", "Evidence", "File", "Link"],
        ["2026-09-30", "1.1.1.1 Agree on a template for unit checks", "template in the shared folder", "", ""],
        ["2026-10-06", "1.1.2.1 Put a weekly reteaching block in the schedule", "bell schedule, version 2", "", ""],
    ]
    assert outcome.output.strip() == str(tmp_path / NAME)
    assert (tmp_path / NAME).read_bytes() == content
