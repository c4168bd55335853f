"""A school fills in what its plan's document asks for. The document is held line by line against paper."""

from __future__ import annotations

from datetime import date

from bot.documents import kinds
from bot.documents.document import Document, DocumentTable, SectionHeading
from bot.documents.formats.text import text
from bot.slack.payloads import Who
from conversations.documents.names import DocumentName
from plans.item_progress import Day
from storage.plans import plans
from tests.scenarios.district import District
from tests.scenarios.test_quarry_hill import CHANNEL, change_the_plan, expected, finishes
from tests.support.people import Person

NOV_6 = Day(date(2026, 11, 6))
HEADINGS = (
    "AT-A-GLANCE",
    "School Leadership team Members",
    "SCHOOL STRATEGIC DIRECTION",
    "Vision",
    "Mission",
    "Goal 1",
    "Plan Signatures",
    "NEEDS ASSESSMENT",
    "ELEMENTS",
    "How was the needs assessment, including the root cause analysis, completed and who was involved?",
    "How was stakeholder input included?",
    "Data Analysis",
    "Strengths",
    "Opportunities",
    "What can be leveraged to move us closer to our goals?",
    "Weaknesses",
    "Threats",
    "What are the root causes?",
    "PRIORITY PLANNING & REPORTING",
    "PRIORITY 1",
    "Strategy 1.1",
    "Strategy Performance Measures",
    "Milestone 1.1.1",
    "Milestone 1.1.2",
    "REPORTING",
    "Implementation Data",
    "Strategy 1.1",
    "Milestone 1.1.1",
    "Milestone 1.1.2",
    "Performance Data",
    "SUPPORTS",
    "Attachments",
)
"""Those of the template, in its order, each as a heading begins."""
COLUMNS = (
    ("Name", "Position"),
    ("Measure:", "Indicator(s)", "Data Source", "Baseline", "Target Year 1", "Target Year 2", "Target Year 3"),
    ("Priority Area (based on Needs Assessment)", "Strategy", "Indicator", "Milestones", "Timeline"),
    ("Name", "Position", "Improvement Plan Role", "Signature"),
    ("Strengths", "Evidence"),
    ("Opportunities", "Evidence"),
    ("Weaknesses", "Evidence"),
    ("Threats", "Evidence"),
    ("Indicator", "Data Source", "Baseline", "Target Year 1", "Target Year 2"),
    (
        "Actions",
        "Anticipated Outputs",
        "Timeline",
        "Resources/ Budget",
        "Person Responsible",
        "Collaborators",
    ),
    ("Strategy", "Indicator", "Target", "Annual Progress", "Explanation & Needed Adjustments"),
)
"""The columns of its tables, in its order."""
AT_A_GLANCE = [
    "Date of Plan",
    "Date of Update",
    "Update Summary",
    "School Name",
    "ESSA Status",
    "City/County",
    "Zip Code",
    "Phone Number",
    "Principal",
    "Contact Information",
    "District",
    "Superintendent",
    "District Liaison/Contact",
    "Federal Accountability Designation",
    "Title I Status",
]


def document(school: District) -> Document:
    """The plan as of November 6, as made now."""
    with school.bot.turns.read(Who(team="TLARKMOOR", user="UPRINCIPAL")) as turn:
        (plan,) = plans.summaries(turn.session, "TLARKMOOR")
        return kinds.make(turn.session, DocumentName.PLAN, plan, NOV_6)


def fills_in(person: Person, form: str, **answers: object) -> None:
    person.clicks("Fill in …", on=form)
    person.fills(**answers)
    assert person.submits() == {}


def opens_details(school: District) -> Person:
    principal = school.person("principal")
    school.answers("principal", "/plan documents", in_=CHANNEL)
    school.settles()
    principal.clicks("Plan details")
    school.settles()
    return principal


def fill_in_details(school: District) -> None:
    principal = opens_details(school)
    fills_in(
        principal,
        "At a glance",
        essa_status="TSI",
        city_county="Larkmoor, Marsh County",
        zip_code="05999",
        phone_number="802-555-0142",
    )
    fills_in(
        principal,
        "District and team",
        district_liaison="Jo Field, 802-555-0100",
        designation="Targeted support, 2025",
        title_i_status="Schoolwide program",
    )
    fills_in(principal, "Vision and mission", vision="Every student reasons with confidence.")
    principal.clicks("Add a goal …")
    principal.fills(
        goal="More students in grades 6 to 8 are proficient in mathematics.",
        indicator="Students proficient in mathematics",
        source="state assessment",
        baseline="41%",
        targets="46%\n52%\n60%",
    )
    assert principal.submits() == {}
    school.settles()


def fill_in_needs(school: District) -> None:
    principal = school.person("principal")
    fills_in(
        principal,
        "Needs assessment",
        **{
            "elements.demographics": ["student"],
            "elements.outcomes": ["assessments", "graduation rates"],
            "elements.whole": ["Climate and culture", "Other"],
        },
        other_elements="master schedule\nbell schedule",
        how_completed="Three meetings of the math team in May, with the principal and the data coach.",
        stakeholder_input="A survey of 212 families.",
    )
    fills_in(
        principal,
        "Strengths",
        strengths="Teachers plan together | team schedule\nStable staff",
        leverage="Common planning time",
    )
    fills_in(
        principal,
        "Weaknesses",
        weaknesses="Checks differ from room to room | 9 sets of checks in grade 7",
        threats="New units arrive late",
        root_causes="No time is set for reteaching | bell schedule",
    )
    meaning = "Unit check | A short test that all rooms give at the end of a unit"
    fills_in(principal, "Glossary, attachments", glossary=meaning)
    school.settles()


def live_until_november(school: District) -> None:
    coach, principal = school.person("coach"), school.person("principal")
    school.at("2026-09-30 10:00")
    finishes(coach, "1.1.1.1", completed_on="2026-09-30", evidence="template in the shared folder")
    school.at("2026-10-06 10:00")
    finishes(principal, "1.1.2.1", completed_on="2026-10-06", evidence="bell schedule, version 2")
    school.at("2026-10-20 07:00")
    fill_in_details(school)
    fill_in_needs(school)
    change_the_plan(school)


def change_details(school: District) -> None:
    """What a document as of an earlier day must not show."""
    principal = school.person("principal")
    school.at("2026-11-10 07:00")
    school.answers("principal", "/plan change details", in_=CHANNEL)
    school.settles()
    fills_in(principal, "At a glance", essa_status="CSI", contact_information="office@quarry.example")
    principal.clicks("Edit …", on="Weaknesses")
    principal.fills(weaknesses="Checks differ from room to room | 7 sets", threats="")
    assert principal.submits() == {}
    school.settles()


def test_the_plan_reads_as_written_by_hand_and_the_same_later(school: District) -> None:
    live_until_november(school)
    change_details(school)
    first = document(school)
    school.at("2027-06-30 10:00")

    assert text(first) == expected("plan-2026-11-06")
    assert document(school) == first
    assert_has_template(first)


def assert_has_template(document: Document) -> None:
    headings = iter(block.text for block in document.blocks if isinstance(block, SectionHeading))
    tables = [block for block in document.blocks if isinstance(block, DocumentTable)]
    columns = iter(tuple(block.columns) for block in tables)

    for heading in HEADINGS:
        assert any(each.startswith(heading) for each in headings), heading
    for header in COLUMNS:
        assert any(each == header for each in columns), header
    assert [row[0][0] for row in tables[0].rows] == AT_A_GLANCE
