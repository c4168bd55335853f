"""What was promised last month: asked about in the check-in, and told at the beginning of the minutes."""

from __future__ import annotations

import pytest

from tests.scenarios.district import District
from tests.support.minutes import publish

MARKDOWN = "Bethel-Elementary-School-minutes-2026-{}.md"


def draft_of(district: District, command: str = "/plan minutes") -> str:
    district.answers("dana", command)
    district.settles()
    return district.told("dana")[-1]


def follow_up(minutes: str) -> str:
    """What stands between the counts and the first section."""
    return minutes.partition("Next steps from")[2].partition("*1. Accomplishments")[0].partition("## 1.")[0]


def test_what_was_promised_in_october_is_asked_about_in_november_and_told_in_its_minutes(district: District) -> None:
    district.at("2026-11-17 10:00")
    ana, lena, dana = (district.person(name) for name in ("ana", "lena", "dana"))
    ana.sees("In October: behind. Dana covers one lesson a week. Did that happen?")
    ana.clicks("On track", on="1.1.3.2")
    ana.sees("If you have another second: what became of last month's promises and risks above? 1 to go, one tap each.")
    ana.clicks("Partly", on="Did that happen?")
    ana.sees("Did that happen? Partly")
    district.settles()
    ana.sees_no("If you have another second")

    lena.sees("A risk from October: Report cards fall into the same week. What became of it?")
    lena.clicks("Happened", on="What became of it?")
    lena.sees("What became of it? Happened")
    lena.clicks("No", on="Its mitigation: The second unit moves to the planning day.")
    lena.sees("Its mitigation: The second unit moves to the planning day. Did that happen? No")
    dana.sees_no("Report cards fall into the same week")

    opening = follow_up(draft_of(district))
    assert opening.startswith(" October: 1 kept, 1 partly, ")
    assert "• Kept: 1.1.2.1 Write success criteria for the first two ELA units (completed Thu, Oct 29)" in opening
    assert "• Partly: recovery step for 1.1.3.2: Dana covers one lesson a week" in opening
    assert "• Not kept: mitigation: The second unit moves to the planning day" in opening
    assert "• Not due yet: 1.1.2.2 " in opening
    assert "Risk named in October: Report cards fall into the same week: happened" in opening

    publish(dana)
    district.settles()
    written = follow_up(district.files("dana", "C00BETHEL")[MARKDOWN.format(11)].decode())
    assert "- Partly: recovery step for 1.1.3.2: Dana covers one lesson a week" in written
    assert "Risk named in October: Report cards fall into the same week: happened" in written


def test_a_tap_can_be_changed_and_promises_are_not_forced(district: District) -> None:
    district.at("2026-11-17 10:00")
    ana = district.person("ana")
    ana.clicks("Partly", on="Did that happen?")
    ana.sees("Did that happen? Partly")
    ana.clicks("Yes", on="Did that happen?")
    ana.sees("Did that happen? Yes")

    opening = follow_up(draft_of(district))
    assert "• Kept: recovery step for 1.1.3.2: Dana covers one lesson a week" in opening
    assert "• No report: mitigation: The second unit moves to the planning day" in opening
    assert "Risk named in October: Report cards fall into the same week: no report" in opening


def test_a_risk_that_is_still_open_stays_in_the_minutes_and_is_asked_about_again(district: District) -> None:
    district.at("2026-11-17 10:00")
    lena = district.person("lena")
    lena.clicks("Still open", on="What became of it?")
    lena.sees("What became of it? Still open")
    lena.clicks("Yes", on="Its mitigation")
    district.settles()
    draft = draft_of(district)
    assert "• Report cards fall into the same week. Mitigation: The second unit moves to the planning day" in draft
    assert "itigation: The second unit moves" not in draft.partition("*4. Next steps")[2].partition("*5.")[0]

    district.at("2026-12-15 10:00")
    lena.sees("December 2026 check-in")
    newest = lena.messages()[-1].text
    assert "A risk from October: Report cards fall into the same week." in newest
    assert "Its mitigation" not in newest


def test_november_left_undrafted_until_december_loses_no_promise(district: District) -> None:
    district.at("2026-11-17 10:00")
    ana = district.person("ana")
    ana.clicks("Behind …", on="1.1.3.2")
    ana.fills(cause="Flu", recovery="Swap two lessons", recovery_by="2026-11-16")
    assert ana.submits() == {"recovery_by": "That day has passed. Choose today or later."}
    ana.fills(recovery_by="2026-12-02")
    assert ana.submits() == {}
    ana.sees("Step to recover: Swap two lessons, by Wed, Dec 2")
    district.settles()

    district.at("2026-12-15 10:00")
    ana.sees("In November: behind. Swap two lessons, by Wed, Dec 2. Did that happen?")
    ana.clicks("Yes", on="In November: behind.")
    district.settles()
    november = draft_of(district)
    assert "Minutes draft: Bethel Elementary School, November 2026" in november
    publish(district.person("dana"))
    district.settles()

    december = draft_of(district)
    assert "Minutes draft: Bethel Elementary School, December 2026" in december
    assert "• Kept: recovery step for 1.1.3.2: Swap two lessons" in follow_up(december)


# ---------------------------------------------------------------- nothing to report


def test_no_update_and_away_are_answers_shown_apart_and_nobody_is_reminded_of_them(district: District) -> None:
    district.at("2026-11-17 10:00")
    ana, maria = district.person("ana"), district.person("maria")
    ana.selects("No update this month", from_="Nothing to report?")
    ana.sees("No update this month · Ana Ruiz, Tue, Nov 17. Thanks for saying so. You can still answer.")
    maria.selects("I was away", from_="Nothing to report?")
    maria.sees("Away this month · Maria Okafor, Tue, Nov 17.")
    district.settles()

    draft = draft_of(district)
    assert "• Reported: 2 of 7 people (29%), 2 of them without news" in draft
    assert "Ana Ruiz" not in draft.partition("*Not reported:*")[2].partition("\n")[0]
    progress = district.answers("dana", "/plan checkin", in_=district.person("dana").dm())
    assert ":speech_balloon: Ana Ruiz: no update" in progress
    assert ":speech_balloon: Maria Okafor: was away" in progress

    asked = len(district.told("ana"))
    district.at("2026-11-20 10:00")
    district.at("2026-11-23 10:00")
    assert len(district.told("ana")) == asked


def test_an_answer_after_no_update_is_news(district: District) -> None:
    district.at("2026-11-17 10:00")
    ana = district.person("ana")
    ana.selects("No update this month", from_="Nothing to report?")
    ana.sees("Thanks for saying so.")
    ana.clicks("On track", on="1.1.3.2")
    ana.sees("Thank you, that's everything for November 2026.")
    district.settles()

    assert "• Reported: 1 of 7 people (14%)\n" in draft_of(district)


# ---------------------------------------------------------------- silent for two months


def silent_list(district: District) -> str:
    """The newest list of items without a report."""
    return [text for text in district.told("dana") if "Two months without a report" in text][-1]


@pytest.fixture
def silent(district: District) -> District:
    """November and December have closed, and Ana reported in neither; in October she did."""
    for moment in ("2026-11-17 10:00", "2026-11-24 00:01", "2026-12-15 10:00", "2026-12-22 10:00"):
        district.at(moment)
    return district


def test_after_two_months_without_a_report_the_leader_may_ask_again(silent: District) -> None:
    dana, ana = silent.person("dana"), silent.person("ana")
    silent.answers("dana", "/plan minutes November")
    silent.settles()
    dana.sees_no("Two months without a report")

    silent.answers("dana", "/plan minutes December")
    dana.sees("Two months without a report in Bethel Elementary School:")
    dana.sees("Due Fri, Oct 16 · Instructional Coach")
    before = len(silent.told("ana"))
    dana.clicks("Ask again", on="1.1.3.2")
    dana.sees("I'm asking Ana Ruiz again about 1.1.3.2, in their own hours.")
    dana.clicks("Ask again", on="1.1.3.2")
    dana.sees("I already asked Ana Ruiz again today about 1.1.3.2.")
    silent.settles()
    assert len(silent.told("ana")) == before  # the winter break
    silent.at("2027-01-05 10:00")
    assert silent.told("ana")[-1].startswith("December 2026 check-in")
    assert len(silent.told("ana")) > before

    ana.clicks("On track", on="1.1.3.2")
    silent.settles()
    silent.answers("dana", "/plan minutes December")
    silent.settles()
    assert "1.1.3.2" not in silent_list(silent)


def test_or_cancel_it_or_hand_it_over(silent: District) -> None:
    dana = silent.person("dana")
    silent.answers("dana", "/plan minutes December")
    dana.clicks("Cancel …", on="1.1.3.2")
    dana.fills(reason="The pairs meet on their own")
    assert dana.submits() == {}
    silent.settles()
    silent.answers("dana", "/plan minutes December")
    dana.sees("1.1.3.2 Set up pairs for peer visits: canceled Tue, Dec 22. Reason: The pairs meet on their own")
    silent.settles()
    assert "1.1.3.2" not in silent_list(silent)

    dana.clicks("Hand over …", on="1.1.3.3")
    dana.sees("Hand over")


def test_no_update_is_a_report(district: District) -> None:
    district.at("2026-11-17 10:00")
    district.at("2026-12-15 10:00")
    district.person("ana").selects("No update this month", from_="Nothing to report?")
    district.person("ana").sees("Thanks for saying so.")
    district.at("2026-12-22 10:00")
    district.answers("dana", "/plan minutes December")
    district.settles()

    assert "1.1.3.2" not in silent_list(district)


def test_a_day_without_school_is_pointed_out_for_a_recovery_step_and_a_mitigation(district: District) -> None:
    district.at("2026-11-17 10:00")
    ana = district.person("ana")
    ana.clicks("Behind …", on="1.1.3.2")
    ana.fills(cause="The hall is closed", recovery="Swap two lessons", recovery_by="2026-12-05")
    assert ana.submits() == {}
    ana.sees("Sat, Dec 5 is on a weekend. The next open day is Mon, Dec 7.")
    ana.closes()

    ana.clicks("Add a risk …")
    ana.fills(risk="Snow days", mitigation="Agree on a second date", risk_due="2026-12-06")
    assert ana.submits() == {}
    ana.sees("Sun, Dec 6 is on a weekend. The next open day is Mon, Dec 7.")
