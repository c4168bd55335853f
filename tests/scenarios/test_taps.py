"""The number of taps in common cases. Opening the notification is the first."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scenarios.district import PATIENCE, District
from tests.support.people import Person


class Fingers(Person):
    """Someone whose taps are counted. Typing into a field is none; opening a message or the Home tab is one."""

    taps = 0

    def opens(self, text: str) -> None:
        """Tap on the notification."""
        self.sees(text)
        self.taps += 1

    def clicks(self, label: str, *, on: str | None = None) -> None:
        super().clicks(label, on=on)
        self.taps += 1

    def selects(self, option: Any, *, from_: str | None = None, on: str | None = None) -> None:
        super().selects(option, from_=from_, on=on)
        self.taps += 1

    def steers(self, label: str, *, on: str | None = None) -> None:
        super().steers(label, on=on)
        self.taps += 1

    def submits(self) -> dict[str, str]:
        self.taps += 1
        return super().submits()

    def opens_home(self) -> None:
        self.taps += 1
        super().opens_home()

    def types(self, text: str, *, in_: str) -> None:
        self.taps += 1
        super().types(text, in_=in_)


@pytest.fixture
def opened(district: District) -> District:
    district.at("2026-11-17 10:00")
    return district


def fingers(district: District, name: str) -> Fingers:
    return Fingers(district.slack.url, f"U{name.upper():0>8}", patience=PATIENCE)


def check(case: str, person: Fingers, most: int, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n  {person.taps} taps: {case}", end="")  # noqa: T201 (the count is what this is for)
    assert person.taps <= most


def test_three_things_all_on_track(opened: District, capsys: pytest.CaptureFixture[str]) -> None:
    dana = fingers(opened, "dana")
    dana.opens("November 2026 check-in")
    dana.clicks("All on track")
    dana.sees("3 of 3 answered")

    check("three things, all on track", dana, 2, capsys)


def test_one_thing_done(opened: District, capsys: pytest.CaptureFixture[str]) -> None:
    ana = fingers(opened, "ana")
    ana.opens("November 2026 check-in")
    ana.clicks("Done", on="1.1.3.2")
    ana.sees("Thank you, that's everything")

    check("one thing, done", ana, 2, capsys)


def test_three_things_one_of_them_behind(opened: District, capsys: pytest.CaptureFixture[str]) -> None:
    dana = fingers(opened, "dana")
    dana.opens("November 2026 check-in")
    dana.clicks("Behind …", on="2.1.1.3")
    behind: dict[str, Any] = {"cause": "No translator", "recovery": "Ask the district"}
    dana.fills(**behind)
    assert dana.submits() == {}
    dana.clicks("The other 2: on track")
    dana.sees("3 of 3 answered")

    check("three things, one of them behind", dana, 4, capsys)


def test_going_on_from_a_reminder(opened: District, capsys: pytest.CaptureFixture[str]) -> None:
    opened.person("dana").clicks("Done", on="2.1.1.3")
    opened.person("dana").sees("1 of 3 answered")
    opened.at("2026-11-20 09:00")
    dana = fingers(opened, "dana")
    dana.opens("You have answered 1 of 3.")
    dana.clicks("The other 2: on track")
    dana.sees("3 of 3 answered")

    check("going on from a reminder", dana, 2, capsys)


def test_reporting_before_being_asked(district: District, capsys: pytest.CaptureFixture[str]) -> None:
    ana = fingers(district, "ana")
    ana.opens_home()
    ana.clicks("Report now")
    ana.sees("You're early: what you report now counts for the next check-in")
    ana.clicks("On track", on="1.1.3.2")
    ana.sees("On track · Ana Ruiz")

    check("reporting before being asked, from the Home tab", ana, 3, capsys)
