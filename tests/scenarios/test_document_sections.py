"""A leader edits the texts of a report, section by section; its numbers stay those of the plan."""

from __future__ import annotations

from datetime import date

from bot.documents import kinds
from bot.documents.formats.text import text
from bot.slack.payloads import Who
from conversations.documents.names import DocumentName
from plans.item_progress import Day
from storage.plans import plans
from tests.scenarios.district import District
from tests.scenarios.test_quarry_hill import CHANNEL, finishes, publishes

LESSONS = "Lessons and key take-aways"
NO_LESSONS = "The published minutes have no key take-aways yet."
OURS = "We planned together.\n- Whole days helped Data Coach most\n- Half days did not"


def report(school: District, name: DocumentName = DocumentName.YEAR, day: date = date(2026, 10, 28)) -> str:
    with school.bot.turns.read(Who(team="TLARKMOOR", user="UPRINCIPAL")) as turn:
        (plan,) = plans.summaries(turn.session, "TLARKMOOR")
        return text(kinds.make(turn.session, name, plan, Day(day)))


def opens_card(school: District, name: str = "principal", document: str = "year") -> None:
    school.answers(name, f"/plan documents {document} as of Oct 28", in_="dm")
    school.settles()
    school.person(name).clicks("Edit the texts …")
    school.settles()


def test_a_leader_edits_a_section_and_takes_the_draft_back(school: District) -> None:
    principal = school.person("principal")
    school.at("2026-10-20 10:00")
    finishes(school.person("coach"), "1.1.1.1", completed_on="2026-09-30", evidence="template in the shared folder")
    school.person("data").clicks("On track", on="1.1.1.5")
    school.at("2026-10-27 09:00")
    publishes(school, "October", next_on="2026-11-24")
    school.at("2026-10-29 09:00")
    drafted = report(school)
    opens_card(school)
    principal.clicks("Edit …", on=LESSONS)
    form = "\n".join(principal.reads())
    principal.fills(**{"text:0": OURS})
    assert principal.submits() == {}
    school.settles()

    assert "- “1.1.1.1 Agree on a template for unit checks: completed" in drafted
    assert NO_LESSONS in drafted
    assert "becomes a bullet" in form
    edited = report(school)
    assert (
        f"## {LESSONS}\n\nWe planned together.\n\n- Whole days helped Data Coach most\n- Half days did not\n" in edited
    )
    assert NO_LESSONS not in edited
    assert any("Edited by Principal" in each for each in school.told("principal"))
    assert NO_LESSONS in report(school, day=date(2026, 10, 27)), "an earlier day's report has changed"
    assert "We planned together." in report(school, day=date(2026, 12, 18))

    principal.clicks("Use the draft again", on=LESSONS)
    school.settles()

    assert report(school) == drafted


def test_of_two_who_edit_one_section_at_once_the_second_is_told(school: District) -> None:
    principal, district = school.person("principal"), school.person("district")
    school.at("2026-10-29 09:00")
    school.answers("principal", "/plan share", in_="dm")
    principal.clicks("Share")
    for name in ("principal", "district"):
        opens_card(school, name)
    principal.clicks("Edit …", on=LESSONS)
    district.clicks("Edit …", on=LESSONS)
    principal.fills(**{"text:0": "First."})
    assert principal.submits() == {}
    district.fills(**{"text:0": "Second."})
    district.submits()

    notice = "\n".join(district.reads())
    assert "Someone else changed this section" in notice
    assert "Second." in notice
    assert "First." in report(school)
    assert "Second." not in report(school)


def test_the_form_shows_the_facts_that_a_text_rests_on(school: District) -> None:
    principal = school.person("principal")
    school.at("2026-10-29 09:00")
    opens_card(school)
    principal.clicks("Edit …", on="Narrative summary")
    narrative = "\n".join(principal.reads())
    principal.closes()
    principal.clicks("Edit …", on="Progress on priority 1")
    progress = "\n".join(principal.reads())

    assert "Strategy 1.1: milestones completed 0 of 2, actions completed 0 of 9 (0%)" in narrative
    assert "Not checked yet" in progress


def test_whoever_does_not_lead_gets_the_files_alone(school: District) -> None:
    school.at("2026-10-29 09:00")
    answer = school.answers("coach", "/plan documents year as of Oct 28", in_=CHANNEL)
    school.settles()

    assert "I'm making this document" in answer
    assert "Its texts are drafts" not in answer
