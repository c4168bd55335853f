"""What is asked about a weak part before it is saved."""

import pytest

from conversations.parts import PartKind
from conversations.weakness import Weakness, weaknesses

W = Weakness
STRATEGY = {
    "title": "Clear learning goals in every lesson",
    "if_we": "coach teachers to set clear learning goals",
    "then": "every teacher posts the goal of each lesson and checks it at the end",
    "and_so": "more students reach grade level in reading",
    "years": "3",
}


def doubts(kind: PartKind, **values: str) -> tuple[Weakness, ...]:
    return weaknesses(kind, values)


def test_a_goal_needs_students_and_a_measure() -> None:
    assert doubts(PartKind.GOAL, text="Improve our brand") == (W.GOAL_NOT_ABOUT_STUDENTS, W.GOAL_WITHOUT_MEASURE)


def test_a_measure_needs_a_source_a_baseline_and_two_targets() -> None:
    assert doubts(PartKind.MEASURE, indicator="Proficient in math", targets="60 %") == (
        W.MEASURE_WITHOUT_SOURCE,
        W.MEASURE_WITHOUT_BASELINE,
        W.FEWER_THAN_TWO_TARGETS,
    )
    whole = {"source": "MCAS", "baseline": "59 %", "targets": "65 %\n70 %"}
    assert doubts(PartKind.MEASURE, indicator="Proficient in math", **whole) == ()


def test_a_strong_strategy_is_left_alone() -> None:
    assert doubts(PartKind.STRATEGY, **STRATEGY) == ()


@pytest.mark.parametrize(
    ("field", "text", "doubt"),
    [
        ("if_we", "", W.IF_MISSING),
        ("then", "", W.THEN_MISSING),
        ("then", "teachers will better understand the importance of goals", W.THEN_NOT_MEASURABLE),
        ("then", "teachers will value collaboration", W.THEN_NOT_MEASURABLE),
        ("and_so", "", W.AND_MISSING),
        ("and_so", "our name gets known", W.AND_NOT_ABOUT_STUDENTS),
        ("years", "1", W.DONE_WITHIN_A_YEAR),
        ("years", "", W.LENGTH_UNKNOWN),
    ],
)
def test_each_weak_part_of_a_strategy_is_named(field: str, text: str, doubt: Weakness) -> None:
    assert doubts(PartKind.STRATEGY, **(STRATEGY | {field: text})) == (doubt,)


def test_a_strategy_that_is_a_one_time_event_is_too_short() -> None:
    values = STRATEGY | {"years": "", "title": "Hold a one-time reading night"}
    assert doubts(PartKind.STRATEGY, **values) == (W.DONE_WITHIN_A_YEAR,)


# Three benchmarks as they grew: the first idea, then a measure, then a date.
FIRST = [
    "100% of teachers take part in training on SMART goals",
    "K-2 teachers will be aware of the new protocol",
    "Principals will give more feedback",
]
SECOND = [
    "100% of teachers write SMART goals that fit the school plan, as shown by their goal sheets",
    "Every K-2 teacher can use the protocol to report a baseline, as shown by classroom reports",
    "60% of classrooms are at least “Providing” in the second indicator",
]


@pytest.mark.parametrize("text", FIRST)
def test_a_first_idea_of_a_benchmark_is_neither_specific_nor_dated(text: str) -> None:
    actual = doubts(PartKind.BENCHMARK, text=text)
    assert {W.BENCHMARK_NOT_SPECIFIC, W.BENCHMARK_NOT_DATED} <= set(actual)


@pytest.mark.parametrize("text", SECOND)
def test_a_benchmark_with_a_measure_lacks_only_its_date(text: str) -> None:
    assert doubts(PartKind.BENCHMARK, text=text) == (W.BENCHMARK_NOT_DATED,)
    assert doubts(PartKind.BENCHMARK, text=text, due="2026-10-15") == ()
    assert doubts(PartKind.BENCHMARK, text=f"By October 2026, {text}") == ()


@pytest.mark.parametrize(
    ("owner", "doubt"),
    [
        ("", W.OWNER_MISSING),
        ("All staff", W.OWNER_NOT_ONE_PERSON),
        ("TBD", W.OWNER_NOT_ONE_PERSON),
        ("Ana and Lee", W.OWNER_NOT_ONE_PERSON),
        ("Ana, Lee", W.OWNER_NOT_ONE_PERSON),
    ],
)
def test_an_action_item_has_one_owner(owner: str, doubt: Weakness) -> None:
    assert doubts(PartKind.ACTION_ITEM, text="Book the lab", owner=owner, due="2026-12-01") == (doubt,)


def test_an_action_item_with_an_owner_and_a_date_is_fine() -> None:
    assert doubts(PartKind.ACTION_ITEM, text="Book the lab", owner="Literacy Director", due="2026-12-01") == ()


def test_a_strength_needs_evidence() -> None:
    assert doubts(PartKind.STRENGTH, text="Calm hallways") == (W.WITHOUT_EVIDENCE,)


@pytest.mark.parametrize("kind", PartKind)
def test_nothing_more_is_asked_about_an_empty_part(kind: PartKind) -> None:
    assert weaknesses(kind, {}) == (W.EMPTY,)
