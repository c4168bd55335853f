"""For which days a rock can be set."""

from datetime import date

import pytest

from plans.rocks import RockTrouble, trouble_with

TODAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("due", "trouble"),
    [
        (None, RockTrouble.NO_DAY),
        (date(2026, 11, 17), RockTrouble.PAST),
        (TODAY, None),
        (date(2027, 1, 2), None),  # 45 days
        (date(2027, 1, 3), RockTrouble.TOO_FAR),
    ],
)
def test_a_rock_is_for_45_days_at_most(due: date | None, trouble: RockTrouble | None) -> None:
    assert trouble_with(due, TODAY) is trouble
