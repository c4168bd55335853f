"""A milestone is asked about until it is complete, and its evidence, its date and its history are kept."""

from __future__ import annotations

from tests.scenarios.district import District


def test_a_lead_reads_the_items_answers_and_completes_the_milestone_with_its_evidence(district: District) -> None:
    district.at("2026-11-17 10:00")
    maria = district.person("maria")
    maria.sees("1.1.2* Every unit in ELA and math has success criteria")
    maria.sees("Milestone, due Fri, Dec 18. Is the milestone on course?")
    maria.sees("This month's answers about its action items: no answer yet 2 (1.1.2.2, 1.1.2.3)")

    district.person("sam").clicks("On track", on="1.1.2.2")
    maria.sees("on track 1 (1.1.2.2), no answer yet 1 (1.1.2.3)")

    maria.clicks("Complete …", on="1.1.2* Every")
    maria.fills(evidence=" ")
    assert maria.submits() == {"evidence": "Please name what shows that it's complete."}
    maria.fills(evidence="Criteria for 16 units in the shared folder", completed_on="2026-11-13")
    assert maria.submits() == {}

    maria.sees("*Complete* since Fri, Nov 13 · Maria Okafor, Tue, Nov 17")
    maria.sees("Output or evidence: Criteria for 16 units in the shared folder")

    district.at("2026-12-15 10:00")
    asked = [answer for answer in district.told("maria") if "December 2026 check-in" in answer]
    assert asked
    assert all("Every unit in ELA and math has success criteria" not in answer for answer in asked)


def test_a_milestone_behind_gets_a_new_date_with_its_reason(district: District) -> None:
    district.at("2026-11-17 10:00")
    maria = district.person("maria")
    maria.clicks("Behind …", on="1.1.2* Every")
    maria.fills(cause="A snow day took session 2", new_due="2026-12-18", new_due_reason="Session 2 moves to January")
    assert maria.submits() == {"new_due": "Please choose a date after today and after the current due date."}
    maria.fills(new_due="2027-01-29")
    assert maria.submits() == {}

    maria.sees("New date: Fri, Jan 29, because Session 2 moves to January")
    maria.sees("Milestone, due Fri, Jan 29. Is the milestone on course?")
