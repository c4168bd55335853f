"""Numbers read as misprinted as they come, and written strictly."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plans.numbering import number_all, split_code, write_code


@pytest.mark.parametrize(
    ("text", "parts", "rest"),
    [
        ("1.1.1.4. Plan lessons", (1, 1, 1, 4), "Plan lessons"),
        ("1.1.1.4 Plan lessons", (1, 1, 1, 4), "Plan lessons"),
        ("1.1:1", (1, 1, 1), ""),
        ("1.1.2:", (1, 1, 2), ""),
        ("2) Plan", (2,), "Plan"),
        ("1. Plan", (1,), "Plan"),
        ("1.5 hours of planning", (), "1.5 hours of planning"),
        ("1:1 devices are given out", (), "1:1 devices are given out"),
        ("3 coaches visit", (), "3 coaches visit"),
        ("2012-13 calendar is set", (), "2012-13 calendar is set"),
        ("6-12 vertical team", (), "6-12 vertical team"),
    ],
)
def test_the_number_a_text_begins_with(text: str, parts: tuple[int, ...], rest: str) -> None:
    assert split_code(text) == (parts, rest)


@pytest.mark.parametrize(
    ("printed", "given"),
    [
        ([None, None], [1, 2]),
        ([1, 2, 4], [1, 2, 4]),
        ([1, 1, 2], [1, 2, 3]),
        ([None, 1], [2, 1]),
        ([3, None, None], [3, 4, 5]),
    ],
)
def test_printed_numbers_are_kept_where_they_are_free(printed: list[int | None], given: list[int]) -> None:
    assert [each.number for each in number_all(printed)] == given


@given(printed=some.lists(some.none() | some.integers(0, 12), max_size=20))
def test_no_number_is_given_twice(printed: list[int | None]) -> None:
    numbers = [each.number for each in number_all(printed)]

    assert len(set(numbers)) == len(printed)
    assert all(number > 0 for number in numbers)


@given(parts=some.lists(some.integers(1, 99), min_size=3, max_size=4).map(tuple))
def test_a_code_written_is_read_back(parts: tuple[int, ...]) -> None:
    assert split_code(f"{write_code(parts)} Plan") == (parts, "Plan")
