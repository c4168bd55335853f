"""Twelve initiatives of a district with four schools, worked out by hand."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from plans.initiatives import InitiativeFacts
from storage.initiatives import inventory
from storage.items.items import Stamp
from storage.people import memberships, organizations, people
from storage.people.people import Member

TEAM = "TLARKMOOR"
DISTRICT = "Larkmoor School District"
ALDER_STREET, FENN_ROAD = "Alder Street Elementary", "Fenn Road Elementary"
QUARRY_HILL, SABLE_CREEK = "Quarry Hill Middle School", "Sable Creek High"
SCHOOLS = (ALDER_STREET, FENN_ROAD, QUARRY_HILL, SABLE_CREEK)
ALL = (DISTRICT,)
ELEMENTARY, SECONDARY, UP_TO_GRADE_8 = SCHOOLS[:2], SCHOOLS[2:], SCHOOLS[:3]
PEOPLE: Mapping[str, tuple[str, str]] = {
    "UDISTRICT": (DISTRICT, "leader"),
    "UMANAGER": (DISTRICT, "plan_manager"),
    "UALDER": (ALDER_STREET, "leader"),
    "UFENN": (FENN_ROAD, "leader"),
    "UQUARRY": (QUARRY_HILL, "leader"),
    "USABLE": (SABLE_CREEK, "leader"),
    "UVIEWER": (DISTRICT, "viewer"),
}


def _facts(
    name: str, purpose: str, *, money: tuple[str, str], since: str, coding: str, evidence: tuple[str, str] = ("", "")
) -> InitiativeFacts:
    """`money` is cost and time; `evidence` is what it is and what it shows."""
    return InitiativeFacts(
        name=name,
        purpose=purpose,
        cost=money[0],
        time=money[1],
        started_on=date.fromisoformat(since),
        practices=coding,
        evidence=evidence[0],
        evidence_shows=evidence[1],
    )


TWELVE: Mapping[tuple[str, ...], tuple[InitiativeFacts, ...]] = {
    ALL: (
        _facts(
            "Attendance Teams",
            "Reach families after the third absence",
            money=("none", "3 hours a week"),
            since="2024-08-26",
            coding="3c",
            evidence=("Monthly attendance", "Chronic absence fell from 27% to 21%"),
        ),
        _facts(
            "Coaching Cycles",
            "Two coaching cycles a year for every math and reading teacher",
            money=("$120,000", "1,440 hours"),
            since="2024-08-26",
            coding="2b, 3b",
            evidence=("Classroom visits", "Success criteria visible in 7 of 10 classes, up from 3"),
        ),
        _facts(
            "Homework Hotline",
            "Help with homework by phone",
            money=("$900 a month", "4 hours a week"),
            since="2020-09-08",
            coding="3c",
            evidence=("Call log", "11 calls a month, from 6 students"),
        ),
        _facts(
            "New Teacher Mentors",
            "A mentor for every teacher in the first two years",
            money=("$32,000", "360 hours a year"),
            since="2023-08-28",
            coding="2a",
            evidence=("Staffing records", "14 of 16 new teachers stayed"),
        ),
        _facts(
            "Writing Rubrics",
            "One rubric for writing in all grades",
            money=("$250 per teacher", "in staff meetings"),
            since="2026-02-02",
            coding="3b",
        ),
    ),
    ELEMENTARY: (
        _facts(
            "Achieve Readers",
            "Reading on tablets, 20 minutes a day",
            money=("$48,000", "2 hours a week"),
            since="2021-09-01",
            coding="3a",
            evidence=("Fall and winter screening", "No difference from schools without it, three years in a row"),
        ),
        _facts(
            "Family Math Nights",
            "Families play the math that their children learn",
            money=("$3,500", "30 hours"),
            since="2025-10-06",
            coding="4c",
            evidence=("Sign-in sheets", "62 families came, up from 41"),
        ),
    ),
    UP_TO_GRADE_8: (
        _facts(
            "Data Walls",
            "Every student's level on a wall in the staff room",
            money=("$6,000", "60 hours"),
            since="2022-08-29",
            coding="1b, 3a",
            evidence=("Photos of the walls", ""),
        ),
        _facts(
            "Reading Intervention Block",
            "30 minutes a day in small groups, by need",
            money=("$95,000", "20 hours a week"),
            since="2024-09-03",
            coding="3a, 3b",
            evidence=("Fall and winter screening", "On grade level: from 48% to 57%"),
        ),
    ),
    SECONDARY: (
        _facts(
            "Book Study Circles",
            "Teachers read and try out",
            money=("$4,200", "40 hours"),
            since="2023-10-02",
            coding="2b",
        ),
        _facts(
            "Student Voice Council",
            "Students advise the principal",
            money=("none", "25 hours"),
            since="2025-01-13",
            coding="4b",
            evidence=("Minutes", "Two changes of the schedule were adopted"),
        ),
    ),
    (SABLE_CREEK,): (
        _facts(
            "Peer Tutoring",
            "Seniors tutor ninth graders",
            money=("$8,000", "2 hours a week"),
            since="2026-09-08",
            coding="3c",
        ),
    ),
}
"""By where they run."""


def furnish(session: Session) -> dict[str, int]:
    """A district with four schools and people. Ids of the organizations by name."""
    organizations.save_workspace(session, TEAM, "Larkmoor", "UBOT")
    zone = "America/New_York"
    members = [Member(slack_id=user, name=user[1:].title(), handle=user[1:].lower(), time_zone=zone) for user in PEOPLE]
    people.save_people(session, TEAM, members)
    ids = {DISTRICT: organizations.save_organization(session, TEAM, DISTRICT, "district").id}
    for school in SCHOOLS:
        ids[school] = organizations.save_organization(session, TEAM, school, "school", parent=DISTRICT).id
    for user, (place, role) in PEOPLE.items():
        person = people.person(session, TEAM, user)
        assert person is not None
        memberships.grant(session, ids[place], person.id, role)
    return ids


def save(session: Session, ids: Mapping[str, int], stamp: Stamp) -> dict[str, int]:
    """Ids of the initiatives by name."""
    saved: dict[str, int] = {}
    for places, facts in TWELVE.items():
        for each in facts:
            running = replace(each, place_ids=tuple(ids[place] for place in places))
            saved[each.name] = inventory.add(session, ids[DISTRICT], running, stamp)
    return saved


def owned_by(session: Session, facts: InitiativeFacts, user: str) -> InitiativeFacts:
    owner = people.person(session, TEAM, user)
    assert owner is not None
    return replace(facts, owner_id=owner.id)
