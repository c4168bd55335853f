"""/plan find: what mentions some words, for people of different roles, and the forms its buttons open."""

from __future__ import annotations

from tests.scenarios.district import District

PEER_VISITS = """\
*peer visits*: 3 action items and minutes of 2 months
*Action items*
*1.1.3.4* Hold the second round of *peer* *visits*, with a focus on feedback
due Fri, Mar 26 · Daniel Reyes
*1.1.3.3* Hold the first round of *peer* *visits*
due Fri, Dec 18 · Maria Okafor
*1.1.3.2* Set up pairs for *peer* *visits*
due Fri, Oct 16 · Instructional Coach
*Minutes*
*October 2026* 1.1.3.2 Set up pairs for *peer* *visits*: due Fri, Oct 16, 11 days late. Cause (time), given Wed, \
Oct 21: Two pairs have no common planning time
*September 2026* Flu season takes away substitutes. Mitigation: Move *peer* *visits* to planning time (Dana \
Whitfield)"""
CAUSE = """\
*Causes*
Two pairs have no common *planning* time.
why *1.1.3.2* was behind · Wed, Oct 21"""


def test_the_answer_lists_what_mentions_the_words_by_kind(district: District) -> None:
    assert district.answers("dana", "/plan find visiting PEER").startswith(
        PEER_VISITS.replace("*peer visits*", "*visiting peer*", 1)
    )
    assert district.answers("dana", "/plan find 1.1.3.2").startswith("*1.1.3.2*: 1 action item, minutes of")
    assert CAUSE in district.answers("maria", "/plan search for planning")


def test_each_match_opens(district: District) -> None:
    dana, maria, lena = (district.person(name) for name in ("dana", "maria", "lena"))
    dana.types("/plan find peer visits", in_="C00BETHEL")
    dana.clicks("Open", on="1.1.3.3")
    dana.sees("Update …")
    maria.types("/plan find peer visits", in_="C00BETHEL")
    maria.clicks("Open", on="October 2026")
    maria.sees("Minutes: Bethel Elementary School, October 2026")
    lena.types("/plan find planning", in_="C00BETHEL")
    lena.clicks("Open", on="why *1.1.3.2* was behind")
    lena.sees("Two pairs have no common planning time.\nwhy *1.1.3.2* was behind · Wed, Oct 21")


def test_ten_are_listed_and_more_opens_the_rest_of_a_kind(district: District) -> None:
    answer = district.answers("dana", "/plan find 1")
    assert "*Action items* (4 of 22)" in answer

    dana = district.person("dana")
    dana.clicks("More", on="Action items")
    dana.sees("*1.1.1.1*")


def test_of_other_schools_and_of_nothing_nothing_is_found(district: District) -> None:
    assert "Nothing in your plans mentions *peer visits*." in district.answers(
        "lee", "/plan find peer visits", in_="dm"
    )
    assert "Type a word or two" in district.answers("dana", "/plan find the “🎉”")
    assert "Type a word or two" in district.answers("dana", "/plan find")


def test_what_is_no_command_is_searched_for_by_a_button(district: District) -> None:
    dana = district.person("dana")
    dana.types("/plan peer visits", in_="C00BETHEL")
    dana.clicks("Find “peer visits”")
    dana.sees("*peer visits*: 3 action items and minutes of 2 months")
    dana.types("/plan serach substitutes", in_="C00BETHEL")
    dana.sees("Did you mean `/plan find`?")
