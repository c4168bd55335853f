"""The command line reads a file within limits that hold whatever the file's own reader does."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import make
from bot.cli.console import BAD_INPUT
from bot.files import reading_limits
from plans import calendar_files, files
from plans.files import item_sheet

LITTLE, MUCH = 32 * 1024**2, 512 * 1024**2


def fill_memory(*_arguments: object, **_options: object) -> None:
    bytearray(MUCH)


def never_end(*_arguments: object, **_options: object) -> None:
    while True:
        pass


READERS = [
    (["plan", "check"], files, "read"),
    (["plan", "import"], item_sheet, "read"),
    (["calendar", "check"], calendar_files, "read"),
]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("cost", [(fill_memory, "a gigabyte of memory"), (never_end, "a minute of processor time")])
def test_a_file_that_costs_too_much_ends_in_a_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    read: tuple[list[str], object, str],
    cost: tuple[Callable[..., None], str],
) -> None:
    (command, module, reader), (costs, limit) = read, cost
    file = tmp_path / "plan.csv"
    file.write_text("Action,Owner,Due\n")
    monkeypatch.setattr(reading_limits, "MOST_MEMORY", LITTLE)
    monkeypatch.setattr(reading_limits, "MOST_SECONDS", 0.2)
    monkeypatch.setattr(module, reader, costs)

    words = [*command, str(file)]
    outcome = CliRunner().invoke(make(words[0]), words)

    assert outcome.exit_code == BAD_INPUT, outcome.output
    assert f"Reading plan.csv took more than {limit}" in outcome.output
    assert len(bytearray(MUCH)) == MUCH  # the limits are gone
