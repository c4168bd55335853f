"""Weeks of a small district over breaks and holidays; tests/simulate_year.py prints a whole year of thirty schools."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.simulate_year import district, on_closed_days, outside_hours, table


@pytest.mark.slow
def test_no_message_leaves_on_a_closed_day_or_outside_peoples_hours(tmp_path: Path) -> None:
    with district(tmp_path, schools=1) as year:
        year.live(first=date(2026, 11, 9), last=date(2027, 1, 8))
        lines = list(table(year))

    assert on_closed_days(year) == []
    assert outside_hours(year) == []
    asked = [each for each in year.slack.posted if each.key.startswith("check_in:")]
    assert len(asked) == len({each.key for each in asked})
    weeks = [line.split()[0] for line in lines]
    assert "2026-11-16" in weeks
    assert "2026-12-21" not in weeks
    assert "2026-12-28" not in weeks
