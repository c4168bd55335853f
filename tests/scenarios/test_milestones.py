"""A milestone is asked about until it is complete; its evidence and dates reach everyone who acts on them."""

from __future__ import annotations

from tests.scenarios.district import District
from tests.support.minutes import close_check_in, publish

UNITS = "1.1.2* Every unit in ELA and math has success criteria"


def completed(district: District) -> None:
    """Maria completes milestone 1.1.2 on November 17, with the day and the evidence."""
    district.at("2026-11-17 10:00")
    maria = district.person("maria")
    maria.clicks("Complete …", on="1.1.2* Every")
    maria.fills(evidence="Criteria for 16 units in the shared folder", completed_on="2026-11-13")
    assert maria.submits() == {}
    maria.closes()
    district.settles()


def moved(district: District) -> None:
    """Maria says that it is behind, and moves its date to January 29."""
    district.at("2026-11-17 10:00")
    maria = district.person("maria")
    maria.clicks("Behind …", on="1.1.2* Every")
    maria.fills(cause="A snow day took session 2", new_due="2027-01-29", new_due_reason="Session 2 moves to January")
    assert maria.submits() == {}
    district.settles()


def close(district: District) -> None:
    """Close the check-in, and the form that says so."""
    dana = district.person("dana")
    close_check_in(dana)


def drafted(district: District) -> str:
    close(district)
    district.answers("dana", "/plan minutes")
    district.settles()
    return next(answer for answer in district.told("dana") if answer.startswith("Minutes draft"))


def test_a_lead_reads_the_items_answers_above_the_question(district: District) -> None:
    district.at("2026-11-17 10:00")
    maria = district.person("maria")
    maria.sees(UNITS)
    maria.sees("Milestone, due Fri, Dec 18. Is the milestone on course?")
    maria.sees("This month's answers about its action items: no answer yet 2 (1.1.2.2, 1.1.2.3)")

    district.person("sam").clicks("On track", on="1.1.2.2")

    maria.sees("on track 1 (1.1.2.2), no answer yet 1 (1.1.2.3)")


def test_it_is_complete_with_its_evidence_and_no_longer_asked_about(district: District) -> None:
    district.at("2026-11-17 10:00")
    maria = district.person("maria")
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


def test_behind_moves_its_date_with_a_reason(district: District) -> None:
    district.at("2026-11-17 10:00")
    maria = district.person("maria")
    maria.clicks("Behind …", on="1.1.2* Every")
    maria.fills(cause="A snow day took session 2", new_due="2026-12-18", new_due_reason="Session 2 moves to January")
    assert maria.submits() == {"new_due": "Please choose a date after today and after the current due date."}
    maria.fills(new_due="2027-01-29")
    assert maria.submits() == {}

    maria.sees("New date: Fri, Jan 29, because Session 2 moves to January")
    maria.sees("Milestone, due Fri, Jan 29. Is the milestone on course?")


def test_a_new_date_without_school_is_pointed_out(district: District) -> None:
    district.at("2026-11-17 10:00")
    maria = district.person("maria")
    maria.clicks("Behind …", on="1.1.2* Every")
    maria.fills(cause="A snow day took session 2", new_due="2027-01-30", new_due_reason="Session 2 moves to January")
    assert maria.submits() == {}

    maria.sees("Sat, Jan 30 is on a weekend. The next open day is Mon, Feb 1.")
    maria.sees("Milestone, due Sat, Jan 30.")


def test_the_minutes_say_what_is_complete_with_what_evidence_and_what_was_moved(district: District) -> None:
    completed(district)
    draft = drafted(district)

    assert "• Milestones: complete 2 of 6" in draft
    assert (
        "• Milestone 1.1.2 Every unit in ELA and math has success criteria: complete; 3 action items stay open "
        "(1.1.2.2, 1.1.2.3, 1.1.2.4). Evidence: Criteria for 16 units in the shared folder "
        "(Maria Okafor, Tue, Nov 17)" in draft
    )


def test_the_minutes_list_a_moved_date_and_what_comes_next(district: District) -> None:
    moved(district)
    draft = drafted(district)

    assert (
        "• Milestone 1.1.2 Every unit in ELA and math has success criteria: due date moved Tue, Nov 17 from "
        "Fri, Dec 18 to Fri, Jan 29. Reason: Session 2 moves to January. Cause of the delay: A snow day took "
        "session 2 (Maria Okafor)" in draft
    )
    assert "milestone 1.1.2" not in draft.partition("*4. Next steps")[2].partition("*5.")[0]


def test_status_counts_milestones_today_and_as_of_a_past_day(district: District) -> None:
    completed(district)
    now = district.answers("dana", "/plan status")
    before = district.answers("dana", "/plan status as of Nov 16, 2026")

    assert "*Milestones:* complete 2 of 6" in now
    assert "*Milestones:* complete 1 of 6" in before
    assert "milestones complete 2 of 3, behind 0 of 3" in now

    district.at("2027-03-15 10:00")
    later = district.answers("dana", "/plan status")
    assert "*Milestones behind, longest first*" in later
    assert "(Family Liaison)" in later
    network = district.answers("grace", "/plan network riverbend school", in_="dm")
    assert "· milestones complete 2 of 6 (33%), behind " in network
    assert "· milestones complete 2 of 10 (20%), behind " in network


def test_home_shows_the_lead_when_it_is_due_and_how_it_stands(district: District) -> None:
    maria = district.person("maria")
    maria.opens_home()
    maria.sees("1.1.2* Every unit in ELA and math has success criteria")
    maria.sees("Due Fri, Dec 18 · :large_blue_circle: on course · Bethel Elementary School")
    moved(district)
    maria.opens_home()
    maria.sees("Due Fri, Jan 29 · :large_blue_circle: on course · Bethel Elementary School")


# ---------------------------------------------------------------- action items that stay open


def asked_about_open_items(district: District) -> None:
    district.at("2026-11-17 10:00")
    maria = district.person("maria")
    maria.clicks("Complete …", on="1.1.2* Every")
    maria.fills(evidence="Criteria for 16 units in the shared folder")
    maria.submits()
    maria.sees("3 action items are open: close, move or keep them?")
    maria.sees("• *1.1.2.2* Write success criteria for the first two math units (Math Lead Teacher, due Tue, Nov 24)")


def test_kept_items_stay_open_and_are_asked_about_only_once(district: District) -> None:
    asked_about_open_items(district)
    maria = district.person("maria")
    maria.fills(state="keep")
    assert maria.submits() == {}
    district.settles()
    assert "complete; 3 action items stay open (1.1.2.2, 1.1.2.3, 1.1.2.4)" in drafted(district)


def test_correcting_the_evidence_asks_no_second_time(district: District) -> None:
    completed(district)
    maria = district.person("maria")
    maria.clicks('Change "Complete" …', on="1.1.2* Every")
    maria.fills(evidence="Criteria for 17 units")
    assert maria.submits() == {}
    district.settles()

    assert "Evidence: Criteria for 17 units (Maria Okafor, Tue, Nov 17)" in drafted(district)


def test_closed_items_get_a_completion_each_or_are_canceled_with_a_reason(district: District) -> None:
    asked_about_open_items(district)
    maria = district.person("maria")
    maria.fills(state="close")
    maria.submits()
    maria.fills(state="canceled")
    assert maria.submits() == {"reason": "Please say why in a sentence."}
    maria.fills(state="completed", completed_on="2026-11-12")
    assert maria.submits() == {}
    district.settles()

    draft = drafted(district)
    assert "complete. Evidence: Criteria for 16 units" in draft
    assert "1.1.2.3 Put the criteria into words children use: completed Thu, Nov 12, on time." in draft


def test_moved_items_due_on_a_day_without_school_are_pointed_out(district: District) -> None:
    asked_about_open_items(district)
    maria = district.person("maria")
    maria.fills(state="move")
    maria.submits()
    maria.fills(due="2027-03-06", reason="They belong to the spring units")
    assert maria.submits() == {}

    maria.sees("Sat, Mar 6 is on a weekend. The next open day is Mon, Mar 8.")


def test_moved_items_get_another_milestone_and_a_later_date_with_a_reason(district: District) -> None:
    asked_about_open_items(district)
    maria = district.person("maria")
    maria.fills(state="move")
    maria.submits()
    maria.fills(reason="They belong to the spring units")
    assert maria.submits() == {"due": "Choose another milestone or a later date."}
    maria.fills(milestone="1.1.3", due="2027-03-05")
    assert maria.submits() == {}
    district.settles()

    draft = drafted(district)
    assert "Where the plan stands" in draft
    assert (
        "• 1.1.2.2 Write success criteria for the first two math units: moved Tue, Nov 17 from milestone 1.1.2 to "
        "milestone 1.1.3. Reason: They belong to the spring units (Maria Okafor)" in draft
    )
    assert "due date moved Tue, Nov 17 from Tue, Nov 24 to Fri, Mar 5 (second move" in draft


def test_a_milestone_among_the_next_steps_is_followed_up_in_the_next_minutes(district: District) -> None:
    district.at("2026-11-17 10:00")
    district.person("maria").clicks("On course", on="1.1.2* Every")
    drafted(district)
    publish(district.person("dana"))
    district.at("2026-12-15 10:00")
    maria = district.person("maria")
    maria.clicks("Behind …", on="1.1.2* Every")
    maria.fills(cause="A snow day took session 2", new_due="2027-01-29", new_due_reason="Session 2 moves to January")
    assert maria.submits() == {}
    district.settles()
    close(district)
    district.answers("dana", "/plan minutes")
    district.settles()
    draft = [answer for answer in district.told("dana") if answer.startswith("Minutes draft")][-1]

    assert "Next steps from November" in draft
    assert (
        "• Not kept: milestone 1.1.2 Every unit in ELA and math has success criteria (date moved to Fri, Jan 29)"
        in draft
    )
