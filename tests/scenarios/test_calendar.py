"""The school calendar decides when people are asked, and which messages wait."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

from plans.school_calendar import Closing
from prompts import finding_text
from storage.people import calendars, organizations
from storage.plans import leads, plans
from tests.scenarios.district import EXAMPLES, TEAM, District


def closes(district: District, first: str, last: str, organization: str = "Riverbend School District") -> None:
    """Import a calendar with one closing."""
    closing = Closing(date.fromisoformat(first), date.fromisoformat(last), "Storm")
    with district.database.write() as session:
        where = organizations.find(session, TEAM, organization)
        assert where is not None
        calendars.replace(session, where.id, [closing], [])


def check_ins(district: District, name: str) -> list[str]:
    return [answer for answer in district.told(name) if answer.startswith("November 2026 check-in")]


def test_a_round_on_a_closed_day_opens_on_the_next_school_day(district: District) -> None:
    closes(district, "2026-11-16", "2026-11-18")

    district.at("2026-11-17 09:00")
    district.at("2026-11-18 12:00")
    assert check_ins(district, "ana") == []
    district.at("2026-11-19 09:00")

    assert len(check_ins(district, "ana")) == 1


def test_what_is_under_way_waits_when_the_school_closes_at_short_notice(district: District) -> None:
    district.at("2026-11-17 08:00")
    assert "7 of them will get it at 9:00 AM" in district.answers("dana", "/plan checkin open")
    closes(district, "2026-11-17", "2026-11-17", "Bethel Elementary School")

    district.at("2026-11-17 09:30")
    assert check_ins(district, "ana") == []
    assert len(check_ins(district, "raj")) == 1  # the other school is open
    district.at("2026-11-18 09:00")

    assert len(check_ins(district, "ana")) == 1


def test_the_year_ahead_can_be_read(district: District) -> None:
    answer = district.answers("dana", "/plan checkin calendar")

    assert (
        "*Tue, Nov 17* to Mon, Nov 23: November 2026 check-in, 13 things. "
        "Asked: Ana Ruiz, Dana Whitfield, Daniel Reyes, Lena Brandt, Maria Okafor, Priya Raman and Sam Oyelaran"
        in answer
    )
    assert "*Tue, Nov 24* to Thu, Dec 3: 2026-27 semester 1 milestone review" in answer
    assert "2026-27 quarter 2 review, 1 thing. Asked: Ana Ruiz" in answer
    assert "(if the activity is done by its due date)" in answer
    assert district.broken_rules() == []


def test_the_year_ahead_names_teams_and_stays_short(district: District) -> None:
    with district.database.write() as session:
        plan = next(each for each in plans.summaries(session, TEAM) if each.organization.startswith("Bethel"))
        for code, channel in (("1.1.3", "C00BETHEL"), ("1.2.1", "C0GENERAL")):
            assert leads.set_channel(session, plan.id, code, channel)
    answer = district.answers("dana", "/plan checkin calendar")

    november = next(line for line in answer.splitlines() if "November 2026 check-in" in line)
    assert november.endswith(
        "Asked: Dana Whitfield, Daniel Reyes, Maria Okafor, Priya Raman, Sam Oyelaran, team 1.1.3 and team 1.2.1"
    )


def test_a_quarter_is_reviewed_and_reported_to_the_district(district: District) -> None:
    district.at("2026-12-09 09:00")
    asked = [answer for answer in district.told("ana") if answer.startswith("Quarter 2: short-term outcomes")]
    assert len(asked) == 1
    ana = district.person("ana")
    ana.clicks("Moving toward it", on="Short-term outcome")
    ana.clicks("Add the number", on="Short-term outcome")
    ana.fills(reading="58 %", group_size="412", evidence="November check; 51 % before")
    assert ana.submits() == {}
    ana.sees("Moving toward it · Ana Ruiz, Wed, Dec 9")

    district.at("2026-12-19 09:00")  # it closed at midnight, and this is a Saturday
    assert not any("quarter 2 of 2026-27" in answer for answer in district.person("grace").reads(in_="CDISTRICT"))
    district.at("2027-01-05 09:00")
    reported = [
        answer
        for answer in district.person("grace").reads(in_="CDISTRICT")
        if "Bethel Elementary School: quarter 2" in answer
    ]

    assert len(reported) == 1
    assert "Of 1 short-term outcome answered: 0 met, 1 moving, 0 not moving" in reported[0]
    assert "Moving toward it* · 58 %, group of 412 · November check; 51 % before" in reported[0]


def test_milestones_are_reviewed_by_their_leads_once_a_semester(district: District) -> None:
    district.at("2026-11-24 09:00")
    reviewed = [answer for answer in district.told("lena") if answer.startswith("Semester 1: milestones")]

    assert len(reviewed) == 1
    lena = district.person("lena")
    lena.clicks("Behind …", on="due Fri, Mar 12. Is the milestone on course?")
    lena.fills(cause="Two grades have not begun", recovery="Begin with one unit each")
    assert lena.submits() == {}
    lena.sees("Behind: Two grades have not begun")


def test_measures_are_asked_for_once_a_year(district: District) -> None:
    ahead = district.answers("dana", "/plan checkin calendar")
    opens = re.search(r"\*\w+, (\w+ \d+)\* to [^:]+: 2026-27 review of measures", ahead)
    assert opens is not None
    day = datetime.strptime(f"{opens[1]}, 2027 10:00", "%b %d, %Y %H:%M")  # noqa: DTZ007 (of New York, as `at` takes it)
    district.at(day.isoformat())
    asked = [answer for answer in district.told("dana") if answer.startswith("2026-27: measures")]

    assert len(asked) == 1
    dana = district.person("dana")
    dana.clicks("Improved", on="2026-27: measures")
    dana.clicks("Add the number", on="2026-27: measures")
    dana.fills(reading="61 %")
    assert dana.submits() == {}
    dana.sees("Number: 61 %")


def test_early_evidence_is_asked_for_two_weeks_after_an_activity(district: District) -> None:
    district.at("2026-11-16 10:30")
    asked = [answer for answer in district.told("ana") if answer.startswith("Early evidence: strategy 1.1")]
    assert len(asked) == 1  # an activity of the strategy was finished on October 29

    ana = district.person("ana")
    ana.clicks("Here and there", on="Early evidence of change")
    ana.clicks("Add what was seen", on="Early evidence of change")
    ana.fills(reading="five of twelve", evidence="walks-nov.xlsx", taken_on="2026-11-13")
    assert list(ana.submits()) == ["reading"]
    ana.fills(reading="5 of 12 lessons")
    assert ana.submits() == {}
    ana.sees("Seen here and there · Ana Ruiz")
    ana.sees("Number: 5 of 12 lessons (42%)")
    ana.sees("Evidence: walks-nov.xlsx")
    ana.sees("As of Fri, Nov 13")


def test_an_import_points_out_due_dates_on_days_without_school_and_takes_them(
    district: District, tmp_path: Path
) -> None:
    closes(district, "2026-11-25", "2026-11-27")
    changed = tmp_path / "bethel.yml"
    text = (EXAMPLES / "bethel.yml").read_text(encoding="utf-8")
    changed.write_text(
        text.replace("due: Dec 11, 2026", "due: Nov 26, 2026").replace("due: Dec 18, 2026", "due: Dec 19, 2026"),
        encoding="utf-8",
    )
    (finding,) = district.imports(changed).findings

    assert finding_text(finding) == (
        "Due on days without school: 1.1.2.3 on Thu, Nov 26, 2026 (Storm), next open day Mon, Nov 30, 2026; "
        "1.1.3.3 on Sat, Dec 19, 2026, next open day Mon, Dec 21, 2026. The dates were used. "
        "Move them in the file or in Slack if that isn't what you meant."
    )
    assert "due Thu, Nov 26" in district.answers("dana", "/plan item 1.1.2.3")
    assert district.imports(EXAMPLES / "bethel.yml").findings == ()


def test_a_due_date_on_a_closed_day_is_pointed_out(district: District) -> None:
    closes(district, "2026-11-25", "2026-11-27")
    dana = district.person("dana")
    dana.types("/plan assign @ana order the grade 7 texts by Nov 26", in_="C00BETHEL")

    dana.sees("as Thu, Nov 26. School is closed on Thu, Nov 26 (Storm).")
    assert dana.submits() == {}
    dana.sees("School is closed on Thu, Nov 26 (Storm). The next open day is Mon, Nov 30. Move the date if that")
