"""A coach comments where they read; the leader reads it at once, answers it, and finds it in the next draft."""

from __future__ import annotations

from storage.people import memberships, organizations, people
from tests.scenarios.district import TEAM, District
from tests.support.minutes import close_check_in

CHANNEL = "C00BETHEL"
BETHEL, REYNOLDS = "Bethel Elementary School", "Reynolds Middle School"
QUESTION = "What do we do with the results of the checks?"
ANSWER = "We go through them on Thursday. Join us?"
STRATEGY = "1.1 Learning intentions and success criteria"
ITEM = "1.1.1.1 Open the year with a session on learning intentions"
SAVED = "The leaders of *Bethel Elementary School* get it, and it's in the draft of the next minutes."
NOTICE = f"""
@U00000ANA, who coaches *Bethel Elementary School*, commented on {STRATEGY}:
>{QUESTION}
It's in the draft of the next minutes.
"""


def answer(district: District, person: str, words: str, in_: str = CHANNEL) -> str:
    return district.answers(person, f"/plan comment {words}".strip(), in_=in_)


def commented(district: District, words: str = f"1.1 {QUESTION}") -> None:
    assert "is saved" in answer(district, "ana", words)
    district.settles()


def test_the_leader_reads_the_comment_and_finds_it_in_the_next_draft(district: District) -> None:
    saved = answer(district, "ana", f"1.1 {QUESTION}")
    assert saved == f":white_check_mark: Your comment on {STRATEGY} is saved. {SAVED}"
    district.settles()
    dana = district.person("dana")
    dana.sees(NOTICE.strip())

    district.at("2026-11-17 10:00")
    close_check_in(dana)
    district.settles()
    district.answers("dana", "/plan minutes")
    district.settles()
    dana.sees(f"Coach's comment on {STRATEGY}: {QUESTION}")


def test_a_comment_is_about_an_item_or_the_last_published_minutes_too(district: District) -> None:
    assert "Your comment on 1.1.1.1 Open the year with" in answer(district, "ana", f"1.1.1.1 {QUESTION}")
    assert "Your comment on the minutes of October is saved." in answer(district, "ana", f"minutes {QUESTION}")


def test_what_cannot_be_saved_yet_comes_back_in_a_form(district: District) -> None:
    ana = district.person("ana")
    assert answer(district, "ana", f"9.9 {QUESTION}") == ""
    ana.sees("has no strategy, milestone or action item 9.9.")
    ana.fills(part="9.8")
    assert "action item 9.8 in the plan of Bethel" in ana.submits()["part"]
    ana.fills(part="1.1")
    assert ana.submits() == {}
    ana.sees(f"Your comment on {STRATEGY} is saved.")


def test_the_command_alone_opens_the_form(district: District) -> None:
    ana = district.person("ana")
    assert answer(district, "ana", "") == ""
    ana.fills(part="minutes", text=QUESTION)
    assert ana.submits() == {}
    ana.sees("Your comment on the minutes of October is saved.")


def test_only_a_coach_comments(district: District) -> None:
    for person in ("dana", "maria"):
        assert answer(district, person, f"1.1 {QUESTION}").startswith("Only coaches of *Bethel Elementary School*")


# ---------------------------------------------------------------- which plan


def also_coaches_reynolds(district: District) -> None:
    with district.database.write() as session:
        ana = people.person(session, TEAM, "U00000ANA")
        reynolds = organizations.find(session, TEAM, REYNOLDS)
        assert ana is not None
        assert reynolds is not None
        memberships.grant(session, reynolds.id, ana.id, "coach")


def test_a_coach_of_two_plans_names_one_in_a_direct_message(district: District) -> None:
    also_coaches_reynolds(district)
    assert "is saved. The leaders of *Bethel" in answer(district, "ana", f"Bethel 1.1 {QUESTION}", in_="dm")
    assert "is saved. The leaders of *Reynolds" in answer(district, "ana", f"Reynolds Middle 1.1 {QUESTION}", "dm")


def test_or_chooses_it_in_the_form_which_keeps_what_was_typed(district: District) -> None:
    also_coaches_reynolds(district)
    ana = district.person("ana")
    assert answer(district, "ana", f"1.1 {QUESTION}", in_="dm") == ""
    ana.sees(QUESTION)
    ana.fills(plan=BETHEL)
    ana.fills(part="1.1", text=QUESTION)
    assert ana.submits() == {}
    ana.sees(f"Your comment on {STRATEGY} is saved. {SAVED.replace('*', '')}")


# ---------------------------------------------------------------- where a coach reads


def test_a_coach_comments_from_the_status_and_the_item(district: District) -> None:
    ana = district.person("ana")
    district.answers("ana", "/plan status")
    ana.clicks("Comment …")
    ana.fills(part=STRATEGY, text=QUESTION)
    assert ana.submits() == {}
    ana.sees(f"Your comment on {STRATEGY} is saved.")
    ana.closes()

    district.answers("ana", "/plan item 1.1.1.1")
    ana.clicks("Comment …")
    ana.sees("Your comment on *1.1.1.1 Open the year")
    ana.fills(text=QUESTION)
    assert ana.submits() == {}
    ana.sees("Your comment on 1.1.1.1 Open the year")


def test_a_coach_comments_under_the_published_minutes(district: District) -> None:
    ana, dana = district.person("ana"), district.person("dana")
    district.at("2026-11-17 10:00")
    close_check_in(dana)
    district.settles()
    district.answers("dana", "/plan minutes")
    district.settles()
    dana.clicks("Publish")
    dana.fills(participants=["U0000DANA"])
    assert dana.submits() == {}
    district.settles()
    ana.selects("Comment as a coach …", on="published the November 2026 minutes")
    ana.sees("Your comment on the minutes of November")
    ana.fills(text=QUESTION)
    assert ana.submits() == {}
    ana.sees("Your comment on the minutes of November is saved.")
    district.settles()
    dana.sees("commented on the minutes of November")


def test_others_are_not_offered_to_comment(district: District) -> None:
    for person in ("dana", "maria"):
        for command in ("/plan status", "/plan item 1.1.1.1"):
            district.answers(person, command)
            district.person(person).sees_no("Comment …")


# ---------------------------------------------------------------- the leader answers


def test_the_leader_acknowledges_it_and_the_coach_hears_so_once(district: District) -> None:
    commented(district)
    dana = district.person("dana")
    dana.clicks("Got it", on=QUESTION)
    district.settles()
    dana.sees(":white_check_mark: Dana Whitfield read it on Mon, Nov 16.")

    news = f":white_check_mark: Dana Whitfield read your comment on {STRATEGY} (*{BETHEL}*)."
    assert district.told("ana").count(news) == 1
    assert all("Got it" not in text for text in dana.reads(in_=dana.dm())[-1:])


def test_the_leader_answers_from_home_and_the_comment_leaves_it(district: District) -> None:
    commented(district)
    dana = district.person("dana")
    dana.opens_home()
    district.settles()
    dana.sees("Coaches' comments (1)")
    dana.clicks("Answer …", on=QUESTION)
    dana.fills(text=ANSWER)
    assert dana.submits() == {}
    district.settles()
    dana.sees_no("Coaches' comments (1)")
    dana.sees(f":speech_balloon: Dana Whitfield answered on Mon, Nov 16: {ANSWER}")

    news = f":speech_balloon: Dana Whitfield answered your comment on {STRATEGY} (*{BETHEL}*):\n>{ANSWER}"
    assert news in district.told("ana")


def test_only_the_leader_has_it_on_home(district: District) -> None:
    commented(district)
    for name in ("grace", "maria", "ana"):
        district.person(name).opens_home()
        district.settles()
        district.person(name).sees_no("Coaches' comments")


def test_it_stands_beside_the_item_and_the_strategy_for_leader_and_coach(district: District) -> None:
    commented(district)
    commented(district, f"1.1.1.1 {QUESTION}")
    line = f":speech_balloon: Coach's comment (Ana Ruiz, Mon, Nov 16): {QUESTION} _Not read yet_"
    for name in ("dana", "ana"):
        assert line in district.answers(name, "/plan item 1.1.1.1")
        assert line in district.answers(name, "/plan status")
    for command in ("/plan item 1.1.1.1", "/plan status"):
        assert QUESTION not in district.answers("maria", command)


def test_the_strategy_has_its_milestones_comments_and_counts_earlier_ones(district: District) -> None:
    for number in range(4):
        commented(district, f"Minutes {number}" if number == 0 else f"1.1.3 Question {number}")
    status = district.answers("dana", "/plan status")
    assert ":speech_balloon: Coach's comment on 1.1.3 Teachers learn from each other's lessons (Ana Ruiz" in status
    assert "earlier comment" not in status
    commented(district, "1.1.3 Question 4")
    status = district.answers("dana", "/plan status")
    assert ":speech_balloon: 1 earlier comment by coaches, in the minutes" in status
    assert "Question 4 _Not read yet_" in status
    assert "Question 1" not in status


def test_a_shared_status_has_no_comments(district: District) -> None:
    commented(district)
    dana = district.person("dana")
    district.answers("dana", "/plan status")
    dana.clicks("Share here")
    district.settles()
    maria = district.person("maria")
    maria.sees("status as of")
    maria.sees_no(QUESTION)
