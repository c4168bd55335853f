"""Several targets with a day each: read from what plans say, and judged each by its own day."""

from datetime import date

import pytest

from plans.dated_targets import dated_targets
from plans.dates import PlanYear
from plans.figures import read_figure
from plans.outcomes import TargetVerdict, judge
from plans.readings import OutcomeReading
from plans.small_groups import Withheld

YEAR = PlanYear.parse("2026-27")
NOVEMBER, JANUARY, MAY = date(2026, 11, 30), date(2027, 1, 31), date(2027, 5, 31)
GUIDE = (
    "By November, 60 percent of staff will use sheltered instruction techniques in each class on a daily basis - "
    "measured through lesson plans, learning walks and unannounced classroom visits.   January target = 80 percent; "
    "May = 90 percent."
)


def read(text: str) -> list[tuple[str, date]]:
    return [(target.target.text, target.day) for target in dated_targets(text, YEAR)]


@pytest.mark.parametrize(
    "text",
    [
        "60% in November, 80% in January, 90% in May",
        "60% by Nov., 80% by Jan. 2027 and 90% by May",
        "November: 60%; January: 80%; May: 90%",
        "60% of students read on grade level by November, 80% by January and 90% by May",
    ],
)
def test_three_targets_with_their_months(text: str) -> None:
    assert read(text) == [("60%", NOVEMBER), ("80%", JANUARY), ("90%", MAY)]


def test_the_guides_own_example() -> None:
    assert read(GUIDE) == [("60 percent", NOVEMBER), ("80 percent", JANUARY), ("90 percent", MAY)]


def test_days_and_other_figures() -> None:
    assert read("7 of 12 by Nov 20 and 10 of 12 by 1/29/2027") == [
        ("7 of 12", date(2026, 11, 20)),
        ("10 of 12", date(2027, 1, 29)),
    ]
    assert read("3.2 in December, 3.6 in June") == [("3.2", date(2026, 12, 31)), ("3.6", date(2027, 6, 30))]


def test_figures_that_fall_are_reached_from_above() -> None:
    targets = dated_targets("18% in November, 15% in January and 12% in May", YEAR)

    assert [target.target.is_ceiling for target in targets] == [True, True, True]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "60% in November",  # one target is the outcome's own
        "From 40% to 60% by May",
        "60% in January, 80% in November",  # not in the order of days
        "60% in November, 80% in January, 70% in May",  # neither rises nor falls
        "60% in November, 60% in January",
        "Reduce absences by 5% in November and by 10% in January",  # changes, not levels
        "60% in November, 3 of 4 in January, 3.5 in May",
        "Teachers may use 60% in class, 80% at home",
        "60% and 80% in November and January",
        "x" * 3000,
    ],
)
def test_nothing_is_guessed(text: str) -> None:
    assert read(text) == []


def reading(on: date, text: str) -> OutcomeReading:
    return OutcomeReading(taken_on=on, text=text, figure=read_figure(text))


def verdicts(today: date, *readings: OutcomeReading) -> list[TargetVerdict]:
    return [judge(target, readings, today).verdict for target in dated_targets(GUIDE, YEAR)]


EARLY, LATE = reading(date(2026, 11, 20), "55%"), reading(date(2026, 12, 15), "62%")
WINTER = reading(date(2027, 1, 20), "82%")


def test_each_is_judged_by_its_own_day() -> None:
    reached, late, missed = TargetVerdict.REACHED, TargetVerdict.REACHED_LATE, TargetVerdict.MISSED
    not_yet, passed, ahead = TargetVerdict.NOT_YET, TargetVerdict.DATE_PASSED, TargetVerdict.NONE

    assert verdicts(date(2026, 11, 15)) == [ahead, ahead, ahead]
    assert verdicts(date(2026, 11, 30), EARLY) == [not_yet, not_yet, not_yet]  # today is not over
    assert verdicts(date(2026, 12, 1)) == [passed, ahead, ahead]
    assert verdicts(date(2026, 12, 1), EARLY) == [missed, not_yet, not_yet]
    assert verdicts(date(2026, 12, 20), EARLY, LATE) == [late, not_yet, not_yet]
    assert verdicts(date(2027, 2, 1), EARLY, LATE, WINTER) == [late, reached, not_yet]
    assert verdicts(date(2027, 6, 1), EARLY, LATE, WINTER) == [late, reached, missed]


def test_a_target_that_was_reached_on_its_day_stays_reached() -> None:
    fallen = reading(date(2026, 12, 15), "50%")

    assert verdicts(date(2026, 12, 20), reading(date(2026, 11, 20), "61%"), fallen)[0] is TargetVerdict.REACHED


def test_a_reading_that_is_not_shown_decides_nothing() -> None:
    few = OutcomeReading(taken_on=date(2026, 11, 25), withheld=Withheld(10))
    november = dated_targets(GUIDE, YEAR)[0]

    judged = judge(november, [EARLY, few], date(2026, 12, 1))
    assert (judged.verdict, judged.is_withheld, judged.is_missed) == (TargetVerdict.NONE, True, False)
    # A later reading of enough students that reaches it decides, and so does a newer one by its day.
    assert judge(november, [few, LATE], date(2026, 12, 20)).verdict is TargetVerdict.REACHED_LATE
    newer = reading(date(2026, 11, 28), "57%")
    assert judge(november, [few, newer], date(2026, 12, 1)).verdict is TargetVerdict.MISSED
