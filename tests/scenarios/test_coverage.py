"""What was discussed when: ticked at Publish, shown by /plan coverage, and missed before a third month passes."""

from __future__ import annotations

import pytest

from tests.scenarios.district import District
from tests.support.minutes import close_check_in

BETHEL = "C00BETHEL"


@pytest.fixture
def drafted(district: District) -> District:
    district.at("2026-11-17 10:00")
    district.person("maria").clicks("Done", on="1.1.3.3")
    district.settles()
    close_check_in(district.person("dana"))
    district.answers("dana", "/plan minutes")
    district.settles()
    return district


def publishes(district: District, *ticks: str, on: str) -> None:
    """Dana publishes; of the first strategy she ticks these aspects."""
    dana = district.person("dana")
    dana.clicks("Publish", on=on)
    dana.fills(others="Ana Ruiz", **({"discussed:0": list(ticks)} if ticks else {}))
    assert dana.submits() == {}
    district.settles()


def test_discussed_means_ticked_at_publish(drafted: District) -> None:
    drafted.person("dana").sees_no("Not discussed last month, and not on this month's agenda")
    assert "Nothing counts as discussed yet." in drafted.answers("maria", "/plan coverage")
    publishes(drafted, "Activities", "Early evidence of change", on="November 2026")

    words = drafted.answers("maria", "/plan coverage")
    assert "• Activities: November\n• Early evidence of change: November\n• Short-term outcomes: not yet" in words
    assert "Discussed means ticked when the month's minutes were published. Kept since November 2026." in words
    drafted.settles()
    maria = drafted.person("maria")
    maria.sees("Activities in Nov, Early evidence of change in Nov, Short-term outcomes not yet")
    assert drafted.broken_rules() == []


def test_what_the_agenda_named_is_ticked_already_and_what_was_discussed_is_not_named_again(drafted: District) -> None:
    dana = drafted.person("dana")
    dana.clicks("Next agenda")
    drafted.settles()
    dana.clicks("Post", on="Agenda draft")
    assert dana.submits() == {}
    publishes(drafted, on="November 2026")
    drafted.at("2026-12-15 10:00")
    drafted.answers("dana", "/plan minutes")
    drafted.settles()
    dana.sees_no("not on this month's agenda:* December")
    publishes(drafted, on="December 2026")

    words = drafted.answers("dana", "/plan coverage")
    assert "• Activities: December" in words
    assert "Not discussed in the last two months" not in words


def test_a_tick_that_the_form_never_offered_is_answered_in_words(drafted: District) -> None:
    dana = drafted.person("dana")
    dana.clicks("Publish", on="November 2026")
    view = dana._stack()[-1].container["view_id"]
    forged = {"type": "checkboxes", "selected_options": [{"text": {"type": "plain_text", "text": "x"}, "value": "9|x"}]}
    dana._filled.setdefault(view, {}).setdefault("discussed:0", {})["input"] = forged
    dana.submits()

    dana.sees("out of date")
