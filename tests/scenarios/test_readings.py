"""What is seen of a benchmark goes from the check-in to status and minutes, as of the day on which it was reported."""

from __future__ import annotations

from tests.scenarios.district import District
from tests.support.minutes import close_check_in

BENCHMARK = (
    "Early evidence of change, by Sat, Oct 31: Learning intentions are posted and spoken in 8 of 10 lessons visited. "
)


def reported(district: District) -> None:
    """The strategy's lead reports what she saw on Friday, and why it's not more."""
    district.at("2026-11-16 10:30")
    ana = district.person("ana")
    ana.clicks("Here and there", on="Early evidence of change")
    ana.clicks("Add what was seen", on="Early evidence of change")
    ana.fills(reading="5 of 12", evidence="walks-nov.xlsx", taken_on="2026-11-13", cause="Two teachers are new")
    assert ana.submits() == {}
    ana.sees("Cause, if it wasn't reached: Two teachers are new")


def test_what_was_seen_stands_beside_its_strategy_from_the_day_it_was_reported(district: District) -> None:
    reported(district)

    line = f"◦ {BENCHMARK}Seen here and there: 5 of 12 (42%); not reached by its date (Ana Ruiz, Fri, Nov 13)"
    assert line in district.answers("dana", "/plan status")
    assert "Ana Ruiz" not in district.answers("dana", "/plan status as of Nov 15")


def test_what_was_seen_is_in_the_minutes_with_its_evidence_and_its_cause(district: District) -> None:
    reported(district)
    district.at("2026-11-17 10:00")
    close_check_in(district.person("dana"))
    district.settles()
    district.answers("dana", "/plan minutes")
    draft = district.told("dana")[-1]

    assert (
        f"• {BENCHMARK}Seen here and there: 5 of 12 (42%); not reached by its date. "
        "Evidence: walks-nov.xlsx (Ana Ruiz, Fri, Nov 13)"
    ) in draft
    assert (
        "• Early evidence, by Sat, Oct 31: Learning intentions are posted and spoken in 8 of 10 lessons visited. "
        "Seen here and there: 5 of 12 (42%). Cause: Two teachers are new"
    ) in draft


def test_another_word_in_one_tap_leaves_the_number_that_was_typed(district: District) -> None:
    reported(district)
    district.person("ana").clicks("Seen widely", on="Early evidence of change")
    district.person("ana").clicks("Change what was seen", on="Early evidence of change")
    district.person("ana").sees("5 of 12")

    assert "Seen widely: 5 of 12 (42%) (Ana Ruiz, Fri, Nov 13)" in district.answers("dana", "/plan status")
