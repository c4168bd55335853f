"""What ratings say together, and what is never shown of them."""

import pytest

from plans.initiative_ratings import InitiativeRating, Quadrant, RatingSummary, Spread, summarize


def summary(impacts: str, efforts: str) -> RatingSummary:
    pairs = zip(impacts, efforts, strict=True)
    return summarize(InitiativeRating(int(impact), int(effort)) for impact, effort in pairs)


def test_medians_come_with_the_lowest_and_the_highest_rating() -> None:
    assert summary("4343", "2122") == RatingSummary(4, Spread(3.5, 3, 4), Spread(2.0, 1, 2))


@pytest.mark.parametrize("ratings", ["", "5", "51"])
def test_ratings_of_fewer_than_three_people_are_not_shown(ratings: str) -> None:
    assert summary(ratings, ratings) == RatingSummary(len(ratings))
    assert summary(ratings, ratings).quadrant is None


@pytest.mark.parametrize(
    ("impacts", "efforts", "quadrant"),
    [
        ("445", "122", Quadrant.QUICK_WINS),
        ("445", "445", Quadrant.MAJOR_PROJECTS),
        ("122", "122", Quadrant.FILL_INS),
        ("122", "445", Quadrant.THANKLESS_TASKS),
        ("333", "122", None),
        ("445", "333", None),
        ("3344", "2233", Quadrant.QUICK_WINS),
    ],
)
def test_above_the_middle_is_high_and_below_it_low(impacts: str, efforts: str, quadrant: Quadrant | None) -> None:
    assert summary(impacts, efforts).quadrant is quadrant
