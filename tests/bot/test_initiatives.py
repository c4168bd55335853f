"""An inventory of twelve initiatives as people read it, held against words and sums written by hand."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from bot.demo.district import HandClock
from bot.initiatives import desk, inventories, telling
from bot.initiatives.document import document
from bot.initiatives.inventories import Inventory
from bot.initiatives.rules import CHANGEABLE_INITIATIVE, INVENTORY_NAMED, InitiativesQuestion
from bot.initiatives.telling import TypedNotice
from bot.messages import initiatives as messages
from bot.messages.initiatives import InitiativePointer, InventoryPage, InventoryPointer
from bot.pictures.initiative_overlaps import PLACES_AT_MOST, overlap_pictures
from bot.slack.payloads import Who
from bot.turns import CannotDoError, Turns
from conversations.communications import CommunicationAudience
from plans.initiative_overlaps import Overlap, OverlapRow
from plans.initiatives import InitiativeDecision, InitiativeDecisionKind
from plans.item_progress import Day
from plans.practices import PRACTICES
from prompts import formats
from storage.database import Database
from storage.initiatives import decisions
from storage.initiatives import inventory as store
from storage.items.items import Stamp
from storage.models import OutboxRow
from storage.people import organizations, people
from tests.support import initiatives
from tests.support.initiatives import ALDER_STREET, DISTRICT, TEAM

DEC_14 = Day(date(2026, 12, 14), is_over=False)
NOW = datetime(2026, 12, 14, 15, tzinfo=UTC)
FIRST_PAGE = """\
Initiatives: Larkmoor School District, as of Mon, Dec 14
12 under way · $327,500 a year (no yearly amount for 1) · 3,071 hours a year (no number of hours for 1)
*Achieve Readers* · 3a · Alder Street Elementary and Fenn Road Elementary · $48,000 · since Wed, Sep 1, 2021
Reading on tablets, 20 minutes a day
*Attendance Teams* · 3c · everywhere · none · since Mon, Aug 26, 2024
Reach families after the third absence
*Book Study Circles* · 2b · Quarry Hill Middle School and Sable Creek High · $4,200 · since Mon, Oct 2, 2023
Teachers read and try out
*Coaching Cycles* · 2b, 3b · everywhere · $120,000 · since Mon, Aug 26, 2024
Two coaching cycles a year for every math and reading teacher
*Data Walls* · 1b, 3a · Alder Street Elementary, Fenn Road Elementary and Quarry Hill Middle School · $6,000 \
· since Mon, Aug 29, 2022
Every student's level on a wall in the staff room
*Family Math Nights* · 4c · Alder Street Elementary and Fenn Road Elementary · $3,500 · since Mon, Oct 6, 2025
Families play the math that their children learn
*Homework Hotline* · 3c · everywhere · $900 a month · since Tue, Sep 8, 2020
Help with homework by phone
*New Teacher Mentors* · 2a · everywhere · $32,000 · since Mon, Aug 28, 2023
A mentor for every teacher in the first two years
1 to 8 of 12"""
OVERLAP = """\
Where initiatives overlap: Larkmoor School District, as of Mon, Dec 14
*Several initiatives on one practice in the same school*
• 2b Target professional learning opportunities: Book Study Circles and Coaching Cycles, \
in Quarry Hill Middle School and Sable Creek High
• 3a Diagnose and respond to student learning needs: Achieve Readers, Data Walls and Reading Intervention Block, \
in Alder Street Elementary and Fenn Road Elementary
• 3a Diagnose and respond to student learning needs: Data Walls and Reading Intervention Block, \
in Quarry Hill Middle School
• 3b Provide rigorous evidence-based instruction: Coaching Cycles, Reading Intervention Block and Writing Rubrics, \
in Alder Street Elementary, Fenn Road Elementary and Quarry Hill Middle School
• 3b Provide rigorous evidence-based instruction: Coaching Cycles and Writing Rubrics, in Sable Creek High
• 3c Remove barriers and provide opportunities: Attendance Teams and Homework Hotline, \
in Alder Street Elementary, Fenn Road Elementary and Quarry Hill Middle School
• 3c Remove barriers and provide opportunities: Attendance Teams, Homework Hotline and Peer Tutoring, \
in Sable Creek High
No initiative works on 1a Prioritize improvement and communicate its urgency, \
1c Customize and target support to meet needs, 2c Set clear performance expectations \
and 4a Build a strong community intensely focused on student learning."""
OVERLAP_ALT = """\
Larkmoor School District, Mon, Dec 14, 2026: how many initiatives work on each effective practice, by school.
1a: none.
1b: 1 in Alder Street Elementary, 1 in Fenn Road Elementary, 1 in Quarry Hill Middle School.
1c: none.
2a: 1 in Alder Street Elementary, 1 in Fenn Road Elementary, 1 in Quarry Hill Middle School, 1 in Sable Creek High.
2b: 1 in Alder Street Elementary, 1 in Fenn Road Elementary, 2 in Quarry Hill Middle School, 2 in Sable Creek High.
2c: none.
3a: 3 in Alder Street Elementary, 3 in Fenn Road Elementary, 2 in Quarry Hill Middle School.
3b: 3 in Alder Street Elementary, 3 in Fenn Road Elementary, 3 in Quarry Hill Middle School, 2 in Sable Creek High.
3c: 2 in Alder Street Elementary, 2 in Fenn Road Elementary, 2 in Quarry Hill Middle School, 3 in Sable Creek High.
4a: none.
4b: 1 in Quarry Hill Middle School, 1 in Sable Creek High.
4c: 1 in Alder Street Elementary, 1 in Fenn Road Elementary."""
AT_ALDER_STREET = [
    *("Achieve Readers", "Attendance Teams", "Coaching Cycles", "Data Walls", "Family Math Nights"),
    *("Homework Hotline", "New Teacher Mentors", "Reading Intervention Block", "Writing Rubrics"),
]


def who(user: str) -> Who:
    return Who(team=TEAM, user=user)


@pytest.fixture
def turns(database: Database) -> Turns:
    with database.write() as session:
        ids = initiatives.furnish(session)
        author = people.person(session, TEAM, "UMANAGER")
        assert author is not None
        initiatives.save(session, ids, Stamp(at=NOW, on=DEC_14.on, by=author.id))
    return Turns(database, HandClock(NOW))


def inventory_of(turns: Turns, name: str) -> Inventory:
    with turns.read() as turn:
        place = organizations.find(turn.session, TEAM, name)
        assert place is not None
        loaded = inventories.load(turn.session, TEAM, place.id, DEC_14)
    assert loaded is not None
    return loaded


def page(inventory: Inventory, first_row: int = 0) -> str:
    first = InventoryPage(
        organization=inventory.organization.name,
        day=DEC_14.on,
        listed=desk.listed(inventory),
        pointer=InventoryPointer(inventory.organization.id, DEC_14.on, first_row),
        may_change=True,
    )
    with formats.reading(today=DEC_14.on):
        return messages.message(first).text


def test_the_list_reads_as_written_by_hand(turns: Turns) -> None:
    inventory = inventory_of(turns, DISTRICT)

    assert page(inventory) == FIRST_PAGE
    second = page(inventory, first_row=8)
    assert second.endswith("9 to 12 of 12")
    assert [line.split("*")[1] for line in second.splitlines() if line.startswith("*")] == [
        *("Peer Tutoring", "Reading Intervention Block", "Student Voice Council", "Writing Rubrics")
    ]


def test_the_overlap_reads_as_counted_by_hand(turns: Turns) -> None:
    inventory = inventory_of(turns, DISTRICT)

    with formats.reading(today=DEC_14.on):
        assert messages.overlap_message(DISTRICT, DEC_14.on, inventory.overlap).text == OVERLAP
    (picture,) = overlap_pictures(DISTRICT, DEC_14.on, inventory.overlap)
    assert picture.alt == OVERLAP_ALT
    assert picture.png.startswith(b"\x89PNG")


def test_a_school_sees_what_runs_there_and_whose_it_is(turns: Turns) -> None:
    with turns.read(who("UALDER")) as turn:
        chosen = INVENTORY_NAMED.admit(turn, InitiativesQuestion())
        inventory = desk.loaded(turn.session, chosen)

    assert chosen.name == ALDER_STREET
    assert [each.initiative.facts.name for each in desk.listed(inventory)] == AT_ALDER_STREET
    assert {each.whose for each in desk.listed(inventory)} == {DISTRICT}


def test_a_school_may_not_see_the_whole_list_nor_another_schools(turns: Turns) -> None:
    for name in ("district", "Fenn Road"):
        with turns.read(who("UALDER")) as turn, pytest.raises(CannotDoError) as refused:
            INVENTORY_NAMED.admit(turn, InitiativesQuestion(name))
        assert refused.value.part == "not_allowed"


@pytest.mark.parametrize(("user", "may_change"), [("UDISTRICT", True), ("UMANAGER", True), ("UVIEWER", False)])
def test_leaders_and_managers_change_the_list_and_viewers_read_it(turns: Turns, user: str, may_change: bool) -> None:
    with turns.read(who(user)) as turn:
        chosen = INVENTORY_NAMED.admit(turn, InitiativesQuestion())

    assert (chosen.name, chosen.may_change) == (DISTRICT, may_change)


def test_a_past_day_has_that_days_list_and_words(turns: Turns) -> None:
    with turns.database.write() as session:
        author = people.person(session, TEAM, "UMANAGER")
        assert author is not None
        later = Stamp(at=NOW, on=date(2026, 12, 20), by=author.id)
        listed = {each.facts.name: each for each in store.of_organization(session, 1, DEC_14.on)}
        walls = listed["Data Walls"]
        assert not store.revise(session, walls, walls.facts, later)
        store.remove(session, walls, later)
        names = [each.facts.name for each in store.of_organization(session, 1, date(2026, 12, 20))]
        before = [each.facts.name for each in store.of_organization(session, 1, DEC_14.on)]

    assert "Data Walls" not in names
    assert sorted([*names, "Data Walls"]) == sorted(before)
    assert inventory_of(turns, DISTRICT).own[4].facts.name == "Data Walls"


def test_the_document_has_every_initiative_and_the_picture(turns: Turns) -> None:
    inventory = inventory_of(turns, DISTRICT)
    with formats.for_a_file():
        written = document(inventory, desk.listed(inventory), None)

    assert len(written.blocks[1].rows) == 12  # type: ignore[union-attr]  # the second block is the table
    assert written.blocks[1].rows[4][3] == (  # type: ignore[union-attr]
        "Alder Street Elementary, Fenn Road Elementary and Quarry Hill Middle School",
    )
    assert written.blocks[-1].text == OVERLAP_ALT  # type: ignore[union-attr]  # the last one is the picture
    assert written.about[1].startswith("12 under way · $327,500 a year")


def test_many_schools_take_several_pictures() -> None:
    places = [(number, f"School {number}") for number in range(PLACES_AT_MOST + 1)]
    overlap = Overlap(places, [OverlapRow(code, {}) for code in PRACTICES], (), ())

    assert len(overlap_pictures(DISTRICT, DEC_14.on, overlap)) == 2


def test_without_a_plan_whoever_tells_people_hears_by_message(turns: Turns) -> None:
    with turns.write(who("UDISTRICT")) as turn:
        walls = next(
            each for each in store.of_organization(turn.session, 1, DEC_14.on) if each.facts.name == "Data Walls"
        )
        chosen = CHANGEABLE_INITIATIVE.admit(turn, InitiativePointer(walls.id))
        stop = InitiativeDecision(
            kind=InitiativeDecisionKind.STOP, reason="No one uses them.", stops_on=date(2027, 1, 4)
        )
        decision_id = decisions.add(turn.session, walls.id, stop, turn.stamp("America/New_York"))
        decided, teller = store.find(turn.session, walls.id, DEC_14.on), people.person(turn.session, TEAM, "UFENN")
        assert decided is not None
        assert teller is not None
        notice = TypedNotice(teller, [CommunicationAudience.SCHOOL_FACULTY], "", date(2026, 12, 18))
        assert telling.add(turn, decided, decision_id, chosen.owned_by, notice) == ""
    with turns.database.read() as session:
        queued = session.scalars(select(OutboxRow).filter_by(channel="UFENN")).one()

    assert queued.payload["text"] == (
        "*Data Walls* of Larkmoor School District stops on Mon, Jan 4. You tell School Faculty by Fri, Dec 18.\n"
        "No one uses them."
    )
