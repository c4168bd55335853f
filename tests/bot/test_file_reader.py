"""The process that reads a dropped file: it has its limits, and none of the bot's secrets."""

from __future__ import annotations

import subprocess
from datetime import date
from typing import Any

import pytest

from bot.files.reading_limits import TooCostlyError
from bot.setup import file_reader
from bot.setup.file_reader import read_in_own_process
from storage.plans.uploads import UploadKind

TODAY = date(2026, 11, 16)
PLAN = b"Lakeside Elementary School 2026-27\nActivity,Person responsible,Due date\nRead,Principal,Dec 4 2026\n"


def test_it_reads_a_plan() -> None:
    reading = read_in_own_process("plan.csv", PLAN, TODAY)

    assert reading.kind is UploadKind.PLAN
    assert [each.plan.organization for each in reading.plans if each.plan] == ["Lakeside Elementary School"]


def test_it_knows_nothing_of_the_bots_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[dict[str, Any]] = []
    run = subprocess.run

    def note(*arguments: Any, **options: Any) -> Any:
        started.append(options)
        return run(*arguments, **options)

    monkeypatch.setattr(subprocess, "run", note)
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    read_in_own_process("plan.csv", PLAN, TODAY)

    assert set(started[0]["env"]) == {"PYTHONPATH"}


def test_one_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_reader, "MOST_SECONDS", 0.01)

    with pytest.raises(TooCostlyError):
        read_in_own_process("plan.csv", PLAN, TODAY)
