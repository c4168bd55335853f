"""Files in which nothing is wrong raise no doubt at all: a check that warns of everything isn't read."""

from datetime import date
from pathlib import Path

import pytest

from plans.files import read
from tests.plans.spreadsheets import Line, findings, typed

SEP, OCT, DEC, JAN, MAY = (
    date(2026, 9, 1),
    date(2026, 10, 30),
    date(2026, 12, 18),
    date(2027, 1, 29),
    date(2027, 5, 28),
)
TITLE: list[Line] = [["Oak Middle School Improvement Plan 2026-27"]]

CLEAN: dict[str, list[Line]] = {
    "dates as dates": [
        *TITLE,
        ["Activities", "Who will lead?", "When will it start?", "When will it be complete?"],
        ["Train teachers in close reading", "Principal", SEP, OCT],
        ["Visit every classroom twice", "Instructional Coach", OCT, DEC],
    ],
    "dates as words": [
        *TITLE,
        ["Action Steps", "Person(s) Responsible", "Timeline", "Resources Needed"],
        ["Adopt a phonics program", "Principal", "Aug - Oct 2026", "Title I"],
        ["Screen all students", "Reading Specialist", "Sept 2026 - May 2027", "Screener"],
        ["Meet weekly on results", "Data Coach", "Ongoing", "None"],
    ],
    "a goal above the table": [
        *TITLE,
        ["Goal 1: 60% of students meet the standard in reading"],
        ["Action", "Owner", "Due Date"],
        ["Hire two reading tutors", "Assistant Principal", "10/30/2026"],
    ],
    "two goals, a table each": [
        *TITLE,
        ["Goal 1: Literacy"],
        ["Action", "Owner", "Due Date"],
        ["Hire tutors", "Principal", OCT],
        [],
        ["Goal 2: Attendance"],
        ["Action", "Owner", "Due Date"],
        ["Call home on the first day", "School Secretary", "Ongoing"],
    ],
    "goals, strategies and tables": [
        *TITLE,
        ["Goal 1: Literacy"],
        ["Strategy 1: Close reading"],
        ["Action", "Owner", "Start Date", "Due Date"],
        ["Train teachers", "Coach", SEP, OCT],
        ["Strategy 2: Vocabulary"],
        ["Action", "Owner", "Start Date", "Due Date"],
        ["Word walls", "Coach", SEP, OCT],
    ],
    "columns of goals and strategies": [
        *TITLE,
        ["Goal", "Strategy", "Action Items", "Lead", "Due"],
        ["Literacy", "Close reading", "Train teachers", "Coach", OCT],
        ["Literacy", "Vocabulary", "Word walls", "Coach", DEC],
        ["Attendance", "Family contact", "Call home", "Counselor", JAN],
    ],
    "the state of the work": [
        *TITLE,
        ["Task No.", "Task", "Owner", "Due", "Status", "Date Completed"],
        [1, "Train teachers", "Coach", OCT, "Completed", OCT],
        [2, "Visit classrooms", "Principal", DEC, "In progress", None],
        [3, "Survey families", "Counselor", MAY, "Not started", None],
    ],
    "percentages": [
        *TITLE,
        ["Activity", "Owner", "Due Date", "% Complete"],
        ["Train teachers", "Coach", OCT, 0.5],
        ["Visit classrooms", "Principal", DEC, 0],
    ],
    "output, resources and who helps": [
        *TITLE,
        ["Actions", "Anticipated Outputs", "Timeline", "Resources/ Budget", "Person Responsible", "Collaborators"],
        [
            "Write unit plans",
            "Four unit plans",
            "Sept - Dec 2026",
            "$2,400",
            "ELA Department Chair",
            "Grade 6 Teachers",
        ],
    ],
    "evidence": [
        *TITLE,
        ["Action Step", "Who Is Responsible", "By When", "Evidence of Completion"],
        ["Write unit plans", "Department Chair", "by Jan 29, 2027", "Unit plans on the shared drive"],
    ],
    "quarters": [
        *TITLE,
        ["Key Activities", "Staff Lead", "Quarter"],
        ["Write unit plans", "Department Chair", "Q2"],
        ["Visit classrooms", "Principal", "Q3"],
    ],
    "numbered": [
        *TITLE,
        ["Priority 1: Strong first teaching"],
        ["Strategy 1.1: Plan units together"],
        ["Milestone 1.1.1: Units have intentions"],
        ["Actions", "Timeline", "Person Responsible"],
        ["1.1.1.1 Agree on a template", "Aug 2026", "Coach"],
        ["1.1.1.2 Write two units", "Sept 2026", "Department Chair"],
    ],
    "an objective and an initiative": [
        *TITLE,
        ["Objective 1: Strong first teaching"],
        ["Initiative 1: Plan units together"],
        ["Activities", "Who will lead?", "When will it start?", "When will it be complete?"],
        ["Agree on a template", "Coach", SEP, OCT],
    ],
    "a theory of action": [
        *TITLE,
        ["Priority 1: Teaching"],
        ["Strategy 1.1: If we plan together, then teachers will check understanding, and students will learn more."],
        ["Actions", "Timeline", "Person Responsible"],
        ["Agree on a template", "Aug 2026", "Coach"],
    ],
    "the school and its year in cells of their own": [
        ["School:", "Bethel Elementary School"],
        ["School year:", "2026-27"],
        [],
        ["Action", "Owner", "Due"],
        ["Buy books", "Librarian", OCT],
    ],
    "a district's plan": [
        ["Harbor County School District"],
        ["District Improvement Plan 2026-2027"],
        ["Focus Area 1: Curriculum"],
        ["Action Items", "Owner", "Begin Date", "Completion Date"],
        ["Choose a curriculum", "Director of Curriculum", SEP, JAN],
    ],
    "two owners": [
        *TITLE,
        ["Action", "Person Responsible", "Due"],
        ["Buy books", "Librarian, Principal", OCT],
        ["Train tutors", "Kim Park and Ben Ode", DEC],
    ],
    "names": [
        *TITLE,
        ["Action", "Owner", "Due"],
        ["Buy books", "Kim Park", OCT],
        ["Train tutors", "Dr. Ana de la Cruz", DEC],
    ],
    "half a year, month by month": [
        *TITLE,
        ["What will we do?", "Who?", "When?"],
        ["Buy books for every room", "Librarian", "September"],
        ["Train tutors in phonics", "Reading Coach", "October - December"],
    ],
    "measures above the table": [
        *TITLE,
        ["Goal 1: Literacy"],
        ["Indicator", "Data Source", "Baseline", "Target Year 1"],
        ["Students proficient", "State assessment", "52%", "60%"],
        ["Action", "Owner", "Due"],
        ["Buy books", "Librarian", OCT],
    ],
}


@pytest.mark.parametrize("kind", CLEAN)
def test_a_clean_file_raises_no_doubt(tmp_path: Path, kind: str) -> None:
    reading = read(typed(tmp_path / "plan.xlsx", Plan=CLEAN[kind]))

    assert findings(reading) == []
    assert reading.plan is not None


@pytest.mark.parametrize("name", ["bethel.yml", "reynolds.yml", "tool-a.csv", "fall-river-2012.csv"])
def test_an_example_raises_no_doubt(name: str) -> None:
    assert findings(read(Path("examples") / name)) == []
