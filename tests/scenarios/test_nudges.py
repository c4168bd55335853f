"""Nudges go to people who have not answered, twice at most."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import update

from bot.action_items.reminding import Reminding
from storage.models import ActionItemRow
from tests.scenarios.district import District


@pytest.fixture
def opened(district: District) -> District:
    district.at("2026-11-17 10:00")
    return district


def of_november(district: District, name: str) -> list[str]:
    """What someone got about the month's check-in, its first words before it in a reminder."""
    return [answer for answer in district.told(name) if "November 2026 check-in\n" in answer]


def test_only_those_who_have_not_answered_are_reminded_and_only_twice(opened: District) -> None:
    opened.person("lena").clicks("All on track")
    opened.person("lena").sees("Thank you, that's everything for November 2026.")

    opened.at("2026-11-20 08:59")
    assert len(of_november(opened, "sam")) == 1
    opened.at("2026-11-20 09:00")
    opened.later(hours=3)
    assert len(of_november(opened, "sam")) == 2
    assert "A quick reminder, in case you missed it." in of_november(opened, "sam")[1]
    opened.at("2026-11-23 09:00")
    opened.later(hours=3)
    assert "One last reminder" in of_november(opened, "sam")[2]
    opened.at("2026-11-24 09:00")

    assert len(of_november(opened, "sam")) == 3
    assert len(of_november(opened, "lena")) == 1


def test_an_answer_given_before_the_reminder_leaves_makes_it_needless(opened: District) -> None:
    opened.at("2026-11-20 00:30")  # reminders are queued for the morning
    opened.person("sam").clicks("On track", on="1.1.2.2")
    opened.settles()
    opened.at("2026-11-20 09:00")

    assert len(of_november(opened, "sam")) == 1


def test_what_is_half_answered_is_kept_and_can_be_continued_in_the_reminder(opened: District) -> None:
    dana = opened.person("dana")
    dana.clicks("Done", on="2.1.1.3")
    dana.sees("1 of 3 answered")
    opened.at("2026-11-20 09:00")
    reminder = of_november(opened, "dana")[-1]
    assert "You have answered 1 of 3. Your answers are saved; pick up where you left off." in reminder
    dana.clicks("The other 2: on track")
    opened.settles()

    both = of_november(opened, "dana")
    assert [answer.count("3 of 3 answered") for answer in both] == [1, 1]
    opened.at("2026-11-23 09:00")
    assert len(of_november(opened, "dana")) == 2


def test_what_is_asked_about_this_morning_is_reminded_of_on_the_next(district: District) -> None:
    due_on(district, "1.1.2.2", date(2026, 11, 20))

    district.at("2026-11-17 09:00")
    Reminding(district.bot.turns).tick()
    assert [answer.splitlines()[0] for answer in district.told("sam")] == ["November 2026 check-in"]
    district.at("2026-11-18 09:00")
    Reminding(district.bot.turns).tick()

    assert "1.1.2.2" in district.told("sam")[-1]
    assert len(district.told("sam")) == 2


def due_on(district: District, code: str, day: date) -> None:
    with district.database.write() as session:
        session.execute(update(ActionItemRow).where(ActionItemRow.code == code).values(due=day))


def test_closing_names_nobody_in_public_and_leaders_see_who_is_missing(opened: District) -> None:
    opened.person("ana").clicks("On track", on="1.1.3.2")
    opened.at("2026-11-24 09:00")

    public = "\n".join(opened.person("maria").reads(in_="C00BETHEL"))
    assert "Okafor" not in public
    private = opened.answers("dana", "/plan checkin", in_="dm")
    assert ":white_circle: Maria Okafor: 0 of" in private
