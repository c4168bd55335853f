"""Messy sheets in both shapes: what is understood, and which finding names which cell."""

from datetime import date
from pathlib import Path

from openpyxl import Workbook

from plans.files import read, to_json
from plans.findings import FindingCode
from prompts import finding_text
from tests.plans.spreadsheets import Line, fill, findings, rows, sentences, typed

AIP: Line = ["Activities", "Who will Lead?", "When will it Start?", "When will it be Complete?"]
TOOL_A: Line = [
    "Actions",
    "Anticipated Outputs",
    "Timeline",
    "Resources/ Budget",
    "Person Responsible",
    "Collaborators",
]
TITLE: Line = ["Harbor Elementary School Improvement Plan 2026-27"]


def test_tool_a_example_is_read_without_a_complaint() -> None:
    reading = read(Path("examples/tool-a.csv"))

    assert findings(reading) == []
    assert rows(reading) == [
        ("1.1.1.1", "Instructional Coach", ("Department Chairs", "Principal"), "2026-08-01", "2026-09-30"),
        ("1.1.1.2", "ELA Department Chair", ("Math Department Chair", "Grade 6 Teachers"), "2026-09-15", "2026-12-18"),
        ("1.1.1.3", "Instructional Coach", (), "", "ongoing"),
        ("1.1.2.1", "Assistant Principal", ("Department Chairs",), "", "2027-01-29"),
        ("1.1.2.2", "Department Chairs", (), "2026-10-01", "2026-12-31"),
        ("1.1.2.3", "Data Coach", ("Counselors",), "2026-10-01", "2026-12-31"),
    ]


def test_tool_a_theory_of_action_and_measures() -> None:
    plan = read(Path("examples/tool-a.csv")).plan

    assert plan is not None
    (strategy,) = plan.strategies()
    assert strategy.if_we == "plan every unit around clear learning intentions"
    assert strategy.then == "teachers will check understanding in each lesson"
    assert strategy.and_so.startswith("students will know what they are learning")
    assert [(each.indicator[:7], each.baseline, each.targets) for each in strategy.measures] == [
        ("Lessons", "35%", ("60%", "85%"))
    ]
    assert [item.output for item in plan.action_items()][:2] == ["Template", "Four unit plans"]


def test_the_reporting_tables_of_tool_a_are_not_action_items(tmp_path: Path) -> None:
    path = typed(
        tmp_path / "plan.xlsx",
        Plan=[
            TITLE,
            ["PRIORITY 1: Reading"],
            ["Strategy 1.1: Shared texts"],
            ["Milestone 1.1.1: Texts are chosen"],
            TOOL_A,
            ["1.1.1.1 Choose texts", "List", "Sept 2026", "", "Principal", ""],
            ["REPORTING"],
            ["Strategy 1.1", "1st Semester", None, "2nd Semester"],
            ["Milestones Completed (%)", "50", None, "100"],
            ["Milestone 1.1:1", "1st Quarter", "2nd Quarter", "3rd Quarter", "4th Quarter"],
            ["Actions Completed (%)", "10", "20", "30", "40"],
            ["Actions Behind Schedule (%)", "10", "20", "30", "40"],
            ["PRIORITY 2: Mathematics"],
            ["Strategy 2.1: Number talks"],
            ["Milestone 2.1.1: Talks are tried"],
            TOOL_A,
            ["2.1.1.1 Try talks", "Notes", "Oct 2026", "", "Math Coach", ""],
        ],
    )

    assert [row[:2] for row in rows(read(path))] == [("1.1.1.1", "Principal"), ("2.1.1.1", "Math Coach")]


def test_misprinted_numbers_are_corrected_and_told(tmp_path: Path) -> None:
    path = typed(
        tmp_path / "plan.xlsx",
        Plan=[
            TITLE,
            ["PRIORITY 3: Reading"],
            ["Strategy 3.2: Shared texts"],
            ["Milestone 3.2.1:"],
            TOOL_A,
            ["3.2.1.1 Choose texts", "", "Sept 2026", "", "Principal", ""],
            ["2.2.1.4 Plan texts", "", "Oct 2026", "", "Principal", ""],
            ["3.2.1.1 Share texts", "", "Nov 2026", "", "Principal", ""],
        ],
    )
    reading = read(path)

    assert [row[0] for row in rows(reading)] == ["3.2.1.1", "3.2.1.4", "3.2.1.5"]
    assert [(where, severity) for where, _, severity in findings(reading)] == [
        ("Sheet 'Plan', cell A7", "warning"),
        ("Sheet 'Plan', cell A8", "warning"),
    ]
    assert "was read as 3.2.1.4" in sentences(reading)[0][1]


def test_several_initiatives_on_several_sheets_without_repeating_the_objective(tmp_path: Path) -> None:
    path = typed(
        tmp_path / "plan.xlsx",
        First=[
            TITLE,
            ["Objective 1: Teaching"],
            ["Initiative 1.1: Maps"],
            AIP,
            ["Draw maps", "Principal", "Sept 2026", "Oct 2026"],
            ["Initiative 1.2: Units"],
            ["Write units", "Coach", "Oct 2026", "Nov 2026"],
        ],
        Second=[["Initiative 1.3: Visits"], AIP, ["Visit lessons", "Coach", "Nov 2026", "Dec 2026"]],
        Third=[
            ["Objective 2: Families"],
            ["Initiative 2.1: Messages"],
            AIP,
            ["Send messages", "Liaison", "Nov 2026", "Ongoing"],
        ],
    )

    assert [row[0] for row in rows(read(path))] == ["1.1.1.1", "1.2.1.1", "1.3.1.1", "2.1.1.1"]


def test_sheets_without_any_headings_become_one_strategy_each(tmp_path: Path) -> None:
    line: Line = ["Do it", "Principal", "Sept 2026", "Oct 2026"]
    plan = read(typed(tmp_path / "plan.xlsx", Literacy=[TITLE, AIP, line], Math=[AIP, line])).plan

    assert plan is not None
    assert [(each.code, each.title) for each in plan.strategies()] == [("1.1", "Literacy"), ("1.2", "Math")]


def test_a_heading_of_two_rows_and_a_cell_merged_over_two_leads(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    lines: list[Line] = [
        TITLE,
        ["Activities", "Who will lead?", "When will it", None],
        [None, None, "Start?", "be Complete?"],
        ["Plan lessons", "Program Directors", "Sept 2026", "Dec 2026"],
        [None, "Principals", None, None],
        ["Visit lessons", "Coach", "Jan 2027", "Mar 2027"],
        ["Share lessons", None, "Jan 2027", "Mar 2027"],
    ]
    fill(sheet, lines)
    for merged in ("C2:D2", "A4:A5", "C4:C5", "D4:D5", "B6:B7"):
        sheet.merge_cells(merged)
    book.save(tmp_path / "plan.xlsx")

    assert rows(read(tmp_path / "plan.xlsx")) == [
        ("1.1.1.1", "Program Directors", ("Principals",), "2026-09-01", "2026-12-31"),
        ("1.1.1.2", "Coach", (), "2027-01-01", "2027-03-31"),
        ("1.1.1.3", "Coach", (), "2027-01-01", "2027-03-31"),
    ]


def test_real_dates_day_numbers_and_months_shown_without_a_day(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    lines: list[Line] = [
        TITLE,
        AIP,
        ["One", "Coach", date(2026, 9, 15), date(2026, 12, 18)],
        ["Two", "Coach", date(2026, 9, 1), date(2026, 12, 1)],
        ["Three", "Coach", 46280, "46374"],
    ]
    fill(sheet, lines)
    for cell in (sheet["C4"], sheet["D4"]):
        cell.number_format = "mmm yyyy"
    book.save(tmp_path / "plan.xlsx")

    assert [row[3:] for row in rows(read(tmp_path / "plan.xlsx"))] == [
        ("2026-09-15", "2026-12-18"),
        ("2026-09-01", "2026-12-31"),
        ("2026-09-15", "2026-12-18"),
    ]


def test_an_item_without_lead_is_imported_without_owner(tmp_path: Path) -> None:
    path = typed(
        tmp_path / "plan.xlsx",
        Plan=[
            TITLE,
            AIP,
            ["Plan", None, "Sept 2026", "Oct 2026"],
            ["Do", "TBD", "Sept 2026", "Oct 2026"],
            ["Look back", "All", "Sept 2026", "Oct 2026"],
        ],
    )
    reading = read(path)

    assert [row[1] for row in rows(reading)] == [None, None, None]
    assert [(where, severity) for where, _, severity in findings(reading)] == [
        ("Sheet 'Plan', cell A3", "warning"),
        ("Sheet 'Plan', cell B4", "warning"),
        ("Sheet 'Plan', cell B5", "warning"),
    ]
    assert sentences(reading)[1][1].startswith("“TBD” names no one, so the item has no owner")


def test_errors_name_their_cell_and_nothing_is_imported(tmp_path: Path) -> None:
    path = typed(
        tmp_path / "plan.xlsx",
        Plan=[
            TITLE,
            AIP,
            ["Plan", "Coach", "Sept 2026", "11/31"],
            ["Do", "Coach", "soonish", "Oct 2026"],
            ["Look back", "Coach", "Dec 2026", "Oct 2026"],
            [None, "Coach", "Dec 2026", "Oct 2026"],
        ],
    )
    reading = read(path)

    assert reading.plan is None
    assert [(where, severity) for where, _, severity in findings(reading)] == [
        ("Sheet 'Plan', cell B6", "error"),
        ("Sheet 'Plan', cell D3", "error"),
        ("Sheet 'Plan', cell C4", "error"),
        ("Sheet 'Plan', cell D5", "error"),
    ]
    assert findings(reading)[1][1] is FindingCode.DATE_NO_SUCH_DAY


def test_a_date_to_be_determined_is_a_gap_and_no_error(tmp_path: Path) -> None:
    reading = read(typed(tmp_path / "p.xlsx", Plan=[TITLE, AIP, ["Plan", "Coach", "Sept 2026", "TBD"]]))

    assert rows(reading) == [("1.1.1.1", "Coach", (), "2026-09-01", "")]
    assert findings(reading)[0][1] is FindingCode.DUE_MISSING


def test_months_without_a_year_take_it_from_the_title_or_from_the_hint(tmp_path: Path) -> None:
    line: Line = ["Plan", "Coach", "December", "January"]
    with_title = typed(tmp_path / "title.xlsx", Plan=[TITLE, AIP, line])
    without = typed(tmp_path / "none.xlsx", Plan=[["Harbor Elementary School"], AIP, line])

    assert rows(read(with_title))[0][3:] == ("2026-12-01", "2027-01-31")
    assert rows(read(without, school_year_hint="2030-31"))[0][3:] == ("2030-12-01", "2031-01-31")
    assert findings(read(without))[-1][1] is FindingCode.SCHOOL_YEAR_MISSING
    assert findings(read(without, school_year_hint="next"))[0][1] is FindingCode.NOT_A_SCHOOL_YEAR


def test_a_note_below_the_table_is_told_and_a_bare_activity_is_kept(tmp_path: Path) -> None:
    path = typed(
        tmp_path / "plan.xlsx",
        Plan=[TITLE, AIP, ["Plan", "Coach", "Sept 2026", "Oct 2026"], ["Look back"], [], ["Approved by the board."]],
    )
    reading = read(path)

    assert [row[:2] for row in rows(reading)] == [("1.1.1.1", "Coach"), ("1.1.1.2", None)]
    assert ("Sheet 'Plan', cell A6", "warning") in [(where, severity) for where, _, severity in findings(reading)]


def test_semicolons_and_the_windows_code_page(tmp_path: Path) -> None:
    text = "Escuela José Martí School 2026-27;;;\nActivity;Lead;Start;End\nPlan – now;“Ana Núñez”;Sept 2026;Oct 2026\n"
    for coding in ("utf-8-sig", "cp1252", "utf-16"):
        path = tmp_path / f"{coding}.csv"
        path.write_bytes(text.encode(coding))

        plan = read(path).plan

        assert plan is not None, coding
        assert plan.organization == "Escuela José Martí School"
        assert [item.text for item in plan.action_items()] == ["Plan – now"]


def test_to_json_speaks_in_plain_values(tmp_path: Path) -> None:
    path = typed(tmp_path / "plan.xlsx", Plan=[TITLE, AIP, ["Plan", None, "Sept 2026", "Ongoing"]])
    plain = to_json(read(path), finding_text)

    assert plain["plan"]["school_year"] == "2026-27"
    assert plain["action_items"] == [
        {
            "code": "1.1.1.1",
            "text": "Plan",
            "owner": None,
            "collaborators": [],
            "start": "2026-09-01",
            "due": None,
            "ongoing": True,
            "output": "",
            "resources": "",
            "practice": None,
            "reported": None,
        }
    ]
    assert [finding["severity"] for finding in plain["problems"]] == ["warning"]
    assert set(plain["problems"][0]) == {"where", "what", "severity", "code"}


def test_other_words_for_the_columns(tmp_path: Path) -> None:
    path = typed(
        tmp_path / "plan.xlsx",
        Steps=[
            TITLE,
            ["No.", "Action Steps", "Who is responsible", "Due Date", "Resources/Materials", "Next Steps", "Status"],
            [1, "Plan", "Coach", "10/30/2026", "Paper", "Share", "Completed"],
        ],
        Quarters=[["Quarter", "Tasks", "Staff Lead"], ["Q2", "Share", "Principal"]],
        Both=[
            ["Key Activities", "Owner", "Start/End Dates", "Expected Outcomes"],
            ["Do", "Coach", "Sept - Oct", "Done"],
        ],
    )

    assert rows(read(path)) == [
        ("1.1.1.1", "Coach", (), "", "2026-10-30"),
        ("1.2.1.1", "Principal", (), "2026-10-01", "2026-12-31"),
        ("1.3.1.1", "Coach", (), "2026-09-01", "2026-10-31"),
    ]
