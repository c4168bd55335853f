"""How often a tick looks for work."""

from datetime import UTC, datetime, timedelta

from bot.pace import Pace

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_it_is_due_at_once_and_then_after_its_time() -> None:
    pace = Pace(15 * MINUTE)
    assert [pace.is_due(NOON + minutes * MINUTE) for minutes in (0, 14, 15, 29, 30)] == [True, False, True, False, True]


def test_a_clock_that_is_set_back_holds_up_nothing() -> None:
    pace = Pace(15 * MINUTE)
    assert pace.is_due(NOON)
    assert pace.is_due(NOON - timedelta(days=1))
