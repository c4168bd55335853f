"""How far the work is, as plan files say it: words, marks, percentages, days."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from plans.files import read
from plans.findings import FindingCode
from plans.plan import ReportedState, State
from tests.plans.spreadsheets import Line, Value, fill, findings, typed

TITLE: Line = ["Oak Middle School Improvement Plan 2026-27"]
DONE = ReportedState(State.COMPLETED)
IN_PROGRESS = ReportedState(State.IN_PROGRESS)


def reported(path: Path, heading: str, cell: Value) -> ReportedState | None:
    heads: Line = ["Action", "Owner", "Due Date", heading]
    step: Line = ["Buy books", "Coach", date(2026, 10, 1), cell]
    reading = read(typed(path / "plan.xlsx", Plan=[TITLE, heads, step]))
    assert reading.plan is not None, findings(reading)
    return next(reading.plan.action_items()).reported


@pytest.mark.parametrize(
    ("heading", "cell", "state"),
    [
        ("Status", "✓", DONE),
        ("Status", "Completed", DONE),
        ("Status", "Not started", ReportedState(State.NOT_STARTED)),
        ("Status", "☐", ReportedState(State.NOT_STARTED)),
        ("Status", "In progress", IN_PROGRESS),
        ("Status", "Behind schedule", ReportedState(State.BEHIND)),
        ("Status", "Cancelled", ReportedState(State.CANCELLED)),
        ("Status", "Completed 9/15", ReportedState(State.COMPLETED, date(2026, 9, 15))),
        ("Status of Action Step* (e.g., completed, in progress)", "Completed", DONE),
        ("Completed?", "Yes", DONE),
        ("Completed?", "No", ReportedState(State.NOT_STARTED)),
        ("Completed? (Y/N)", "y", DONE),
        ("% Complete", "100%", DONE),
        ("% Complete", 1, DONE),
        ("% Complete", 0, ReportedState(State.NOT_STARTED)),
        ("% Complete", "50%", IN_PROGRESS),
        ("RAG", "R", ReportedState(State.BEHIND)),
        ("RAG", "G", IN_PROGRESS),
        ("RAG", "🔴", ReportedState(State.BEHIND)),
        ("RAG", "🟢", IN_PROGRESS),
        ("Done", "x", DONE),
        ("Status/Date", "Done 9/3/26", ReportedState(State.COMPLETED, date(2026, 9, 3))),
        ("Date Completed", date(2026, 9, 15), ReportedState(State.COMPLETED, date(2026, 9, 15))),
        ("Completed", date(2026, 9, 15), ReportedState(State.COMPLETED, date(2026, 9, 15))),
        ("Date Completed", None, None),
    ],
)
def test_a_column_says_how_far_an_item_is(
    tmp_path: Path, heading: str, cell: Value, state: ReportedState | None
) -> None:
    assert reported(tmp_path, heading, cell) == state


@pytest.mark.parametrize(
    ("text", "words", "state"),
    [
        ("✓ Buy books", "Buy books", DONE),
        ("[x] Buy books", "Buy books", DONE),
        ("DONE - Buy books", "Buy books", DONE),
        ("Buy books (completed)", "Buy books", DONE),
        ("☐ Buy books", "Buy books", None),
        ("Done well, peer visits change lessons", "Done well, peer visits change lessons", None),
        ("Completed applications are sent", "Completed applications are sent", None),
    ],
)
def test_a_mark_in_the_words_of_an_item(tmp_path: Path, text: str, words: str, state: ReportedState | None) -> None:
    reading = read(
        typed(tmp_path / "plan.xlsx", Plan=[TITLE, ["Action", "Owner", "Due"], [text, "Coach", date(2026, 10, 1)]])
    )
    assert reading.plan is not None
    assert [(item.text, item.reported) for item in reading.plan.action_items()] == [(words, state)]


def test_what_is_completed_without_a_day_is_told_once_and_other_words_once_each(tmp_path: Path) -> None:
    steps: list[Line] = [
        [f"Step {number} of it", "Coach", date(2026, 10, 1), word]
        for number, word in enumerate(["Done", "Done", "See Kim", "See Kim", "In progress"])
    ]
    reading = read(typed(tmp_path / "plan.xlsx", Plan=[TITLE, ["Action", "Owner", "Due Date", "Status"], *steps]))

    assert [(each.where, each.code, dict(each.values)) for each in reading.findings] == [
        ("Sheet 'Plan', cell D5", FindingCode.STATE_LEFT_OUT, {"words": "See Kim"}),
        ("plan.xlsx", FindingCode.COMPLETED_WITHOUT_A_DAY, {"codes": ["1.1.1.1", "1.1.1.2"]}),
    ]


def colored(path: Path, legend: list[tuple[str, str]], fills: list[str]) -> Path:
    """Steps filled with colors ("" for none) above a legend of words and their own filling."""
    book = Workbook()
    sheet = book.worksheets[0]
    lines: list[Line] = [TITLE, ["Action", "Owner", "Due"]]
    lines += [[f"Step {number} of it", "Coach", date(2026, 10, 1)] for number in range(len(fills))]
    fill(sheet, [*lines, *([words] for words, _ in legend)])
    for row, color in enumerate([*fills, *(color for _, color in legend)], start=3):
        if color:
            sheet.cell(row, 1).fill = PatternFill("solid", fgColor=color)
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("legend", "fills", "states"),
    [
        ([("Completed", "92D050"), ("In progress", "FFFF00")], ["92D050", "FFFF00", ""], [DONE, IN_PROGRESS, None]),
        ([("Green = completed", ""), ("Red = behind", "")], ["00B050", "", "C00000"], [DONE, None, State.BEHIND]),
        ([], ["92D050", "DDEBF7"], [None, None]),
        ([("Blue: library", "")], ["0070C0"], [None]),
    ],
)
def test_a_legend_says_what_the_color_of_a_row_means(
    tmp_path: Path, legend: list[tuple[str, str]], fills: list[str], states: list[ReportedState | State | None]
) -> None:
    reading = read(colored(tmp_path / "plan.xlsx", legend, fills))

    assert reading.plan is not None, findings(reading)
    items = list(reading.plan.action_items())[: len(fills)]
    assert [item.reported for item in items] == [
        ReportedState(state) if isinstance(state, State) else state for state in states
    ]
    if any(states):
        assert len(list(reading.plan.action_items())) == len(fills)
