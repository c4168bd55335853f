"""throughline rootcause: what is listed, and a tree in every format."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from bot.__main__ import make
from bot.root_cause import records
from conversations.highlight import Section
from conversations.root_cause.moves import ParkReply
from conversations.threads.state import closed
from storage.database import Database
from storage.dialogs import root_cause
from storage.dialogs.stores import NewDialog
from storage.models import DialogRow, PlanRow
from storage.plans import plans
from tests.conversations.team import Team

TODAY = date(2026, 11, 17)


@pytest.fixture
def dialog_id(database_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """A finished dialog of two causes in the demo's district."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{database_path}")
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)
    team = Team(leader="U0000DANA")
    team.digs("Students do not use math ideas", "Teachers lack ways to teach them")
    team.takes(ParkReply(by="U0000DANA", ts="9.1", person="U00000ANA", text="The schedule of next year"))
    database = Database(f"sqlite:///{database_path}")
    with database.write() as session:
        plan = session.scalars(select(PlanRow).order_by(PlanRow.id)).first()
        assert plan is not None
        begun = NewDialog(
            organization_id=plan.organization_id,
            plan_id=plan.id,
            channel="C00BETHEL",
            is_private=False,
            state=team.state,
        )
        now = datetime(2026, 11, 17, 15, tzinfo=UTC)
        stored = root_cause.STORE.add(session, begun, at=now, on=TODAY)
        root_cause.STORE.save_state(session, stored, closed(team.state, "99.1"), at=now, on=TODAY)
    database.close()
    return stored.id


def run(*arguments: str) -> Result:
    return CliRunner().invoke(make(), ["rootcause", *arguments])


def test_the_list_says_what_came_of_each(dialog_id: int) -> None:
    assert "Grade 7 students do poorly in math (finished, 2 causes, 0 roots)" in run("list").stdout
    (actual,) = json.loads(run("list", "--json").stdout)
    assert (actual["id"], actual["causes"], actual["roots"]) == (dialog_id, 2, [])


def test_of_a_private_dialog_the_operator_reads_neither_symptom_nor_causes(
    dialog_id: int, database_path: Path, tmp_path: Path
) -> None:
    database = Database(f"sqlite:///{database_path}")
    with database.write() as session:
        session.get_one(DialogRow, dialog_id).is_private = True
    database.close()

    printed = run("list").stdout
    assert "(private), finished" in printed
    assert "math" not in printed
    assert "math" not in run("list", "--json").stdout
    target = tmp_path / "tree"
    for form in ("md", "mermaid", "json", "png", "svg"):
        export = run("export", str(dialog_id), "--format", form, "--output", str(target))
        assert export.exit_code == 2
        assert f"Root cause dialog {dialog_id} is private" in export.stderr
        assert not target.exists()


@pytest.mark.parametrize("form", ["md", "mermaid", "json"])
def test_formats_of_words_are_printed(dialog_id: int, form: str) -> None:
    printed = run("export", str(dialog_id), "--format", form)
    assert printed.exit_code == 0, printed.output
    assert "Teachers lack ways to teach them" in printed.stdout


@pytest.mark.parametrize(("form", "begins"), [("png", b"\x89PNG"), ("svg", b"<svg")])
def test_pictures_become_files(dialog_id: int, tmp_path: Path, form: str, begins: bytes) -> None:
    target = tmp_path / f"tree.{form}"
    printed = run("export", str(dialog_id), "--format", form, "--output", str(target))
    assert printed.exit_code == 0, printed.output
    assert target.read_bytes().lstrip().startswith(begins)


@pytest.mark.usefixtures("dialog_id")
def test_a_number_nobody_knows_is_explained() -> None:
    actual = run("export", "999")
    assert actual.exit_code == 2
    assert "There's no root cause dialog 999" in actual.stderr


def test_a_file_that_cannot_be_written_is_explained(dialog_id: int, tmp_path: Path) -> None:
    actual = run("export", str(dialog_id), "--output", str(tmp_path / "no" / "tree.md"))
    assert actual.exit_code == 2
    assert "Can't write" in actual.stderr


def test_the_months_minutes_take_up_what_was_parked(dialog_id: int, database_path: Path) -> None:
    database = Database(f"sqlite:///{database_path}")
    with database.read() as session:
        dialog = root_cause.STORE.find(session, dialog_id)
        assert dialog is not None
        plan = plans.summary(session, dialog.plan_id)
        lines = records.minutes_lines(session, plan, TODAY, TODAY, already_listed=frozenset())
    database.close()
    assert [(section, line.text, line.who) for section, line in lines] == [
        (
            Section.DEBRIEF,
            "Parked in “Grade 7 students do poorly in math”: The schedule of next year",
            "Dana Whitfield",
        )
    ]
