"""Who is suggested for a role or a name of the plan: by name and job title, or nobody."""

from __future__ import annotations

import pytest

from plans.role_suggestions import Colleague, suggest

PEOPLE = [
    Colleague("dana", "Dana Whitfield", "Principal, Lakeside Elementary"),
    Colleague("kim", "Kim Alvarez", "Assistant principal, Lakeside Elementary"),
    Colleague("lee", "Lee Nakamura", "Principal, Reynolds Middle"),
    Colleague("lena", "Lena Brandt", "Literacy coach, Lakeside Elementary"),
    Colleague("maria", "Maria Okafor", "Grade 4 teacher, Lakeside Elementary"),
    Colleague("daniel", "Daniel Reyes", "Grade 4 teacher, Lakeside Elementary"),
    Colleague("grace", "Grace Lindqvist", "Superintendent"),
    Colleague("none", "Sam Oyelaran", ""),
]


@pytest.mark.parametrize(
    ("role", "ids"),
    [
        ("Principal", ["dana"]),
        ("Assistant Principal", ["kim"]),
        ("Literacy Coach", ["lena"]),
        ("Grade 4 Teachers", ["maria", "daniel"]),
        ("Superintendent", ["grace"]),
        ("Sam Oyelaran", ["none"]),
        ("sam  oyelaran", ["none"]),
        ("Data Coach", []),
        ("Facilities Director", []),
        ("", []),
    ],
)
def test_a_role_is_suggested_to_whoever_has_that_title_here(role: str, ids: list[str]) -> None:
    assert suggest(role, PEOPLE, "Lakeside Elementary School") == ids


def test_namesakes_are_left_to_a_person() -> None:
    twins = [Colleague("a", "Kim Park", ""), Colleague("b", "Kim Park", "")]

    assert suggest("Kim Park", twins, "Lakeside") == []


def test_a_large_group_is_not_suggested_one_by_one() -> None:
    many = [Colleague(str(number), f"T {number}", "Teacher") for number in range(6)]

    assert suggest("Teachers", many, "Lakeside") == []
