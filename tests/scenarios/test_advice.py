"""What a school would tell another school: asked at the end of a milestone and a year, found where it agreed."""

from __future__ import annotations

import pytest

from tests.scenarios.district import District

WORDS = "Write the criteria for one subject first"


@pytest.fixture
def november(district: District) -> District:
    district.at("2026-11-17 10:00")
    return district


def complete(district: District, found_by: str) -> None:
    """Maria completes milestone 1.1.2, which works on 3b, and answers the question."""
    maria = district.person("maria")
    maria.clicks("Complete …", on="1.1.2* Every")
    maria.sees("They'd see your school, what it's about, how far you got, these words and your name.")
    maria.fills(evidence="16 units", advice=WORDS, found_by=found_by)
    assert maria.submits() == {}
    maria.closes()
    district.settles()


def who_did_it(district: District, who: str = "lee") -> str:
    return district.answers(who, "/plan who 3b", in_="dm")


def test_a_leader_lets_it_leave_the_school_and_its_author_takes_it_back(november: District) -> None:
    complete(november, "Schools in the state")
    before = who_did_it(november)
    assert "1 school works on it" in before
    assert "Bethel" not in before

    assert "Maria Okafor would tell other schools about *1.1.2*" in november.told("dana")[-1]
    november.person("dana").clicks("Let schools find it")
    november.settles()
    answer = who_did_it(november)
    assert answer.startswith("3b Provide rigorous evidence-based instruction: what schools would tell you\n")
    assert "*Bethel Elementary School*\nMilestones complete " in answer
    assert "early evidence seen " in answer
    assert (
        f"1.1.2 Every unit in ELA and math has success criteria, complete since Tue, Nov 17\n> {WORDS}\nAsk " in answer
    )
    assert "works on it" not in answer

    november.answers("maria", "/plan who mine", in_="dm")
    november.person("maria").clicks("Take back")
    november.settles()
    assert WORDS not in who_did_it(november)
    assert "1 school works on it" in who_did_it(november)


def test_what_nobody_may_find_is_found_by_nobody_and_asked_of_no_leader(november: District) -> None:
    complete(november, "No")

    assert WORDS not in who_did_it(november)
    assert not [text for text in november.told("dana") if "would tell other schools" in text]
    assert "not shared" in november.answers("dana", "/plan who mine", in_="dm")


def test_a_school_does_not_find_itself(november: District) -> None:
    complete(november, "Schools in my district")
    november.person("dana").clicks("Let schools find it")
    november.settles()

    assert WORDS in who_did_it(november, "lee")
    assert WORDS not in who_did_it(november, "ana")


def test_a_leader_keeps_it_in_the_school(november: District) -> None:
    complete(november, "Schools in my district")
    november.person("dana").clicks("Keep it in our school")
    november.settles()

    assert WORDS not in who_did_it(november)


def test_beside_the_annual_report_a_leader_is_asked_about_a_strategy(november: District) -> None:
    dana = november.person("dana")
    november.answers("dana", "/plan documents year", in_="dm")
    dana.clicks("Tell other schools …")
    dana.fills(strategy="1.1 Learning intentions and success criteria", advice="Visit each other", found_by="district")
    assert dana.submits() == {}
    dana.sees("Schools in your district can find it with /plan who.")
    dana.closes()

    assert "1.1 Learning intentions and success criteria\n> Visit each other" in who_did_it(november)


def test_a_practice_is_found_by_its_name_and_what_is_none_is_refused(november: District) -> None:
    by_name = november.answers("lee", "/plan who provide rigorous evidence-based instruction", in_="dm")

    assert "1 school works on it" in by_name
    assert november.answers("lee", "/plan who", in_="dm").startswith("Which practice?")
    assert "isn't one of the effective practices" in november.answers("lee", "/plan who lunch", in_="dm")
    assert "No other school near you works on 1a" in november.answers("lee", "/plan who 1a", in_="dm")
    assert "shared anything with other schools yet" in november.answers("lee", "/plan who mine", in_="dm")
