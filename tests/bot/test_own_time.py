"""What people type about their hours, and what their Slack status says about them."""

from datetime import UTC, date, datetime, time

import pytest

from bot.people.away import by_status
from bot.people.hours import read_time, read_window
from plans.calendar import Window
from storage.people.schedules import Absence

NOW = datetime(2026, 11, 17, 15, tzinfo=UTC)
TODAY = date(2026, 11, 17)


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("10:30", time(10, 30)),
        ("9", time(9)),
        ("2:30 pm", time(14, 30)),
        ("12am", time(0)),
        ("12 PM", time(12)),
        ("25:00", None),
        ("10:75", None),
        ("noon", None),
    ],
)
def test_a_time_of_day(typed: str, at: time | None) -> None:
    assert read_time(typed) == at


@pytest.mark.parametrize(
    ("typed", "window"),
    [
        ("8-16", Window(time(8), time(16))),
        ("8:00 - 4pm", Window(time(8), time(16))),
        ("8 to 16:30", Window(time(8), time(16, 30))),
        ("16-8", None),
        ("8", None),
        ("whenever", None),
    ],
)
def test_the_hours_somebody_may_be_written_to(typed: str, window: Window | None) -> None:
    assert read_window(typed) == window


def user(text: str = "", emoji: str = "", expires: datetime | None = None) -> dict[str, object]:
    ends = int(expires.timestamp()) if expires else 0
    return {
        "tz": "America/New_York",
        "profile": {"status_text": text, "status_emoji": emoji, "status_expiration": ends},
    }


@pytest.mark.parametrize("text", ["Vacationing", "Out sick", "OOO until Monday", "on parental leave", "out of office"])
def test_a_status_that_says_somebody_is_away(text: str) -> None:
    assert by_status(user(text), NOW) == Absence(TODAY, None)


@pytest.mark.parametrize("text", ["In a meeting", "Working remotely", "Commuting", ""])
def test_a_status_that_does_not(text: str) -> None:
    assert by_status(user(text), NOW) is None


def test_an_emoji_alone_says_it_too_but_not_beside_other_words() -> None:
    assert by_status(user(emoji=":palm_tree:"), NOW) == Absence(TODAY, None)
    assert by_status(user("Lunch", ":palm_tree:"), NOW) is None


def test_it_lasts_as_long_as_the_status_on_the_persons_own_days() -> None:
    midnight = datetime(2026, 11, 21, 5, tzinfo=UTC)  # the end of the 20th in New York

    assert by_status(user("Vacationing", expires=midnight), NOW) == Absence(TODAY, date(2026, 11, 20))
    assert by_status(user("Vacationing", expires=datetime(2026, 11, 16, tzinfo=UTC)), NOW) is None
