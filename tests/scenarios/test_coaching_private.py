"""What is asked and answered in private in a coaching conversation."""

from __future__ import annotations

from tests.scenarios.district import District
from tests.support.coaching import begun
from tests.support.people import Person
from tests.support.screens import contains

THREE = ("U00000SAM", "U0000LENA", "U000MARIA")


def test_who_asks_quiet_voices_hears_whom_it_was_put_to(district: District) -> None:
    ana = district.person("ana")
    begun(district, ana)
    asks_in_private(ana, "U00000SAM")
    ana.sees("I'll ask @U00000SAM in private, during their working hours. Only you see whom I ask.")
    district.settles()
    asks_in_private(ana, "U00000SAM", "U0000LENA", "U000MARIA")

    ana.sees("I'll ask @U0000LENA and @U000MARIA in private")
    ana.sees("I've already asked @U00000SAM this question.")
    district.person("lena").sees_no("during their working hours")


def asks_in_private(leader: Person, *people: str, on: str = "What do our data tell us") -> None:
    leader.more("Quiet voices", on=on)
    leader.fills(**{"Who should I ask?": list(people)})
    leader.submits()


def test_a_private_answer_is_changed_and_taken_back(district: District) -> None:
    ana, sam, lena = (district.person(name) for name in ("ana", "sam", "lena"))
    begun(district, ana)
    asks_in_private(ana, *THREE)
    sam.clicks("Answer")
    sam.fills(**{"What do you think?": "First thought.", "How should I share it": "With my name"})
    sam.submits()
    lena.sees("@U00000SAM says: First thought.")

    sam.clicks("Answer")
    sam.fills(**{"What do you think?": "Second thought.", "How should I share it": "Without my name"})
    sam.submits()
    lena.sees("Someone says, without their name: Second thought.")
    district.settles()
    lena.sees_no("First thought.")

    sam.clicks("Answer")
    sam.fills(**{"What do you think?": ""})
    sam.submits()
    lena.sees("An answer was withdrawn")


def test_a_reply_under_the_private_question_has_no_name(district: District) -> None:
    ana, sam, lena = (district.person(name) for name in ("ana", "sam", "lena"))
    begun(district, ana)
    asks_in_private(ana, *THREE)
    district.settles()
    asked = next(message for message in sam.messages(sam.dm()) if "hear from you too" in message.text)
    sam.says("The data are old.", in_=sam.dm(), thread=str(asked.container["ts"]))

    lena.sees("Someone says, without their name: The data are old.")
    sam.sees("without your name")


def test_what_is_written_beside_the_private_question_stays_private(district: District) -> None:
    ana, sam, lena = (district.person(name) for name in ("ana", "sam", "lena"))
    begun(district, ana)
    asks_in_private(ana, "U00000SAM")
    sam.sees("hear from you too")
    sam.says("Is anybody there?", in_=sam.dm())

    sam.sees("I haven't passed that on")
    lena.sees_no("Is anybody there?")


def test_the_form_of_a_private_answer_has_the_facts_its_question_speaks_of(district: District) -> None:
    ana, sam = district.person("ana"), district.person("sam")
    question = "Tell me about the progress"
    begun(district, ana, "Checking progress and making adjustments")
    asks_in_private(ana, "U00000SAM", on=question)
    district.settles()
    ana.clicks("Next", on=question)
    district.settles()
    sam.clicks("Answer")
    form = sam._surfaces()[0].text
    assert contains(form, "Progress as of")
    assert form.index("Progress as of") < form.index(question)
