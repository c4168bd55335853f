"""Personal schedules: check-in hours, send windows, absences and stand-ins."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from storage.delivery import claims
from tests.scenarios.district import TEAM, District


def november(district: District, name: str) -> list[str]:
    return [answer for answer in district.told(name) if answer.startswith("November 2026 check-in")]


def test_an_hour_of_ones_own_and_quiet_hours_are_kept(district: District) -> None:
    assert "I ask you at 2:30 PM" in district.answers("ana", "/plan hours 2:30 pm")
    assert "only between 11:00 AM and 4:00 PM" in district.answers("sam", "/plan hours 11-16:00")
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
    answer = district.answers("ana", "/plan away until Nov 18")
    assert "You're away from Mon, Nov 16 to Wed, Nov 18." in answer
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
    assert "Welcome back! You're no longer marked away." in district.answers("ana", "/plan away back")

    assert len(november(district, "ana")) == 1
    assert "You aren't marked away." in district.answers("ana", "/plan away")
    assert "You weren't marked away, so nothing changed." in district.answers("ana", "/plan away back")
    assert len(november(district, "ana")) == 1


def test_a_single_day_away_is_not_a_span(district: District) -> None:
    assert "You're away on Fri, Nov 20." in district.answers("ana", "/plan away Nov 20")


BACK = "Ana Ruiz is back and will answer this again."


def test_who_comes_back_takes_over_from_a_stand_in_who_was_asked_in_their_place(district: District) -> None:
    district.answers("ana", "/plan away until Nov 30 @sam")
    district.at("2026-11-17 10:00")
    answer = district.answers("ana", "/plan away back")
    district.settles()

    assert "Your check-in is yours to answer again. Next time you're away, I'll ask Sam Oyelaran" in answer
    assert len(november(district, "ana")) == 1
    district.person("sam").sees(BACK)
    district.person("sam").sees_no("You're answering for Ana Ruiz.")
    district.person("ana").clicks("On track", on="1.1.3.2")
    district.person("ana").sees("On track · Ana Ruiz, Tue")


def test_who_comes_back_takes_over_from_a_stand_in_named_in_the_middle_of_a_round(district: District) -> None:
    district.at("2026-11-17 10:00")
    district.answers("ana", "/plan away until Nov 30 @sam")
    district.person("sam").clicks("Not started", on="1.1.3.2")
    district.answers("ana", "/plan away back")
    district.settles()

    ana = district.person("ana")
    ana.sees("Not started · Sam Oyelaran for Ana Ruiz")
    ana.sees_no("is standing in for you")
    district.person("sam").sees(BACK)
    ana.clicks("Done", on="1.1.3.2")
    ana.sees("Done · Ana Ruiz")
    assert ":white_check_mark: Ana Ruiz (asked" not in district.answers("dana", "/plan checkin", in_="dm")


def test_who_comes_back_before_the_stand_in_was_reached_is_asked_once(district: District) -> None:
    district.answers("sam", "/plan hours 14:00-18:00")
    before = november(district, "sam")
    district.answers("ana", "/plan away until Nov 30 @sam")
    district.at("2026-11-17 10:00")
    district.answers("ana", "/plan away back")
    district.at("2026-11-17 14:00")

    assert len(november(district, "ana")) == 1
    assert [answer for answer in november(district, "sam") if "Ana Ruiz" in answer] == before


def test_a_stand_in_is_asked_instead_and_every_answer_says_so(district: District) -> None:
    answer = district.answers("ana", "/plan away until Nov 30 @sam")
    assert "I'll ask Sam Oyelaran instead." in answer
    district.at("2026-11-17 10:00")
    assert november(district, "ana") == []
    sam = district.person("sam")
    sam.sees("Where do the action items in Bethel Elementary School stand?")
    sam.sees("You're answering for Ana Ruiz.")
    sam.clicks("Done", on="1.1.3.2")

    sam.sees("Done · Sam Oyelaran for Ana Ruiz, Tue, Nov 17")
    assert ":white_check_mark: Ana Ruiz (asked: Sam Oyelaran)" in district.answers("dana", "/plan checkin", in_="dm")
    district.answers("dana", "/plan minutes")
    district.person("dana").sees("32 days late. No evidence named. Reported by: Sam Oyelaran")


def test_who_goes_away_in_the_middle_of_a_round_hands_on_what_is_still_to_be_answered(district: District) -> None:
    district.at("2026-11-17 10:00")
    assert len(november(district, "ana")) == 1
    before = len(november(district, "sam"))
    district.answers("ana", "/plan away until Nov 30 @sam")
    assert len(november(district, "sam")) == before + 1
    sam = district.person("sam")
    sam.sees("You're answering for Ana Ruiz.")
    sam.clicks("Not started", on="1.1.3.2")

    ana = district.person("ana")
    ana.sees("Not started · Sam Oyelaran for Ana Ruiz")
    ana.sees("Sam Oyelaran is standing in for you and was asked too.")
    ana.sees_no("You're answering for Ana Ruiz.")
    district.answers("ana", "/plan away")
    assert len(november(district, "sam")) == before + 1


PASSED_ON = "Lena Brandt is standing in for Ana Ruiz now."


def test_a_second_stand_in_takes_over_from_the_first(district: District) -> None:
    district.at("2026-11-17 10:00")
    district.answers("ana", "/plan away until Nov 30 @sam")
    sam, lena = district.person("sam"), district.person("lena")
    sam.opens_home()
    district.settles()
    sam.sees("You're answering for Ana Ruiz.")
    district.answers("ana", "/plan away @lena")
    district.settles()

    lena.sees("You're answering for Ana Ruiz.")
    sam.sees(PASSED_ON)
    sam.sees_no("You're answering for Ana Ruiz.")
    district.person("ana").sees("Lena Brandt is standing in for you and was asked too.")
    lena.clicks("Done", on="1.1.3.2")
    district.person("ana").sees("Done · Lena Brandt for Ana Ruiz")
    sam.sees_no("Lena Brandt for Ana Ruiz, Tue")
    assert ":white_check_mark: Ana Ruiz (asked: Lena Brandt)" in district.answers("dana", "/plan checkin", in_="dm")


def test_who_was_asked_from_the_start_in_somebodys_place_can_be_replaced(district: District) -> None:
    district.answers("ana", "/plan away until Nov 30 @sam")
    district.at("2026-11-17 10:00")
    district.answers("ana", "/plan away @lena")
    district.settles()

    district.person("lena").sees("You're answering for Ana Ruiz.")
    district.person("sam").sees(PASSED_ON)
    assert november(district, "ana") == []


def test_a_first_stand_in_named_again_is_told_again(district: District) -> None:
    district.at("2026-11-17 10:00")
    for name in ("sam", "lena", "sam", "sam"):
        district.answers("ana", f"/plan away until Nov 30 @{name}")
        district.settles()

    assert sum("You're answering for *Ana Ruiz*" in answer for answer in november(district, "sam")) == 2
    assert [answer for answer in november(district, "sam") if "is standing in for *Ana Ruiz* now" in answer] == []
    district.person("lena").sees("Sam Oyelaran is standing in for Ana Ruiz now.")


def test_a_stand_in_replaced_before_the_message_left_gets_none(district: District) -> None:
    district.at("2026-11-17 10:00")
    district.answers("sam", "/plan hours 14:00-18:00")
    district.answers("ana", "/plan away until Nov 30 @sam")
    district.settles()  # the message waits for Sam's hours now
    district.answers("ana", "/plan away @lena")
    before = november(district, "sam")
    district.at("2026-11-17 14:00")

    district.person("lena").sees("You're answering for Ana Ruiz.")
    assert november(district, "sam") == before


def test_a_stand_in_replaced_while_the_message_is_being_put_off_gets_none(district: District) -> None:
    district.at("2026-11-17 10:00")
    district.answers("sam", "/plan hours 14:00-18:00")
    district.answers("ana", "/plan away until Nov 30 @sam")
    district.settles()
    before, afternoon = november(district, "sam"), district.clock.now() + timedelta(hours=4)
    district.bot.delivery.stop()
    with district.database.write() as session:
        [in_hand] = claims.claim(session, TEAM, afternoon, limit=8)
    district.answers("ana", "/plan away @lena")
    with district.database.write() as session:
        claims.wait(session, in_hand, afternoon, claims.OUTSIDE_WINDOW)
    district.restarts()
    district.at("2026-11-17 14:00")

    district.person("lena").sees("You're answering for Ana Ruiz.")
    assert november(district, "sam") == before


def test_a_status_in_slack_says_that_somebody_is_away_and_until_when(district: District) -> None:
    until = int(datetime(2026, 11, 19, 5, tzinfo=UTC).timestamp())  # the end of the 18th in New York
    district.changes("U00000ANA", status="Vacationing", status_emoji=":palm_tree:", status_expiration=until)
    district.changes("U00000SAM", status="In a meeting", status_emoji=":calendar:")
    district.settles()
    assert "to Wed, Nov 18" in district.answers("ana", "/plan away")
    district.at("2026-11-17 10:00")
    assert (len(november(district, "ana")), len(november(district, "sam"))) == (0, 1)
    district.at("2026-11-19 09:00")

    assert len(november(district, "ana")) == 1


def test_a_status_taken_back_ends_the_absence(district: District) -> None:
    district.changes("U00000ANA", status="Out sick", status_emoji=":face_with_thermometer:")
    district.settles()
    assert "until you type `/plan away back`" in district.answers("ana", "/plan away")
    district.changes("U00000ANA", status="", status_emoji="")
    district.settles()

    assert "You aren't marked away." in district.answers("ana", "/plan away")


def queued_for_nine(district: District) -> None:
    district.at("2026-11-17 08:00")
    assert "7 of them will get it at 9:00 AM" in district.answers("dana", "/plan checkin open bethel")


def test_who_goes_away_before_the_message_has_left_is_asked_when_they_are_back(district: District) -> None:
    queued_for_nine(district)
    district.answers("ana", "/plan away until Nov 18")
    district.changes("U00000SAM", status="Out sick", status_emoji=":face_with_thermometer:")
    district.at("2026-11-17 09:00")
    district.at("2026-11-18 12:00")
    assert (november(district, "ana"), november(district, "sam")) == ([], [])
    district.at("2026-11-19 09:00")
    assert (len(november(district, "ana")), len(november(district, "sam"))) == (1, 0)
    district.changes("U00000SAM", status="", status_emoji="")

    assert len(november(district, "sam")) == 1


def test_of_two_absences_that_overlap_the_later_end_counts(district: District) -> None:
    until = int(datetime(2026, 11, 20, 5, tzinfo=UTC).timestamp())  # the end of the 19th in New York
    district.answers("ana", "/plan away until Nov 17")
    queued_for_nine(district)
    district.changes("U00000ANA", status="Vacationing", status_emoji=":palm_tree:", status_expiration=until)
    assert "You're away from Mon, Nov 16 to Thu, Nov 19." in district.answers("ana", "/plan away")
    for day in ("17", "18", "19"):
        district.at(f"2026-11-{day} 10:00")
        assert november(district, "ana") == []
    district.at("2026-11-20 09:00")

    assert len(november(district, "ana")) == 1


def test_a_stand_in_who_is_away_too_is_none(district: District) -> None:
    district.answers("sam", "/plan away until Nov 18")
    answer = district.answers("ana", "/plan away until Nov 17 @sam")
    assert "Sam Oyelaran is away too, so I'll ask you when you're back" in answer
    district.at("2026-11-17 10:00")
    assert (november(district, "ana"), november(district, "sam")) == ([], [])
    district.at("2026-11-18 09:00")

    assert len(november(district, "ana")) == 1
    district.at("2026-11-19 09:00")
    assert [answer for answer in november(district, "sam") if "You're answering for *Ana Ruiz*" in answer] == []


def test_in_the_middle_of_a_round_nothing_is_handed_to_somebody_away(district: District) -> None:
    district.at("2026-11-17 10:00")
    district.answers("sam", "/plan away until Nov 18")
    before = len(november(district, "sam"))
    assert "is away too" in district.answers("ana", "/plan away until Nov 30 @sam")
    assert "I'll ask Lena Brandt instead." in district.answers("ana", "/plan away until Nov 30 @lena")

    assert len(november(district, "sam")) == before
    district.person("lena").sees("You're answering for Ana Ruiz.")


def test_who_takes_over_before_anybody_was_asked_is_reminded_too(district: District) -> None:
    queued_for_nine(district)
    district.answers("ana", "/plan away until Nov 30 @sam")
    district.settles()
    district.at("2026-11-17 10:00")
    district.at("2026-11-20 09:00")

    reminders = [answer for answer in district.told("sam") if "A quick reminder" in answer]
    assert sorted("You're answering for *Ana Ruiz*" in answer for answer in reminders) == [False, True]


def test_a_status_hands_on_to_the_stand_in_what_is_under_way(district: District) -> None:
    district.answers("ana", "/plan away Nov 2 - Nov 3, 2027 @sam")
    district.at("2026-11-17 10:00")
    district.changes("U00000ANA", status="Out sick", status_emoji=":face_with_thermometer:")
    district.settles()

    district.person("sam").sees("You're answering for Ana Ruiz.")


def test_who_moves_to_another_zone_is_asked_in_the_morning_there(district: District) -> None:
    queued_for_nine(district)
    district.changes("U00000ANA", tz="America/Los_Angeles")
    district.changes("U00000SAM", tz="Asia/Tokyo")
    district.at("2026-11-17 11:59")
    assert (november(district, "ana"), november(district, "sam")) == ([], [])
    district.at("2026-11-17 12:00")
    assert (len(november(district, "ana")), len(november(district, "sam"))) == (1, 0)
    district.at("2026-11-17 19:00")  # nine on Wednesday in Tokyo
    assert len(november(district, "sam")) == 1

    district.changes("U00000ANA", tz="Europe/Berlin")
    district.at("2026-11-20 03:00")  # nine in Berlin, at half time
    reminders = [answer for answer in district.told("ana") if "A quick reminder" in answer]
    assert len(reminders) == 1


def test_hours_that_leave_nothing_of_the_usual_ones_are_kept_all_the_same(district: District) -> None:
    answer = district.answers("ana", "/plan hours 19:00-21:00")
    assert "only between 7:00 PM and 9:00 PM" in answer
    assert "I ask you at 8:00 PM" in district.answers("ana", "/plan hours 20:00")
    district.at("2026-11-17 19:59")
    assert november(district, "ana") == []
    district.at("2026-11-17 20:00")

    assert len(november(district, "ana")) == 1


def test_an_hour_outside_ones_hours_is_said_to_be_so(district: District) -> None:
    answer = district.answers("ana", "/plan hours 8:00")
    assert "8:00 AM is outside your hours, 9:00 AM to 6:00 PM." in answer
    district.answers("ana", "/plan hours 10:30")
    answer = district.answers("ana", "/plan hours 13:00-16:00")

    assert "I ask you at 1:00 PM, and I write to you only between 1:00 PM and 4:00 PM" in answer


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/plan away sometime", 'I can\'t read "sometime" as dates.'),
        ("/plan away until Nov 2, 2026", "has already passed."),
        ("/plan away until Nov 20 @nobody", "No full member of this workspace goes by that name"),
        ("/plan away @ana", "You can't be your own stand-in."),
    ],
)
def test_what_cannot_be_an_absence_is_said(district: District, typed: str, answer: str) -> None:
    assert answer in district.answers("ana", typed)
