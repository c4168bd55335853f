"""A school's fall, lived through from October to December, with three minutes held line by line against paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.documents.document import Document
from bot.documents.formats.text import text
from bot.documents.tool_a.quarter import quarter
from bot.slack.payloads import Who
from plans.item_progress import Day
from storage.plans import plans
from tests.scenarios.district import District
from tests.support.people import Person

SEEDS = Path(__file__).parent / "quarry_hill"
CHANNEL = "C00QUARRY"
SUPPORTS = (
    "*Supports:* Two half days of substitutes for grade 7 planning (Mon, Nov 30)\n"
    "*Provider:* Larkmoor School District\n"
    "*How were supports used?* Units 2 and 3 were finished\n"
    "*How effective were the supports?* Very effective: done one day before its date",
    "*Supports Needed:* Two half days of substitutes for grade 7 planning, 1.1.1.3 (asked Wed, Oct 21)\n"
    "*Supports Provided:* Two half days of substitutes (Mon, Nov 30, after 40 days)\n"
    "*Source (district and other organizations):* Larkmoor School District\n"
    "*Effectiveness:* Very effective: done one day before its date",
)
"""Tool A's table in both of its forms."""
KINDS = ("docx", "pdf", "xlsx")
NOVEMBER_LINES = (
    "1.1.1.2 Write the grade 6 unit checks: completed Thu, Oct 29, on time. Evidence: nine checks in the shared folder",
    "Milestone 1.1.2 Students are retaught within the week: complete",
    "Risk named in October: conferences take the planning time: happened",
    "Partly: mitigation: move grade-level planning from Nov 10 to Nov 3",
    "canceled Tue, Nov 3. Reason: the district's license covers it (Principal)",
)


def finishes(person: Person, item: str, *, completed_on: str, evidence: str = "") -> None:
    """From the Home tab, as on any day."""
    person.opens_home()
    person.menu("Done …", on=item)
    person.fills(evidence=evidence, completed_on=completed_on)
    assert person.submits() == {}


def explains(person: Person, item: str, **answers: str) -> None:
    person.clicks("Behind …", on=item)
    person.fills(**answers)
    assert person.submits() == {}


def live_october(school: District) -> None:
    coach, principal, data = school.person("coach"), school.person("principal"), school.person("data")
    six, seven, eight = (school.person(f"grade{grade}") for grade in (6, 7, 8))
    school.at("2026-09-30 10:00")
    finishes(coach, "1.1.1.1", completed_on="2026-09-30", evidence="template in the shared folder")
    school.at("2026-10-06 10:00")
    finishes(principal, "1.1.2.1", completed_on="2026-10-06", evidence="bell schedule, version 2")

    school.at("2026-10-20 10:00")
    data.clicks("On track", on="1.1.1.5")
    principal.clicks("On track", on="1.1.1.6")
    school.at("2026-10-21 10:00")
    explains(
        seven,
        "1.1.1.3",
        cause="new units arrived three weeks late",
        new_due="2026-11-13",
        new_due_reason="the publisher shipped in October",
        support="two half days of substitutes for grade 7 planning",
        support_from="UPRINCIPAL",
    )
    school.at("2026-10-22 10:00")
    explains(
        six,
        "1.1.1.2",
        cause="one of three teachers is new",
        recovery="write unit 2 together",
        recovery_by="2026-10-28",
    )
    six.clicks("On track", on="1.1.2.2")
    eight.clicks("On track", on="1.1.1.4")
    school.at("2026-10-23 10:00")
    coach.clicks("Not started", on="1.1.1.7")
    coach.clicks("Add a risk …")
    coach.fills(
        risk="conferences take the planning time",
        mitigation="move grade-level planning from Nov 10 to Nov 3",
        risk_due="2026-11-03",
    )
    assert coach.submits() == {}
    principal.clicks("Pass to the district")

    school.at("2026-10-27 09:00")
    publishes(school, "October", next_on="2026-11-24")


def agree_on_evidence(school: District) -> None:
    principal = school.person("principal")
    school.answers("principal", "/plan agenda", in_=CHANNEL)
    school.settles()
    principal.clicks("Edit …", on="Agenda")
    principal.fills(
        **{
            "evidence:0": "tally of learning walks",
            "presenter:0": "U000COACH",
            "area:1": "",
            "area:new": "Grade 8 unit checks",
            "evidence:new": "samples of grade 8 checks",
            "presenter:new": "U00GRADE8",
        }
    )
    assert principal.submits() == {}
    school.settles()
    principal.clicks("Post", on="Agenda")
    assert principal.submits() == {}
    school.settles()


def change_the_plan(school: District) -> None:
    principal, seven = school.person("principal"), school.person("grade7")
    school.at("2026-11-03 10:00")
    school.answers("principal", "/plan item 1.1.1.6", in_=CHANNEL)
    principal.menu("Update …", on="1.1.1.6")
    principal.fills(state="Canceled", reason="the district's license covers it")
    assert principal.submits() == {}
    school.at("2026-11-05 10:00")
    principal.types("/plan assign", in_=CHANNEL)
    principal.fills(
        text="Review student work from the first check",
        owner="U000COACH",
        due="2026-12-11",
        milestone="1.1.1",
        output="notes",
        reason="teachers asked to look at work together",
    )
    assert principal.submits() == {}
    principal.closes()
    school.at("2026-11-12 10:00")
    seven.opens_home()
    seven.menu("Move the date …", on="1.1.1.3")
    seven.fills(due="2026-12-04", reason="both planning half days fell through")
    assert seven.submits() == {}


def live_november(school: District) -> None:
    coach, principal, data = school.person("coach"), school.person("principal"), school.person("data")
    six, seven = school.person("grade6"), school.person("grade7")
    change_the_plan(school)
    school.at("2026-11-17 10:00")
    six.clicks("Done", on="1.1.1.2")
    six.clicks("Add output or evidence", on="1.1.1.2")
    six.fills(evidence="nine checks in the shared folder", completed_on="2026-10-29")
    assert six.submits() == {}
    six.clicks("Yes", on="write unit 2 together")
    six.clicks("On track", on="1.1.2.2")
    school.at("2026-11-18 10:00")
    principal.clicks("Complete …", on="1.1.2")
    principal.fills(evidence="block in all three grades' schedules, attendance sheets since Oct 12")
    assert principal.submits() == {}
    principal.fills(**{"close, move or keep it?": "Keep it open"})
    assert principal.submits() == {}
    explains(
        seven,
        "1.1.1.3",
        cause="no substitutes for planning half days",
        recovery="finish unit 2 on the planning day",
        recovery_by="2026-11-30",
    )
    school.at("2026-11-19 10:00")
    data.clicks("On track", on="1.1.1.5")
    coach.clicks("Not started", on="1.1.1.8")
    school.at("2026-11-20 10:00")
    coach.clicks("Here and there", on="daily exit ticket")
    coach.clicks("Add what was seen", on="daily exit ticket")
    coach.fills(reading="7 of 12", evidence="walks-nov.xlsx")
    assert coach.submits() == {}
    school.at("2026-11-23 10:00")
    posted = next(each for each in coach.messages(CHANNEL) if "tally of learning walks" in each.text)
    coach.attaches("walks-nov.xlsx", "UEsDBA==", in_=CHANNEL, thread=str(posted.container["ts"]))
    school.settles()
    coach.clicks("On track", on="1.1.1.7")
    coach.clicks("On course", on="1.1.1")
    coach.clicks("Partly", on="move grade-level planning")
    coach.clicks("Happened", on="conferences take the planning time")
    coach.clicks("Add a risk …")
    coach.fills(risk="snow days may take session 2", mitigation="agree on a second date", risk_due="2026-12-04")
    assert coach.submits() == {}


def discuss_november(school: District) -> None:
    principal = school.person("principal")
    school.at("2026-11-24 08:05")
    school.answers("principal", "/plan minutes November", in_=CHANNEL)
    school.settles()
    principal.clicks("Edit 6")
    principal.fills(**{"added:takeaways": "Whole planning days help more than half days"})
    assert principal.submits() == {}
    publishes(school, "November", next_on="2026-12-22")
    principal.clicks("Sign", on="published the November 2026 minutes")
    school.settles()


def live_december(school: District) -> None:
    coach, seven = school.person("coach"), school.person("grade7")
    finish_the_fall(school)
    school.at("2026-12-14 10:00")
    coach.clicks("Moving toward it", on="60% of students improve")
    coach.clicks("Add the number", on="60% of students improve")
    coach.fills(reading="228 of 400", evidence="results of unit checks 1 and 2")
    assert coach.submits() == {}
    coach.clicks("Seen widely", on="daily exit ticket")
    coach.clicks("Add what was seen", on="daily exit ticket")
    coach.fills(reading="9 of 12", evidence="walks-dec.xlsx")
    assert coach.submits() == {}
    school.at("2026-12-15 10:00")
    school.person("grade6").clicks("On track", on="1.1.2.2")
    school.at("2026-12-16 10:00")
    cause = "a snow day took session 2"
    explains(coach, "1.1.1.7", cause=cause, recovery="hold session 2", recovery_by="2027-01-06")
    explains(coach, "1.1.1 Every", cause=cause, recovery="hold session 2")
    coach.clicks("No", on="agree on a second date")
    coach.clicks("Happened", on="snow days may take session 2")
    seven.clicks("Rate it …")
    seven.fills(used="units 2 and 3 were finished", as_intended="Yes", effective="Very effective")
    seven.fills(evidence="done one day before its date")
    assert seven.submits() == {}


def finish_the_fall(school: District) -> None:
    """What was done between two check-ins, each on its day."""
    district = school.person("district")
    school.at("2026-11-24 16:10")
    finishes(school.person("data"), "1.1.1.5", completed_on="2026-11-24", evidence="412 students entered")
    school.at("2026-11-25 10:00")
    district.clicks("I'll provide it …")
    district.fills(promised_for="2026-11-30")
    assert district.submits() == {}
    school.at("2026-11-30 10:00")
    district.clicks("Provided …")
    district.fills(provided="Two half days of substitutes", given_on="2026-11-30")
    assert district.submits() == {}
    school.at("2026-12-03 15:00")
    seven = school.person("grade7")
    finishes(seven, "1.1.1.3", completed_on="2026-12-03", evidence="nine checks in the shared folder")
    school.at("2026-12-10 15:00")
    finishes(school.person("coach"), "1.1.1.8", completed_on="2026-12-10", evidence="notes from grades 6 to 8")
    school.at("2026-12-11 15:00")
    finishes(school.person("grade8"), "1.1.1.4", completed_on="2026-12-11")


def discuss_december(school: District) -> None:
    school.at("2026-12-22 09:00")
    publishes(school, "December", next_on="2027-01-26")


def publishes(school: District, month: str, *, next_on: str) -> None:
    principal = school.person("principal")
    school.answers("principal", f"/plan minutes {month}", in_=CHANNEL)
    school.settles()
    principal.clicks("Publish")
    principal.fills(next_on=next_on)
    assert principal.submits() == {}
    school.settles()


def note_resources(school: District) -> None:
    coach = school.person("coach")
    school.at("2026-12-16 14:00")
    coach.clicks("Resources and comments …", on="Quarter 2")
    coach.fills(
        milestone="1.1.1 Every math unit has a common check",
        resources="four half days of substitutes, $480, Title I",
        comments="grade 8 has one math teacher this year",
    )
    assert coach.submits() == {}


def minutes(school: District, month: str) -> str:
    """The newest published Markdown file, as the channel has it."""
    files = school.files("principal", CHANNEL)
    return files[f"Quarry-Hill-Middle-School-minutes-{month}.md"].decode()


def document(school: District) -> Document:
    """The Implementation Data as of December 18, as made now."""
    with school.bot.turns.read(Who(team="TLARKMOOR", user="UPRINCIPAL")) as turn:
        (plan,) = plans.summaries(turn.session, "TLARKMOOR")
        return quarter(turn.session, plan, Day(date(2026, 12, 18)))


def expected(name: str) -> str:
    return (SEEDS / f"{name}.md").read_text(encoding="utf-8")


def test_three_minutes_read_as_written_by_hand(school: District) -> None:
    live_october(school)
    agree_on_evidence(school)
    live_november(school)
    discuss_november(school)
    live_december(school)
    discuss_december(school)

    for month in ("2026-10", "2026-11", "2026-12"):
        assert minutes(school, month) == expected(f"minutes-{month}")
    supports = school.answers("principal", "/plan supports", in_=CHANNEL)
    for row in SUPPORTS:
        assert row in supports


def test_the_quarter_reads_as_written_by_hand_and_the_same_in_a_year(school: District) -> None:
    live_october(school)
    agree_on_evidence(school)
    live_november(school)
    discuss_november(school)
    live_december(school)
    note_resources(school)
    school.at("2027-01-05 10:00")
    answer = school.answers("principal", "/plan documents quarter as of Dec 18", in_=CHANNEL)
    files = school.files("principal", school.person("principal").dm())
    first = document(school)
    school.at("2027-06-30 10:00")

    assert "as of Fri, Dec 18" in answer
    assert set(files) == {f"Quarry-Hill-Middle-School-implementation-data-2026-12-18.{kind}" for kind in KINDS}
    assert text(first) == expected("implementation-2026-12-18")
    assert document(school) == first


def test_november_left_undrafted_until_december_is_not_lost(school: District) -> None:
    live_october(school)
    agree_on_evidence(school)
    live_november(school)
    live_december(school)
    school.at("2026-12-22 09:00")
    answer = school.answers("principal", "/plan minutes", in_=CHANNEL)
    publishes(school, "November", next_on="2026-12-23")
    publishes(school, "December", next_on="2027-01-26")

    assert "November 2026 minutes" in answer
    assert "December 2026 is next" in answer
    november, december = minutes(school, "2026-11"), minutes(school, "2026-12")
    for line in NOVEMBER_LINES:
        assert line in november
        assert line not in december
    assert "7 of 9 (78%)" in november
    assert "Risk named in November: snow days may take session 2: happened" in december
    assert "7 of 12 (58%)" not in december  # a newer reading took its place
