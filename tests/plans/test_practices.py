"""The twelve practices, checked by code and by name."""

import pytest

from plans.practices import (
    PRACTICES,
    codes_of,
    coding_read,
    named,
    practice_of,
    read_practice,
    read_practices,
    stored_codes,
    suggested,
    typed_coding,
)


def test_four_domains_of_three_practices() -> None:
    assert list(PRACTICES) == [f"{domain}{letter}" for domain in "1234" for letter in "abc"]
    assert len({practice.domain for practice in PRACTICES.values()}) == 4


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3b", "3b"),
        ("1.a. Prioritize improvement and communicate urgency", "1a"),
        ("4c: Engaging students and their families in pursuing education goals", "4c"),
        ("Practice 3c: Remove barriers and provide opportunities", "3c"),
        ("Target professional learning", "2b"),
        ("2a: Recruit, develop, retain, & sustain talent", "2a"),
    ],
)
def test_a_practice_is_known_by_code_or_name(text: str, code: str) -> None:
    read = read_practice(text)

    assert read.practice is not None
    assert (read.practice.code, read.disagrees) == (code, False)


def test_where_code_and_name_disagree_the_name_is_believed() -> None:
    read = read_practice("3c: Provide rigorous evidence-based instruction")

    assert read.practice is not None
    assert (read.practice.code, read.disagrees) == ("3b", True)


def test_a_districts_own_code_counts_for_its_practice() -> None:
    coding = "2b, 3a, 3b-1, 3b-2"

    assert codes_of(coding) == ("2b", "3a", "3b")
    assert stored_codes(coding) == ("2b", "3a", "3b-1", "3b-2")
    assert named(coding, {"3b-1": "Number talks"})[2:] == ["3b-1 Number talks", "3b-2"]
    assert [practice_of(code) for code in ("3b-1", "3b", "3b-0", "3b-100", "9a-1")] == ["3b", "3b", "", "", ""]


def test_an_own_code_that_is_typed_must_be_one_of_the_districts() -> None:
    assert typed_coding("3b-1, 2b", {"3b-1": "Number talks"}) == "2b, 3b-1"
    assert typed_coding("3b-2", {"3b-1": "Number talks"}) is None


@pytest.mark.parametrize("text", ["9z", "", "Be kind"])
def test_what_is_no_practice(text: str) -> None:
    assert read_practice(text).practice is None


@pytest.mark.parametrize(
    ("text", "coding"),
    [
        ("3a, 2b", "2b, 3a"),
        ("3a/2b", "2b, 3a"),
        ("3a and 2b; 3a", "2b, 3a"),
        ("3a 2b", "2b, 3a"),
        ("3.a & Practice 2b", "2b, 3a"),
        (
            "3a: Diagnose and respond to student learning needs\n2b: Target professional learning opportunities",
            "2b, 3a",
        ),
        ("4b: Solicit and act upon stakeholder input, 1a", "1a, 4b"),
        ("3b", "3b"),
        ("3b-1 Number talks, 2b", "2b, 3b-1"),
        ("Practice 3.b-12: Number talks; 3a-2", "3a-2, 3b-12"),
        ("", None),
    ],
)
def test_a_cell_may_name_several_practices(text: str, coding: str | None) -> None:
    practices = read_practices(text)

    assert all(read.practice and not read.disagrees for read in practices)
    assert coding_read(practices) == coding
    assert coding_read(read_practices(coding or "")) == coding


def test_each_of_several_practices_is_checked_alone() -> None:
    unknown, disagreeing = read_practices("9z, 3c: Provide rigorous evidence-based instruction")

    assert (unknown.practice, unknown.written) == (None, "9z")
    assert disagreeing.disagrees
    assert codes_of("2b, 3a") == ("2b", "3a")
    assert codes_of(None) == ()
    assert codes_of("better lessons, for all") == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Engage families in the goals of their children's education", "4c"),
        ("Recruit and retain talented teachers", "2a"),
        ("We diagnose learning needs in every unit and respond within the week", "3a"),
        ("Rigorous instruction in every lesson, evidence-based", "3b"),
        ("Student learning", None),
        ("Better schools", None),
        ("", None),
    ],
)
def test_a_practice_is_suggested_only_where_words_point_to_one(text: str, code: str | None) -> None:
    practice = suggested(text)

    assert (practice.code if practice else None) == code
