"""Choosing a conversation for the time there is, and going on with it the next time."""

from __future__ import annotations

from tests.scenarios.district import District
from tests.support.coaching import CHANNEL, GOALS, begun, finishes, record_in, threads
from tests.support.people import Person
from tests.support.screens import contains

SHORT = "15 minutes: only the essential questions"
OFFERED = """
:bulb: *Checking progress and making adjustments* is a good fit now: 7 action items have come due. About 60 minutes.
:bulb: *Choosing effective practices* is a good fit now: strengths and needs are recorded. About 70 minutes.
:bulb: *Checking the theory of action* is a good fit now: the plan has strategies. About 45 minutes.
Which conversation?
"""
BEGUN = """
at least 7 of 36 questions, the essential ones · about 15 minutes · led by @U00000ANA · for a school
The other 29 questions can wait for the next time; *More …* adds them.
"""
RECORD = """
*Not asked this time*
• Taken together, how do our goals make clear that improvement is urgent?
• 29 questions left for the next time
"""
REST = """
:bulb: *Goals and measures*: last time you asked 7 of 36. Go on with the rest? About 80 minutes.
:bulb: *Checking progress and making adjustments* is a good fit now: 7 action items have come due. About 60 minutes.
:bulb: *Choosing effective practices* is a good fit now: strengths and needs are recorded. About 70 minutes.
Which conversation?
"""
LEFT_OUT = """
at least 30 questions · 80 minutes or more · led by @U00000ANA · for a school
6 questions you answered in November are left out because their facts haven't changed; *More …* brings them back.
"""
BROUGHT_BACK = """
at least 36 questions · 100 minutes or more · led by @U00000ANA · for a school
Everything happens in the thread below.
"""
QUESTIONS = (
    "What do our data tell us",
    "Which three or four goals, these or others",
    "How well does the measure in our plan",
    "Which parts of this measure",
    "How well does the measure in our plan",
    "Which parts of this measure",
)
CAPTURES = ("Which three or four goals, these or others", "Which parts of this measure")


def reads(person: Person, transcript: str) -> None:
    for line in transcript.strip().splitlines():
        person.sees(line)
    assert any(contains(text, transcript.strip()) for text in person.reads()), transcript


def begins_short(district: District, coach: Person) -> str:
    before = threads(coach, GOALS, CHANNEL)
    coach.types("/plan coach", in_=CHANNEL)
    coach.fills(**{"Which conversation?": GOALS, "How much time do you have?": SHORT})
    coach.submits()
    coach.sees(f"{GOALS} has started")
    coach.closes()
    return coach.waits_for(lambda: next(iter(threads(coach, GOALS, CHANNEL) - before), None), f"the thread of {GOALS}")


def asks_the_essential_ones(district: District) -> str:
    """Six questions are answered, and the seventh is skipped."""
    ana, lena = district.person("ana"), district.person("lena")
    thread = begins_short(district, ana)
    district.settles()
    reads(ana, BEGUN)
    ana.clicks("Begin")
    for number, question in enumerate(QUESTIONS, start=1):
        district.settles()
        assert contains(ana.thread(CHANNEL, thread)[-1], question)
        lena.says("We talked about it.", in_=CHANNEL, thread=thread)
        district.settles()
        for _press in range(1 + (question in CAPTURES)):
            ana.clicks("Next", on=f"Question {number} of")
            district.settles()
    ana.steers("Skip", on="Question 7 of about 7")
    ana.sees("That was the last question.")
    finishes(district, ana, on="That was the last question")
    return thread


def test_three_conversations_are_offered_with_the_reason_and_the_time(district: District) -> None:
    ana = district.person("ana")
    ana.types("/plan coach", in_=CHANNEL)

    reads(ana, OFFERED)


def test_a_short_conversation_asks_the_essential_questions_and_the_next_one_the_rest(district: District) -> None:
    ana = district.person("ana")
    thread = asks_the_essential_ones(district)
    for line in RECORD.strip().splitlines():
        assert contains(record_in(ana, thread), line), record_in(ana, thread)

    ana.types("/plan coach", in_=CHANNEL)
    reads(ana, REST)
    ana.closes()
    begun(district, ana)
    reads(ana, LEFT_OUT)
    ana.sees("Question 1 of at least 30")


def test_what_was_left_out_is_brought_back_from_the_menu(district: District) -> None:
    ana = district.person("ana")
    asks_the_essential_ones(district)
    begun(district, ana)
    ana.more("Bring back", on="Question 1 of at least 30")
    district.settles()

    reads(ana, BROUGHT_BACK)


def test_after_three_months_everything_is_asked_again(district: District) -> None:
    ana = district.person("ana")
    asks_the_essential_ones(district)
    district.at("2027-02-22 10:00")
    begun(district, ana)

    ana.sees("Question 1 of at least 36")
    ana.sees_no("are left out")
