"""Sheets of readings: each row's value with its day, group and measure, and each fault by row and cell."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from plans.dates import PlanYear
from plans.figures import read_figure
from plans.files import reading_matches, reading_sheet
from plans.files.reading_matches import NamedOutcome
from plans.files.reading_sheet import ReadingSheet
from plans.findings import Finding
from plans.readings import OutcomeReading
from prompts import finding_text

TODAY = date(2026, 11, 24)
YEAR = PlanYear.parse("2026-27")
HEADING = "Measure,Day,Value,Source,Student group,Number of students\n"
LESSONS = NamedOutcome(
    key="measure:1", code="1.1", text="Lessons visited", target=read_figure("60%"), target_text="60%"
)
MATH = NamedOutcome(key="measure:2", code="1", text="MCAS grade 7 math", target=read_figure("55%"), target_text="55%")
TICKETS = NamedOutcome(key="benchmark:1", code="1.1", text="Exit tickets every day")


def read(*lines: str, heading: str = HEADING) -> ReadingSheet:
    content = heading + "\n".join(lines)
    return reading_sheet.read_content("november.csv", content.encode(), year=YEAR, today=TODAY)


def sentences(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{finding.where}: {finding_text(finding)}" for finding in findings]


def test_a_row_is_a_value_with_its_day_its_source_and_its_group() -> None:
    sheet = read(
        "Lessons visited,2026-11-13,7 of 12,Learning walk,,",
        'MCAS grade 7 math,"Nov 20, 2026",31.5%,iReady,English learners,24',
        "1,11/20,52%,,All students,140",
    )

    assert sheet.findings == ()
    assert [row.measure for row in sheet.readings] == ["Lessons visited", "MCAS grade 7 math", "1"]
    assert [row.reading for row in sheet.readings] == [
        OutcomeReading(
            taken_on=date(2026, 11, 13), text="7 of 12", figure=read_figure("7 of 12"), source="Learning walk"
        ),
        OutcomeReading(
            taken_on=date(2026, 11, 20),
            text="31.5%",
            figure=read_figure("31.5%"),
            group_size=24,
            student_group="English learners",
            counts_students=True,
            source="iReady",
        ),
        OutcomeReading(
            taken_on=date(2026, 11, 20), text="52%", figure=read_figure("52%"), group_size=140, counts_students=True
        ),
    ]


def test_a_workbook_has_real_dates_and_percentages() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Readings of November"])
    sheet.append(["Code", "Indicator", "Date", "Result", "N"])
    sheet.append(["1", "MCAS grade 7 math", date(2026, 11, 20), 0.525, 40])
    sheet["D3"].number_format = "0.0%"
    content = BytesIO()
    book.save(content)

    read_sheet = reading_sheet.read_content("november.xlsx", content.getvalue(), year=YEAR, today=TODAY)
    (row,) = read_sheet.readings
    assert read_sheet.findings == ()
    assert (row.code, row.measure, row.where) == ("1", "MCAS grade 7 math", "Sheet 'Sheet', cell B3")
    assert (row.reading.taken_on, row.reading.text, row.reading.group_size) == (date(2026, 11, 20), "52.5%", 40)


def test_semicolons_and_tabs_separate_too() -> None:
    assert len(read("Lessons visited;2026-11-13;7 of 12", heading="Measure;Date;Value\n").readings) == 1
    assert len(read("Lessons, visited\t2026-11-13\t7 of 12", heading="Measure\tDate\tValue\n").readings) == 1


def test_every_fault_names_its_cell_and_its_fix() -> None:
    sheet = read(
        ",2026-11-13,52%,,,",
        "Lessons visited,soon,about half,,,",
        "Lessons visited,2026-12-01,,,,",
        "Lessons visited,,52%,,English learners,",
        "Lessons visited,2026-11-13,7 of 12,,,20",
        "Lessons visited,2026-11-13,52%,,,a few",
    )

    assert sheet.readings[0].reading.text == "7 of 12"  # nothing is recorded while there are findings
    assert sentences(sheet.findings) == [
        "november.csv, cell B2: This row doesn't say which measure or benchmark it is about. Write its name, or the "
        "number of its goal or strategy.",
        "november.csv, cell B3: “soon” isn't a date. Write it like 2026-11-30 or Nov 30, 2026.",
        "november.csv, cell C3: “about half” isn't plainly a number. Write it like 7 of 12, 52% or 3.4, and words "
        "about it into the column for the source.",
        "november.csv, cell B4: Tue, Dec 1, 2026 hasn't come yet. Write the day the value is from.",
        "november.csv, cell C4: The value is missing. Write it like 7 of 12, 52% or 3.4, or delete the row.",
        "november.csv, cell B5: The day is missing. Write the day the value is from, like 2026-11-30 or Nov 30, 2026.",
        "november.csv, cell E5: How many students are in “English learners”? Write it into the column “Number of "
        "students”, because a group that's too small is never shown.",
        "november.csv, cell F6: The value is out of 12, and the number of students is 20. Change one of them, or "
        "clear the number of students.",
        "november.csv, cell F7: “a few” isn't a number of students. Write a whole number, like 24.",
    ]


@pytest.mark.parametrize("content", ["Teacher,Room\nAna,12\n", "one column\n"])
def test_another_sheet_is_refused_with_the_headings_it_needs(content: str) -> None:
    sheet = reading_sheet.read_content("rooms.csv", content.encode(), year=YEAR, today=TODAY)

    assert sheet.readings == ()
    assert len(sheet.findings) == 1


def matched(*lines: str) -> tuple[list[str], list[str]]:
    matches, findings = reading_matches.match(read(*lines).readings, [LESSONS, TICKETS, MATH])
    return [match.outcome.key for match in matches], sentences(findings)


def test_a_measure_is_named_by_its_words_or_by_the_only_code() -> None:
    keys, findings = matched(
        "lessons  Visited,2026-11-13,52%,,,", "1,2026-11-13,52%,,,", "1.1 Exit tickets every day,2026-11-13,3 of 4,,,"
    )

    assert (keys, findings) == (["measure:1", "measure:2", "benchmark:1"], [])


def test_what_is_not_plainly_one_measure_is_asked_about() -> None:
    assert matched("1.1,2026-11-13,52%,,,", "Visited lesons,2026-11-13,52%,,,", "Zebra,2026-11-13,52%,,,")[1] == [
        "november.csv, cell A2: “1.1” has 2 measures and benchmarks. Write the name of the one you mean: “Lessons "
        "visited”, “Exit tickets every day”.",
        "november.csv, cell A3: The plan has no measure or benchmark called “Visited lesons”. Did you mean “Lessons "
        "visited”?",
        "november.csv, cell A4: The plan has no measure or benchmark called “Zebra”. Write its name as the plan has "
        "it; `throughline measures list` lists them.",
    ]


def test_a_value_of_another_kind_and_a_second_one_for_the_day_are_asked_about() -> None:
    findings = matched(
        "Lessons visited,2026-11-13,0.52,,,",
        "Lessons visited,2026-11-20,52%,,,",
        "1.1 Lessons visited,2026-11-20,54%,,,",
        "Lessons visited,2026-11-20,31%,,English learners,24",
    )[1]

    assert findings == [
        "november.csv, cell C2: “0.52” can't be compared with the target 60%. Write it as a percentage, like 52%, or "
        "as a part, like 13 of 25.",
        "november.csv, cell A4: The same measure, day and student group are at november.csv, cell A3 as well. Keep one "
        "of the two.",
    ]
