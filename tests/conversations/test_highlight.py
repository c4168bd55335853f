"""The highlight discussion: drafts from a month's answers, and leaders' edits, which stay."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from conversations.highlight import (
    Change,
    ComingUp,
    Group,
    Lagging,
    Minutes,
    MinutesLine,
    MinutesSection,
    Modification,
    Month,
    MonthAnswer,
    NamedRisk,
    OnTrack,
    Remark,
    Saying,
    Section,
    draft,
    edit,
    offered,
    renew,
    without,
)
from plans.item_events import Added, Status
from plans.item_progress import Day
from tests.support.counting import ItemHistory
from tests.support.counting import lagging as lagging_items

TODAY = date(2026, 11, 17)
LATER = date(2026, 11, 19)


def answer(code: str, status: Status, *, cause: str = "", recovery: str = "") -> MonthAnswer:
    return MonthAnswer(code=code, text="x", status=status, who="Ana", on=TODAY, cause=cause, recovery=recovery)


def lines_of(remarks: Iterable[Remark]) -> list[tuple[Section, Saying]]:
    return [(remark.section, remark.saying) for remark in remarks]


def lagging(code: str, *, reported: bool = True) -> Lagging:
    history = ItemHistory(code, "x", "1", "Sam", (Added(date(2026, 9, 1), date(2026, 11, 1)),))
    (item,) = lagging_items([history], Day(TODAY)).behind
    return Lagging(item=item, reported=reported)


def minutes_of(*lines: MinutesLine, section: Section = Section.ACCOMPLISHMENTS) -> Minutes:
    return Minutes(
        organization="Bethel", plan="Plan", period="2026-11", sections=(MinutesSection(key=section, lines=lines),)
    )


def texts(minutes: Minutes, section: Section = Section.ACCOMPLISHMENTS) -> list[str]:
    return [line.text for line in minutes.section(section).lines]


MARIA = MinutesLine(text="1.1 done", who="Maria", said_on=TODAY)
ANA = MinutesLine(text="1.2 on track", who="Ana", said_on=TODAY)


# ---------------------------------------------------------------- drafting


def test_what_is_behind_is_a_challenge_answered_or_not_and_never_an_accomplishment() -> None:
    month = Month(
        today=TODAY,
        on_track=("1", "2"),
        behind=(lagging("1"), lagging("3", reported=False)),
    )
    remarks = draft(month)

    assert lines_of(remarks) == [
        (Section.ACCOMPLISHMENTS, Saying.ON_TRACK),
        (Section.CHALLENGES, Saying.LAGGING),
        (Section.CHALLENGES, Saying.LAGGING),
    ]
    assert remarks[0].about == OnTrack(("2",))


def test_a_correction_of_an_earlier_month_reports_nothing_about_this_one() -> None:
    done = replace(answer("1.1", Status.DONE), corrects="2026-10")

    assert lines_of(draft(Month(today=TODAY, corrections=(done,)))) == [(Section.ACCOMPLISHMENTS, Saying.CORRECTION)]


def test_a_recovery_step_is_a_next_step_of_who_promised_it() -> None:
    (step,) = draft(Month(today=TODAY, recoveries=(answer("1", Status.BEHIND, cause="c", recovery="r"),)))

    assert (step.section, step.saying, step.who, step.said_on) == (
        Section.NEXT_STEPS,
        Saying.RECOVERY,
        "Ana",
        TODAY,
    )


def test_risks_changes_and_what_is_due_have_their_places_and_the_debrief_is_left_to_the_meeting() -> None:
    moved = Modification(
        change=Change.DATE_MOVED, code="1", text="x", new_due=LATER, reason="r", who="Sam", on=TODAY, times_moved=1
    )
    month = Month(
        today=TODAY,
        risks=(NamedRisk(id=1, risk="Snow", mitigation="Videos", owner="Ana", who="Ana", on=TODAY),),
        modifications=(moved,),
        coming_up=(ComingUp(id=2, code="2", text="y", due=LATER, owner="Principal"),),
    )
    remarks = draft(month)

    assert lines_of(remarks) == [
        (Section.RISKS, Saying.RISK),
        (Section.NEXT_STEPS, Saying.COMING_UP),
        (Section.NEXT_STEPS, Saying.MITIGATION),
        (Section.MODIFICATIONS, Saying.DATE_MOVED),
    ]
    assert [remark.who for remark in remarks] == ["", "", "", "Sam"]


def test_next_steps_stand_by_their_dates_and_those_without_one_come_last() -> None:
    sooner = TODAY + timedelta(days=1)
    month = Month(
        today=TODAY,
        risks=(
            NamedRisk(id=1, risk="Snow", mitigation="Videos", owner="Ana", who="Ana", on=TODAY),
            NamedRisk(id=2, risk="Flu", mitigation="Substitutes", owner="Ana", who="Ana", on=TODAY, due=sooner),
        ),
        coming_up=(ComingUp(id=2, code="2", text="y", due=LATER, owner="Principal"),),
    )

    steps = [remark.key for remark in draft(month) if remark.section is Section.NEXT_STEPS]
    assert steps == ["mitigation:2", "coming_up:2", "mitigation:1"]


def test_a_month_without_answers_drafts_nothing() -> None:
    assert draft(Month(today=TODAY)) == ()


def test_each_line_has_a_name_of_its_own() -> None:
    month = Month(
        today=TODAY, recoveries=(answer("1", Status.BEHIND, recovery="r"),), behind=(lagging("1"), lagging("2"))
    )
    keys = [remark.key for remark in draft(month)]

    assert len(set(keys)) == len(keys) == 3


# ---------------------------------------------------------------- editing


def test_a_line_that_is_reworded_keeps_who_said_it_and_says_who_reworded_it() -> None:
    edited = edit(minutes_of(MARIA, ANA), Section.ACCOMPLISHMENTS, {0: " All done "}, {}, editor="Dana", on=LATER)

    assert edited.section(Section.ACCOMPLISHMENTS).lines == (
        MinutesLine(text="All done", who="Maria", said_on=TODAY, edited_by="Dana"),
        ANA,
    )


def test_a_line_left_as_it_was_is_not_marked() -> None:
    edited = edit(minutes_of(MARIA), Section.ACCOMPLISHMENTS, {0: "1.1 done"}, {}, editor="Dana", on=LATER)

    assert edited == minutes_of(MARIA)


def test_an_emptied_line_is_taken_out_and_added_lines_are_the_editors_own() -> None:
    edited = edit(
        minutes_of(MARIA, ANA), Section.ACCOMPLISHMENTS, {0: " "}, {None: ("", " New ")}, editor="Dana", on=LATER
    )

    assert edited.section(Section.ACCOMPLISHMENTS).lines == (ANA, MinutesLine(text="New", who="Dana", said_on=LATER))


def test_a_section_nobody_wrote_in_yet_can_be_added_to() -> None:
    edited = edit(minutes_of(MARIA), Section.DEBRIEF, {}, {Group.QUESTIONS: ("What next?",)}, editor="Dana", on=LATER)

    assert texts(edited, Section.DEBRIEF) == ["What next?"]
    assert texts(edited) == ["1.1 done"]


BEHIND = MinutesLine(
    text="Cause: two are out", key="behind:1", facts="1 x: due Nov 1, 16 days late.", draft_note="Owner: Sam"
)


def test_words_beside_what_is_behind_can_be_kept_out_but_not_the_facts() -> None:
    minutes = minutes_of(BEHIND, section=Section.CHALLENGES)
    edited = edit(minutes, Section.CHALLENGES, {0: ""}, {}, editor="Dana", on=LATER)

    (line,) = edited.section(Section.CHALLENGES).lines
    assert (line.facts, line.text, line.edited_by) == (BEHIND.facts, "", "Dana")
    assert (minutes.kept_out, edited.kept_out) == (0, 1)


def test_the_facts_of_an_edited_line_are_those_of_the_day() -> None:
    begun = edit(
        offered(minutes_of(BEHIND, section=Section.CHALLENGES)), Section.CHALLENGES, {0: ""}, {}, editor="D", on=LATER
    )
    tomorrow = minutes_of(replace(BEHIND, facts="1 x: due Nov 1, 17 days late."), section=Section.CHALLENGES)
    caught_up = minutes_of(section=Section.CHALLENGES)

    assert renew(begun, tomorrow).section(Section.CHALLENGES).lines[0].facts == "1 x: due Nov 1, 17 days late."
    assert renew(begun, tomorrow).kept_out == 1
    assert renew(begun, caught_up).section(Section.CHALLENGES).lines == ()


# ---------------------------------------------------------------- answers after the draft


def test_answers_that_came_later_are_added_and_those_taken_back_go() -> None:
    begun = offered(minutes_of(MARIA, ANA))
    changed = MinutesLine(text="1.2 behind", who="Ana", said_on=LATER)

    assert texts(renew(begun, minutes_of(MARIA, changed))) == ["1.1 done", "1.2 behind"]


def test_what_a_leader_wrote_or_reworded_or_took_out_stays_that_way() -> None:
    begun = offered(minutes_of(MARIA, ANA))
    edited = edit(
        begun, Section.ACCOMPLISHMENTS, {0: "", 1: "Going well"}, {None: ("My own",)}, editor="Dana", on=LATER
    )

    assert texts(renew(edited, minutes_of(MARIA, ANA))) == ["Going well", "My own"]


def test_renewing_without_news_changes_nothing() -> None:
    begun = renew(offered(minutes_of(MARIA)), minutes_of(MARIA, ANA))

    assert renew(begun, minutes_of(MARIA, ANA)) == begun


# ---------------------------------------------------------------- after the minutes of an earlier month


def test_a_line_of_the_last_minutes_is_left_out() -> None:
    assert texts(without(minutes_of(MARIA, ANA), signed(MARIA))) == ["1.2 on track"]


def test_what_is_still_behind_or_due_is_told_every_month() -> None:
    due = MinutesLine(text="Nov 24: 1.1 x", key="coming_up:1.1")

    on_track = MinutesLine(text="On track: 1 action item (1.1)", key="on_track", group=Group.PROCESS)

    for line, section in (
        (BEHIND, Section.CHALLENGES),
        (due, Section.NEXT_STEPS),
        (on_track, Section.ACCOMPLISHMENTS),
    ):
        fresh = minutes_of(line, section=section)
        earlier = replace(offered(minutes_of(line, section=section)), submitted_on=TODAY)
        assert without(fresh, earlier).section(section).lines == (line,)


def test_the_same_answer_given_anew_is_told() -> None:
    again = replace(MARIA, said_on=LATER)

    assert texts(without(minutes_of(again), signed(MARIA))) == ["1.1 done"]


def signed(*lines: MinutesLine) -> Minutes:
    return replace(offered(minutes_of(*lines)), submitted_on=TODAY)
