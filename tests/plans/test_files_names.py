"""Whose plan it is: the name behind a label beats the title line, and a title is no name."""

from pathlib import Path

import pytest

from plans.files import read
from tests.plans.spreadsheets import Line, findings, typed


@pytest.mark.parametrize(
    ("lines", "organization"),
    [
        ([["SCHOOL STRATEGIC PLAN 2026-27"], ["School: Opal Ridge Elementary School"]], "Opal Ridge Elementary School"),
        ([["School Strategic Plan 2026-27"], ["SCHOOL/COUNTY: Opal Ridge School/Berkeley"]], "Opal Ridge School"),
        ([["Unified Improvement Plan for Schools 2026-27: Sage Elementary School"]], "Sage Elementary School"),
        ([["Kai Elementary School Academic Plan SY 2026-2027"]], "Kai Elementary School"),
        (
            [["School Action Plan 2026-27", "School District: Bell County"], ["School Name: Pine Hollow High School"]],
            "Pine Hollow High School",
        ),
        ([["District: Marsh County", "School: Marsh Middle School"], ["2026-27"]], "Marsh Middle School"),
        ([["District: Marsh County"], ["2026-27"]], "Marsh County"),
        ([["School for the Arts Improvement Plan 2026-27"]], "School for the Arts"),
    ],
)
def test_whose_plan_it_is(tmp_path: Path, lines: list[Line], organization: str) -> None:
    table: list[Line] = [["Action", "Owner", "Due"], ["Form a club", "Principal", "12/18/2026"]]
    reading = read(typed(tmp_path / "plan.xlsx", Plan=[*lines, *table]))

    assert reading.plan is not None, findings(reading)
    assert reading.plan.organization == organization
