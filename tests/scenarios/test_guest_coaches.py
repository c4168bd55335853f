"""A coach from outside the district is often a guest in Slack: the role decides what they may do."""

from __future__ import annotations

import pytest

from storage.dialogs import replies, threads
from storage.models import MembershipRow
from storage.people import memberships, organizations, people
from tests.scenarios.district import TEAM, District
from tests.support.coaching import CHANNEL, begun
from tests.support.people import Person

BETHEL = "Bethel Elementary School"
VERA = "U0000VERA"


@pytest.fixture
def vera(district: District) -> Person:
    """A guest in the plan's channel who coaches the school."""
    district.slack.world.state.channels[CHANNEL].members.append(VERA)
    with district.database.write() as session:
        person, school = people.person(session, TEAM, VERA), organizations.find(session, TEAM, BETHEL)
        assert person is not None
        assert school is not None
        assert person.guest
        memberships.grant(session, school.id, person.id, "coach")
    return district.person("vera")


def test_a_guest_coach_reads_the_status_and_comments(district: District, vera: Person) -> None:
    assert "Completed" in district.answers("vera", "/plan status")
    saved = district.answers("vera", "/plan comment 1.1 Who looks at the results of the checks?")
    assert "is saved. The leaders of *Bethel Elementary School* get it" in saved
    district.settles()
    dana = district.person("dana")
    dana.sees("@U0000VERA, who coaches *Bethel Elementary School*, commented on 1.1")
    dana.clicks("Got it", on="results of the checks")
    assert any("Dana Whitfield read your comment on 1.1" in text for text in district.told("vera"))

    vera.opens_home()
    vera.sees("As a coach you see how the plan is going")


def test_a_guest_coach_leads_a_conversation_and_their_replies_are_kept(district: District, vera: Person) -> None:
    thread = begun(district, vera)
    vera.says("Let's begin with attendance.", in_=CHANNEL, thread=thread)
    district.person("maria").says("Grade 4 is out most on Mondays.", in_=CHANNEL, thread=thread)
    district.settles()
    vera.steers("Next")
    district.settles()

    with district.database.read() as session:
        (dialog,) = threads.under_way(session)
        texts = {reply.text for reply in replies.all_of(session, dialog.id)}
    assert texts == {"Let's begin with attendance.", "Grade 4 is out most on Mondays."}
    vera.opens_home()
    vera.sees("Goals and measures")


def test_everything_else_stays_closed_to_a_guest_coach(district: District, vera: Person) -> None:
    for command in ("mine", "assign me order the texts", "report", "minutes", "checkin close", "participation", "away"):
        answer = district.answers("vera", f"/plan {command}")
        assert "you're a guest" in answer or answer.startswith("Only"), command
    assert "Only" in district.answers("vera", "/plan status Reynolds")


def test_without_the_role_it_is_closed_again(district: District, vera: Person) -> None:
    with district.database.write() as session:
        session.query(MembershipRow).filter(MembershipRow.role == "coach").delete()
    for command in ("status", "comment 1.1 Good", "coach"):
        assert "you're a guest" in district.answers("vera", f"/plan {command}")
