"""The highlight discussion: drafts from a month's answers, and leaders' edits, which stay."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from conversations.highlight import (
    ComingUp,
    Minutes,
    MinutesLine,
    MinutesSection,
    Modification,
    Month,
    MonthAnswer,
    NamedRisk,
    Remark,
    Saying,
    Section,
    draft,
    edit,
    offered,
    renew,
    without,
)
from plans.progress import Status

TODAY = date(2026, 11, 17)
LATER = date(2026, 11, 19)


def reply(code: str, status: Status, *, cause: str = "", recovery: str = "", support: str = "") -> MonthAnswer:
    return MonthAnswer(
        code=code, text="x", status=status, who="Ana", on=TODAY, cause=cause, recovery=recovery, support=support
    )


def lines_of(remarks: Iterable[Remark]) -> list[tuple[Section, Saying]]:
    return [(remark.section, remark.saying) for remark in remarks]


def minutes_of(*lines: MinutesLine, section: Section = Section.ACCOMPLISHMENTS) -> Minutes:
    return Minutes(
        organization="Bethel", plan="Plan", period="2026-11", sections=(MinutesSection(key=section, lines=lines),)
    )


def texts(minutes: Minutes, section: Section = Section.ACCOMPLISHMENTS) -> list[str]:
    return [line.text for line in minutes.section(section).lines]


MARIA = MinutesLine(text="1.1 done", who="Maria", said_on=TODAY)
ANA = MinutesLine(text="1.2 on track", who="Ana", said_on=TODAY)


# ---------------------------------------------------------------- drafting


def test_each_status_has_its_section() -> None:
    month = Month(replies=tuple(reply(str(place), status) for place, status in enumerate(Status)))

    assert set(lines_of(draft(month))) == {
        (Section.ACCOMPLISHMENTS, Saying.DONE),
        (Section.ACCOMPLISHMENTS, Saying.ON_TRACK),
        (Section.CHALLENGES, Saying.BEHIND),
        (Section.NEXT_STEPS, Saying.NOT_STARTED),
    }


def test_finished_work_comes_first() -> None:
    month = Month(replies=(reply("1", Status.ON_TRACK), reply("2", Status.DONE)))

    assert [remark.saying for remark in draft(month)] == [Saying.DONE, Saying.ON_TRACK]


def test_behind_gives_the_challenge_the_help_and_the_next_step_each_with_who_said_it() -> None:
    remarks = draft(Month(replies=(reply("1", Status.BEHIND, cause="c", recovery="r", support="s"),)))

    assert lines_of(remarks) == [
        (Section.CHALLENGES, Saying.BEHIND),
        (Section.NEXT_STEPS, Saying.RECOVERY),
        (Section.CHALLENGES, Saying.SUPPORT),
    ]
    assert {(remark.who, remark.said_on) for remark in remarks} == {("Ana", TODAY)}


def test_risks_changes_and_what_is_due_have_their_places_and_the_debrief_is_left_to_the_meeting() -> None:
    month = Month(
        risks=(NamedRisk(risk="Snow", mitigation="Videos", who="Ana", on=TODAY),),
        modifications=(Modification(code="1", text="x", old_due=None, new_due=LATER, reason="r", who="Sam", on=TODAY),),
        coming_up=(ComingUp(code="2", text="y", due=LATER, owner="Principal"),),
    )
    remarks = draft(month)

    assert lines_of(remarks) == [
        (Section.RISKS, Saying.RISK),
        (Section.NEXT_STEPS, Saying.COMING_UP),
        (Section.MODIFICATIONS, Saying.DATE_MOVED),
    ]
    assert [remark.who for remark in remarks] == ["Ana", "", "Sam"]


def test_a_month_without_answers_drafts_nothing() -> None:
    assert draft(Month()) == ()


# ---------------------------------------------------------------- editing


def test_a_line_that_is_reworded_keeps_who_said_it_and_says_who_reworded_it() -> None:
    edited = edit(minutes_of(MARIA, ANA), Section.ACCOMPLISHMENTS, {0: " All done "}, (), editor="Dana", on=LATER)

    assert edited.section(Section.ACCOMPLISHMENTS).lines == (
        MinutesLine(text="All done", who="Maria", said_on=TODAY, edited_by="Dana"),
        ANA,
    )


def test_a_line_left_as_it_was_is_not_marked() -> None:
    edited = edit(minutes_of(MARIA), Section.ACCOMPLISHMENTS, {0: "1.1 done"}, (), editor="Dana", on=LATER)

    assert edited == minutes_of(MARIA)


def test_an_emptied_line_is_taken_out_and_added_lines_are_the_editors_own() -> None:
    edited = edit(minutes_of(MARIA, ANA), Section.ACCOMPLISHMENTS, {0: " "}, ("", " New "), editor="Dana", on=LATER)

    assert edited.section(Section.ACCOMPLISHMENTS).lines == (ANA, MinutesLine(text="New", who="Dana", said_on=LATER))


def test_a_section_nobody_wrote_in_yet_can_be_added_to() -> None:
    edited = edit(minutes_of(MARIA), Section.DEBRIEF, {}, ("What next?",), editor="Dana", on=LATER)

    assert texts(edited, Section.DEBRIEF) == ["What next?"]
    assert texts(edited) == ["1.1 done"]


# ---------------------------------------------------------------- answers after the draft


def test_answers_that_came_later_are_added_and_those_taken_back_go() -> None:
    begun = offered(minutes_of(MARIA, ANA))
    changed = MinutesLine(text="1.2 behind", who="Ana", said_on=LATER)

    assert texts(renew(begun, minutes_of(MARIA, changed))) == ["1.1 done", "1.2 behind"]


def test_what_a_leader_wrote_or_reworded_or_took_out_stays_that_way() -> None:
    begun = offered(minutes_of(MARIA, ANA))
    edited = edit(begun, Section.ACCOMPLISHMENTS, {0: "", 1: "Going well"}, ("My own",), editor="Dana", on=LATER)

    assert texts(renew(edited, minutes_of(MARIA, ANA))) == ["Going well", "My own"]


def test_renewing_without_news_changes_nothing() -> None:
    begun = renew(offered(minutes_of(MARIA)), minutes_of(MARIA, ANA))

    assert renew(begun, minutes_of(MARIA, ANA)) == begun


# ---------------------------------------------------------------- after the minutes of an earlier month


def test_a_line_of_the_last_minutes_is_left_out() -> None:
    assert texts(without(minutes_of(MARIA, ANA), signed(MARIA))) == ["1.2 on track"]


def test_the_same_answer_given_anew_is_told() -> None:
    again = replace(MARIA, said_on=LATER)

    assert texts(without(minutes_of(again), signed(MARIA))) == ["1.1 done"]


def signed(*lines: MinutesLine) -> Minutes:
    return replace(offered(minutes_of(*lines)), submitted_on=TODAY)
