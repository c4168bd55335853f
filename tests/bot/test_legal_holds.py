"""Legal holds on the command line, and what a plan manager reads of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import make
from tests.scenarios.district import District

BAD_INPUT = 2
REASON = "Doe v. Bethel Area School District"


@pytest.fixture
def run(database_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{database_path}")
    for name in ("SLACK_BOT_TOKEN", "SLACK_API_URL"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(make(), list(arguments))

    return call


@pytest.fixture
def privacy(run: Any) -> Any:
    return lambda *arguments: run("privacy", *arguments)


def _refused(outcome: Result) -> str:
    assert outcome.exit_code == BAD_INPUT, outcome.output
    return " ".join(outcome.stderr.split())


def test_a_hold_is_placed_listed_and_released(run: Any, privacy: Any) -> None:
    run("plan", "begin", "Bethel Elementary School", "--year", "2025-26")
    placed = privacy("hold", "bethel elementary", "--reason", REASON).stdout
    assert "Legal hold 1 is in place on the plan of Bethel Elementary School for 2026-27." in placed
    assert "Bethel Elementary School's plan for 2025-26 isn't under a hold." in placed

    (hold,) = json.loads(privacy("holds", "--json").stdout)
    assert (hold["id"], hold["reason"], hold["released_at"]) == (1, REASON, None)

    released = privacy("release", "bethel elementary", "--reason", "Settled").stdout
    assert released == "Legal hold 1 on the plan of Bethel Elementary School for 2026-27 is released.\n"
    listed = privacy("holds").stdout
    assert listed.startswith("1. Bethel Elementary School, 2026-27: Doe v. Bethel Area School District. Placed on ")
    assert listed.rstrip().endswith(": Settled.")


def test_of_several_holds_the_one_to_release_is_named(privacy: Any) -> None:
    privacy("hold", "bethel elementary", "--reason", REASON)
    privacy("hold", "bethel elementary", "--reason", "Records request 7")

    assert "is under several holds. Give --hold 1 or 2." in _refused(privacy("release", "bethel elementary"))
    assert "isn't under that hold. Give --hold 1 or 2." in _refused(
        privacy("release", "bethel elementary", "--hold", "9")
    )
    released = privacy("release", "bethel elementary", "--hold", "2").stdout
    assert "The plan is still under 1 other hold." in released


def test_a_hold_needs_a_reason_and_a_plan_that_is_under_none_has_nothing_to_release(privacy: Any) -> None:
    assert _refused(privacy("hold", "bethel elementary", "--reason", " ")).startswith(
        "Say which matter the hold is for"
    )
    assert "isn't under a legal hold." in _refused(privacy("release", "bethel elementary"))
    assert privacy("holds").stdout == "There has been no legal hold.\n"


def test_plan_managers_read_that_their_plan_is_under_a_hold(district: District, privacy: Any) -> None:
    sentence = f"This plan is under a legal hold: {REASON}. Nothing in it is removed until the hold is released."
    assert "legal hold" not in district.answers("omar", "/plan people bethel")

    privacy("hold", "bethel elementary", "--reason", REASON)
    assert sentence in district.answers("omar", "/plan people bethel")
    privacy("release", "bethel elementary")
    assert "legal hold" not in district.answers("omar", "/plan people bethel")


def test_a_backup_from_before_a_hold_comes_back_under_it(
    run: Any, privacy: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "backups").mkdir()
    monkeypatch.setenv("THROUGHLINE_BACKUPS", str(tmp_path / "backups"))
    backed_up = run("backup")
    assert backed_up.exit_code == 0, backed_up.output
    privacy("hold", "bethel elementary", "--reason", REASON)
    privacy("hold", "reynolds", "--reason", "Records request 7")
    privacy("release", "reynolds", "--reason", "Answered")
    (backup,) = (tmp_path / "backups").glob("*.db")

    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'restored.db'}")
    assert "1 legal hold placed after the backup is in place again." in run("restore", str(backup)).stdout
    placed, released = json.loads(privacy("holds", "--json").stdout)
    assert (placed["organization"], placed["reason"], placed["released_at"]) == (
        "Bethel Elementary School",
        REASON,
        None,
    )
    assert (released["reason"], released["release_reason"]) == ("Records request 7", "Answered")
