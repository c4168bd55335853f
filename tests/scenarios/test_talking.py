"""What people type to the bot in its messages, or where they mention it, and what it answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from conversations.phrases import Courtesy, Meant, understand
from tests.scenarios.district import District
from tests.support.root_cause import Thread

PAGE = Path(__file__).parents[2] / "docs" / "talking-to-it.md"
CHANNEL = "C00QUARRY"
MENTION = "<@UTHROUGHLINE>"
AUTOMATED = "I'm an automated account"


def answers_to(district: District, name: str, text: str, *, in_: str = "dm", thread: str | None = None) -> list[str]:
    """Everything new on the person's screen after they typed it."""
    person = district.person(name)
    place = person.dm() if in_ == "dm" else in_
    before = {(each.container["channel"], each.container["ts"]) for each in person.messages()}
    ts = person.says(text, in_=place, thread=thread)
    district.settles()
    new = [each for each in person.messages() if (each.container["channel"], each.container["ts"]) not in before]
    return [each.text for each in new if each.container["ts"] != ts]


def rows() -> Iterator[tuple[str, str]]:
    """What the page says is typed, and how the answer begins."""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if row := re.fullmatch(r"\| `(?P<typed>[^`]+)` \| (?P<answer>.+) \|", line):
            yield row["typed"], row["answer"]


def test_everything_on_the_page_is_answered_as_it_says(district: District) -> None:
    table = dict(rows())
    assert len(table) == 23

    for typed, answer in table.items():
        first, *_picture = answers_to(district, "dana", typed)
        assert first.startswith(answer), typed


def test_it_says_once_that_it_is_automated(district: District) -> None:
    first, second = answers_to(district, "maria", "hello"), answers_to(district, "maria", "hello")

    assert AUTOMATED in first[0]
    assert AUTOMATED not in second[0]
    assert AUTOMATED in answers_to(district, "ana", "hello")[0]


def test_a_mention_comes_as_two_events_and_gets_one_answer_for_its_author_alone(district: District) -> None:
    daniel = district.person("daniel")
    before = len(daniel.messages("C00BETHEL"))
    [answer] = answers_to(district, "maria", f"{MENTION} what do I have to do?", in_="C00BETHEL")

    assert answer.startswith("On your plate")
    assert len(daniel.messages("C00BETHEL")) == before + 1

    [status, *_picture] = answers_to(district, "maria", f"hey {MENTION}", in_="C00BETHEL")
    assert status.startswith("Hi!")


def test_a_mention_in_a_thread_is_answered_in_that_thread(district: District) -> None:
    ts = district.person("lena").says("Who orders the texts?", in_="C00BETHEL")
    [answer] = answers_to(district, "maria", f"{MENTION} who knows", in_="C00BETHEL", thread=ts)

    assert answer.startswith("I'm not sure what you mean")
    assert any(each.startswith("I'm not sure") for each in district.person("maria").thread("C00BETHEL", ts))


def test_a_button_of_an_answer_does_what_the_command_does(district: District) -> None:
    maria = district.person("maria")
    answers_to(district, "maria", "hello")
    maria.clicks("What's on my plate")
    maria.sees("On your plate")

    answers_to(district, "maria", f"{MENTION} hello", in_="C00BETHEL")
    maria.clicks("Status")
    maria.sees("Bethel Elementary School: status as of Mon, Nov 16")
    district.person("daniel").sees_no("status as of Mon, Nov 16")


def test_assigning_takes_a_form_with_what_was_written(district: District) -> None:
    dana = district.person("dana")
    answers_to(district, "dana", "Assign <@U00000ANA> order the texts by Dec 4")
    dana.clicks("Open form")
    dana.sees("order the texts")
    assert dana.submits() == {}

    assert "order the texts" in district.answers("dana", "/plan item A1")


def test_of_several_plans_one_is_chosen_by_a_button(district: District) -> None:
    [answer] = answers_to(district, "omar", "October")
    assert answer.startswith("Which plan do you mean?")

    district.person("omar").clicks("Bethel Elementary School")
    district.person("omar").sees("Minutes: Bethel Elementary School, October 2026")


def test_the_thread_of_a_dialog_gets_no_answer(district: District) -> None:
    thread = Thread(district)
    thread.starts()
    thread.district.settles()
    texts = len(district.person("lena").thread("C00BETHEL", thread.ts))
    district.person("lena").says(f"{MENTION} status", in_="C00BETHEL", thread=thread.ts)
    district.settles()

    assert len(district.person("lena").thread("C00BETHEL", thread.ts)) == texts + 1


def test_evidence_in_reply_to_a_check_in_gets_no_answer(district: District) -> None:
    district.at("2026-11-17 10:00")
    ana = district.person("ana")
    check_in = next(each for each in ana.messages(ana.dm()) if "November 2026 check-in" in each.text)
    thread = str(check_in.container["ts"])
    link = "<https://example.org/a|the tally>"

    assert not [each for each in answers_to(district, "ana", link, thread=thread) if AUTOMATED in each]
    assert any(AUTOMATED in each for each in answers_to(district, "ana", "Thanks!", thread=thread))
    assert any(each.startswith("You're welcome!") for each in ana.thread(ana.dm(), thread))


def test_on_each_database_what_waits_is_answered_and_the_plan_shown(school: District) -> None:
    assert answers_to(school, "coach", "hello")[0].startswith("Hi! Nothing's waiting for your answer.")
    assert answers_to(school, "principal", f"{MENTION} status", in_=CHANNEL)[0].startswith(
        "Quarry Hill Middle School: status"
    )


def test_nobody_else_is_answered(district: District) -> None:
    maria = district.person("maria")
    assert answers_to(district, "vera", "status")[0].startswith("Only full members of this workspace")
    ts = maria.says("nothing yet", in_="C00BETHEL")
    maria.edits(ts, f"{MENTION} status", in_="C00BETHEL")
    district.settles()
    maria.sees_no("status as of")


def test_phrases_mean_one_thing_and_nothing_else_is_guessed() -> None:
    assert understand("Hello!") is Courtesy.GREETING
    assert understand("Thank you.") is Courtesy.THANKS
    assert understand("WHAT DO I HAVE TO DO?") == Meant("mine")
    assert understand("Status for Bethel") == Meant("status", "bethel")
    assert understand("assign @ana May letters by May 4") == Meant("assign", "@ana May letters by May 4")
    assert understand("Move 1.1.2-3 to Dec 4.") == Meant("change", "1.1.2-3 to dec 4")
    assert understand("cancel a1") == Meant("change", "cancel a1")
    assert understand("Add a milestone") == Meant("change", "add a milestone")
    assert understand("change") == Meant("change")
    assert understand("move my item to Friday") is None
    assert understand("cancel the meeting") is None
    assert understand("Sept. 2026") == Meant("minutes", "sept 2026")
    for text in ("", "   ", "may I ask you something", "march to the office", "hello " * 40, "stats", "helpless"):
        assert understand(text) is None
