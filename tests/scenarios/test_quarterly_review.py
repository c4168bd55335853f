"""The quarterly review, school with district: one agenda for both, supports answered, decisions that become items."""

from __future__ import annotations

import pytest

from bot.documents.formats.text import text
from tests.scenarios.district import District
from tests.scenarios.test_packet import sign
from tests.scenarios.test_quarry_hill import document, live_october

AGENDA = "Quarterly review: Quarry Hill Middle School"


@pytest.fixture
def signed(school: District) -> District:
    """The principal has signed the first quarter, with support asked of the district."""
    live_october(school)
    school.at("2026-11-02 10:04")
    sign(school)
    school.at("2026-11-02 11:00")
    return school


def agenda_of(school: District, name: str) -> str:
    return next(message for message in school.told(name) if message.startswith(AGENDA))


def decides(school: District, name: str, **fields: str) -> dict[str, str]:
    person = school.person(name)
    person.clicks("Add decision …", on=AGENDA)
    person.fills(**fields)
    errors = person.submits()
    school.settles()
    return errors


def test_both_sides_get_one_agenda_and_the_district_answers_its_supports(signed: District) -> None:
    district = signed.person("district")
    agendas = {agenda_of(signed, name) for name in ("principal", "district")}
    district.selects("I'll provide it …", on="two half days of substitutes")
    district.fills(promised_for="2026-11-16")
    assert district.submits() == {}
    signed.settles()

    for agenda in agendas:
        for line in (
            "Document 1 is signed: Implementation Data of Quarry Hill Middle School, as of Fri, Oct 30. This is the "
            "agenda for both, Quarry Hill Middle School and Larkmoor School District.",
            "*Open supports: 1*",
            "• For 1.1.1.3: two half days of substitutes for grade 7 planning. Asked Wed, Oct 21, open 12 days. "
            "Larkmoor Superintendent is to answer.",
            "*Questions: 0*",
            "*Decisions: 0*",
        ):
            assert line in agenda
    signed.person("grade7").sees("Larkmoor Superintendent will provide support")


def test_questions_reach_the_other_side(signed: District) -> None:
    principal = signed.person("principal")
    principal.clicks("Add question …", on=AGENDA)
    principal.fills(text="Can session 2 be held at the district's office?")
    assert principal.submits() == {}
    signed.at("2026-11-02 12:00")

    signed.person("district").sees("Principal added a question to the quarterly review of Quarry Hill Middle School")
    for name in ("principal", "district"):
        assert "*Questions: 1*" in agenda_of(signed, name)


def test_decisions_become_items_and_stand_in_the_next_document(signed: District) -> None:
    theirs = {"text": "Hire a substitute", "taken_by": "Larkmoor School District", "owner": "UDISTRICT"}
    wrong = decides(signed, "district", **theirs, due="2026-10-01")
    superintendent = signed.person("district")
    superintendent.fills(due="2026-12-01")
    right = superintendent.submits()
    signed.settles()
    ours = {"text": "Move the unit checks to Fridays", "taken_by": "Quarry Hill Middle School"}
    decides(signed, "principal", **ours, owner="U000COACH", due="2026-12-04")
    signed.at("2026-12-18 11:00")

    assert set(wrong) == {"due"}
    assert right == {}
    for name in ("principal", "district"):
        agenda = agenda_of(signed, name)
        assert "• Hire a substitute: Larkmoor School District, Larkmoor Superintendent, by Tue, Dec 1" in agenda
        assert "• Move the unit checks to Fridays: Quarry Hill Middle School, Math Coach, by Fri, Dec 4" in agenda
    coach = signed.person("coach")
    coach.opens_home()
    coach.sees("Move the unit checks to Fridays")
    superintendent.opens_home()
    superintendent.sees("Hire a substitute")
    head = "| Decision | Taken on by | Person responsible | By | Where it stands |"
    theirs_printed = "| Hire a substitute (decided Mon, Nov 2) | Larkmoor School District | "
    ours_printed = "| Move the unit checks to Fridays (decided Mon, Nov 2) | Quarry Hill Middle School | "
    printed = text(document(signed))
    assert head in printed
    assert theirs_printed in printed
    assert ours_printed in printed


def test_who_leads_neither_side_adds_nothing(signed: District) -> None:
    signed.person("coach").sees_no(AGENDA)
