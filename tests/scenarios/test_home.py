"""The Home tab: everything that waits for its reader."""

from __future__ import annotations

from tests.scenarios.district import District
from tests.support.coaching import starts
from tests.support.minutes import close_check_in
from tests.support.screens import contains


def test_home_shows_what_is_mine_and_what_was_due(district: District) -> None:
    ana = district.person("ana")
    ana.opens_home()

    ana.sees("You're all caught up.")
    ana.sees("was due Fri, Oct 16 · Bethel Elementary School")
    ana.sees("For: Learning intentions and success criteria → each student will know what good work looks like")


def test_an_answer_at_home_shows_in_the_message_and_the_other_way_round(district: District) -> None:
    district.at("2026-11-17 10:00")
    lena = district.person("lena")
    lena.opens_home()
    lena.sees("For you")
    lena.clicks("On track", on="1.2.1.2")
    lena.sees("1 of 2 answered")
    assert "*On track* · Lena Brandt" in district.told("lena")[0]

    lena.clicks("Behind …", on="1.2.1 ")
    lena.fills(cause="We start in January", recovery="One page in December")
    assert lena.submits() == {}
    assert "Step to recover: One page in December" in district.told("lena")[0]
    lena.opens_home()
    district.settles()
    assert contains(lena._home()[0].text, "Behind: We start in January · Lena Brandt")


def test_home_tells_when_the_round_has_closed(district: District) -> None:
    district.at("2026-11-17 10:00")
    lena = district.person("lena")
    lena.opens_home()
    lena.sees("0 of 2 answered")
    close_check_in(district.person("dana"))
    district.settles()
    lena.opens_home()

    lena.sees("You're all caught up.")


def test_a_guest_is_welcomed_and_shown_nothing(district: District) -> None:
    vera = district.person("vera")
    vera.opens_home()

    vera.sees("there's nothing to see with a guest account")


def test_conversations_i_am_in_lead_to_their_threads(district: District) -> None:
    ana, lena, maria = (district.person(name) for name in ("ana", "lena", "maria"))
    for person in (ana, lena, maria):
        person.opens_home()
    thread = starts(ana, "Goals and measures", in_="C00BETHEL")
    ana.sees("Conversations you're in (1)")
    ana.sees("Goals and measures · Bethel Elementary School · you lead it · in #C00BETHEL")
    district.settles()
    assert not contains(lena._home()[0].text, "Conversations you're in")

    ana.clicks("Begin")
    lena.says("Reading went up, math did not.", in_="C00BETHEL", thread=thread)
    district.settles()
    lena.sees("Goals and measures · Bethel Elementary School · Go to the thread")
    assert not contains(maria._home()[0].text, "Conversations you're in")
    ana.steers("Pause")
    district.settles()
    lena.sees("Bethel Elementary School · paused · Go to the thread")

    ana.clicks("Resume")
    district.settles()
    ana.finishes(on="What do our data tell us")
    district.settles()
    for person in (ana, lena):
        assert not contains(person._home()[0].text, "Conversations you're in")


def test_an_owners_word_behind_is_a_risk_before_the_date_and_answered_by_a_new_one(district: District) -> None:
    district.at("2026-11-17 10:00")
    raj = district.person("raj")
    raj.opens_home()
    raj.clicks("Behind …", on="2.1.1.3")
    raj.fills(cause="The room is taken", recovery="Meet in the library")
    assert raj.submits() == {}
    district.settles()
    assert ":warning: at risk" in district.answers("raj", "/plan item 2.1.1.3 reynolds", in_="CREYNOLDS")

    raj.clicks('Change "Behind"', on="2.1.1.3")
    raj.fills(recovery="", new_due="2026-12-18", new_due_reason="The library is free then")
    assert raj.submits() == {}
    district.settles()
    assert "on a new date" in district.answers("raj", "/plan item 2.1.1.3 reynolds", in_="CREYNOLDS")


def test_items_of_a_finished_school_year_are_listed_only_when_asked_for(district: District) -> None:
    grace = district.person("grace")
    grace.opens_home()
    grace.sees("Your schools (2)")
    grace.sees_no("Fall River Public Schools")
    assert "2 open items from earlier school years aren't listed." in district.answers("omar", "/plan owner @grace")
    assert "Fall River" not in district.answers("grace", "/plan mine", in_="dm")

    grace.clicks("Earlier years (2)")
    grace.sees("From earlier school years (2)")
    grace.sees("Fall River Public Schools")

    grace.clicks("Hide earlier years")
    district.settles()
    grace.sees_no("Fall River Public Schools")
    grace.sees("Your schools (2)")


def test_the_welcome_stays_until_it_is_dismissed(district: District) -> None:
    grace, ana = district.person("grace"), district.person("ana")
    for person in (grace, ana):
        person.opens_home()
    ana.sees("For you")
    ana.sees_no("Welcome! I'm Throughline")  # she has answered a check-in
    grace.sees("Welcome! I'm Throughline, an automated account")
    grace.sees("Start with the school on top of your list below")
    grace.opens_home()
    grace.sees("Welcome! I'm Throughline")

    grace.clicks("Got it")
    district.settles()
    grace.opens_home()
    district.settles()
    grace.sees_no("Welcome! I'm Throughline")
