"""The table of a network as people read it: held against lines written by hand, and paged where it is long."""

from dataclasses import replace
from datetime import date

import pytest

from bot.messages import network as messages
from bot.messages.network import MOST_CHARACTERS, NetworkPointer, NetworkStatus
from bot.network.sheet import sheet
from bot.slack.blocks import WITH_TABLE
from plans import network
from plans.item_progress import Day
from plans.network import NetworkBy, NetworkGroups, NetworkTable
from prompts import formats
from sandbox.block_kit.blocks import block_problems
from storage.database import Database
from storage.network import counts, scope
from tests.support import larkmoor
from tests.support.larkmoor import DISTRICT, TEAM
from tests.support.quarry_hill import on

DEC_18 = Day(on("12-18"))
BY_PRACTICE = """\
Larkmoor School District: by effective practice, as of Fri, Dec 18
*3b Provide rigorous evidence-based instruction* · 2 of 4 schools
Completed 3 of 7 (43%) · on time 2 of 6 (33%) · completed late 1 of 6 (17%) · behind 3 of 6 (50%) · at risk 1 \
· causes named: none
Reported 4 of 5 (80%) · support open 1, 11 days · milestones complete 0 of 2, behind 1 of 2 \
· early evidence seen 0 of 2 · measures at target 1 of 2 (1 no reading)
*3a Diagnose and respond to student learning needs* · 2 of 4 schools
Completed 8 of 12 (67%) · on time 6 of 10 (60%) · completed late 2 of 10 (20%) · behind 2 of 10 (20%) · at risk 0 \
· causes named: 1 other
Reported 6 of 9 (67%) · support open 0 · milestones complete 1 of 3, behind 1 of 3 \
· early evidence seen 1 of 2 (1 not looked at) · measures at target 0 of 2 (1 no reading)
*2b Target professional learning opportunities* · 1 of 4 schools
Completed 0 of 1 · on time 0 of 1 · completed late 0 of 1 · behind 1 of 1 · at risk 0 · causes named: 1 other
Reported 1 of 1 · support open 0
*4c Engage students and families in pursuing education goals* · 1 of 4 schools
Completed 2 of 2 · on time 2 of 2 · completed late 0 of 2 · behind 0 of 2 · at risk 0
Reported 2 of 2 · support open 0 · milestones complete 0 of 1, behind 0 of 1
*Domain 2: Talent development* · 1 of 4 schools
Completed 0 of 1 · on time 0 of 1 · completed late 0 of 1 · behind 1 of 1 · at risk 0 · causes named: 1 other
*Domain 3: Instructional transformation* · 4 of 4 schools
Completed 11 of 19 (58%) · on time 8 of 16 (50%) · completed late 3 of 16 (19%) · behind 5 of 16 (31%) · at risk 1 \
· causes named: 1 other
*Domain 4: Culture shift* · 1 of 4 schools
Completed 2 of 2 · on time 2 of 2 · completed late 0 of 2 · behind 0 of 2 · at risk 0
*All 4 schools*
Completed 13 of 21 (62%) · on time 10 of 18 (56%) · completed late 3 of 18 (17%) · behind 5 of 18 (28%) · at risk 1 \
· causes named: 1 other
Reported 12 of 16 (75%) · support open 1, 11 days · milestones complete 1 of 6 (17%), behind 2 of 6 (33%) \
· early evidence seen 1 of 4 (1 not looked at) · measures at target 1 of 4 (2 no reading)
By the first dates: on time 9 of 18 (50%), completed late 4 of 18 (22%), behind 5 of 18 (28%).
Dates moved: 2, on 1 action item.
Canceled, not counted: 1."""
BY_GOAL = """\
Larkmoor School District: by objective, as of Fri, Dec 18
*1 Strong lessons* · 2 of 4 schools · 2 strategies
Completed 3 of 7 (43%) · on time 2 of 6 (33%) · completed late 1 of 6 (17%) · behind 3 of 6 (50%) · at risk 1 \
· causes named: none
Reported 4 of 5 (80%) · support open 1, 11 days · milestones complete 0 of 2, behind 1 of 2 \
· early evidence seen 0 of 2 · measures at target 1 of 2 (1 no reading)
*2 Every student's needs* · 1 of 4 schools · 1 strategy
Completed 1 of 3 · on time 1 of 2 · completed late 0 of 2 · behind 1 of 2 · at risk 0 · causes named: none
Reported 0 of 2 · support open 0 · milestones complete 0 of 1, behind 0 of 1 \
· early evidence seen 0 of 1 (1 not looked at) · measures at target 0 of 1 (1 no reading)
*3 Better attendance*
No school's strategy serves it.
*No objective named yet* · 1 of 4 schools · 1 strategy
Completed 7 of 9 (78%) · on time 5 of 8 (63%) · completed late 2 of 8 (25%) · behind 1 of 8 (13%) · at risk 0 \
· causes named: 1 other
Reported 6 of 7 (86%) · support open 0 · milestones complete 1 of 2, behind 1 of 2 \
· early evidence seen 1 of 1 · measures at target 0 of 1
*The schools' own* · 1 of 4 schools · 1 strategy
Completed 2 of 2 · on time 2 of 2 · completed late 0 of 2 · behind 0 of 2 · at risk 0
Reported 2 of 2 · support open 0 · milestones complete 0 of 1, behind 0 of 1
*All 4 schools*
Completed 13"""
EXCEL_3A = (
    *("3a Diagnose and respond to student learning needs", "2 of 4", "1 of 3", "1 of 3", "8 of 12 (67%)"),
    *("6 of 10 (60%)", "2 of 10 (20%)", "2 of 10 (20%)", "0", "0", "1 other", "1 of 2 (1 not looked at)"),
    *("0 of 2 (1 no reading)", "0", "6 of 9 (67%)"),
)


@pytest.fixture
def tables(database: Database) -> list[NetworkTable]:
    with database.write() as session:
        district = larkmoor.save(session)
        larkmoor_network = scope.read(session, TEAM, district, DEC_18)
        assert larkmoor_network is not None
        return [counts.by_practice(session, larkmoor_network), counts.by_school(session, larkmoor_network)]


def pointer(by: NetworkBy, first_row: int = 0) -> NetworkPointer:
    return NetworkPointer(1, by, DEC_18.on, first_row)


def test_by_practice_it_reads_as_written_by_hand(tables: list[NetworkTable]) -> None:
    with formats.reading(today=date(2027, 1, 5)):
        answer = messages.message(
            NetworkStatus(organization=DISTRICT, table=tables[0], pointer=pointer(NetworkBy.PRACTICE))
        )

    assert answer.text.startswith(BY_PRACTICE)
    assert "Order: most action items behind first, then by code." in answer.text


def test_by_objective_it_reads_as_written_by_hand(database: Database) -> None:
    with database.write() as session:
        district = larkmoor.save(session)
        keys = larkmoor.save_district_plan(session, district)
        larkmoor_network = scope.read(session, TEAM, district, DEC_18)
        assert larkmoor_network is not None
        table = counts.by_goal(session, larkmoor_network)
    with formats.reading(today=date(2027, 1, 5)):
        status = NetworkStatus(organization=DISTRICT, table=table, pointer=pointer(NetworkBy.GOAL), has_objectives=True)
        answer = messages.message(status)
        document = sheet(DISTRICT, [table])

    assert answer.text.startswith(BY_GOAL)
    assert "Order: as in the district's plan. A strategy of a school's own serves no objective" in answer.text
    to_open = [option["text"]["text"] for option in answer.as_blocks()[-1]["elements"][0]["options"]]
    assert to_open == ["1 Strong lessons", "2 Every student's needs"]
    assert keys["1"] in str(answer.as_blocks()[-1]["elements"][0]["options"])
    (by_goal,) = document.blocks
    rows = [[cell for (cell,) in row[:4]] for row in by_goal.rows]  # type: ignore[union-attr]  # it is a table
    assert rows == [
        ["1 Strong lessons", "2", "2 of 4", "0 of 2"],
        ["2 Every student's needs", "1", "1 of 4", "0 of 1"],
        ["3 Better attendance", "0", "0 of 4", "none coded"],
        ["No objective named yet", "1", "1 of 4", "1 of 2"],
        ["The schools' own", "1", "1 of 4", "0 of 1"],
        ["All", "5", "4 of 4", "1 of 6 (17%)"],
    ]


TABLE = """\
Practice|Schools|Completed|On time|Completed late|Behind|At risk|Milestones complete|Support open|Reported
3b Provide rigorous evidence-based instruction|2 of 4|3 of 7|2 of 6|1 of 6|3 of 6|1|0 of 2|1, 11 days|4 of 5
3a Diagnose and respond to student learning needs|2 of 4|8 of 12|6 of 10|2 of 10|2 of 10|0|1 of 3|0|6 of 9
2b Target professional learning opportunities|1 of 4|0 of 1|0 of 1|0 of 1|1 of 1|0|–|0|1 of 1
4c Engage students and families in pursuing education goals|1 of 4|2 of 2|2 of 2|0 of 2|0 of 2|0|0 of 1|0|2 of 2
Domain 2: Talent development|1 of 4|0 of 1|0 of 1|0 of 1|1 of 1|0|–|0|1 of 1
Domain 3: Instructional transformation|4 of 4|11 of 19|8 of 16|3 of 16|5 of 16|1|1 of 5|1, 11 days|10 of 14
Domain 4: Culture shift|1 of 4|2 of 2|2 of 2|0 of 2|0 of 2|0|0 of 1|0|2 of 2
All|4 of 4|13 of 21|10 of 18|3 of 18|5 of 18|1|1 of 6|1, 11 days|12 of 16"""


def test_where_slack_knows_tables_it_is_posted_as_one(tables: list[NetworkTable]) -> None:
    status = NetworkStatus(organization=DISTRICT, table=tables[0], pointer=pointer(NetworkBy.PRACTICE))
    with formats.reading(today=date(2027, 1, 5)):
        payload = messages.message(status).payload()

    with_table = payload[WITH_TABLE]
    assert block_problems(with_table, "message") == []
    _, table, *_ = with_table
    assert "\n".join("|".join(cell["text"] for cell in row) for row in table["rows"]) == TABLE
    assert payload["text"].startswith("Larkmoor School District: by effective practice")
    assert "table" not in [block["type"] for block in payload["blocks"]]
    assert with_table[-1] == payload["blocks"][-1]


def test_what_a_table_block_cannot_hold_stays_text() -> None:
    groups = {f"School {number:03}": NetworkGroups() for number in range(150)}
    status = NetworkStatus(
        organization=DISTRICT, table=network.by_school(groups, DEC_18), pointer=pointer(NetworkBy.SCHOOL)
    )
    with formats.reading(today=date(2027, 1, 5)):
        payload = messages.message(status).payload()
    page = [row for block in payload.get(WITH_TABLE, []) for row in block.get("rows", [])]

    assert len(page) <= 100
    assert block_problems(payload.get(WITH_TABLE, []), "message") == []


def test_no_persons_name_and_no_cause_leaves_a_school(tables: list[NetworkTable]) -> None:
    with formats.reading(today=date(2027, 1, 5)):
        texts = [
            messages.message(NetworkStatus(organization=DISTRICT, table=table, pointer=pointer(table.by))).text
            for table in tables
        ]
        texts.append(str(sheet(DISTRICT, tables)))

    for text in texts:
        assert not [word for word in ("Math Coach", "Lead", "snow day", "substitutes") if word in text]


def test_the_workbook_has_both_tables_whole(tables: list[NetworkTable]) -> None:
    with formats.for_a_file():
        document = sheet(DISTRICT, tables)

    by_practice, by_school = document.blocks
    assert [cell for (cell,) in by_practice.rows[1]] == list(EXCEL_3A)  # type: ignore[union-attr]  # both are tables
    assert len(by_school.rows) == 5  # type: ignore[union-attr]
    assert by_practice.rows[-1][0] == ("All",)  # type: ignore[union-attr]


def test_own_codes_stand_set_in_under_their_practice(tables: list[NetworkTable]) -> None:
    by_practice = tables[0]
    counts_3b = replace(by_practice.rows[0], code="3b-1")
    table = replace(by_practice, own={"3b": [counts_3b]}, own_names={"3b-1": "Number talks"})
    status = NetworkStatus(organization=DISTRICT, table=table, pointer=pointer(NetworkBy.PRACTICE))
    with formats.reading(today=date(2027, 1, 5)):
        lines = messages.message(status).text.splitlines()
    with formats.for_a_file():
        (document,) = sheet(DISTRICT, [table]).blocks

    own = [line for line in lines if line.startswith("> ")]
    assert own[0] == "> *3b-1 Number talks* · 2 of 4 schools"
    assert own[1].startswith("> Completed 3 of 7 (43%)")
    assert lines.index(own[0]) < next(place for place, line in enumerate(lines) if line.startswith("*3a "))
    assert [row[0] for row in document.rows][:2] == [  # type: ignore[union-attr]  # it is a table
        ("3b Provide rigorous evidence-based instruction",),
        ("– 3b-1 Number talks",),
    ]


def test_many_schools_are_paged_and_none_is_left_out(tables: list[NetworkTable]) -> None:
    schools = 150
    groups = {f"School {number:03} of the long-named Riverbend network": NetworkGroups() for number in range(schools)}
    table = network.by_school(groups, DEC_18)
    first_row, listed = 0, []
    with formats.reading(today=date(2027, 1, 5)):
        while True:
            status = NetworkStatus(organization=DISTRICT, table=table, pointer=pointer(NetworkBy.SCHOOL, first_row))
            page = messages.message(status)
            lines = [line for line in page.text.splitlines() if line.startswith("*School")]
            assert len(page.text) < MOST_CHARACTERS + 1_000
            listed += lines
            first_row += len(lines)
            if "*All 150 schools*" in page.text:
                break

    assert [line[1:11] for line in listed] == [f"School {number:03}" for number in range(schools)]
    assert replace(table, rows=()).all.schools.whole == schools
