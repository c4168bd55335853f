"""The monthly digest of a district as its superintendent gets it, reads it any time, and turns it off."""

from __future__ import annotations

from bot.network.digests import DigestTick
from tests.scenarios.district import District

OCTOBER = """\
Riverbend School District: October digest
As of Mon, Oct 26, compared with Mon, Sep 21
*What moved*
Overall: on time 7 of 11 (64%), was 3 of 4
Milestones completed: 1 (Bethel Elementary School)
*Support requests without an answer*
• *Bethel Elementary School*: 1 request, waiting 5 days
"""
NEXT = (
    "The next digest is for November. It goes out on the school day after the month's last check-in closes, on "
    "{} at the latest."
)


def ticks(district: District, moment: str) -> None:
    """One look at what is due, by a program that has just started."""
    district.at(moment)
    DigestTick(district.bot.turns).tick()
    district.settles()


def digests(district: District, name: str) -> list[str]:
    return [text for text in district.told(name) if " digest\nAs of " in text]


def test_a_superintendent_reads_the_newest_digest_and_opens_its_table(district: District) -> None:
    grace = district.person("grace")
    answer = district.answers("grace", "/plan network digest", in_="dm")
    assert answer.startswith(OCTOBER)
    assert NEXT.format("Mon, Dec 7") in answer

    grace.clicks("Open table")
    grace.sees("Riverbend School District: by effective practice, as of Mon, Oct 26")
    assert "Only coaches, leaders, plan managers and viewers" in district.answers("dana", "/plan network digest")


def test_the_next_one_comes_by_itself_once_and_not_after_it_was_turned_off(district: District) -> None:
    district.at("2026-11-17 09:00")
    ticks(district, "2026-11-24 10:00")
    ticks(district, "2026-11-24 14:00")
    [november] = digests(district, "grace")
    assert november.startswith(
        "Riverbend School District: November digest\nAs of Mon, Nov 23, compared with Mon, Oct 26"
    )
    assert digests(district, "dana") == []
    assert "Once a month, after the check-ins close." in november

    answer = district.answers("grace", "/plan network digest off", in_="dm")
    assert answer.startswith("Done. Leaders of *Riverbend School District* no longer get the monthly digest.")
    answer = district.answers("grace", "/plan network digest", in_="dm")
    assert answer.startswith("Riverbend School District: November digest")
    assert "The monthly digest of *Riverbend School District* is off." in answer


def test_its_last_day_is_chosen_by_those_who_lead(district: District) -> None:
    answer = district.answers("grace", "/plan network digest on by the 10th river", in_="dm")
    assert answer == "Done. Leaders of *Riverbend School District* get the monthly digest.\n" + NEXT.format(
        "Thu, Dec 10"
    )
    assert NEXT.format("Thu, Dec 10") in district.answers("grace", "/plan network digest", in_="dm")
    assert district.answers("grace", "/plan network digest on by 45", in_="dm").startswith("Choose a day of the month")
    refused = district.answers("dana", "/plan network digest off")
    assert refused.startswith("Only leaders and plan managers of *Riverbend School District* can do that.")
