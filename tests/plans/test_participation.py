"""How teams take part: counts and a median, never a list of people."""

from datetime import UTC, datetime, timedelta

from plans.participation import TeamPeriod, TeamRequest, by_team

ASKED = datetime(2026, 11, 17, 14, tzinfo=UTC)
CLOSES = datetime(2026, 11, 24, 5, tzinfo=UTC)


def part(minutes: int | None, *, team: str = "1.1.1", period: str = "2026-11", asked: bool = True) -> TeamRequest:
    answered_at = ASKED + timedelta(minutes=minutes) if minutes is not None else None
    return TeamRequest(
        team=team, period=period, asked_at=ASKED if asked else None, answered_at=answered_at, closes_at=CLOSES
    )


def test_asked_answered_on_time_and_the_usual_time_it_took() -> None:
    late = 60 * 24 * 8

    rows = by_team([part(5), part(9), part(late), part(None)])

    assert rows == [TeamPeriod(team="1.1.1", period="2026-11", asked=4, answered=3, on_time=2, median_minutes=9)]


def test_newest_period_first_and_teams_in_the_plans_order() -> None:
    rows = by_team([part(1, period="2026-10"), part(1, team="2.1"), part(1, team="1.9")])

    assert [(row.period, row.team) for row in rows] == [("2026-11", "2.1"), ("2026-11", "1.9"), ("2026-10", "1.1.1")]


def test_who_reported_before_being_asked_took_no_time_and_without_a_message_none_is_counted() -> None:
    assert by_team([part(-60)])[0].median_minutes == 0
    assert by_team([part(5, asked=False)])[0].median_minutes is None
    assert by_team([]) == []
