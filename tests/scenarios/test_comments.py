"""A coach comments on the plan and its minutes; the leader reads it at once, and finds it in the next draft."""

from __future__ import annotations

from tests.scenarios.district import District
from tests.support.minutes import close_check_in

QUESTION = "What do we do with the results of the checks?"
STRATEGY = "1.1 Learning intentions and success criteria"
SAVED = "The leaders of *Bethel Elementary School* get it, and it's in the draft of the next minutes."
NOTICE = f"""
@U00000ANA, who coaches *Bethel Elementary School*, commented on {STRATEGY}:
>{QUESTION}
It's in the draft of the next minutes.
"""


def answer(district: District, person: str, words: str) -> str:
    return district.answers(person, f"/plan comment {words}")


def test_the_leader_reads_the_comment_and_finds_it_in_the_next_draft(district: District) -> None:
    saved = answer(district, "ana", f"1.1 {QUESTION}")
    assert saved == f":white_check_mark: Your comment on {STRATEGY} is saved. {SAVED}"
    district.settles()
    dana = district.person("dana")
    assert NOTICE.strip() in dana.reads(in_=dana.dm())

    district.at("2026-11-17 10:00")
    close_check_in(dana)
    district.settles()
    district.answers("dana", "/plan minutes")
    district.settles()
    dana.sees(f"Coach's comment on {STRATEGY}: {QUESTION}")


def test_a_comment_is_about_an_item_or_the_last_published_minutes_too(district: District) -> None:
    assert "Your comment on 1.1.1.1 Open the year with" in answer(district, "ana", f"1.1.1.1 {QUESTION}")
    assert "Your comment on the minutes of October is saved." in answer(district, "ana", f"minutes {QUESTION}")


def test_what_cannot_be_saved_says_why(district: District) -> None:
    assert "has no strategy, milestone or action item 9.9." in answer(district, "ana", f"9.9 {QUESTION}")
    assert answer(district, "ana", "1.1").startswith("Say what your comment is about, and what you think:")


def test_only_a_coach_comments(district: District) -> None:
    for person in ("dana", "maria"):
        assert answer(district, person, f"1.1 {QUESTION}").startswith("Only coaches of *Bethel Elementary School*")
