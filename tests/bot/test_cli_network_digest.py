"""`throughline network-digest` on the demo's district, whose digest for October has gone out."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from bot.__main__ import make
from plans.digests import DigestMonth
from storage.database import Database
from storage.items.items import Stamp
from storage.models import OrganizationRow
from storage.network import digest_log
from tests.support.state_world import stamp_on

DISTRICT = "Riverbend School District"


@pytest.fixture
def run(database_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{database_path}")
    for name in ("SLACK_BOT_TOKEN", "SLACK_API_URL"):
        monkeypatch.delenv(name, raising=False)
    database = Database(f"sqlite:///{database_path}")
    october = DigestMonth(period="2026-10", on=date(2026, 10, 26), since=date(2026, 9, 21))
    stamp: Stamp = stamp_on(date(2026, 10, 27))
    with database.write() as session:
        district = session.scalars(select(OrganizationRow.id).filter_by(name=DISTRICT)).one()
        assert digest_log.add(session, district, october, stamp, is_quiet=False)
    database.close()

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(make(), ["network-digest", "--organization", *arguments])

    return call


def test_the_newest_digest_is_printed_for_people_and_for_programs(run: Any) -> None:
    printed, read = run(DISTRICT), json.loads(run(DISTRICT, "--json").stdout)

    assert "Overall: on time 7 of 11 (64%), was 3 of 4" in printed.stdout
    assert "The next digest is for" in printed.stdout
    assert (read["digest"]["month"], read["digest"]["as_of"], read["digest"]["since"]) == (
        *("2026-10", "2026-10-26", "2026-09-21"),
    )
    assert read["digest"]["on_time"] == {"part": 7, "whole": 11, "percent": 64}
    assert read["digest"]["milestones_completed"] == {"Bethel Elementary School": 1}
    assert read["digest"]["support_unanswered"]["Bethel Elementary School"]["requests"] == 1
    assert set(read["next"]) == {"month", "by"}


def test_a_school_has_none(run: Any) -> None:
    assert "had a plan on" in run("Bethel Elementary School").output
