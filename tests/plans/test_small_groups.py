"""Which readings are withheld because they are of too few students."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.small_groups import SizedReading, Withheld, hidden_groups, is_of_students, read_group, withheld

FEWEST = 10


def sized(row_id: int, group: str, size: int | None, *, day: int = 20, month: int = 11) -> SizedReading:
    return SizedReading(row_id=row_id, outcome="measure:1", group=group, taken_on=date(2026, month, day), size=size)


def test_nine_are_too_few_and_ten_are_not() -> None:
    assert withheld([sized(1, "", 9)], FEWEST) == {1: Withheld(10)}
    assert withheld([sized(1, "", 10)], FEWEST) == {}
    assert withheld([sized(1, "", 19)], 20) == {1: Withheld(20)}


def test_without_a_number_of_students_nothing_tells() -> None:
    assert withheld([sized(1, "", None)], FEWEST) == {}


def test_a_single_small_group_is_not_left_to_be_computed() -> None:
    # 40 in all, 20 and 14 shown: the other 6 could be computed. The smaller of the two is withheld with them.
    readings = [sized(1, "", 40), sized(2, "White", 20), sized(3, "Black", 14), sized(4, "Asian", 6)]

    assert withheld(readings, FEWEST) == {4: Withheld(10), 3: Withheld(10, protects_another=True)}


def test_two_small_groups_are_not_left_to_be_computed_together() -> None:
    # 6 and 2 are hidden: together 8 students, which the total and the others would tell about.
    assert hidden_groups({"": 40, "a": 20, "b": 12, "c": 6, "d": 2}, FEWEST) == {"b", "c", "d"}
    # 6 and 5 are 11 students together: enough.
    assert hidden_groups({"": 41, "a": 18, "b": 12, "c": 6, "d": 5}, FEWEST) == {"c", "d"}


def test_the_rest_of_all_students_may_be_the_small_group() -> None:
    # Nobody recorded the other 4 students; 40 in all and 36 tell about them.
    assert hidden_groups({"": 40, "low income": 36}, FEWEST) == {"low income"}
    assert hidden_groups({"": 40, "low income": 30}, FEWEST) == set()


def test_groups_that_overlap_are_not_taken_for_parts() -> None:
    # English learners and students with disabilities are among the others: 20 + 54 + 26 = 100, without those two.
    sizes = {"": 100, "a": 20, "b": 54, "c": 26, "english learners": 8, "disabilities": 15}

    assert hidden_groups(sizes, FEWEST) == {"english learners"}


def test_each_set_of_parts_is_protected() -> None:
    # By race 6 + 40 + 54; by gender 48 + 52. Only the first has a small group.
    sizes = {"": 100, "asian": 6, "black": 40, "white": 54, "girls": 48, "boys": 52}

    assert hidden_groups(sizes, FEWEST) == {"asian", "black"}


def test_of_a_total_without_a_number_all_groups_count_as_parts() -> None:
    assert hidden_groups({"": None, "a": 20, "b": 14, "c": 6}, FEWEST) == {"b", "c"}


def test_without_a_total_nothing_can_be_computed() -> None:
    assert hidden_groups({"a": 20, "b": 14, "c": 6}, FEWEST) == {"c"}


def test_groups_and_total_of_a_month_are_compared() -> None:
    readings = [sized(1, "", 20, day=3), sized(2, "Boys", 12, day=17), sized(3, "girls", 8, day=20)]

    assert set(withheld(readings, FEWEST)) == {2, 3}
    assert set(withheld([*readings[:2], sized(3, "girls", 8, month=12)], FEWEST)) == {2, 3}  # 20 - 12: the rest


def test_what_counts_no_students_is_shown() -> None:
    lessons = SizedReading(
        row_id=1, outcome="benchmark:1", group="", taken_on=date(2026, 11, 20), size=3, is_of_students=False
    )

    assert withheld([lessons], FEWEST) == {}


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("Percentage of students proficient in math", "", True),
        ("MCAS grade 7 math", "", True),  # nothing says what is counted: students
        ("MCAS grade 7 math", "students", True),
        ("60% of math teachers use a daily exit ticket", "", False),
        ("Lessons in which students can say what they are learning", "", False),
        ("Students whose teachers use a daily exit ticket", "", True),
        ("Students whose teachers use a daily exit ticket", "teachers", False),
        ("Lessons adjusted from a check", "", False),
        ("Walkthroughs", "lessons", False),
        ("Reading scores, as the three teachers rate them", "", True),
    ],
)
def test_whose_number_it_is(text: str, unit: str, expected: bool) -> None:
    assert is_of_students(text, unit, may_be_adults=False) is expected


def test_early_evidence_counts_adults_unless_it_says_otherwise() -> None:
    assert not is_of_students("Exit tickets are used daily", "", may_be_adults=True)
    assert is_of_students("Students use exit tickets daily", "", may_be_adults=True)


@pytest.mark.parametrize("typed", ["", " ", "All", "all students", "All Students ", "Total", "whole school"])
def test_all_students_are_no_group(typed: str) -> None:
    assert read_group(typed) == ""


def test_a_group_is_kept_as_typed() -> None:
    assert read_group("  English \n learners ") == "English learners"


@given(st.lists(st.integers(1, 60), min_size=2, max_size=6))
def test_no_small_group_can_be_computed_from_the_total_and_the_parts_that_are_shown(sizes: list[int]) -> None:
    named = {str(place): size for place, size in enumerate(sizes)}
    total = sum(sizes)
    hidden = hidden_groups({"": total, **named}, FEWEST)

    left = total - sum(size for group, size in named.items() if group not in hidden)
    assert left == 0 or left >= FEWEST or "" in hidden
    assert all(size >= FEWEST for group, size in named.items() if group not in hidden)
