"""Cells that may be read in two ways: one reading is taken, and a finding names the cell, the reading and the fix."""

from pathlib import Path

import pytest

from plans.files import Reading, read
from tests.plans.spreadsheets import Line, Value, findings, rows, sentences, typed

AIP = ["Activities", "Who will lead?", "When will it start?", "When will it be complete?"]


def reading(folder: Path, *lines: Line) -> Reading:
    return read(typed(folder / "plan.xlsx", Plan=[["Harbor Elementary School", "2026-27"], *lines]))


def findings_of(actual: Reading) -> list[tuple[str, str]]:
    assert {severity for *_, severity in findings(actual)} <= {"warning"}
    return [(where.removeprefix("Sheet 'Plan', cell "), sentence) for where, sentence in sentences(actual)]


@pytest.mark.parametrize(
    ("lead", "owner", "text"),
    [
        ("Kim\nBen", "Kim Ben", "“Kim Ben” is on two lines and was read as one name. If these are several people"),
        ("KIM\nBEN", "KIM BEN", "“KIM BEN” is on two lines and was read as one name."),
        ("Kim Park\nBen", "Kim Park Ben", "“Kim Park Ben” is on two lines"),
        ("kim and ben", "kim and ben", "“kim and ben” was read as one name. If these are several people"),
        ("kim, ben", "kim, ben", "“kim, ben” was read as one name."),
        ("Kim & ben", "Kim & ben", "“Kim & ben” was read as one name."),
        (3, "3", "“3” is a number, and was read as a person's name. Write the person or the role."),
    ],
)
def test_a_lead_that_may_be_one_or_two(tmp_path: Path, lead: Value, owner: str, text: str) -> None:
    actual = reading(tmp_path, AIP, ["Meet", lead, "Sept", "Oct"])

    assert [row[1:3] for row in rows(actual)] == [(owner, ())]
    [(where, what)] = findings_of(actual)
    assert where == "B3"
    assert what.startswith(text)


@pytest.mark.parametrize(
    "lead",
    [
        "Kim Park\nBen Ode",
        "Kim,\nBen",
        "Kim and Ben",
        "Curriculum\ndirectors",
        "Principal\nDunn",
        "Ana de la\nCruz",
        "curriculum and instruction",
        "Kim Park, PhD",
        "grade 3 and 4 teachers",
    ],
)
def test_a_lead_that_can_only_be_read_one_way_is_not_worth_a_word(tmp_path: Path, lead: str) -> None:
    assert findings_of(reading(tmp_path, AIP, ["Meet", lead, "Sept", "Oct"])) == []


def test_helpers_and_leads_of_headings_are_told_as_well(tmp_path: Path) -> None:
    actual = reading(
        tmp_path,
        [*AIP, "Collaborators"],
        ["Initiative 1: Maps", "kim and ben"],
        ["Meet", "Coach", "Sept", "Oct", "lena & sam"],
    )

    assert [where for where, _what in findings_of(actual)] == ["B3", "E4"]


@pytest.mark.parametrize(
    ("typed_in", "dates", "where", "text"),
    [
        (
            ("Sept", "Oct - Dec 2026"),
            ("2026-09-01", "2026-12-31"),
            "D3",
            "“Oct - Dec 2026” has two dates. The second, Thu, Dec 31, 2026, was read as the due date, and",
        ),
        (
            ("9/1/2026", "9/15/2026 - 12/18/2026"),
            ("2026-09-01", "2026-12-18"),
            "D3",
            "“9/15/2026 - 12/18/2026” has two dates. The second, Fri, Dec 18, 2026,",
        ),
        (
            ("through June", "June 30, 2027"),
            ("2027-06-01", "2027-06-30"),
            "C3",
            "“through June” sounds like a deadline, but Tue, Jun 1, 2027 was read as the start date. If it",
        ),
        (
            ("Aug - Sept 2026", "June 2027"),
            ("2026-08-01", "2027-06-30"),
            "C3",
            "“Aug - Sept 2026” has two dates. The first, Sat, Aug 1, 2026, was read as the start date, and",
        ),
    ],
)
def test_a_date_that_says_more_than_its_column_asks(
    tmp_path: Path, typed_in: tuple[str, str], dates: tuple[str, str], where: str, text: str
) -> None:
    actual = reading(tmp_path, AIP, ["Meet", "Coach", *typed_in])

    assert [row[3:] for row in rows(actual)] == [dates]
    [(at, what)] = findings_of(actual)
    assert at == where
    assert what.startswith(text)


@pytest.mark.parametrize(
    ("start", "due"), [("Q1", "Q2"), ("Fall 2026", "2026-27"), ("week of Sept 14", "by June"), ("Sept", "ongoing")]
)
def test_a_span_with_one_name_is_not_worth_a_word(tmp_path: Path, start: str, due: str) -> None:
    assert findings_of(reading(tmp_path, AIP, ["Meet", "Coach", start, due])) == []


def test_a_timeline_takes_both_ends(tmp_path: Path) -> None:
    actual = reading(tmp_path, ["Action", "Lead", "Timeline"], ["Meet", "Coach", "Sept - June"])

    assert [row[3:] for row in rows(actual)] == [("2026-09-01", "2027-06-30")]
    assert findings_of(actual) == []
