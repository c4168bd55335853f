"""The AIP template as a Word document: by a district's hand, in the layouts that districts use."""

from datetime import date
from pathlib import Path

import docx

from plans.files import read
from plans.plan import BenchmarkKind, Plan
from tests.plans.spreadsheets import findings, rows, sentences
from tests.plans.word_files import Block, typed

SECTION_1: list[Block] = [
    "Randolph Public Schools",
    "Accelerated Improvement Plan",
    "2026 - 2027",
    "",
    "In this section, summarize key assets, issues and strategic objectives.",
    "",
    "Every school has an instructional leadership team.",
    "Mathematics in grades 3 to 6 is the district's weakest subject.",
    "",
    "Create the Theory of Action that will drive the development of the Plan.",
    "If we align what we teach, then every student will meet the standards.",
    "",
    "Next, identify the Strategic Objectives and Initiatives upon which the Plan will focus and why they are "
    "important.",
    "Objective 1: Ensure success for all students",
    "• Initiative 1: Align materials",
    "• Initiative 2: Agree on effective teaching",
    "Students meet the standards only where what is taught is what is tested.",
    "Objective 2: Develop leaders",
    "• Initiative 1: Coach principals",
    "Describe the specific, measurable, final end-of-year outcomes the district aims to achieve by implementing the "
    "Plan. Include dates for each outcome.",
    "The district will meet the gain target of 5.0 in ELA by June 30, 2027.",
    "• Growth rises to 60 in grades 3 to 6 by June 30, 2027.",
]
ACTIVITIES = [
    "Activities to Achieve the Outcomes for the Initiative",
    "Who will Lead?",
    "When will it Start?",
    "When will it be Complete?",
]


def strategy_sheet(objective: str, lead: str, initiative: str, of_initiative: str) -> list[Block]:
    """As the template prints it: one form, some of its parts side by side."""
    return [
        "Section 2: Initiative Strategy Sheet",
        "(There is one Strategy Sheet for each Initiative under an Objective; duplicate as necessary)",
        [
            [
                f"A. District Strategic Objective {objective}",
                f"B. Overall Lead for this Objective (one person):\n{lead}",
            ],
            [
                f"C. Initiative Number and Description:\n\n{initiative}",
                f"D. Lead for this Initiative (one person):\n{of_initiative}",
            ],
        ],
        "E. Short-term outcomes for the Initiative, with dates/frequency for each:",
        "• By January 2027, 75% of quarterly assessments show an increase",
        "• 85% of meetings use benchmark assessments, each quarter",
        "F. What are the key indicators for this Initiative to show early evidence of change? By when?",
        "• All members of the team visit two classrooms (by Oct 30, 2026)",
        "G. Key resources (e.g., other leaders/supporters of the Initiative, funds, external partners, time, "
        "staffing, materials, etc.):",
        "Time for common planning",
        "Funds for printing",
    ]


RANDOLPH: list[Block] = [
    *SECTION_1,
    *strategy_sheet("1:\n\nEnsure success for all students", "Superintendent", "1. Align materials", "Math Director"),
    "Objective 1: Ensure success for all students",
    "Initiative 1: Align materials",
    [
        ACTIVITIES,
        ["Write the maps", "Math Director", "September 8, 2026", "October 30, 2026"],
        ["Train the coaches", "Math Director and Principals", "Oct. 2026", "Dec. 2026"],
    ],
    *strategy_sheet(
        "1: Ensure success for all students", "Superintendent", "2. Agree on effective teaching", "Ana Ruiz"
    ),
    "Objective 1: Ensure success for all students",
    "Initiative 2: Agree on effective teaching",
    [ACTIVITIES, ["Walk through each school", "Ana Ruiz", "Sept. 2026", "monthly through May"]],
    *strategy_sheet("2: Develop leaders", "Kim Park", "1. Coach principals", "Kim Park"),
    "Objective 2: Develop leaders",
    "Initiative 1: Coach principals",
    [ACTIVITIES, ["Meet each principal", "Kim Park", "Sept. 2026", "June 2027"]],
]


def randolph(folder: Path) -> Plan:
    reading = read(typed(folder / "randolph.docx", *RANDOLPH))
    assert reading.plan is not None, sentences(reading)
    assert findings(reading) == []
    return reading.plan


def test_section_1_is_read(tmp_path: Path) -> None:
    plan = randolph(tmp_path)

    assert (plan.organization, plan.school_year) == ("Randolph Public Schools", "2026-27")
    assert plan.assets_and_issues == (
        "Every school has an instructional leadership team.\n"
        "Mathematics in grades 3 to 6 is the district's weakest subject."
    )
    assert plan.theory_of_action == "If we align what we teach, then every student will meet the standards."
    assert plan.why_objectives == "Students meet the standards only where what is taught is what is tested."
    assert plan.end_of_year_outcomes == (
        "The district will meet the gain target of 5.0 in ELA by June 30, 2027.\n"
        "• Growth rises to 60 in grades 3 to 6 by June 30, 2027."
    )


def test_the_strategy_sheets_are_read_a_to_g(tmp_path: Path) -> None:
    plan = randolph(tmp_path)

    assert [(priority.title, priority.lead) for priority in plan.priorities] == [
        ("Ensure success for all students", "Superintendent"),
        ("Develop leaders", "Kim Park"),
    ]
    assert [(strategy.code, strategy.title, strategy.lead) for strategy in plan.strategies()] == [
        ("1.1", "Align materials", "Math Director"),
        ("1.2", "Agree on effective teaching", "Ana Ruiz"),
        ("2.1", "Coach principals", "Kim Park"),
    ]
    first = next(plan.strategies())
    assert [(each.kind, each.text, each.due) for each in first.benchmarks] == [
        (
            BenchmarkKind.SHORT_TERM,
            "By January 2027, 75% of quarterly assessments show an increase",
            date(2027, 1, 31),
        ),
        (BenchmarkKind.SHORT_TERM, "85% of meetings use benchmark assessments, each quarter", None),
        (
            BenchmarkKind.EARLY_EVIDENCE,
            "All members of the team visit two classrooms (by Oct 30, 2026)",
            date(2026, 10, 30),
        ),
    ]
    assert first.resources == "Time for common planning\nFunds for printing"


def test_the_activity_tables_are_read(tmp_path: Path) -> None:
    assert rows(read(typed(tmp_path / "randolph.docx", *RANDOLPH))) == [
        ("1.1.1.1", "Math Director", (), "2026-09-08", "2026-10-30"),
        ("1.1.1.2", "Math Director", ("Principals",), "2026-10-01", "2026-12-31"),
        ("1.2.1.1", "Ana Ruiz", (), "2026-09-01", "2027-05-31"),
        ("2.1.1.1", "Kim Park", (), "2026-09-01", "2027-06-30"),
    ]


def test_a_fault_is_named_by_its_place(tmp_path: Path) -> None:
    path = typed(
        tmp_path / "randolph.docx",
        *SECTION_1[:3],
        "Objective 1: Ensure success",
        "Initiative 1: Align materials",
        [
            ACTIVITIES,
            ["Write the maps", "Math Director", "Sept. 2026", "February 30, 2027"],
            ["Train the coaches", "", "Oct. 2026", "Dec. 2026"],
        ],
    )

    reading = read(path)

    assert reading.plan is None
    assert [where for where, _ in sentences(reading)] == ["Table 1, row 2, column 4", "Table 1, row 3, column 1"]


def test_text_typed_with_changes_tracked_and_in_a_text_control_is_read(tmp_path: Path) -> None:
    path = typed(
        tmp_path / "randolph.docx",
        "Randolph Public Schools",
        "Accelerated Improvement Plan 2026-27",
        "Initiative 1: Align materials",
        [ACTIVITIES, ["Write the maps", "Math Director", "Sept. 2026", "Oct. 2026"]],
    )
    file = docx.Document(str(path))
    text = file.tables[0].cell(1, 0).paragraphs[0]._p.xpath(".//w:t")[0]
    text.text = "Write the "
    run = text.getparent()
    for tag, words in (("w:del", "long "), ("w:ins", "short "), ("w:sdt", "maps")):
        run.getparent().append(_wrapped(tag, words))
    file.save(str(path))

    plan = read(path).plan

    assert plan is not None
    assert [item.text for item in plan.action_items()] == ["Write the short maps"]


def _wrapped(tag: str, words: str) -> object:
    from docx.oxml import parse_xml  # noqa: PLC0415 (only here)

    run = f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
    inner = f"<w:sdtContent>{run}</w:sdtContent>" if tag == "w:sdt" else run
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return parse_xml(f'<{tag} xmlns:w="{namespace}">{inner}</{tag}>')
