"""Twelve initiatives of a district: rated by its team in private, and three of them stopped well. Worked by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.initiatives.reminding import InitiativeTick
from bot.slack.payloads import Who
from plans.initiatives import InitiativeFacts
from storage.initiatives import inventory
from storage.models import InitiativeRatingRow
from storage.people import organizations
from tests.scenarios.district import District, furnish, open_district
from tests.support import initiatives
from tests.support.initiatives import DISTRICT, SCHOOLS, TEAM, TWELVE
from tests.support.people import Person
from tests.support.setting_up import drops, imports

SEEDS = Path(__file__).parent / "initiatives"
SCALE = {"1": "1, very little", "2": "2", "3": "3, some", "4": "4", "5": "5, very much"}
HEADINGS = (
    *("Initiative", "Purpose", "Annual cost", "Staff time", "Since", "Schools", "Effective practices", "Owner"),
    *("Evidence", "What it shows"),
)
RATERS = ("alder", "fenn", "quarry", "sable", "reading")
RATED: Mapping[str, tuple[str, str]] = {
    "Achieve Readers": ("12232", "44534"),
    "Attendance Teams": ("54454", "23221"),
    "Book Study Circles": ("22312", "22123"),
    "Coaching Cycles": ("55455", "54454"),
    "Data Walls": ("11221", "33243"),
    "Family Math Nights": ("34443", "22212"),
    "Homework Hotline": ("11121", "23222"),
    "New Teacher Mentors": ("44543", "44345"),
    "Peer Tutoring": ("---43", "---22"),
    "Reading Intervention Block": ("555-4", "445-4"),
    "Student Voice Council": ("--342", "--121"),
    "Writing Rubrics": ("4343-", "2122-"),
}
"""Impact and effort as the raters gave them, in their order; a dash where somebody left it empty."""
MATRIX = """\
Priority matrix: Larkmoor School District
Rated by 5 people, closed Tue, Dec 8. Medians from 1 to 5, with the lowest and the highest rating. \
High is above 3, low is below 3.
*Quick wins: high impact, low effort*
• Attendance Teams: impact 4 (4 to 5), effort 2 (1 to 3)
• Family Math Nights: impact 4 (3 to 4), effort 2 (1 to 2)
• Writing Rubrics: impact 3.5 (3 to 4), effort 2 (1 to 2)
*Major projects: high impact, high effort*
• Coaching Cycles: impact 5 (4 to 5), effort 4 (4 to 5)
• New Teacher Mentors: impact 4 (3 to 5), effort 4 (3 to 5)
• Reading Intervention Block: impact 5 (4 to 5), effort 4 (4 to 5)
*Fill-ins: low impact, low effort*
• Book Study Circles: impact 2 (1 to 3), effort 2 (1 to 3)
• Homework Hotline: impact 1 (1 to 2), effort 2 (2 to 3)
*Thankless tasks: low impact, high effort*
• Achieve Readers: impact 2 (1 to 3), effort 4 (3 to 5)
*On a line between them*
• Data Walls: impact 1 (1 to 2), effort 3 (2 to 4)
• Student Voice Council: impact 3 (2 to 4), effort 1 (1 to 2)
Not shown, because fewer than 3 rated them: Peer Tutoring."""
DOUBTS = """\
*Before you stop it*
• It started Tue, Sep 8, 3 months ago. In less than a year, no school year's results can show what it does.
• Nothing is recorded that its evidence shows.
You can still stop it. The record says that you knew."""
SUMMARY = """\
11 under way · $323,300 a year (no yearly amount for 1) · 3,031 hours a year (no number of hours for 1)
Decided to stop: 3, which frees $64,800 and 276 hours a year"""
READERS = """\
Achieve Readers
*Purpose:* Reading on tablets, 20 minutes a day
*Effective practices:* 3a Diagnose and respond to student learning needs
*Runs in:* Alder Street Elementary and Fenn Road Elementary
*Since:* Wed, Sep 1, 2021
*Cost:* $48,000 · *Staff time:* 2 hours a week
*Owner:* Reading Director
*Evidence:* Fall and winter screening
*What it shows:* No difference from schools without it, three years in a row
*Decided*
• Mon, Dec 14, Larkmoor Superintendent: Stop from Fri, Jan 29. Three years without a gain. \
Frees $48,000 and 2 hours a week.
*Who tells whom*
• Reading Director tells School Faculty and Parents by Fri, Jan 15"""
WALLS = (
    "Mon, Dec 14, Larkmoor Superintendent: Stop from Mon, Jan 4. Staff say no one uses them. "
    "Frees $6,000 and 60 hours. Confirmed although nothing was recorded that its evidence shows."
)
OWNER_HEARS = """\
Larkmoor Superintendent decided about *Achieve Readers*, an initiative of Larkmoor School District that you own: \
*Stop from Fri, Jan 29*.
Three years without a gain."""


@pytest.fixture
def larkmoor(database_url: str) -> Iterator[District]:
    furnish(database_url, SEEDS, SEEDS)
    with open_district(database_url, seeds=SEEDS) as opened:
        with opened.bot.turns.write(Who(team=TEAM, user="U0MANAGER")) as turn:
            rows = [organizations.find(turn.session, TEAM, name) for name in (DISTRICT, *SCHOOLS)]
            ids = {row.name: row.id for row in rows if row is not None}
            saved = initiatives.save(turn.session, ids, turn.stamp("America/New_York"))
            readers = inventory.find(turn.session, saved["Achieve Readers"], turn.today("America/New_York"))
            assert readers is not None
            reading = initiatives.owned_by(turn.session, readers.facts, "U0READING")
            inventory.revise(turn.session, readers, reading, turn.stamp("America/New_York"))
        yield opened


def workbook(changes: Mapping[str, Mapping[str, str]]) -> bytes:
    """The twelve initiatives as a spreadsheet, with other cells for some and new rows for new names."""
    book, written = Workbook(), BytesIO()
    sheet = book.create_sheet("Initiatives", 0)
    sheet.append(["Larkmoor's initiatives"])
    sheet.append(HEADINGS)
    rows: dict[str, Mapping[str, str]] = {
        facts.name: _row(facts, places) for places, each in TWELVE.items() for facts in each
    }
    for name, cells in changes.items():
        rows[name] = {**rows.get(name, {"Initiative": name}), **cells}
    for row in rows.values():
        sheet.append([row.get(heading, "") for heading in HEADINGS])
    book.save(written)
    return written.getvalue()


def _row(facts: InitiativeFacts, places: tuple[str, ...]) -> dict[str, str]:
    return {
        "Initiative": facts.name,
        "Purpose": facts.purpose,
        "Annual cost": facts.cost,
        "Staff time": facts.time,
        "Since": str(facts.started_on),
        "Schools": "All" if places == (DISTRICT,) else ", ".join(places),
        "Effective practices": facts.practices,
        "Owner": "Reading Director" if facts.name == "Achieve Readers" else "",
        "Evidence": facts.evidence,
        "What it shows": facts.evidence_shows,
    }


def looks(district: District, moment: str) -> None:
    district.at(moment)
    InitiativeTick(district.bot.turns).tick()
    district.settles()


def opens(district: District, name: str) -> Person:
    """Open one initiative from the superintendent's list, whichever page it is on."""
    person = district.person("district")
    listed = sorted(facts.name for each in TWELVE.values() for facts in each)
    district.answers("district", "/plan initiatives", in_="dm")
    if listed.index(name) >= 8:
        person.clicks("Next page")
        district.settles()
    person.clicks("Open", on=f"*{name}*")
    district.settles()
    return person


def decides(district: District, name: str, label: str, **answers: object) -> dict[str, str]:
    person = opens(district, name)
    person.selects(label, on=f"*Purpose:* {_purpose(name)}")
    person.fills(**answers)
    return person.submits()


def _purpose(name: str) -> str:
    return next(facts.purpose for each in TWELVE.values() for facts in each if facts.name == name)


def rates(district: District, name: str, saved: Mapping[str, int]) -> None:
    person, place = district.person(name), RATERS.index(name)
    person.clicks("Rate …", on="rate 12 initiatives")
    answers: dict[str, str] = {}
    for initiative, (impact, effort) in RATED.items():
        if impact[place] != "-":
            answers[f"impact:{saved[initiative]}"] = SCALE[impact[place]]
            answers[f"effort:{saved[initiative]}"] = SCALE[effort[place]]
    person.fills(**answers)
    assert person.submits() == {}
    person.closes()


def begins_rating(district: District) -> dict[str, int]:
    district.at("2026-11-30 10:00")
    superintendent = district.person("district")
    district.answers("district", "/plan initiatives", in_="dm")
    superintendent.clicks("Rate with team …")
    superintendent.fills(people=[_id(name) for name in RATERS], closes_on="2026-12-07")
    assert superintendent.submits() == {}
    superintendent.sees("5 people hear from me.")
    superintendent.closes()
    district.settles()
    with district.database.read() as session:
        row = organizations.find(session, TEAM, DISTRICT)
        assert row is not None
        listed = inventory.of_organization(session, row.id, district.clock.now().date())
    return {each.facts.name: each.id for each in listed}


def _id(name: str) -> str:
    return {"reading": "U0READING", "quarry": "U00QUARRY"}.get(name, f"U{name.upper():0>8}")


@pytest.fixture(autouse=True)
def _ids(larkmoor: District) -> None:
    """People whose ids aren't their names in full length."""
    for name in (*RATERS, "manager", "viewer"):
        ids = {"reading": "U0READING", "manager": "U0MANAGER", "viewer": "U0VIEWER0"}
        larkmoor.person(name, ids.get(name, f"U{name.upper():0>8}"))
        larkmoor._people[f"U{name.upper():0>8}"] = larkmoor.person(name, ids.get(name, f"U{name.upper():0>8}"))


def test_a_team_rates_twelve_initiatives_in_private(larkmoor: District) -> None:
    saved = begins_rating(larkmoor)
    request = larkmoor.told("sable")[-1]
    assert request.startswith(
        "Larkmoor Superintendent asks you to rate 12 initiatives of Larkmoor School District: "
        "how much impact, and how much effort. It's private: nobody sees your ratings."
    )
    for name in ("alder", "fenn", "quarry", "reading"):
        rates(larkmoor, name, saved)
    answer = larkmoor.answers("district", "/plan initiatives", in_="dm")
    assert "Your team is rating until Mon, Dec 7: 4 of 5 have rated." in answer
    assert "impact" not in answer

    looks(larkmoor, "2026-12-07 09:30")
    assert "yours are still missing" in larkmoor.told("sable")[-1]
    assert not [text for text in larkmoor.told("alder") if "still missing" in text]
    rates(larkmoor, "sable", saved)
    looks(larkmoor, "2026-12-07 11:00")
    assert len([text for text in larkmoor.told("sable") if "still missing" in text]) == 1
    looks(larkmoor, "2026-12-08 10:00")

    for name in ("alder", "reading", "district"):
        assert MATRIX in larkmoor.told(name)[-1]
    with larkmoor.database.read() as session:
        assert session.query(InitiativeRatingRow).count() == 0
    larkmoor.answers("viewer", "/plan initiatives", in_="dm")
    viewer = larkmoor.person("viewer")
    viewer.clicks("Priority matrix")
    files = larkmoor.files("viewer", viewer.dm())
    assert files["priority-matrix-Larkmoor-School-District-2026-12-08.png"].startswith(b"\x89PNG")
    assert larkmoor.broken_rules() == []


def test_three_are_stopped_well_and_those_named_hear(larkmoor: District) -> None:
    larkmoor.at("2026-12-14 10:00")
    stop = {"audiences": ["School Faculty", "Parents"], "owner": "U0READING", "due": "2027-01-15"}
    assert (
        decides(
            larkmoor, "Achieve Readers", "Stop …", reason="Three years without a gain.", stops_on="2027-01-29", **stop
        )
        == {}
    )
    larkmoor.person("district").sees("A1 is the action item for who tells whom.")
    larkmoor.person("district").closes()
    stop = {"audiences": ["Parents", "Students"], "owner": "U0MANAGER", "due": "2026-12-18"}
    assert decides(larkmoor, "Homework Hotline", "Stop …", reason="Six students.", stops_on="2027-01-04", **stop) == {}
    larkmoor.person("district").closes()
    stop = {"audiences": ["School Faculty"], "owner": "U00QUARRY", "due": "2026-12-18"}
    reason = "Staff say no one uses them."
    errors = decides(larkmoor, "Data Walls", "Stop …", reason=reason, stops_on="2027-01-04", **stop)
    assert list(errors) == ["anyway"]
    larkmoor.person("district").fills(anyway="Stop it anyway")
    assert larkmoor.person("district").submits() == {}
    larkmoor.person("district").closes()

    tutoring = opens(larkmoor, "Peer Tutoring")
    tutoring.selects("Stop …", on="Seniors tutor ninth graders")
    tutoring.sees(DOUBTS)
    tutoring.fills(anyway="Wait, and look again on a date", reason="One semester says little.", review_on="2027-06-15")
    assert tutoring.submits() == {}
    tutoring.closes()
    merged = {"into": "Coaching Cycles", "reason": "Coaches can lead the circles."}
    assert decides(larkmoor, "Book Study Circles", "Merge …", **merged) == {}
    larkmoor.person("district").closes()

    assert SUMMARY in larkmoor.answers("district", "/plan initiatives", in_="dm")
    opens(larkmoor, "Achieve Readers")
    assert READERS in larkmoor.told("district")[-1]
    opens(larkmoor, "Data Walls")
    assert WALLS in larkmoor.told("district")[-1]
    reading = larkmoor.told("reading")
    assert [text for text in reading if text.startswith(OWNER_HEARS)]
    items = larkmoor.answers("reading", "/plan mine", in_="dm")
    assert "Communicate to School Faculty and Parents: Achieve Readers stops on Fri, Jan 29" in items

    looks(larkmoor, "2027-01-04 10:00")
    assert "*Data Walls* stops today" in larkmoor.told("quarry")[-1]
    assert "*Homework Hotline* stops today" in larkmoor.told("manager")[-1]
    looks(larkmoor, "2027-01-29 10:00")
    assert "*Achieve Readers* stops today" in larkmoor.told("reading")[-1]
    answer = larkmoor.answers("district", "/plan initiatives", in_="dm")
    assert "8 under way" in answer
    assert "12 under way" in larkmoor.answers("district", "/plan initiatives as of Dec 13", in_="dm")
    looks(larkmoor, "2027-06-15 10:00")
    assert "It's the day to look at *Peer Tutoring* again" in larkmoor.told("district")[-1]
    assert larkmoor.broken_rules() == []


def test_a_spreadsheet_updates_the_list_and_keeps_decisions(larkmoor: District) -> None:
    larkmoor.at("2026-12-14 10:00")
    keep = {"reason": "It works.", "review_on": "2027-06-01"}
    assert decides(larkmoor, "Attendance Teams", "Keep …", **keep) == {}
    larkmoor.person("district").closes()

    answer = drops(larkmoor, "manager", "Initiatives.xlsx", workbook({}))
    assert "It's a list of 12 initiatives:\n• Attendance Teams" in answer
    imports(larkmoor, "manager")
    assert "0 new, 0 changed, 12 as before" in larkmoor.told("manager")[-1]

    changes = {
        "Attendance Teams": {"Annual cost": "$2,000", "Purpose": "", "What it shows": ""},
        "Lunch Clubs": {"Annual cost": "none", "Schools": "Fenn Road", "Owner": "PTA president"},
    }
    drops(larkmoor, "manager", "Initiatives.xlsx", workbook(changes))
    imports(larkmoor, "manager")
    report = larkmoor.told("manager")[-1]
    assert "1 new, 1 changed, 11 as before" in report
    assert "No one here goes by PTA president, so I keep these owners' names as written." in report
    answer = larkmoor.answers("district", "/plan initiatives", in_="dm")
    assert (
        "*Attendance Teams* · 3c · everywhere · $2,000 · since Mon, Aug 26, 2024\n"
        "Reach families after the third absence\nDecided: Keep, next review Tue, Jun 1"
    ) in answer


def test_faults_are_named_by_their_cells_and_nothing_is_imported(larkmoor: District) -> None:
    larkmoor.at("2026-12-14 10:00")
    changes = {
        "Attendance Teams": {"Effective practices": "5d", "Since": "next fall"},
        "": {"Purpose": "A row without a name"},
    }
    answer = drops(larkmoor, "manager", "Initiatives.xlsx", workbook(changes))
    assert "*Sheet 'Initiatives', cell G3*: “5d” isn't an effective practice. Write codes like 2b, 3a." in answer
    assert "*Sheet 'Initiatives', cell E3*: “next fall” isn't a date." in answer
    assert "This row has no initiative. Write its name, or delete the row." in answer

    drops(larkmoor, "manager", "Initiatives.xlsx", workbook({"Data Walls": {"Schools": "Oak Hill, Fenn Road"}}))
    manager = larkmoor.person("manager")
    manager.clicks("Import …")
    manager.submits()
    larkmoor.settles()
    assert "No school here is called Oak Hill." in larkmoor.told("manager")[-1]
    assert "13" not in larkmoor.answers("district", "/plan initiatives", in_="dm")
