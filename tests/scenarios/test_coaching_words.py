"""What a coach reads in a conversation: short, once, and with the right button in front."""

from __future__ import annotations

from tests.scenarios.district import District
from tests.support.coaching import CHANNEL, begun, finishes, on_table, record_in
from tests.support.people import Person
from tests.support.screens import contains

DATA = "What do our data tell us"
HOPES = "What are our highest aspirations"
GOALS = "most important"
ABOUT = "How is this goal focused on students themselves rather than on the actions of adults?"


def goes_to_goals(district: District, ana: Person) -> str:
    thread = begun(district, ana)
    for question in (DATA, HOPES):
        ana.clicks("Next", on=question)
        district.settles()
    return thread


def test_what_was_not_asked_stands_once_in_the_record_whatever_it_is_about(district: District) -> None:
    ana = district.person("ana")
    thread = begun(district, ana)
    finishes(district, ana, on=DATA)

    actual = record_in(ana, thread)
    # A message is read as text and as blocks.
    assert actual.count(ABOUT) == actual.count("Not asked this time")
    assert f"{ABOUT} (for 2 of them)" in actual
    assert "How might we share these data with everyone who has an interest in the results?" in actual


def test_what_a_question_is_about_stands_in_quotation_marks(district: District) -> None:
    ana = district.person("ana")
    goes_to_goals(district, ana)
    for question in (GOALS, "If we reach these goals"):
        ana.steers("Skip", on=question)
        district.settles()

    ana.sees(f"{ABOUT} “More students in grades 3 to 5")


def test_a_question_asked_again_says_so(district: District) -> None:
    ana = district.person("ana")
    begun(district, ana)
    ana.sees_no("asked again")
    ana.clicks("Next", on=DATA)
    district.settles()
    ana.steers("Back", on=HOPES)

    ana.sees("Question 1 of at least 36 · asked again; earlier answers still count")


def test_where_nobody_answered_the_first_is_written_down_and_not_another_one(district: District) -> None:
    ana = district.person("ana")
    goes_to_goals(district, ana)
    ana.clicks("Next", on=GOALS)
    ana.sees("no draft yet")
    ana.sees_no("Add another")

    ana.clicks("Write it down")
    ana.sees("Edit it until the team would say")


def test_what_is_written_down_is_shown_in_its_own_words(district: District) -> None:
    ana = district.person("ana")
    begun(district, ana)
    ana.more("Decision", on=DATA)
    ana.fills(**{"In one or two sentences": "We meet again in January."})
    ana.submits()

    ana.sees("Written down by @U00000ANA: Decision\nWe meet again in January.")
    ana.sees_no("In one or two sentences")


def test_targets_of_several_years_stand_on_one_line(district: District) -> None:
    ana = district.person("ana")
    goes_to_goals(district, ana)
    ana.clicks("Next", on=GOALS)
    ana.clicks("Write it down")
    ana.fills(
        **{
            "In one or two sentences": "All students read for pleasure.",
            "What we measure": "Books read",
            "Data source": "Library",
            "Baseline": "2 a month",
            "Targets, one line per year": "3\n4",
        }
    )
    ana.submits()

    ana.sees("Targets: 3 / 4")


def test_the_two_files_of_the_record_can_be_told_apart(district: District) -> None:
    ana = district.person("ana")
    begun(district, ana)
    finishes(district, ana, on=DATA)

    ana.sees("Record of “Goals and measures” (Word)")
    ana.sees("Record of “Goals and measures” (Markdown)")


def test_a_plan_has_one_vision_so_no_other_one_is_offered(district: District) -> None:
    ana, lena = district.person("ana"), district.person("lena")
    thread = begun(district, ana, "Vision and mission")
    lena.says("Each child reads with joy.", in_=CHANNEL, thread=thread)
    district.settles()
    ana.clicks("Next", on="Question 1 of")
    ana.clicks("Edit and save")
    ana.submits()

    ana.sees("Written down by @U00000ANA: Vision")
    ana.sees_no("Add another")


def test_links_of_a_delivery_chain_are_read_from_arrows(district: District) -> None:
    ana, lena = district.person("ana"), district.person("lena")
    thread = begun(district, ana, "The delivery chain")
    ana.steers("Skip", on="Which people or organizations could have any part")
    on_table(ana, CHANNEL, thread, "Who influences whom as this activity makes its way")
    lena.says("Principal -> coach, weak", in_=CHANNEL, thread=thread)
    district.settles()
    ana.clicks("Next", on="Who influences whom as this activity makes its way")

    ana.sees("Who influences: Principal\nWho is influenced: coach\nStrong or weak: Weak")
    ana.clicks("Edit and save")
    ana.submits()
    lena.sees("@U00000ANA wrote down: Principal → coach")
    district.settles()
    finishes(district, ana, on="Who influences whom as this activity makes its way")

    record = record_in(lena, thread)
    assert contains(record, "The delivery chain • Principal → coach • Most influential: Principal"), record
    assert "Weak links: Principal → coach" in record


LINKS = """Superintendent -> Principal, formal, strong
Principal -> Coach, formal, weak
Coach <-> Teachers, informal, weak
Teachers -> Students, strong"""


def test_the_lines_of_a_delivery_chain_are_taken_in_one_press(district: District) -> None:
    ana, lena = district.person("ana"), district.person("lena")
    question = "Who influences whom as this activity makes its way"
    thread = begun(district, ana, "The delivery chain")
    ana.steers("Skip", on="Which people or organizations could have any part")
    on_table(ana, CHANNEL, thread, question)
    lena.says(LINKS, in_=CHANNEL, thread=thread)
    district.settles()
    ana.steers("Finish …", on=question)
    ana.sees("Drafted but not written down yet:")
    ana.sees("Link in the chain: Teachers → Coach")
    ana.closes()
    ana.clicks("Next", on=question)
    ana.clicks("Save all")

    lena.sees("@U00000ANA wrote down: Superintendent → Principal, Formal, Strong")
    lena.sees("@U00000ANA wrote down: Teachers → Coach, Informal, Weak")
    lena.sees("The chain so far\n• Superintendent → Principal → Coach → Teachers → Students\n• Teachers → Coach")
    district.settles()
    ana.clicks("Undo", on="Superintendent → Principal, Formal, Strong")
    lena.sees("Superintendent → Principal")
    district.settles()
    ana.clicks("Add another", on="Teachers → Coach, Informal, Weak")
    ana.closes()
    finishes(district, ana, on=question)
    record = record_in(lena, thread)
    assert "Superintendent → Principal" not in record
    assert "Principal → Coach → Teachers → Students" in record
    assert "Informal influence: Coach → Teachers and Teachers → Coach" in record
    assert "Most influential: " in record
    assert "Crucial link: Coach → Teachers" in record
    lena.sees("delivery-chain-2026-11-16.png")
    dana = district.person("dana")
    district.at("2026-11-17 09:00")
    dana.types("/plan minutes", in_=CHANNEL)
    dana.sees("The chain of “The delivery chain”: Principal → Coach → Teachers → Students")


# ---------------------------------------------------------------- written down once


def two_goals_proposed(district: District, ana: Person) -> str:
    thread = goes_to_goals(district, ana)
    for name, goal in (("lena", "All students read well."), ("sam", "All students do math well.")):
        district.person(name).says(goal, in_=CHANNEL, thread=thread)
        district.settles()
    ana.clicks("Next", on=GOALS)
    ana.sees("drafted from your answers")
    return thread


def written_goals(ana: Person, thread: str) -> list[str]:
    return [text for text in ana.thread(CHANNEL, thread) if "Written down by" in text]


def test_remarks_are_not_offered_as_goals_but_can_be_chosen(district: District) -> None:
    ana, lena, sam = (district.person(name) for name in ("ana", "lena", "sam"))
    thread = goes_to_goals(district, ana)
    remark = "Let's keep the goal about reading and its check."
    for person, text in ((lena, "All students read well."), (sam, "Which check do we mean?"), (lena, remark)):
        person.says(text, in_=CHANNEL, thread=thread)
        district.settles()
    ana.clicks("Next", on=GOALS)
    ana.sees("drafted from your answers")
    district.settles()
    (offer,) = [message for message in ana.messages(CHANNEL) if "drafted from your answers" in message.text]
    assert contains(offer.text, "All students read well.")
    assert contains(offer.text, "Edit and save")

    ana.selects("Let's keep the goal", from_="Use another reply")
    saves(ana)
    lena.sees(f"@U00000ANA wrote down: {remark}")


def test_a_wording_that_was_written_down_says_by_whom_and_is_offered_no_more(district: District) -> None:
    ana, lena = district.person("ana"), district.person("lena")
    thread = two_goals_proposed(district, ana)
    ana.clicks("Save this", on="All students read well.")
    saves(ana)
    lena.sees("@U00000ANA wrote down: All students read well.")
    district.settles()
    offered = [message for message in ana.messages(CHANNEL) if "wrote down: All students read" in message.text]
    assert [each.text.count("Save this") for each in offered] == [1]
    ana.clicks("Next", on=GOALS)
    ana.sees("how will every student")
    district.settles()
    offered = [message for message in ana.messages(CHANNEL) if "wrote down: All students read" in message.text]
    assert [("Save this" in each.text, "Next" in each.text.split("\n")) for each in offered] == [(True, False)]

    ana.clicks("Save this", on="All students do math well.")
    saves(ana)
    lena.sees("@U00000ANA wrote down: All students do math well.")
    district.settles()
    ana.sees_no("Save this")
    assert len(written_goals(ana, thread)) == 2


def test_a_wording_cannot_be_written_down_twice(district: District) -> None:
    """Not by two who lead and have their forms open together, nor on a copy of the message from before."""
    ana, dana = district.person("ana"), district.person("dana")
    thread = two_goals_proposed(district, ana)
    ana.clicks("Who leads", on="Everything happens")
    ana.fills(**{"Who co-leads it?": "U0000DANA"})
    ana.submits()
    dana.sees("with @U0000DANA")
    old = next(message for message in ana.messages(CHANNEL) if "drafted from your answers" in message.text)
    for leader in (ana, dana):
        leader.clicks_on_copy(old, "Save this")
    saves(ana)
    dana.submits()
    dana.sees("That's already saved")
    district.settles()
    ana.clicks_on_copy(old, "Save this")

    ana.sees("That's already saved, so I didn't save it twice.")
    assert len(written_goals(ana, thread)) == 1


def test_the_one_wording_of_a_question_is_written_down_once(district: District) -> None:
    ana = district.person("ana")
    thread = goes_to_goals(district, ana)
    ana.clicks("Next", on=GOALS)
    ana.clicks("Write it down")
    ana.fills(**{"In one or two sentences": "All students read for pleasure."})
    saves(ana)

    ana.sees("@U00000ANA wrote down: All students read for pleasure.")
    district.settles()
    ana.sees_no("Write it down")
    assert len(written_goals(ana, thread)) == 1


def saves(ana: Person) -> None:
    """A goal without a measure is asked about once more."""
    ana.submits()
    ana.fills(**{"Are you sure?": ["Save anyway"]})
    ana.submits()
