"""A next step that a leader types into the minutes is a promise: it is asked about, and the next minutes tell of it."""

from __future__ import annotations

from sqlalchemy import select

from storage.models import PersonRow
from tests.scenarios.district import District

CHANNEL = "C00QUARRY"


def drafts(school: District, month: str) -> str:
    school.answers("principal", f"/plan minutes {month}", in_=CHANNEL)
    school.settles()
    return school.told("principal")[-1]


def types_next_steps(school: District) -> None:
    """Into October's minutes, and publishes them."""
    principal = school.person("principal")
    school.at("2026-10-20 10:00")
    school.at("2026-10-27 09:00")
    drafts(school, "October")
    principal.clicks("Edit 4")
    steps = (
        "@coach call the publisher by Nov 6",
        "Book the gym",
        "Larkmoor Superintendent: find two substitutes (by Dec 4)",
    )
    principal.fills(added="\n".join(steps))
    assert principal.submits() == {}
    school.settles()
    principal.clicks("Publish")
    principal.fills(next_on="2026-11-24", participants=["UPRINCIPAL"])
    assert principal.submits() == {}
    school.settles()


def test_a_typed_next_step_is_asked_about_and_comes_back_in_the_next_minutes(school: District) -> None:
    types_next_steps(school)
    coach, principal, district = (school.person(name) for name in ("coach", "principal", "district"))

    school.at("2026-11-17 10:00")
    coach.sees("A next step from the October minutes: @coach call the publisher by Nov 6. Did that happen?")
    coach.sees_no("Book the gym")
    coach.clicks("Partly", on="call the publisher")
    coach.sees("call the publisher by Nov 6. Did that happen? Partly")
    principal.clicks("Yes", on="Book the gym")
    # Who has nothing else to report on is asked all the same.
    district.sees("Here's what the last minutes of Quarry Hill Middle School say is up to you")
    district.sees_no("0 of 0 answered")
    district.clicks("No", on="find two substitutes")
    district.sees("Thank you, that's everything for November 2026")

    opening = drafts(school, "November").partition("Next steps from")[2].partition("1. Accomplishments")[0]
    assert "• Kept: Book the gym" in opening
    assert "• Partly: @coach call the publisher by Nov 6" in opening
    assert "• Not kept: Larkmoor Superintendent: find two substitutes (by Dec 4)" in opening
    assert "Reported: 0 of 6 people" in school.told("principal")[-1]


def test_a_typed_next_step_without_a_report_says_so_once_its_day_has_passed(school: District) -> None:
    types_next_steps(school)

    school.at("2026-11-17 10:00")
    opening = drafts(school, "November").partition("Next steps from")[2].partition("1. Accomplishments")[0]

    assert "• No report: @coach call the publisher by Nov 6" in opening
    assert "• Not due yet: Larkmoor Superintendent: find two substitutes (by Dec 4)" in opening


def test_a_typed_next_step_of_somebody_who_left_is_asked_of_the_leader(school: District) -> None:
    types_next_steps(school)
    with school.bot.turns.write() as turn:
        coach = turn.session.scalars(select(PersonRow).filter_by(slack_id="U000COACH")).one()
        coach.active = False
    principal = school.person("principal")

    school.at("2026-11-17 10:00")
    principal.sees("A next step from the October minutes: @coach call the publisher by Nov 6. Did that happen?")
    principal.clicks("Yes", on="call the publisher")

    opening = drafts(school, "November").partition("Next steps from")[2].partition("1. Accomplishments")[0]
    assert "• Kept: @coach call the publisher by Nov 6" in opening
