"""Slack is slow, busy, broken or repeats events: nothing is lost or sent twice."""

from __future__ import annotations

import pytest

from tests.scenarios.district import District


@pytest.fixture
def opened(district: District) -> District:
    district.at("2026-11-17 10:00")
    return district


def asked(district: District, name: str) -> int:
    """How many check-in messages someone has."""
    return sum("check-in" in text and "Where do your action items" in text for text in district.told(name))


@pytest.mark.parametrize("fault", ["error5xx_before", "error5xx_after", "drop", "hang"])
def test_everybody_is_asked_once_whatever_half_of_the_calls_do(district: District, fault: str) -> None:
    district.troubles(**{fault: 0.5}, seed=3)
    district.at("2026-11-17 10:00")
    for _ in range(12):
        district.later(minutes=2)
    district.troubles()
    district.later(minutes=2)

    people = ("ana", "dana", "daniel", "lena", "maria", "priya", "sam", "tess", "raj", "jonah")
    assert {name: asked(district, name) for name in people} == dict.fromkeys(people, 1)


def test_when_slack_says_wait_the_bot_waits_and_then_goes_on(district: District) -> None:
    district.troubles(rate429=1.0)
    district.at("2026-11-17 10:00")
    tried = district.calls("chat.postMessage")
    district.settles()
    assert district.calls("chat.postMessage") == tried
    assert asked(district, "ana") == 0
    district.troubles()
    district.later(minutes=2)

    assert asked(district, "ana") == 1


@pytest.mark.parametrize("fault", ["rate429", "error5xx_before", "drop"])
def test_an_answer_is_kept_while_the_message_cannot_be_brought_up_to_date(opened: District, fault: str) -> None:
    opened.troubles(**{fault: 1.0})
    opened.person("ana").clicks("Not started", on="1.1.3.2")
    opened.troubles()
    assert ":white_check_mark: Ana Ruiz" in opened.answers("dana", "/plan checkin", in_="dm")
    for _ in range(3):
        opened.later(minutes=2)

    opened.person("ana").sees("Not started · Ana Ruiz")


@pytest.mark.parametrize("fault", ["rate429", "error5xx_before", "drop", "hang"])
def test_a_form_that_cannot_open_is_asked_for_again(opened: District, fault: str) -> None:
    ana = opened.person("ana")
    opened.troubles(**{fault: 1.0})
    ana.clicks("Behind …", on="1.1.3.2")
    opened.troubles()
    ana.clicks("Behind …", on="1.1.3.2")

    ana.fills(cause="No common hour", recovery="Dana covers a lesson")
    assert ana.submits() == {}
    ana.sees("Behind: No common hour")


def test_a_form_that_slack_refuses_to_open_is_answered_in_words(opened: District) -> None:
    opened.slack.world.clock = lambda: opened.clock.now().timestamp() + next(ticks)
    ticks = iter(range(10_000, 10_000_000, 10_000))  # whatever comes, the trigger has run out
    opened.person("ana").clicks("Behind …", on="1.1.3.2")

    opened.person("ana").sees("Please try again")


def test_events_that_come_twice_change_nothing(district: District) -> None:
    district.troubles(duplicate_events=True)
    ana = district.person("ana")
    ana.opens_home()
    ana.sees("For you")
    district.changes("U00000ANA", tz="America/Chicago")
    district.settles()
    district.at("2026-11-17 12:00")
    ana.clicks("Done", on="1.1.3.2")
    ana.sees("1 of 1 answered")

    assert asked(district, "ana") == 1
    assert "*Completed:* 7 of 22" in district.answers("dana", "/plan status")


def test_a_form_that_slack_does_not_open_in_time_is_told_of_in_words(opened: District) -> None:
    opened.troubles(hang=1.0)
    opened.person("ana").clicks("Behind …", on="1.1.3.2")
    assert "Slack took too long" in opened.answers("dana", "/plan assign", in_="C00BETHEL")
    opened.troubles()
    for _ in range(3):
        opened.later(minutes=2)

    opened.person("ana").sees("Slack took too long, so that didn't open.")
