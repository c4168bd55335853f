"""Changing the plan by form: those concerned hear why, the minutes list it, and nobody overwrites a colleague."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.action_items.notifying import ItemNotifier
from prompts import finding_text
from storage.models import ActionItemRow, MeasureRow, MilestoneRow, PlanChangeRow, StrategyRow
from tests.scenarios.district import EXAMPLES, District
from tests.support.people import Person

CHANNEL = "C00BETHEL"
UNITS = "Every unit in ELA and math has success criteria"


@pytest.fixture
def november(district: District) -> District:
    district.at("2026-11-17 10:00")
    return district


def opens(person: Person, words: str) -> None:
    person.types(f"/plan change {words}", in_=CHANNEL)


def drafted(district: District) -> str:
    district.answers("dana", "/plan minutes")
    district.settles()
    return next(text for text in reversed(district.told("dana")) if text.startswith("Minutes draft"))


def test_a_milestone_is_reworded_and_moved_with_a_reason(november: District) -> None:
    dana = november.person("dana")
    opens(dana, "1.1.2")
    dana.sees(f"1.1.2 {UNITS}")
    dana.sees("Bethel Elementary School · due Fri, Dec 18 · Grade 4 Team Lead")
    dana.sees("When you save, I'll let Maria Okafor know what changed and why.")
    dana.fills(**{"part:title": "Every unit has success criteria", "part:due": "2027-01-29", "reason": "A snow day"})
    assert dana.submits() == {}

    dana.sees("Name: Every unit has success criteria (before: Every unit in ELA and math has success criteria)")
    dana.sees("Due date: Fri, Jan 29 (before: Fri, Dec 18)")
    dana.sees("I'm letting Maria Okafor know. The next minutes list the change with your reason.")
    dana.closes()
    assert (
        f":pencil2: Dana Whitfield changed *1.1.2* {UNITS} in the plan of *Bethel Elementary School*:\n"
        f"• Name: Every unit has success criteria (before: {UNITS})\n"
        "Reason: A snow day"
    ) in november.told("maria")[-1]
    november.later(minutes=1)
    ItemNotifier(november.bot.turns).tick()
    assert "it's due Fri, Jan 29 now, not Fri, Dec 18" in november.told("maria")[-1]
    minutes = drafted(november)
    assert (
        "Milestone 1.1.2 Every unit has success criteria: due date moved Tue, Nov 17 from Fri, Dec 18 to Fri, Jan 29. "
        "Reason: A snow day (Dana Whitfield)"
    ) in minutes
    assert (
        "Milestone 1.1.2 Every unit has success criteria: changed Tue, Nov 17: title "
        f"(before: {UNITS}). Reason: A snow day (Dana Whitfield)"
    ) in minutes


def test_an_action_item_is_found_by_its_words_and_its_owner_hears(november: District) -> None:
    dana = november.person("dana")
    dana.types("/plan change", in_=CHANNEL)
    dana.fills(search="nothing like it")
    assert dana.submits() == {
        "search": (
            'I can\'t find "nothing like it" in the plan of Bethel Elementary School. '
            "Try the part's number, or other words from it."
        )
    }
    dana.fills(search="up pairs for peer")
    assert dana.submits() == {}
    dana.sees("1.1.3.2 Set up pairs for peer visits")
    dana.fills(**{"part:text": "Set up trios for peer visits", "part:milestone": "1.1.2", "reason": "We are twelve"})
    assert dana.submits() == {}
    dana.sees("Wording: Set up trios for peer visits (before: Set up pairs for peer visits)")
    dana.sees("Milestone: 1.1.2 (before: 1.1.3)")
    dana.closes()

    november.settles()
    november.person("ana").sees("Dana Whitfield changed 1.1.3.2 Set up pairs for peer visits in the plan of")
    minutes = drafted(november)
    assert "1.1.3.2 Set up trios for peer visits: moved Tue, Nov 17 from milestone 1.1.3 to milestone 1.1.2." in minutes
    assert "Reason: We are twelve (Dana Whitfield)" in minutes


def test_move_to_a_date_fills_it_in_and_the_owner_hears_once(november: District) -> None:
    dana = november.person("dana")
    opens(dana, "1.1.3-2 to Dec 4")
    dana.fills(reason=" ")
    assert dana.submits() == {"reason": "Please say why in a sentence."}
    dana.fills(reason="The hall is closed")
    assert dana.submits() == {}
    dana.closes()
    november.later(minutes=1)
    ItemNotifier(november.bot.turns).tick()
    november.settles()

    [heard] = [text for text in november.told("ana") if "1.1.3.2" in text and "The hall is closed" in text]
    moved = "Dana Whitfield has moved *1.1.3.2* Set up pairs for peer visits: it's due Fri, Dec 4 now, not Fri, Oct 16."
    assert heard.startswith(f':calendar: {moved} "The hall is closed"')
    minutes = drafted(november)
    assert "1.1.3.2 Set up pairs for peer visits: due date moved Tue, Nov 17 from Fri, Oct 16 to Fri, Dec 4" in minutes
    opens(dana, "1.1.3.2")
    dana.fills(**{"part:due": "2026-11-01", "reason": "No"})
    assert dana.submits() == {"part:due": "That day has passed. Choose today or later."}


def test_a_strategys_theory_and_lead_change(november: District) -> None:
    dana = november.person("dana")
    opens(dana, "1.1")
    dana.fills(**{"part:practice": "5x", "reason": "It says more"})
    assert dana.submits() == {"part:practice": 'There\'s no effective practice "5x". They run from 1a to 4c.'}
    dana.fills(**{"part:practice": "3a", "part:lead": "Data Coach", "part:if_we": "plan with success criteria"})
    assert dana.submits() == {}
    dana.sees("Effective practice: 3a (before: 3b)")
    dana.sees('No one is assigned to "Data Coach" yet. A plan manager can do that: /plan people.')
    dana.closes()

    with november.database.read() as session:
        row = session.scalars(select(StrategyRow).filter_by(code="1.1", if_we="plan with success criteria")).one()
        assert (row.practice, row.lead) == ("3a", "Data Coach")
    assert "practice from 3b to 3a, lead from Instructional Coach to Data Coach" in drafted(november)


def test_a_benchmark_and_a_measure_change(november: District) -> None:
    dana = november.person("dana")
    opens(dana, "success criteria")
    dana.sees("Which of these?")
    with november.database.read() as session:
        measure = session.scalars(select(MeasureRow).where(MeasureRow.indicator.startswith("Lessons visited"))).one()
    dana.fills(part="1.1 benchmark: Six of ten")
    assert dana.submits() == {}
    dana.fills(**{"part:due": "2027-02-26", "reason": "The walk is in February"})
    assert dana.submits() == {}
    dana.sees("Due date: Fri, Feb 26 (before: Fri, Jan 29)")
    dana.closes()
    opens(dana, "lessons visited in which")
    dana.fills(**{"part:baseline": "35%", "part:targets": "70%\n90%", "reason": "The fall walk was better"})
    assert dana.submits() == {}
    dana.sees("Targets: 70% / 90% (before: 60% / 85%)")
    dana.closes()

    with november.database.read() as session:
        changed = session.get_one(MeasureRow, measure.id)
        assert (changed.baseline, changed.targets, changed.source) == ("35%", ["70%", "90%"], measure.source)
    minutes = drafted(november)
    assert "changed Tue, Nov 17: date from Fri, Jan 29 to Fri, Feb 26. Reason: The walk is in February" in minutes
    assert "targets from 60%, 85% to 70%, 90%, baseline from 31% to 35%. Reason: The fall walk was better" in minutes


# ---------------------------------------------------------------- taken out


def test_a_canceled_milestone_takes_its_open_items_with_it_and_past_days_stay(november: District) -> None:
    november.person("sam").clicks("On track", on="1.1.2.2")
    november.settles()
    before = november.answers("dana", "/plan status as of Nov 17")
    november.at("2026-11-18 10:00")
    dana = november.person("dana")
    opens(dana, "cancel 1.1.2")
    dana.sees("With it 3 open action items are canceled (1.1.2.2, 1.1.2.3, 1.1.2.4).")
    dana.sees("What's complete stays, and stays counted.")
    dana.fills(reason="We start with reading")
    assert dana.submits() == {}
    dana.sees(f"1.1.2 {UNITS} is out of the plan. 3 action items are canceled.")
    dana.closes()
    november.later(minutes=1)
    ItemNotifier(november.bot.turns).tick()

    assert any(
        f"Dana Whitfield took *1.1.2* {UNITS} out of the plan of *Bethel Elementary School*. "
        "3 open action items were canceled with it.\nReason: We start with reading" in text
        for text in november.told("maria")
    )
    assert (
        'has canceled *1.1.2.2* Write success criteria for the first two math units: "We start with reading"'
        in (november.told("sam")[-1])
    )
    assert november.answers("dana", "/plan status as of Nov 17") == before
    assert "I can't find" in november.answers("dana", "/plan change 1.1.2")
    minutes = drafted(november)
    assert f"Milestone 1.1.2 {UNITS}: taken out of the plan Wed, Nov 18. Reason: We start with reading" in minutes
    assert "1.1.2.2 Write success criteria for the first two math units: canceled Wed, Nov 18." in minutes


def test_the_leader_brings_a_milestone_back_from_the_draft(november: District) -> None:
    dana = november.person("dana")
    opens(dana, "cancel 1.1.3")
    dana.fills(reason="No substitutes")
    assert dana.submits() == {}
    dana.closes()
    assert "taken out of the plan Tue, Nov 17. Reason: No substitutes" in drafted(november)
    with november.database.read() as session:
        place = {"place": MilestoneRow.__tablename__, "kind": "dropped"}
        change_id = session.scalars(select(PlanChangeRow.id).filter_by(**place)).one()
    dana.clicks("Check the changes …")
    dana.fills(**{f"change:plan:{change_id}": "undo"})
    assert dana.submits() == {}
    november.settles()

    with november.database.read() as session:
        row = session.scalars(select(MilestoneRow).filter_by(title="Teachers learn from each other's lessons")).one()
        assert not row.dropped


def test_a_strategy_leaves_with_its_open_work_and_what_was_done_still_counts(november: District) -> None:
    dana = november.person("dana")
    before = november.answers("dana", "/plan status all")
    dana.types("/plan change", in_=CHANNEL)
    dana.fills(deed="Take a part out", search="1.1")
    assert dana.submits() == {}
    dana.sees("With it go 2 open milestones, 3 benchmarks and 1 measure, and")
    dana.fills(reason=" ")
    assert dana.submits() == {"reason": "Please say why in a sentence."}
    dana.fills(reason="The district chose another focus")
    assert dana.submits() == {}
    dana.closes()
    november.settles()

    after = november.answers("dana", "/plan status all")
    assert "Lessons visited" in before
    assert "Learning intentions and success criteria" in after
    assert "Lessons visited" not in after
    assert "Lessons visited" in november.answers("dana", "/plan status all as of Nov 16")
    with november.database.read() as session:
        plan_id = session.scalars(select(MilestoneRow.plan_id).filter_by(title=UNITS)).one()
        rows = session.scalars(select(MilestoneRow).filter_by(plan_id=plan_id)).all()
        of_strategy = [row for row in rows if row.code.startswith("1.1.")]
        assert len(of_strategy) == 3
        assert all(row.dropped is (row.completed_on is None) for row in of_strategy)


def test_an_action_item_is_canceled_and_its_milestones_lead_hears(november: District) -> None:
    dana = november.person("dana")
    opens(dana, "cancel 1.1.2.2")
    dana.sees("The item is canceled. It leaves every count from today on.")
    dana.fills(reason="The units are gone")
    assert dana.submits() == {}
    dana.closes()
    november.settles()
    november.person("maria").sees(
        "Dana Whitfield canceled 1.1.2.2 Write success criteria for the first two math units in the plan of"
    )


# ---------------------------------------------------------------- added


def test_a_milestone_is_added_to_its_strategy(november: District) -> None:
    dana = november.person("dana")
    opens(dana, "add a milestone to 1.1")
    dana.sees("What does it belong to?")
    dana.fills(**{"part:title": "Parents know the criteria", "part:lead": "Priya Raman", "reason": "They asked"})
    assert dana.submits() == {"part:due": "Choose a due date, or name a quarter below."}
    dana.fills(**{"part:due": "2027-03-12"})
    assert dana.submits() == {}
    dana.sees("Added: 1.1.4 Parents know the criteria")
    dana.closes()

    november.settles()
    november.person("priya").sees("Dana Whitfield added the milestone 1.1.4 Parents know the criteria to the plan of")
    minutes = drafted(november)
    assert (
        "Milestone 1.1.4 Parents know the criteria: added Tue, Nov 17, due Fri, Mar 12. Reason: They asked" in minutes
    )


def test_a_benchmark_a_measure_a_strategy_and_an_item_are_added(november: District) -> None:
    dana = november.person("dana")
    dana.types("/plan change", in_=CHANNEL)
    dana.fills(deed="Add a benchmark", search="1.1")
    assert dana.submits() == {}
    dana.fills(**{"part:text": "70% of lessons end with an exit ticket", "reason": "We want to see it"})
    assert dana.submits() == {}
    dana.sees("Added: 1.1 70% of lessons end with an exit ticket")
    dana.closes()
    opens(dana, "add measure success criteria")
    dana.fills(**{"part:indicator": "Exit tickets read", "part:targets": "80%", "reason": "To count them"})
    assert dana.submits() == {}
    dana.closes()
    opens(dana, "add strategy")
    dana.fills(
        parent="1 Clear learning", **{"part:title": "Exit tickets", "part:practice": "3a", "reason": "Next step"}
    )
    assert dana.submits() == {}
    dana.sees("Added: 1.3 Exit tickets")
    dana.closes()
    opens(dana, "add an action item")
    dana.sees("Assign an action item")
    dana.closes()

    minutes = drafted(november)
    assert "Strategy 1.3 Exit tickets: added Tue, Nov 17. Reason: Next step" in minutes
    assert "(Exit tickets read): added Tue, Nov 17. Reason: To count them" in minutes
    assert "(70% of lessons end with an exit ticket): added Tue, Nov 17" in minutes
    assert 'nothing called "zebra"' in november.answers("dana", "/plan change add milestone zebra")
    assert "Only" in november.answers("maria", "/plan change add milestone")


# ---------------------------------------------------------------- values


def test_a_value_is_recorded_between_check_ins(november: District) -> None:
    dana = november.person("dana")
    dana.types("/plan value lessons visited in which", in_=CHANNEL)
    dana.sees("Baseline 31%. Target 60%, then 85%")
    dana.fills(reading="about half")
    assert dana.submits() == {
        "reading": "Please write just the number, like 7 of 12, 52% or 3.4. "
        "Words about it go in the field for evidence below."
    }
    dana.fills(reading="7 of 12", group_size="20", taken_on="2026-12-01")
    assert dana.submits() == {
        "group_size": "The number above is out of another total. Change one of them, or clear this field.",
        "taken_on": "That day hasn't come yet. Choose today or earlier.",
    }
    dana.fills(group_size="", taken_on="2026-11-13", evidence="Learning walk of November 13")
    assert dana.submits() == {}
    dana.sees("Reported: 7 of 12 (58%)")
    dana.sees("I'm letting Ana Ruiz know.")
    dana.closes()
    november.settles()
    november.person("ana").sees("Dana Whitfield recorded a value for 1.1 Lessons visited in which students can say")
    assert "7 of 12 (58%) (Dana Whitfield, Fri, Nov 13)" in november.answers("dana", "/plan status all")

    dana.types("/plan value", in_=CHANNEL)
    dana.sees("Record a value of a benchmark or measure")
    dana.fills(part="1.1 measure: Lessons visited")
    assert dana.submits() == {}
    dana.sees("7 of 12 (58%) (Dana Whitfield, Fri, Nov 13).")
    assert dana.submits() == {"reading": "Type the number, or choose below what it shows."}
    dana.fills(reading="31%", taken_on="2026-10-02")
    assert dana.submits() == {}
    dana.closes()
    assert "7 of 12 (58%) (Dana Whitfield, Fri, Nov 13)" in november.answers("dana", "/plan status all")
    assert "Only" in november.answers("maria", "/plan value lessons visited in which")


# ---------------------------------------------------------------- two at once


def test_whoever_saves_second_reads_what_the_first_changed(november: District) -> None:
    dana, omar = november.person("dana"), november.person("omar")
    opens(dana, "1.1.2")
    omar.types("/plan change 1.1.2 bethel", in_=omar.dm())
    omar.fills(**{"part:lead": "Principal", "reason": "Maria is on leave"})
    assert omar.submits() == {}
    omar.closes()

    dana.fills(**{"part:title": "Every unit has success criteria", "reason": "Shorter"})
    assert dana.submits() == {}
    dana.sees("Omar Haddad changed this while your form was open:")
    dana.sees("Lead: Principal")
    assert dana.submits() == {}
    dana.sees("Name: Every unit has success criteria")
    dana.closes()
    with november.database.read() as session:
        row = session.scalars(select(MilestoneRow).filter_by(title="Every unit has success criteria")).one()
        assert row.lead == "Principal"


def test_a_plans_name_asks_for_a_part_of_that_plan(november: District) -> None:
    omar = november.person("omar")
    omar.types("/plan change Bethel", in_=omar.dm())
    omar.fills(search="1.1.2")
    assert omar.submits() == {}
    omar.sees(f"1.1.2 {UNITS}")


def test_home_leads_to_the_change_of_the_plan(november: District) -> None:
    dana = november.person("dana")
    dana.opens_home()
    dana.clicks("Open", on="Status:")
    dana.clicks("Change the plan …")
    dana.fills(search="1.1.2")
    assert dana.submits() == {}
    dana.sees(f"1.1.2 {UNITS}")


def test_nothing_different_is_not_saved(november: District) -> None:
    dana = november.person("dana")
    opens(dana, "1.1.2")
    dana.fills(reason="For fun")
    assert dana.submits() == {"part:title": "Nothing is different yet. Change something, or close the form."}


# ---------------------------------------------------------------- who may


def test_the_lead_of_a_milestone_changes_its_items_only(november: District) -> None:
    maria = november.person("maria")
    refusal = (
        "Only plan managers and leaders of *Bethel Elementary School* can do that; the lead of a milestone can change "
        "its action items. Nothing was changed."
    )
    assert refusal in november.answers("sam", "/plan change 1.1.2")
    assert "I can't find" in november.answers("maria", "/plan change 1.1.2")
    assert "I can't find" in november.answers("maria", "/plan change 1.1.3.2")
    opens(maria, "1.1.2.2")
    maria.fills(**{"part:output": "A folder", "reason": "So that all find them"})
    assert maria.submits() == {}
    maria.sees("Expected output: A folder")


def test_a_button_of_a_finished_item_says_so(november: District) -> None:
    dana = november.person("dana")
    opens(dana, "1.1.2.2")
    sam = november.person("sam")
    sam.clicks("Done", on="1.1.2.2")
    november.settles()
    dana.fills(**{"part:text": "Write more", "reason": "Why not"})
    dana.submits()
    dana.sees("This action item is already done, so nothing was changed.")
    dana.sees("Write more")


def test_section_1_is_written_and_the_minutes_say_so(november: District) -> None:
    dana = november.person("dana")
    opens(dana, "section 1")
    dana.sees("Key assets, issues and strategic objectives")
    dana.fills(
        **{
            "part:assets_and_issues": "Every team meets weekly.\nMath is our weakest subject.",
            "part:end_of_year_outcomes": "By June 30, 70% are proficient in mathematics.",
            "reason": "The state asks for it",
        }
    )
    assert dana.submits() == {}
    dana.sees("Key assets, issues and strategic objectives: Every team meets weekly. / Math is our weakest subject.")
    dana.closes()
    opens(dana, "section 1 bethel")
    dana.fills(**{"part:assets_and_issues": "Every team meets weekly.", "reason": "Math is an objective now"})
    assert dana.submits() == {}
    dana.closes()

    minutes = drafted(november)
    assert "Final end-of-year outcomes (By June 30, 70% are proficient in mathematics): changed Tue, Nov 17" in minutes
    assert "Reason: Math is an objective now (Dana Whitfield)" in minutes


def test_section_1_is_chosen_among_what_can_be_done(november: District) -> None:
    dana = november.person("dana")
    opens(dana, "")
    dana.fills(deed="Write Section 1: assets and issues, theory of action, outcomes")
    dana.submits()
    dana.sees("Key assets, issues and strategic objectives")
    assert dana.submits() == {"reason": "Please complete this required field."}


def test_practices_are_named_by_code(november: District) -> None:
    dana = november.person("dana")
    with november.database.write() as session:
        for strategy in session.scalars(select(StrategyRow).filter_by(code="1.1")):
            strategy.practice = None
        for item in session.scalars(select(ActionItemRow).filter_by(code="1.1.3.1")):
            item.milestone_id = None
    listed = november.answers("dana", "/plan code")
    assert "1 strategy names no effective practice yet, and 1 action item without a milestone has none" in listed
    dana.clicks("Choose …", on="1.1.3.1")
    dana.fills(practices=["3b"])
    assert dana.submits() == {}
    dana.closes()
    assert "*1 strategy names no effective practice yet*" in november.answers("dana", "/plan code")
    dana.clicks("Choose …")
    dana.fills(practices=["2b", "3b"])
    assert dana.submits() == {}
    dana.sees("works on 2b Target professional learning opportunities and 3b")
    dana.closes()
    assert "names its effective practices" in november.answers("dana", "/plan code")

    november.answers("dana", "/plan code 1.1.3.2")
    dana.fills(practices=["4c"])
    assert dana.submits() == {}
    dana.closes()

    with november.database.read() as session:
        codings = [row.practice for row in session.scalars(select(ActionItemRow).filter_by(code="1.1.3.2"))]
    assert "4c" in codings
    assert "practice to 2b, 3b" in drafted(november)


def test_a_districts_own_codes_are_chosen_in_its_schools_and_counted_under_their_practice(november: District) -> None:
    assert "has no codes of its own" in november.answers("omar", "/plan code add", in_="dm")
    added = november.answers("omar", "/plan code add 2b-1 Peer visits", in_="dm")
    assert "*2b-1 Peer visits* is added." in added
    assert "counts with 2b Target professional learning opportunities" in added
    other = november.answers("omar", "/plan code add 2b-1 Number talks", in_="dm")
    assert '2b-1 is "Peer visits" in *Riverbend School District* already.' in other
    assert "an own code is" in november.answers("omar", "/plan code add 9z-1 Number talks", in_="dm").casefold()
    assert "• 2b-1 Peer visits (Riverbend School District)" in november.answers("omar", "/plan code add", in_="dm")
    assert "Only plan managers" in november.answers("grace", "/plan code add 2b-2 Rounds", in_="dm")

    dana = november.person("dana")
    november.answers("dana", "/plan code 1.1.3.2")
    dana.fills(practices=["2b-1"])
    assert dana.submits() == {}
    dana.sees("works on 2b-1 Peer visits")
    dana.closes()
    table = november.answers("grace", "/plan network", in_="dm")
    assert "*2b-1 Peer visits* · 1 of 2 schools" in table
    assert november.broken_rules() == []


def test_an_import_points_out_own_codes_that_the_district_names_otherwise_or_not_at_all(
    november: District, tmp_path: Path
) -> None:
    november.answers("omar", "/plan code add 2b-1 Peer visits", in_="dm")
    changed = tmp_path / "bethel.yml"
    text = (EXAMPLES / "bethel.yml").read_text(encoding="utf-8")
    changed.write_text(text.replace("practice: 3b", "practice: 2b-1 Number talks, 3a-7", 1), encoding="utf-8")

    findings = [finding_text(finding) for finding in november.imports(changed).findings]
    assert [text.split(".")[0] for text in findings if "days without school" not in text] == [
        "2b-1 is called “Peer visits” and “Number talks”",
        "3a-7 isn't among your district's own codes, so it counts as 3a only",
    ]


def test_an_own_code_gets_another_name_and_past_days_keep_the_old_one(november: District) -> None:
    november.answers("omar", "/plan code add 2b-1 Peer visits", in_="dm")
    dana = november.person("dana")
    november.answers("dana", "/plan code 1.1.3.2")
    dana.fills(practices=["2b-1"])
    assert dana.submits() == {}
    dana.closes()

    november.at("2026-11-18 10:00")
    assert november.answers("omar", "/plan code rename 2b-1 Lesson study", in_="dm") == (
        "*2b-1 Peer visits* is now called *2b-1 Lesson study*. What works on it stays under it, and past days keep the "
        "old name."
    )
    assert "*2b-1 Lesson study* is there already." in november.answers(
        "omar", "/plan code rename 2b-1 Lesson study", in_="dm"
    )
    assert "There's no code 2b-7 in *Riverbend School District*." in november.answers(
        "omar", "/plan code rename 2b-7 Lesson study", in_="dm"
    )
    assert "Only plan managers" in november.answers("grace", "/plan code rename 2b-1 Rounds", in_="dm")
    assert "• 2b-1 Lesson study (Riverbend School District)" in november.answers("omar", "/plan code add", in_="dm")
    assert "*2b-1 Lesson study* · 1 of 2 schools" in november.answers("grace", "/plan network", in_="dm")
    yesterday = november.answers("grace", "/plan network as of Nov 17", in_="dm")
    assert "*2b-1 Peer visits* · 1 of 2 schools" in yesterday
    assert "Riverbend School District" in yesterday
