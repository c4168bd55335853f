"""What completing an action item used, from the form where it is typed to the quarter's report."""

from __future__ import annotations

from datetime import date

from bot.documents.formats.text import text
from bot.documents.tool_a.quarter import quarter
from bot.slack.payloads import Who
from plans.item_progress import Day
from storage.plans import plans
from tests.scenarios.district import District


def report(school: District, on: date) -> list[str]:
    """The rows of resources, those of milestone 1.1.1 and 1.1.2."""
    with school.bot.turns.read(Who(team="TLARKMOOR", user="UPRINCIPAL")) as turn:
        (plan,) = plans.summaries(turn.session, "TLARKMOOR")
        lines = text(quarter(turn.session, plan, Day(on))).splitlines()
    return [line for line in lines if line.startswith("| Resources/Budget Used")]


def test_what_a_done_form_says_was_used_stands_in_the_quarter(school: District) -> None:
    coach, data = school.person("coach"), school.person("data")
    school.at("2026-09-30 10:00")
    coach.opens_home()
    coach.menu("Done …", on="1.1.1.1")
    coach.fills(completed_on="2026-09-30", resources="Two hours of the team meeting")
    assert coach.submits() == {}

    school.at("2026-10-22 10:00")
    data.clicks("Done", on="1.1.1.5")
    data.clicks("Add output or evidence", on="1.1.1.5")
    data.fills(resources="scanner of the library, $0")
    assert data.submits() == {}
    school.settles()

    first, _second = report(school, date(2026, 12, 18))
    assert first == (
        "| Resources/Budget Used | 1.1.1.1: Two hours of the team meeting "
        "| 1.1.1.5: scanner of the library, \\$0 | Not yet | Not yet |"
    )
    assert report(school, date(2026, 10, 21))[0].count("scanner") == 0
