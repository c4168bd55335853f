"""The Randolph and the Fall River samples, typed into workbooks as a district would type them."""

from datetime import date
from pathlib import Path

from openpyxl import Workbook

from plans.files import read
from plans.findings import FindingCode
from plans.plan import BenchmarkKind
from tests.plans.spreadsheets import Line, fill, findings, rows

ALIGN = "Align K-12 instructional materials (curriculum and assessments) to the 2011 MA Frameworks for math and ELA"
PRACTICES = "Identify a set of effective teaching practices to improve learning for all students"
SUCCESS = "Ensure success for all students through high quality teaching and learning"

OVERVIEW: list[Line] = [
    ["Randolph Public Schools"],
    ["Accelerated Improvement Plan"],
    [],
    ["Next, identify the Strategic Objectives and Initiatives upon which the Plan will focus."],
    [f"Objective 1: {SUCCESS}"],
    [None, f"Initiative 1: {ALIGN}"],
    [None, f"Initiative 2: {PRACTICES}"],
    [None, "Initiative 3:  Develop systems and practices to ensure the academic growth of targeted subgroups"],
    ["Objective 2:  Ensure success for all students through high quality professional development"],
    [None, "Initiative 1:  Provide training and support in the newly aligned curriculum materials"],
]
STRATEGY_SHEETS: list[Line] = [
    ["Section 2: Initiative Strategy Sheet"],
    [
        f"A. District Strategic Objective 1:\n\n{SUCCESS}.",
        "B. Overall Lead for this Objective\n(one person):\n\nSuperintendent",
    ],
    ["B. Initiative Number and Description:", "D. Lead for this Initiative (one\nperson):"],
    [f"1.  {ALIGN}.", "Curriculum directors (or assistant\nsuperintendent)"],
    ["E. Short-term outcomes for the Initiative, with dates/frequency for each:"],
    ["• 85% of agendas and minutes show that teachers are using\nassessments\n• 75% of assessments show gains"],
    ["F. What are the key indicators for this Initiative to show early evidence of change? By when?"],
    ["• 100% of the leadership team have shown a verbal commitment"],
    ["G. Key resources (e.g., other leaders/supporters, funds, time, etc.):"],
    ["Funds for printing documents, PD, staff time"],
    [],
    ["Section 2: Initiative Strategy Sheet"],
    [
        f"A. District Strategic Objective 1: {SUCCESS}.",
        "B. Overall Lead for this Objective (one person): Superintendent",
    ],
    ["C. Initiative Number and Description:", "D. Lead for this Initiative (one person): Principals"],
    [f"2.  {PRACTICES}."],
    ["G. Key resources (e.g., other leaders/supporters of the Initiative, funds, etc.):  Time"],
]
ACTIVITIES: list[Line] = [
    [f"Objective 1: {SUCCESS}."],
    [f"Initiative 1: {ALIGN}"],
    [],
    [
        "Activities to Achieve the Outcomes for the Initiative",
        "Who will Lead?",
        "When will it \nStart?",
        "When will it be \nComplete?",
    ],
    ["Create document outlining roles and responsibilities\nfor staff", "Superintendent", "July 2012", "August 2012"],
    ["Establish grade level and content teams for math and ELA", "Curriculum \ndirectors", "July 2012", "June 2013"],
    ["Common planning time meetings begin (twice weekly)", "Principals", "Sept. 2012", "2012-13"],
    ["Grade level teams review and reflect on results", "Principals", "December 2012", "2012-13"],
    [],
    [f"Initiative 2: {PRACTICES}"],
    [],
    [
        "Activities to Achieve the Outcomes for the Initiative  \n ",
        "Who will Lead?",
        "When will it \nStart?",
        "When will it be \nComplete?",
    ],
    ["Develop set of new expectations for supervision", "District leadership", "July 2012", "August 2012"],
    ["Opening day launch to introduce new expectations", "Superintendent", "August 2012", "August 2012"],
    ["Common planning time facilitators guide work", "Program directors \nPrincipals", "September 2012", "Ongoing"],
    [
        "Monthly early release days reinforce expectations",
        "Program directors \nPrincipals",
        "September 2012",
        "Ongoing",
    ],
    ["District leadership review assessment results", "Superintendent", "November 2012", "June 2013"],
    [],
    ["Read updated plans on the district's page."],
]


def randolph(folder: Path) -> Path:
    book = Workbook()
    fill(book.worksheets[0], OVERVIEW)
    book.worksheets[0].merge_cells("A4:D4")
    fill(book.create_sheet("Strategy sheets"), STRATEGY_SHEETS)
    activities = book.create_sheet("Activities")
    fill(activities, ACTIVITIES)
    activities.merge_cells("A1:D1")
    activities.merge_cells("A2:D2")
    book.save(folder / "randolph.xlsx")
    return folder / "randolph.xlsx"


def test_randolph_keeps_every_owner_date_and_collaborator(tmp_path: Path) -> None:
    reading = read(randolph(tmp_path))

    assert rows(reading) == [
        ("1.1.1.1", "Superintendent", (), "2012-07-01", "2012-08-31"),
        ("1.1.1.2", "Curriculum directors", (), "2012-07-01", "2013-06-30"),
        ("1.1.1.3", "Principals", (), "2012-09-01", "2013-06-30"),
        ("1.1.1.4", "Principals", (), "2012-12-01", "2013-06-30"),
        ("1.2.1.1", "District leadership", (), "2012-07-01", "2012-08-31"),
        ("1.2.1.2", "Superintendent", (), "2012-08-01", "2012-08-31"),
        ("1.2.1.3", "Program directors", ("Principals",), "2012-09-01", "ongoing"),
        ("1.2.1.4", "Program directors", ("Principals",), "2012-09-01", "ongoing"),
        ("1.2.1.5", "Superintendent", (), "2012-11-01", "2013-06-30"),
    ]


def test_randolph_keeps_objectives_initiatives_and_their_strategy_sheets(tmp_path: Path) -> None:
    plan = read(randolph(tmp_path)).plan

    assert plan is not None
    assert (plan.organization, plan.school_year) == ("Randolph Public Schools", "2012-13")
    assert [priority.title[:30] for priority in plan.priorities] == [SUCCESS[:30], "Ensure success for all student"]
    assert [strategy.code for strategy in plan.strategies()] == ["1.1", "1.2", "1.3", "2.1"]
    first, second, *_ = plan.strategies()
    assert (first.lead, second.lead, plan.priorities[0].lead) == (
        "Curriculum directors",
        "Principals",
        "Superintendent",
    )
    assert (first.resources, second.resources) == ("Funds for printing documents, PD, staff time", "Time")
    assert [(benchmark.kind, benchmark.text[:20]) for benchmark in first.benchmarks] == [
        (BenchmarkKind.SHORT_TERM, "85% of agendas and m"),
        (BenchmarkKind.SHORT_TERM, "75% of assessments s"),
        (BenchmarkKind.EARLY_EVIDENCE, "100% of the leadersh"),
    ]
    assert [(milestone.title, milestone.lead) for milestone in first.milestones] == [(ALIGN, "Curriculum directors")]


def test_randolph_tells_which_initiatives_have_no_activities_and_what_was_a_note(tmp_path: Path) -> None:
    actual = read(randolph(tmp_path))

    assert findings(actual) == [
        ("Sheet 'Activities', cell A19", FindingCode.LINE_AS_NOTE, "warning"),
        ("randolph.xlsx", FindingCode.STRATEGIES_WITHOUT_ITEMS, "warning"),
    ]
    assert actual.findings[1].values["codes"][:2] == ["1.3", "2.1"]


FALL_RIVER_HEADING: Line = [
    "Quarter",
    "Activities to Achieve the Outcomes for the Initiative",
    "Who will Lead?",
    "When will it Start?",
    "When will it be\nComplete?",
    " What Resources are\nNeeded?",
]
FALL_RIVER_LINES: list[Line] = [
    ["June 2012", "Literacy coaches provide PD", "Literacy Director", "June 2012", "June 2012", "n/a"],
    [
        "July  2012",
        "ELA maps for grades 6-12 Units 1 & 2 are complete.\nMath maps are completed for Review by\nCAO",
        "ELA Lead Teacher \n \nAssistant\nSuperintendent",
        "July 2012",
        "August 2012",
        "Customized Core for 6-\n12.",
    ],
    [
        "July 2012",
        "Principals provided PD on Instructional Shifts",
        "Superintendent and\nAssistant\nSuperintendent",
        "July 2012",
        "July 2012",
        "n/a",
    ],
    [
        "September\n2012",
        "District kick-off Session on Common Core:\nInstructional Shifts",
        "Superintendent and\nAssistant\nSuperintendent",
        date(2012, 9, 4),
        "September 4, 2012",
        "n/a",
    ],
    [
        "September\n2012",
        "Launch of ELA Units 1 & 2 for grades 6-12",
        "ELA Lead Teacher \nLiteracy Director",
        "September 2012",
        "September 2012",
        "n/a",
    ],
    [
        "September\n2012",
        "Instructional Coaching Networks revise district benchmark assessments",
        "Assistant\nSuperintendent &\nLiteracy Director",
        "September 2012",
        "June 2013",
        "n/a",
    ],
    [
        "October\n2012",
        "Secondary ELA vertical team begins",
        "ELA Lead Teacher\N{NO-BREAK SPACE}",
        "October 2012",
        "December 2012",
        "Stipends",
    ],
    [
        "October\n2012",
        "Ad hoc science & social studies vertical teams begin",
        "Literacy Director &\nInstructional\nServices Director ",
        "October 2012",
        "June 2013",
        "Stipends",
    ],
    ["October\n2012", "Literacy coaches provide embedded PD", "Literacy Director", "October 2012", "June 2013", "n/a"],
]
FALL_RIVER_SECOND_PAGE: list[Line] = [
    [
        "December\n2012",
        "SRV Cycle I Report is conducted (See Objective 1,\nStrategic Initiative 1)",
        "School Review Partners\n& Chief Academic\nOfficer",
        "December 2012",
        "December 2012",
        "n/a",
    ],
    ["January\n2013", "Launch of ELA Units 3 & 4", "ELA Lead Teacher ", "January 2013", "January 2013", "n/a\n\n"],
    [
        "January\n2013",
        "Launch Winter Assessments\n",
        "Director of Student\nAssessment",
        "January 2013",
        "January 2013",
        "n/a",
    ],
    ["March\n2013", "Launch Spring Assessments", "Director of Student\nAssessment ", "March 2013", "March 2013", "n/a"],
    [
        "March\n2013",
        "SRV Cycle II Report is conducted",
        "School Review Partners\n& Chief Academic\nOfficer",
        "March 2013",
        "March 2013",
        "n/a",
    ],
    [
        "June 2013",
        "SRV Cycle III Report is conducted",
        "School Review Partners\n& Chief Academic\nOfficer",
        "June 2013",
        "June 2013",
        "n/a",
    ],
]
FALL_RIVER: list[Line] = [
    ["Fall River Public Schools"],
    ["Objective 1: Ensure success for all students through high quality, rigorous teaching and learning"],
    ["The district’s mission is to prepare all students for success in college and careers."],
    ["Strategic Initiative", None, "Early Evidence of Change, Short-term Outcomes, and Final Outcomes"],
    [
        "1. Improve quality and consistency of curriculum\n\nThe Common Core State Standards provide a lens.",
        None,
        "Early Evidence\n• 90% of observations show aligned lessons\n\n"
        "Short Term Outcomes\n• Benchmarks show a 10-15%\n"
        "improvement\n\nFinal Outcomes\n• MCAS scores meet targets\n• 10% increase in advanced",
    ],
    FALL_RIVER_HEADING,
    *FALL_RIVER_LINES,
    FALL_RIVER_HEADING,
    *FALL_RIVER_SECOND_PAGE,
]


def fall_river(folder: Path) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Obj 1"
    fill(sheet, FALL_RIVER)
    for merged in ("A1:F1", "A2:F2", "A3:F3", "A4:B4", "C4:F4", "A5:B5", "C5:F5"):
        sheet.merge_cells(merged)
    month_only = sheet["D7"]  # as Excel keeps "June 2012": a day, shown as a month
    month_only.value = date(2012, 6, 1)
    month_only.number_format = "mmm-yy"
    sheet["E7"].value = date(2012, 6, 1)
    sheet["E7"].number_format = "mmm-yy"
    book.save(folder / "fall river.xlsx")
    return folder / "fall river.xlsx"


FALL_RIVER_ROWS = [
    ("1.1.1.1", "Literacy Director", (), "2012-06-01", "2012-06-30"),
    ("1.1.1.2", "ELA Lead Teacher", ("Assistant Superintendent",), "2012-07-01", "2012-08-31"),
    ("1.1.1.3", "Superintendent", ("Assistant Superintendent",), "2012-07-01", "2012-07-31"),
    ("1.1.1.4", "Superintendent", ("Assistant Superintendent",), "2012-09-04", "2012-09-04"),
    ("1.1.1.5", "ELA Lead Teacher", ("Literacy Director",), "2012-09-01", "2012-09-30"),
    ("1.1.1.6", "Assistant Superintendent", ("Literacy Director",), "2012-09-01", "2013-06-30"),
    ("1.1.1.7", "ELA Lead Teacher", (), "2012-10-01", "2012-12-31"),
    ("1.1.1.8", "Literacy Director", ("Instructional Services Director",), "2012-10-01", "2013-06-30"),
    ("1.1.1.9", "Literacy Director", (), "2012-10-01", "2013-06-30"),
    ("1.1.1.10", "School Review Partners", ("Chief Academic Officer",), "2012-12-01", "2012-12-31"),
    ("1.1.1.11", "ELA Lead Teacher", (), "2013-01-01", "2013-01-31"),
    ("1.1.1.12", "Director of Student Assessment", (), "2013-01-01", "2013-01-31"),
    ("1.1.1.13", "Director of Student Assessment", (), "2013-03-01", "2013-03-31"),
    ("1.1.1.14", "School Review Partners", ("Chief Academic Officer",), "2013-03-01", "2013-03-31"),
    ("1.1.1.15", "School Review Partners", ("Chief Academic Officer",), "2013-06-01", "2013-06-30"),
]


def test_fall_river_keeps_every_owner_date_and_collaborator(tmp_path: Path) -> None:
    reading = read(fall_river(tmp_path))

    assert rows(reading) == FALL_RIVER_ROWS
    assert findings(reading) == []


def test_fall_river_keeps_its_initiative_and_benchmarks(tmp_path: Path) -> None:
    plan = read(fall_river(tmp_path)).plan

    assert plan is not None
    assert (plan.organization, plan.school_year) == ("Fall River Public Schools", "2012-13")
    (strategy,) = plan.strategies()
    assert strategy.title == "Improve quality and consistency of curriculum"
    assert [(benchmark.kind.value, benchmark.text) for benchmark in strategy.benchmarks] == [
        ("early_evidence", "90% of observations show aligned lessons"),
        ("short_term", "Benchmarks show a 10-15% improvement"),
        ("final", "MCAS scores meet targets"),
        ("final", "10% increase in advanced"),
    ]


def test_the_example_csv_says_the_same_as_the_workbook() -> None:
    reading = read(Path("examples/fall-river-2012.csv"))

    assert rows(reading) == FALL_RIVER_ROWS
    assert findings(reading) == []
