"""What a value is as a figure, and whether it reaches its target. What is not certain has no figure and no verdict."""

from decimal import Decimal

import pytest

from plans.figures import PERCENT, Figure, reaches, read_figure, target_in, target_of_measure


def part(of: int, whole: int, unit: str = "") -> Figure:
    return Figure(Decimal(of), whole, unit)


def percent(number: str) -> Figure:
    return Figure(Decimal(number), unit=PERCENT)


FIGURES = (
    ("7 of 12", part(7, 12)),
    (" 7 OF 12 ", part(7, 12)),
    ("7/12", part(7, 12)),
    ("7 out of 12", part(7, 12)),
    ("7 of 12 teachers", part(7, 12, "teachers")),
    ("7 of 12 (58%)", part(7, 12)),
    ("7 of 12 teachers (58%)", part(7, 12, "teachers")),
    ("1,204 of 2,400", part(1204, 2400)),
    ("0 of 12", part(0, 12)),
    ("12 of 12", part(12, 12)),
    ("7 of 12 (59%)", None),
    ("12 of 7", None),
    ("7 of 0", None),
    ("52%", percent("52")),
    ("52 %", percent("52")),
    ("52 percent", percent("52")),
    ("52.5% of lessons", percent("52.5")),
    ("104%", percent("104")),
    ("3.4", Figure(Decimal("3.4"))),
    ("1,204", Figure(Decimal(1204))),
    ("14 visits", Figure(Decimal(14), unit="visits")),
    ("", None),
    ("seven of twelve", None),
    ("about 52%", None),
    ("52% in November, 47% before", None),
    ("7 of 12, walks-nov.xlsx", None),
    ("Nov 20", None),
    ("31% → 60%", None),
    ("50-60%", None),
    ("-3", None),
    ("7 of 12.5", None),
)


@pytest.mark.parametrize(("text", "figure"), FIGURES)
def test_a_value_is_a_figure_only_if_all_of_it_is(text: str, figure: Figure | None) -> None:
    assert read_figure(text) == figure


@pytest.mark.parametrize(
    ("sentence", "target"),
    [
        ("60% of math teachers use a daily exit ticket", "60%"),
        ("At least 60% of math teachers use a daily exit ticket", "60%"),
        ("60 % of students improve from one unit check to the next", "60 %"),
        ("8 of 10 lessons visited have a learning intention", "8 of 10"),
        ("Math teachers use a daily exit ticket", None),
        ("Exit tickets are used in 60% of lessons", None),
        ("60% of teachers by November, 80% by January", None),
        ("10% of students or fewer are absent a day", None),
        ("10% of students are chronically absent", None),
        ("5% fewer referrals", None),
        ("Fewer than 10% of students are suspended", None),
        ("10% increase in proficiency", None),
    ],
)
def test_a_benchmark_names_its_target_at_its_beginning_or_has_none(sentence: str, target: str | None) -> None:
    target_of_sentence = target_in(sentence)

    assert (target_of_sentence.text if target_of_sentence else None) == target


REACHED = (
    # typed, baseline, first year's target, reached
    ("52%", "30%", "60%", False),
    ("60%", "30%", "60%", True),
    ("59.9%", "30%", "60%", False),
    ("71 %", "30%", "70%", True),
    ("228 of 400", "30%", "60%", False),
    ("3 of 5", "30%", "60%", True),
    ("9%", "14%", "8%", False),
    ("8%", "14%", "8%", True),
    ("3.4", "3.1", "3.5", False),
    ("14 visits", "10 visits", "12 visits", True),
    ("52%", "", "60%", None),
    ("52%", "", "at least 60%", False),
    ("52%", "", "50% or more", True),
    ("9%", "", "at most 8%", False),
    ("7%", "", "8% or less", True),
    ("52", "30%", "60%", None),
    ("14", "10 visits", "12 visits", None),
    ("B+", "C", "B", None),
    ("52%", "60%", "60%", None),
    ("52%", "30%", "all lessons", None),
    ("52%", "30%", "", None),
    ("most of them", "30%", "60%", None),
)


@pytest.mark.parametrize(("typed", "baseline", "target", "reached"), REACHED)
def test_a_value_reaches_its_target_only_where_both_are_comparable(
    typed: str, baseline: str, target: str, reached: bool | None
) -> None:
    assert reaches(read_figure(typed), target_of_measure(baseline, [target] if target else [])) is reached
