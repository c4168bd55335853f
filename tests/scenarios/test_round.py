"""A month's check-in, from its opening to its minutes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from tests.scenarios.district import District, open_district
from tests.support.minutes import close_check_in, publish


@pytest.fixture
def opened(district: District) -> District:
    """November's check-in of both schools is open, on Tuesday morning."""
    district.at("2026-11-17 10:00")
    return district


def test_a_leader_opens_the_round_and_hears_who_was_asked(district: District) -> None:
    answer = district.answers("dana", "/plan checkin open")

    assert "The November 2026 check-in for *Bethel Elementary School* is open until Sun, Nov 22." in answer
    assert "I asked 7 people about 13 things." in answer
    district.person("maria").sees("Hold the first round of peer visits")


def test_staff_may_not_open_or_close_a_round(district: District) -> None:
    for verb in ("open", "close"):
        answer = district.answers("maria", f"/plan checkin {verb}")
        assert answer == (
            "Only leaders and plan managers of *Bethel Elementary School* can do that. "
            "If you should be one, ask a plan manager."
        )
    assert district.told("maria") == []


def test_a_round_is_opened_once_a_month(opened: District) -> None:
    asked = opened.calls("chat.postMessage")
    answer = opened.answers("dana", "/plan checkin open")
    opened.ticks()

    assert "has already been opened. It goes out only once a month. It closes on Mon, Nov 23." in answer
    assert opened.calls("chat.postMessage") == asked


def test_one_tap_is_enough_and_the_message_shows_what_is_recorded(opened: District) -> None:
    ana = opened.person("ana")
    ana.sees("Set up pairs for peer visits")
    ana.sees("For: Learning intentions and success criteria → each student will know what good work looks like")
    ana.sees("No answer yet")
    ana.clicks("Not started", on="1.1.3.2")

    ana.sees(":white_circle: Not started · Ana Ruiz, Tue, Nov 17")
    ana.sees("1 of 1 answered")
    ana.sees("Thank you, that's everything for November 2026.")


def test_an_answer_can_be_changed_until_the_round_closes(opened: District) -> None:
    ana = opened.person("ana")
    ana.clicks("Done", on="1.1.3.2")
    ana.sees("Done · Ana Ruiz, Tue, Nov 17")
    assert "*Completed:* 7 of 22" in opened.answers("dana", "/plan status")
    opened.at("2026-11-23 23:59")
    ana.clicks("On track", on="1.1.3.2")
    ana.sees("On track · Ana Ruiz, Mon, Nov 23")
    assert "*Completed:* 6 of 22" in opened.answers("dana", "/plan status")

    opened.at("2026-11-24 00:01")
    ana.sees("This check-in closed on Mon, Nov 23. Thanks for your answers! You can still change one")
    ana.clicks("Not started", on="1.1.3.2")
    ana.sees("Not started · Ana Ruiz, Tue, Nov 24 · late")


def test_behind_asks_for_the_cause_and_a_way_forward(opened: District) -> None:
    ana = opened.person("ana")
    ana.clicks("Behind …", on="1.1.3.2")
    ana.sees("Nobody is blamed here")
    assert ana.submits() == {"cause": "Please complete this required field."}
    ana.fills(cause="Two pairs have no common hour")
    assert ana.submits() == {"recovery": "Please name a step to get back on track, or a new date below."}
    ana.fills(recovery="Dana covers a lesson", support="A substitute on Mondays")
    assert ana.submits() == {}

    ana.sees("Behind: Two pairs have no common hour · Ana Ruiz, Tue, Nov 17")
    ana.sees("Step to recover: Dana covers a lesson")
    ana.sees("Support needed: A substitute on Mondays")
    assert "Cause, given Tue, Nov 17: Two pairs have no common hour" in opened.answers("dana", "/plan status")


def test_a_cause_has_a_category_that_is_shown_beside_it(opened: District) -> None:
    ana = opened.person("ana")
    ana.clicks("Behind …", on="1.1.3.2")
    ana.fills(cause="Two pairs have no common hour", cause_category="Time", recovery="Dana covers a lesson", ours="no")
    assert ana.submits() == {}
    ana.fills(support="A substitute on Mondays")
    assert ana.submits() == {}

    ana.sees("Behind (time): Two pairs have no common hour (not ours to act on) · Ana Ruiz, Tue, Nov 17")
    status = opened.answers("dana", "/plan status")
    assert "Cause (time), given Tue, Nov 17: Two pairs have no common hour (not ours to act on)" in status


def test_a_new_date_needs_its_reason_and_appears_in_the_minutes_as_a_change(opened: District) -> None:
    ana = opened.person("ana")
    ana.clicks("Behind …", on="1.1.3.2")
    ana.fills(cause="The hall is closed", new_due="2026-12-04")
    assert ana.submits() == {"new_due_reason": "Please give the reason for the new date."}
    ana.fills(new_due_reason="It opens again in December")
    assert ana.submits() == {}

    ana.sees("Due Fri, Dec 4")
    opened.answers("dana", "/plan minutes")
    opened.person("dana").sees(
        "1.1.3.2 Set up pairs for peer visits: due date moved Tue, Nov 17 from Fri, Oct 16 to Fri, Dec 4. "
        "Reason: It opens again in December"
    )


def test_on_track_after_behind_with_a_new_date_asks_whether_the_old_date_stands(opened: District) -> None:
    maria = opened.person("maria")
    maria.clicks("Behind …", on="1.1.3.3")
    maria.fills(cause="The hall is closed", new_due="2027-01-15", new_due_reason="It opens in January")
    assert maria.submits() == {}
    maria.sees("Due Fri, Jan 15")
    maria.clicks("On track", on="1.1.3.3")
    maria.sees("You moved the date to Fri, Jan 15 when you said behind. Does Fri, Dec 18 stand again?")

    maria.clicks("Yes, the old date", on="1.1.3.3")
    maria.sees("Due Fri, Dec 18")
    opened.settles()
    maria.sees_no("stand again?")
    opened.answers("dana", "/plan minutes")
    assert (
        "due date moved Tue, Nov 17 from Fri, Jan 15 to Fri, Dec 18 (second move; first date Fri, Dec 18). "
        "Reason: On track again, so the old date stands (Maria Okafor)"
    ) in opened.told("dana")[-1]


def test_the_new_date_may_stay_and_what_was_typed_is_in_the_form_again(opened: District) -> None:
    maria = opened.person("maria")
    maria.clicks("Behind …", on="1.1.3.3")
    maria.fills(cause="The hall is closed", new_due="2027-01-15", new_due_reason="It opens in January")
    assert maria.submits() == {}
    maria.sees("Due Fri, Jan 15")
    maria.clicks("On track", on="1.1.3.3")
    maria.clicks("No, keep the new date", on="1.1.3.3")
    opened.settles()
    maria.sees_no("stand again?")
    maria.sees("Due Fri, Jan 15")

    maria.clicks("Behind …", on="1.1.3.3")
    maria.sees("The hall is closed")
    maria.sees("It opens in January")
    assert maria.submits() == {}
    maria.sees("Behind: The hall is closed")


def test_done_offers_to_add_what_came_out_of_it(opened: District) -> None:
    maria = opened.person("maria")
    maria.clicks("Done", on="1.1.3.3")
    maria.clicks("Add output or evidence")
    maria.sees("Expected: One thing learned from each visit")
    maria.fills(evidence="12 notes & <3 things> to try", completed_on="2026-11-18")
    assert maria.submits() == {"completed_on": "That day hasn't come yet. Choose today or earlier."}
    maria.fills(completed_on="2026-11-12")
    assert maria.submits() == {}

    maria.sees("Done on Thu, Nov 12 · Maria Okafor, Tue, Nov 17")
    maria.sees("Output or evidence: 12 notes & <3 things> to try")


def test_risks_are_named_one_at_a_time_each_with_its_owner_and_date(opened: District) -> None:
    lena = opened.person("lena")
    lena.clicks("Add a risk …")
    lena.fills(mitigation="Plan two dates")
    assert lena.submits() == {"risk": "Please name the risk first."}
    lena.fills(risk="Report cards", risk_due="2026-11-16")
    assert lena.submits() == {"risk_due": "That day has passed. Choose today or later."}
    lena.fills(owner="U0000DANA", risk_due="2026-12-04")
    assert lena.submits() == {}
    lena.sees("Risk: Report cards")
    lena.sees("Mitigation: Plan two dates (Dana Whitfield, by Fri, Dec 4)")

    lena.clicks("Add another risk …")
    lena.fills(risk="Flu")
    assert lena.submits() == {}
    lena.sees("No mitigation yet (Lena Brandt)")
    opened.answers("dana", "/plan minutes")
    draft = opened.told("dana")[-1]
    assert "• Report cards. Mitigation: Plan two dates (Dana Whitfield, by Fri, Dec 4) _Named by: Lena Brandt_" in draft
    assert "• Flu. No mitigation named (Lena Brandt)" in draft
    assert "• Fri, Dec 4: mitigation: Plan two dates (Dana Whitfield)" in draft


def test_a_risk_is_changed_and_taken_back(opened: District) -> None:
    lena = opened.person("lena")
    lena.clicks("Add a risk …")
    lena.fills(risk="Snow days")
    assert lena.submits() == {}

    lena.clicks("Change …", on="Snow days")
    lena.fills(risk="Snow weeks")
    assert lena.submits() == {}
    lena.sees("Risk: Snow weeks")

    lena.clicks("Change …", on="Snow weeks")
    lena.fills(risk="", mitigation="")
    assert lena.submits() == {}
    opened.settles()
    lena.sees_no("Snow")


def test_all_on_track_leaves_alone_what_was_said_before(opened: District) -> None:
    dana = opened.person("dana")
    dana.clicks("Not started", on="2.1.1.3")
    dana.clicks("The other 2: on track")
    dana.sees("3 of 3 answered")

    displayed = opened.told("dana")[0]
    assert displayed.count("*Not started*") == 2  # once in the text read aloud, once beside the item
    assert displayed.count("*On track*") == displayed.count("*On course*") == 2


def test_a_channel_reads_the_count_and_only_leaders_read_names_and_only_in_private(opened: District) -> None:
    opened.person("ana").clicks("On track")
    opened.person("ana").sees("1 of 1 answered")
    for who in ("dana", "maria"):
        answer = opened.answers(who, "/plan checkin")
        assert "1 of 7 answered everything. Open until Mon, Nov 23." in answer
        assert "Ana" not in answer

    assert "Ruiz" not in opened.answers("maria", "/plan checkin", in_="dm")
    private = opened.answers("dana", "/plan checkin show", in_="dm")
    assert ":white_check_mark: Ana Ruiz" in private
    assert ":white_circle: Dana Whitfield: 0 of 3" in private


def test_closing_asks_first_and_says_how_many_have_not_answered(opened: District) -> None:
    dana, ana = opened.person("dana"), opened.person("ana")
    ana.clicks("On track", on="1.1.3.2")
    ana.sees("1 of 1 answered")
    dana.types("/plan checkin close", in_="C00BETHEL")
    dana.sees("6 of 7 haven't answered everything yet")
    dana.closes()

    assert "Open until Mon, Nov 23." in opened.answers("dana", "/plan checkin")
    dana.types("/plan checkin close", in_="C00BETHEL")
    assert dana.submits() == {}
    dana.sees("is closed. 1 of 7 answered everything. Draft the minutes with `/plan minutes`.")
    dana.closes()
    assert "has no open check-in" in opened.answers("dana", "/plan checkin close")


def test_a_round_that_closed_while_the_question_was_open_is_not_closed_twice(opened: District) -> None:
    opened.person("dana").types("/plan checkin close", in_="C00BETHEL")
    opened.at("2026-11-24 09:00")
    messages = len(opened.told("dana"))
    assert opened.person("dana").submits() == {}

    opened.person("dana").sees("has no open check-in")
    assert len(opened.told("dana")) == messages


def test_closing_early_tells_the_day_it_closed_and_closing_twice_changes_nothing(opened: District) -> None:
    close_check_in(opened.person("dana"))
    opened.settles()
    messages = len(opened.told("dana"))
    second = opened.answers("dana", "/plan checkin close")

    assert "*Bethel Elementary School* has no open check-in. The next one opens on Tue, Dec 15." in second
    opened.person("ana").sees("This check-in closed on Tue, Nov 17.")
    assert "It closed on Tue, Nov 17." in opened.answers("dana", "/plan checkin open")
    assert len(opened.told("dana")) == messages


def test_a_role_held_by_two_is_answered_by_either_and_both_see_it(opened: District) -> None:
    raj, jonah = opened.person("raj"), opened.person("jonah")
    raj.clicks("On track", on="2.1.1.3")
    jonah.sees("On track · Raj Patel, Tue, Nov 17")
    jonah.clicks("Not started", on="2.1.1.3")

    raj.sees("Not started · Jonah Feld, Tue, Nov 17")
    assert ":white_circle: Jonah Feld: 1 of 2" in opened.answers("lee", "/plan checkin", in_="dm")


def test_a_double_click_is_one_answer(opened: District) -> None:
    opened.troubles(duplicate_events=True)
    ana = opened.person("ana")
    ana.clicks("Done", on="1.1.3.2")
    ana.clicks("Done", on="1.1.3.2")
    opened.settles()

    assert "*Completed:* 7 of 22" in opened.answers("dana", "/plan status")


# ---------------------------------------------------------------- much work, long texts


def plan_of(folder: Path, items: list[dict[str, str]]) -> Path:
    milestone = {"title": "All of it", "lead": "Jonah Feld", "action_items": items}
    strategy = {"title": "One strategy", "milestones": [milestone]}
    plan = {
        "title": "A big plan",
        "organization": "Harbor School",
        "school_year": "2026-27",
        "priorities": [{"title": "Everything", "strategies": [strategy]}],
    }
    path = folder / "harbor.yml"
    path.write_text(yaml.safe_dump(plan, allow_unicode=True), encoding="utf-8")
    return path


def test_somebody_with_23_items_steps_through_all_of_them(district: District, tmp_path: Path) -> None:
    texts = [{"text": f"Task number {n} {'word ' * 140}", "owner": "Jonah Feld"} for n in range(1, 23)]
    district.imports(plan_of(tmp_path, texts), parent="Riverbend School District")
    jonah = district.person("jonah")
    assert "1 person about 23 things" in district.answers("omar", "/plan checkin open harbor")

    for page, last in enumerate((5, 10, 15, 20), start=1):
        jonah.sees(f"page {page} of 5")
        jonah.sees(f"Task number {last} ")
        jonah.clicks("Done", on=f"Task number {last} ")
        jonah.sees(f"{page} of 23 answered")
        jonah.clicks("Next")
    jonah.clicks("On course", on="All of it")
    jonah.clicks("The other 18: on track")
    jonah.sees("23 of 23 answered")
    jonah.clicks("Back")
    jonah.sees("page 4 of 5")
    assert district.broken_rules() == []


def test_texts_as_long_as_slack_lets_through_are_kept_whole(opened: District) -> None:
    ana, long = opened.person("ana"), {name: sign * 3000 for name, sign in (("cause", "😀"), ("recovery", "&"))}
    ana.clicks("Behind …", on="1.1.3.2")
    ana.fills(**long, support="<!channel> " + "é" * 2980, new_due="2026-12-04", new_due_reason="ß" * 3000)
    assert ana.submits() == {}
    ana.sees("Behind: 😀😀😀")
    ana.clicks('Change "Behind"')
    ana.sees("😀" * 3000)
    ana.closes()

    opened.answers("dana", "/plan minutes")
    publish(opened.person("dana"))
    written = opened.files("dana", "C00BETHEL")["Bethel-Elementary-School-minutes-2026-11.md"].decode()
    for long_text in ("😀" * 3000, "ß" * 3000, "é" * 2980):
        assert long_text in written
    assert opened.broken_rules() == []


def test_every_item_of_a_long_plan_stands_in_the_status(district: District, tmp_path: Path) -> None:
    items = [{"text": f"Task {n} {'long ' * 190}", "owner": "Jonah Feld", "due": "Oct 30, 2026"} for n in range(1, 41)]
    district.imports(plan_of(tmp_path, items), parent="Riverbend School District")

    assert "*behind:* 40 of 40 (100%)" in district.answers("grace", "/plan status harbor", in_="CDISTRICT")
    assert "… and 30 more." in district.person("grace").reads(in_="CDISTRICT")[-1]
    district.answers("grace", "/plan status all harbor", in_="CDISTRICT")
    assert district.broken_rules() == []


# ---------------------------------------------------------------- by itself


def test_everybody_is_asked_in_their_own_morning_and_the_round_closes_after_seven_days(district: District) -> None:
    district.changes("U000MARIA", tz="America/Los_Angeles")
    district.changes("U00000SAM", tz="Europe/Berlin")
    district.settles()
    district.at("2026-11-17 08:59")
    assert [district.told(name) != [] for name in ("sam", "ana", "maria")] == [True, False, False]
    district.at("2026-11-17 09:00")
    assert [district.told(name) != [] for name in ("sam", "ana", "maria")] == [True, True, False]
    district.at("2026-11-17 12:00")
    assert len(district.told("maria")) == 1

    district.at("2026-11-23 23:59")
    assert "Open until Mon, Nov 23." in district.answers("dana", "/plan checkin")
    district.at("2026-11-24 09:00")
    assert "Closed." in district.answers("dana", "/plan checkin")
    assert any("Type `/plan minutes` to draft the highlight discussion." in answer for answer in district.told("dana"))


def test_after_an_outage_the_round_opens_late_and_nobody_is_asked_twice(district: District) -> None:
    district.at("2026-11-20 16:00")
    district.later(minutes=5)
    assert len(district.told("ana")) == 1
    district.person("ana").sees("You can change an answer until Mon, Nov 23.")


def test_after_an_outage_of_weeks_the_month_is_not_made_up_for(district: District) -> None:
    district.at("2026-11-26 10:00")

    assert district.told("ana") == []


def test_a_round_opened_at_night_or_at_the_weekend_asks_in_the_morning(district: District) -> None:
    district.at("2026-11-14 21:30")  # a Saturday
    answer = district.answers("dana", "/plan checkin open")
    assert "7 of them will get it at 9:00 AM their time." in answer
    district.at("2026-11-15 12:00")
    assert district.told("lena") == []
    district.at("2026-11-16 09:00")

    assert len(district.told("lena")) == 1


def test_answers_count_on_the_schools_own_day(opened: District) -> None:
    opened.at("2026-11-18 04:30", zone=ZoneInfo("UTC"))  # 23:30 on the 17th at the school
    ana = opened.person("ana")
    ana.clicks("Done", on="1.1.3.2")

    ana.sees(f"Done · Ana Ruiz, {date(2026, 11, 17):%a, %b %d}")


# ---------------------------------------------------------------- people who are not there


def test_who_has_left_is_not_asked_and_the_manager_hears_of_it(district: District) -> None:
    district.changes("U0000LENA", deleted=True)
    district.settles()
    answer = district.answers("omar", "/plan checkin open bethel")

    assert "No longer in the workspace: Lena Brandt. Assign their roles to someone else with `/plan people`." in answer
    assert "I asked 6 people" in answer


def test_an_opening_by_itself_tells_the_manager_of_the_district_what_is_amiss(district: District) -> None:
    district.changes("U0000LENA", deleted=True)
    district.settles()
    district.at("2026-11-17 10:00")

    assert any("No longer in the workspace: Lena Brandt." in answer for answer in district.told("omar"))


def test_who_cannot_be_reached_is_named_to_the_manager(database_path: Path) -> None:
    with open_district(database_path) as district:
        district.slack.world.state.users["U0000LENA"].deleted = True  # and no one has told the bot
        district.at("2026-11-17 10:00")

        assert any("I couldn't reach Lena Brandt for *Bethel" in answer for answer in district.told("omar"))
        assert ":no_entry: Lena Brandt" in district.answers("dana", "/plan checkin", in_="dm")
