"""Run charts come to the person who asks, from the status and from the form of a value."""

from __future__ import annotations

from tests.scenarios.district import District

CHANNEL = "C00BETHEL"
LESSONS = "/plan value lessons visited in which"
MEASURE = "Lessons visited in which students can say what they are learning"


def recorded(district: District, *values: str) -> None:
    """A value each Friday from October 2."""
    dana = district.person("dana")
    for week, text in enumerate(values):
        dana.types(LESSONS, in_=CHANNEL)
        dana.fills(reading=text, taken_on=f"2026-10-{2 + 7 * week:02}", group_size="140")
        assert dana.submits() == {}
        dana.closes()
        district.later(minutes=1)


def alternative_text(district: District, name: str) -> str:
    district.settles()
    return next(text for text in reversed(district.told(name)) if "Readings and targets" in text)


def test_the_charts_of_a_plan_come_from_its_status(district: District) -> None:
    district.at("2026-11-17 10:00")
    recorded(district, "31%", "36%", "42%", "48%", "55%")
    maria = district.person("maria")
    maria.types("/plan status", in_=CHANNEL)
    maria.clicks("Show charts")

    words = alternative_text(district, "maria")
    assert f"{MEASURE}: baseline 31% · Fri, Oct 2, 2026: 31%" in words
    assert "Fri, Oct 30, 2026: 55% · median 42% · target 60%. Signal: 5 readings in a row going up" in words


def test_the_chart_of_one_measure_comes_from_its_form(district: District) -> None:
    district.at("2026-11-17 10:00")
    dana = district.person("dana")
    dana.types(LESSONS, in_=CHANNEL)
    dana.sees_no("Show chart")
    dana.closes()
    recorded(district, "38%")
    dana.types(LESSONS, in_=CHANNEL)
    dana.clicks("Show chart")
    dana.closes()

    assert f"{MEASURE}: baseline 31% · Fri, Oct 2, 2026: 38% · target 60%" in alternative_text(district, "dana")


def test_what_may_not_be_shown_is_not_drawn(district: District) -> None:
    district.at("2026-11-17 10:00")
    dana = district.person("dana")
    dana.types(LESSONS, in_=CHANNEL)
    dana.fills(reading="38%", student_group="Newcomers", group_size="7")
    assert dana.submits() == {}
    dana.closes()
    dana.types(LESSONS, in_=CHANNEL)
    dana.clicks("Show chart")

    dana.sees("There's no reading to draw yet.")
