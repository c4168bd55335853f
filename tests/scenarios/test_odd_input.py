"""Late, doubled, forged or misdirected input gets a clear sentence, and changes and loses nothing."""

from __future__ import annotations

import pytest

from tests.scenarios.district import District, finger_on
from tests.support.minutes import close_check_in
from tests.support.screens import controls


@pytest.fixture
def opened(district: District) -> District:
    district.at("2026-11-17 10:00")
    return district


def completed(district: District) -> str:
    """The first number of the school's status."""
    return next(line for line in district.answers("dana", "/plan status").splitlines() if "Completed" in line)


# ---------------------------------------------------------------- too late


def test_a_form_sent_after_the_round_closed_is_taken_as_late_and_nothing_typed_is_lost(opened: District) -> None:
    ana = opened.person("ana")
    ana.clicks("Behind …", on="1.1.3.2")
    ana.fills(cause="A long thought", recovery="A plan", support="Two hours")
    close_check_in(opened.person("dana"))
    assert ana.submits() == {}

    ana.sees("A long thought")
    ana.sees("A plan")


# ---------------------------------------------------------------- from the wrong person


@pytest.mark.parametrize("label", ["Done", "Behind …"])
def test_somebody_elses_button_does_nothing(opened: District, label: str) -> None:
    before = completed(opened)
    displayed = (each for message in opened.person("ana").messages() for each in controls(message))
    of_ana = next(each for each in displayed if each.label == label)
    finger_on(opened.person("maria"), label, value=of_ana.element["value"])()

    opened.person("maria").sees("This check-in was sent to someone else. Yours is in your direct messages with me.")
    opened.person("ana").sees("0 of 1 answered")
    assert completed(opened) == before


def test_the_leader_of_another_school_cannot_publish_these_minutes(opened: District) -> None:
    opened.answers("dana", "/plan minutes")
    opened.settles()
    displayed = (each for message in opened.person("dana").messages() for each in controls(message))
    of_dana = next(each for each in displayed if each.label == "Publish")
    opened.answers("lee", "/plan minutes", in_="CREYNOLDS")
    finger_on(opened.person("lee"), "Publish", value=of_dana.element["value"])()

    opened.person("lee").sees("Only leaders and plan managers of Bethel Elementary School can do that.")
    opened.person("maria").sees_no("published the November")


def test_a_leader_who_has_left_can_do_nothing_any_more(opened: District) -> None:
    opened.answers("dana", "/plan minutes")
    opened.settles()
    press = finger_on(opened.person("dana"), "Publish")
    opened.changes("U0000DANA", deleted=True)
    opened.slack.world.state.users["U0000DANA"].deleted = False  # Slack has not caught up everywhere
    press()

    opened.person("maria").sees_no("published the November")
    assert opened.answers("dana", "/plan checkin close").startswith("I don't know you in this workspace")


# ---------------------------------------------------------------- made up


@pytest.mark.parametrize("value", ["", "abc", "1|item:1", "99999|item:1", "1|", "-1|item:1", "1|item:1|2", "9" * 40])
def test_a_made_up_value_of_a_button_changes_nothing(opened: District, value: str) -> None:
    before = completed(opened)
    ana = opened.person("ana")
    for label in ("Done", "Behind …"):
        finger_on(ana, label, value=value)()
    opened.settles()

    assert len(opened.told("ana")) > 1
    assert not any("went wrong" in text for text in ana.reads())
    assert completed(opened) == before


@pytest.mark.parametrize("value", ["", "abc", "77|0", "1|x", "1"])
def test_a_made_up_value_in_the_minutes_or_the_status_is_answered_in_words(opened: District, value: str) -> None:
    opened.answers("dana", "/plan minutes")
    opened.answers("dana", "/plan status")
    opened.settles()
    dana = opened.person("dana")
    for label in ("Publish", "Edit 1", "Participants and dates", "Share here"):
        finger_on(dana, label, value=value)()
    opened.settles()

    assert not any("went wrong" in text for text in dana.reads())
    dana.sees_no("published the November")


def test_a_form_of_an_older_version_is_handed_back_with_what_was_typed(opened: District) -> None:
    ana = opened.person("ana")
    ana.clicks("Behind …", on="1.1.3.2")
    ana.fills(cause="Typed long ago", recovery="A step")
    opened.slack.world.state.stacks["U00000ANA"][-1].body["callback_id"] = "check_in.behind.v0"
    assert ana.submits() == {}

    ana.sees("This form is out of date, so nothing was saved.")
    ana.sees("Typed long ago")
