"""Everybody's own time: the hour, the quiet, the days away, and who stands in."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.scenarios.district import District


def november(district: District, name: str) -> list[str]:
    return [told for told in district.told(name) if told.startswith("November 2026 check-in")]


def test_an_hour_of_ones_own_and_quiet_hours_are_kept(district: District) -> None:
    assert "You are asked at 14:30" in district.answers("ana", "/plan hours 2:30 pm")
    assert "only between 11:00 and 16:00" in district.answers("sam", "/plan hours 11-16:00")
    district.at("2026-11-17 10:30")
    assert (len(november(district, "ana")), len(november(district, "sam")), len(november(district, "lena"))) == (
        0,
        0,
        1,
    )
    district.at("2026-11-17 11:00")
    assert (len(november(district, "ana")), len(november(district, "sam"))) == (0, 1)
    district.at("2026-11-17 14:30")
    assert len(november(district, "ana")) == 1


@pytest.mark.parametrize("typed", ["/plan hours soon", "/plan hours 25:00", "/plan hours 16-8"])
def test_hours_that_are_none_are_said_so(district: District, typed: str) -> None:
    assert "as a time of day. Write it like `10:30` or `8:00-16:00`." in district.answers("ana", typed)


def test_who_is_away_is_asked_when_they_are_back(district: District) -> None:
    told = district.answers("ana", "/plan away until Nov 18")
    assert "You are away from Mon, Nov 16, 2026 to Wed, Nov 18, 2026." in told
    district.at("2026-11-17 10:00")
    district.at("2026-11-18 10:00")
    assert november(district, "ana") == []
    assert ":white_circle: Ana Ruiz: 0 of 1, away" in district.answers("dana", "/plan checkin", in_="dm")
    district.at("2026-11-19 09:00")

    assert len(november(district, "ana")) == 1


def test_who_comes_back_early_is_asked_at_once(district: District) -> None:
    district.answers("ana", "/plan away until Nov 20")
    district.at("2026-11-17 10:00")
    assert november(district, "ana") == []
    assert "You are not away." in district.answers("ana", "/plan away back")

    assert len(november(district, "ana")) == 1


def test_a_stand_in_is_asked_instead_and_every_answer_says_so(district: District) -> None:
    told = district.answers("ana", "/plan away until Nov 30 @sam")
    assert "Sam Oyelaran is asked instead of you." in told
    district.at("2026-11-17 10:00")
    assert november(district, "ana") == []
    sam = district.person("sam")
    sam.sees("You answer for Ana Ruiz.")
    sam.clicks("Done", on="1.1.3.2")

    sam.sees("Done on Tue, Nov 17, 2026 · Sam Oyelaran for Ana Ruiz, Tue, Nov 17, 2026")
    assert ":white_check_mark: Ana Ruiz (asked: Sam Oyelaran)" in district.answers("dana", "/plan checkin", in_="dm")
    district.answers("dana", "/plan minutes")
    district.person("dana").sees("(Sam Oyelaran for Ana Ruiz, Tue, Nov 17, 2026)")


def test_who_goes_away_in_the_middle_of_a_round_hands_on_what_is_still_to_be_answered(district: District) -> None:
    district.at("2026-11-17 10:00")
    assert len(november(district, "ana")) == 1
    before = len(november(district, "sam"))
    district.answers("ana", "/plan away until Nov 30 @sam")
    assert len(november(district, "sam")) == before + 1
    sam = district.person("sam")
    sam.sees("You answer for Ana Ruiz.")
    sam.clicks("Not started", on="1.1.3.2")

    ana = district.person("ana")
    ana.sees("Not started · Sam Oyelaran for Ana Ruiz")
    ana.sees("Sam Oyelaran stands in for you and was asked too.")
    ana.sees_no("You answer for Ana Ruiz.")
    district.answers("ana", "/plan away")
    assert len(november(district, "sam")) == before + 1


def test_a_status_in_slack_says_that_somebody_is_away_and_until_when(district: District) -> None:
    until = int(datetime(2026, 11, 19, 5, tzinfo=UTC).timestamp())  # the end of the 18th in New York
    district.changes("U_ANA", status="Vacationing", status_emoji=":palm_tree:", status_expiration=until)
    district.changes("U_SAM", status="In a meeting", status_emoji=":calendar:")
    district.settles()
    assert "to Wed, Nov 18, 2026" in district.answers("ana", "/plan away")
    district.at("2026-11-17 10:00")
    assert (len(november(district, "ana")), len(november(district, "sam"))) == (0, 1)
    district.at("2026-11-19 09:00")

    assert len(november(district, "ana")) == 1


def test_a_status_taken_back_ends_the_absence(district: District) -> None:
    district.changes("U_ANA", status="Out sick", status_emoji=":face_with_thermometer:")
    district.settles()
    assert "until you type `/plan away back`" in district.answers("ana", "/plan away")
    district.changes("U_ANA", status="", status_emoji="")
    district.settles()

    assert "You are not away." in district.answers("ana", "/plan away")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/plan away sometime", 'I do not understand "sometime" as a time.'),
        ("/plan away until Nov 2, 2026", "has passed already."),
        ("/plan away until Nov 20 @nobody", "I know nobody of that name"),
        ("/plan away @ana", "Nobody can stand in for themselves."),
    ],
)
def test_what_cannot_be_an_absence_is_said(district: District, typed: str, answer: str) -> None:
    assert answer in district.answers("ana", typed)
