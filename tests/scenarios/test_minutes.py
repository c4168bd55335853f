"""The highlight discussion: drafted from the month, edited by a leader, published once."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from tests.scenarios.district import District, finger_on
from tests.support.minutes import close_check_in, publish
from tests.support.screens import block_text

WORD, MARKDOWN = "Bethel-Elementary-School-minutes-2026-11.docx", "Bethel-Elementary-School-minutes-2026-11.md"


@pytest.fixture
def answered(district: District) -> District:
    """Three people have answered November's check-in, and it is closed."""
    district.at("2026-11-17 10:00")
    ana, maria, lena = (district.person(name) for name in ("ana", "maria", "lena"))
    ana.clicks("Behind …", on="1.1.3.2")
    ana.fills(cause="No common hour", recovery="Dana covers a lesson", support="A substitute")
    assert ana.submits() == {}
    maria.clicks("Done", on="1.1.3.3")
    lena.clicks("All on track")
    lena.clicks("Add a risk …")
    lena.fills(risk="Report cards fall into the week", mitigation="Start a week early")
    assert lena.submits() == {}
    district.settles()
    close_check_in(district.person("dana"))
    district.settles()
    return district


@pytest.fixture
def drafted(answered: District) -> District:
    answer = answered.answers("dana", "/plan minutes")
    assert answer == (
        "The draft of the November 2026 minutes for *Bethel Elementary School* is in your direct messages with me."
    )
    answered.settles()
    return answered


def word_text(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_draft_has_six_sections_each_line_with_who_said_it_and_when(drafted: District) -> None:
    draft = drafted.told("dana")[-1]

    for line in (
        "*Meeting participants:* not set yet",
        "*Highlight Discussion date:* not set yet · *Date of previous Highlight Discussion:* Tue, Oct 27",
        "*1. Accomplishments and progress (both process and performance)*",
        "• Reported: 3 of 7 people (43%)",
        "*Not reported:* Dana Whitfield, Daniel Reyes, Priya Raman and Sam Oyelaran",
        "_Process_ (3)",
        "• On track: ",
        "• 1.1.3.3 Hold the first round of peer visits: completed Tue, Nov 17, on time. No evidence named.",
        "_Performance_ (6)",
        "• Early evidence of change, by Sat, Oct 31: "
        "Learning intentions are posted and spoken in 8 of 10 lessons visited. "
        "Not checked yet; its date has passed",
        "*2. Challenges to implementation (if any)*",
        "_Behind_ (1)\n• 1.1.3.2 Set up pairs for peer visits: due Fri, Oct 16, 32 days late. "
        "Cause, given Tue, Nov 17: No common hour _Owner: Instructional Coach_",
        "_Targeted assistance needed_ (2)\n"
        "• For 1.1.2.2: Half a day of planning time for grades 3 to 5. Asked Wed, Oct 21; open 27 days. "
        "_Asked of: Dana Whitfield_\n"
        "• For 1.1.3.2: A substitute. Asked Tue, Nov 17; open 0 days. _Asked of: Dana Whitfield_",
        "*3. Risks to successful implementation in the coming months (if any)*",
        "• Report cards fall into the week. Mitigation: Start a week early (Lena Brandt)",
        "*4. Next steps for the coming month (if not articulated above)*\n"
        "• Tue, Nov 24: 1.1.2.2 Write success criteria for the first two math units (Math Lead Teacher)",
        "• Recovery step for 1.1.3.2: Dana covers a lesson (Ana Ruiz, Tue, Nov 17)",
        "• Fri, Dec 18: milestone 1.1.2 Every unit in ELA and math has success criteria (Grade 4 Team Lead)",
        "• Mitigation: Start a week early (Lena Brandt)",
        "*5. Key modifications to the plan and the reasons for these changes (if necessary)*",
        "*6. Debrief*",
    ):
        assert line in draft


def test_work_finished_between_two_check_ins_is_told_too(drafted: District) -> None:
    answer = "• 1.1.2.1 Write success criteria for the first two ELA units: completed Thu, Oct 29, on time."

    assert answer in drafted.told("dana")[-1]


def test_what_last_months_minutes_told_is_not_told_again(drafted: District) -> None:
    draft = drafted.told("dana")[-1]

    assert "1.1.2.2 Write success criteria for the first two math units: due date moved" not in draft
    assert "1.1.1.3 Collect present examples from every classroom" not in draft


def test_who_said_nothing_about_what_is_behind_does_not_hide_it(district: District) -> None:
    district.at("2026-11-17 10:00")
    close_check_in(district.person("dana"))
    district.settles()
    district.answers("dana", "/plan minutes")

    assert (
        "• 1.1.3.2 Set up pairs for peer visits: due Fri, Oct 16, 32 days late. "
        "Cause (time), given Wed, Oct 21: Two pairs have no common planning time. No report this month. "
        "_Owner: Instructional Coach_"
    ) in district.told("dana")[-1]


def test_an_overdue_item_is_no_accomplishment_whatever_its_owner_said(district: District) -> None:
    district.at("2026-11-17 10:00")
    district.person("ana").clicks("On track", on="1.1.3.2")
    district.settles()
    close_check_in(district.person("dana"))
    district.settles()
    district.answers("dana", "/plan minutes")
    accomplishments, _, challenges = district.told("dana")[-1].partition("*1. ")[2].partition("*2. Challenges")

    assert "1.1.3.2" not in accomplishments
    assert "32 days late." in challenges
    assert "On Tue, Nov 17 the owner said on track; the date has passed." in challenges


def test_a_leader_rewords_removes_and_adds_lines(drafted: District) -> None:
    dana = drafted.person("dana")
    dana.clicks("Edit 2")
    dana.sees("Lines you reword are marked as edited by you.")
    dana.fills(**{"line:0:0": "Pairs need a common hour", "line:3:0": ""}, added="Ask the district\n\nFor one hour")
    assert dana.submits() == {}

    dana.sees("32 days late. Pairs need a common hour (edited by Dana Whitfield)")
    dana.sees("• Ask the district (Dana Whitfield, Tue, Nov 17)")
    dana.sees("• For one hour (Dana Whitfield, Tue, Nov 17)")
    dana.sees_no("For 1.1.3.2: A substitute")


def test_a_comment_is_kept_out_and_the_minutes_say_so_but_the_facts_stay(drafted: District) -> None:
    dana = drafted.person("dana")
    dana.clicks("Edit 2")
    dana.fills(**{"line:0:0": ""})
    assert dana.submits() == {}
    dana.sees("32 days late. The comment is kept out.")
    publish(dana)
    drafted.settles()
    written = drafted.files("dana", "C00BETHEL")[MARKDOWN].decode()

    assert "1.1.3.2 Set up pairs for peer visits: due Fri, Oct 16, 32 days late." in written
    assert "1 comment is kept out of these minutes." in written
    assert "No common hour" not in written


def test_published_minutes_come_to_the_channel_with_files_that_hold_everything(drafted: District) -> None:
    drafted.person("dana").clicks("Edit 6")
    drafted.person("dana").fills(**{"added:questions": "What do the pairs need from us?"})
    assert drafted.person("dana").submits() == {}
    drafted.person("dana").sees("What do the pairs need from us?")
    publish(drafted.person("dana"))
    drafted.person("maria").sees("published the November 2026 minutes of Bethel Elementary School.")
    drafted.person("maria").sees("Report submission date: Tue, Nov 17 · Submitted by: Dana Whitfield")

    files = drafted.files("maria", "C00BETHEL")
    for text in (word_text(files[WORD]), files[MARKDOWN].decode()):
        for sentence in (
            "Bethel Elementary School",
            "Ana Ruiz, Dana Whitfield, Lena Brandt and Maria Okafor",
            "No common hour",
            "Report cards fall into the week",
            "What do the pairs need from us?",
            "Dana Whitfield",
        ):
            assert sentence in text
    drafted.person("dana").sees("Published on Tue, Nov 17 by Dana Whitfield.")


def test_published_minutes_do_not_change_when_data_do(drafted: District, tmp_path: Path) -> None:
    publish(drafted.person("dana"))
    before = drafted.files("maria", "C00BETHEL")
    at_first = drafted.person("maria").reads(in_="C00BETHEL")
    plan = (Path(__file__).parents[2] / "examples" / "bethel.yml").read_text(encoding="utf-8")
    changed = tmp_path / "bethel.yml"
    changed.write_text(plan.replace("Set up pairs for peer visits", "Something else"), encoding="utf-8")
    drafted.imports(changed, parent="Riverbend School District")
    drafted.at("2026-12-15 10:00")

    answer = drafted.answers("dana", "/plan minutes")
    assert drafted.files("maria", "C00BETHEL") == before
    assert drafted.person("maria").reads(in_="C00BETHEL") == at_first
    assert "December 2026 minutes" in answer


def test_publishing_twice_publishes_once(drafted: District) -> None:
    dana = drafted.person("dana")
    again = finger_on(dana, "Publish")
    publish(dana)
    drafted.settles()
    dana.sees_no("Edit 1")
    again()
    dana.sees("These minutes are published, so they don't change.")
    drafted.settles()

    assert sum("published the November" in text for text in drafted.person("maria").reads(in_="C00BETHEL")) == 1


def test_two_leaders_editing_at_once_lose_nothing(drafted: District) -> None:
    dana, omar = drafted.person("dana"), drafted.person("omar")
    drafted.answers("omar", "/plan minutes bethel")
    dana.clicks("Edit 6")
    omar.clicks("Edit 6")
    omar.fills(**{"added:feedback": "Omar's line"})
    assert omar.submits() == {}
    drafted.settles()
    dana.fills(**{"added:feedback": "Dana's line"})
    assert dana.submits() == {}

    dana.sees("Someone else changed this draft while your form was open")
    dana.sees("Dana's line")
    dana.closes()
    drafted.answers("dana", "/plan minutes")
    dana.clicks("Edit 6", on="Omar's line")
    dana.sees("Omar's line")


def test_two_leaders_edit_different_sections_at_once(drafted: District) -> None:
    dana, omar = drafted.person("dana"), drafted.person("omar")
    drafted.answers("omar", "/plan minutes bethel")
    drafted.settles()
    dana.clicks("Edit 6")
    omar.clicks("Edit 3")
    omar.fills(added="Two teachers leave in January")
    assert omar.submits() == {}
    drafted.settles()
    dana.fills(**{"added:feedback": "Shorter, please"})
    assert dana.submits() == {}
    drafted.settles()

    dana.sees_no("Someone else changed this draft")
    dana.sees("Two teachers leave in January")
    omar.sees("Shorter, please")


def test_who_met_is_confirmed_while_somebody_edits_a_section(drafted: District) -> None:
    dana, omar = drafted.person("dana"), drafted.person("omar")
    drafted.answers("omar", "/plan minutes bethel")
    drafted.settles()
    dana.clicks("Participants and dates")
    omar.clicks("Edit 3")
    omar.fills(added="Two teachers leave in January")
    assert omar.submits() == {}
    dana.fills(participants=["U0000DANA"])
    assert dana.submits() == {}
    drafted.settles()

    dana.sees_no("Someone else changed this draft")
    dana.sees("Meeting participants: Dana Whitfield")
    dana.sees("Two teachers leave in January")


def test_publishing_asks_who_met_and_says_what_has_no_report(drafted: District) -> None:
    dana = drafted.person("dana")
    dana.clicks("Publish")
    dana.sees("answering the check-in isn't the same as being there")
    dana.sees("action items have no report this month (")
    dana.fills(participants=[], held_on="2026-11-17", next_on="2026-11-17")
    assert dana.submits() == {
        "next_on": "The next discussion comes after this one.",
        "participants": "Who took part? Choose people here, or name others below.",
    }
    dana.fills(participants=["U0000DANA"], others="Pat Doe", next_on="2026-12-01")
    assert dana.submits() == {}
    drafted.settles()
    written = drafted.files("dana", "C00BETHEL")[MARKDOWN].decode()
    next_steps = written.partition("## 4.")[2].partition("## 5.")[0]

    assert "- **Meeting participants:** Dana Whitfield and Pat Doe" in written
    assert "Tue, Nov 24: 1.1.2.2" in next_steps
    assert "Fri, Dec 4: 2.1.1.3" not in next_steps  # due after the next discussion


def test_published_minutes_count_as_of_the_moment_of_publishing(drafted: District) -> None:
    drafted.at("2026-11-25 10:00")
    drafted.person("dana").sees("as of Tue, Nov 17, 10:00 AM")
    publish(drafted.person("dana"))
    drafted.settles()
    written = drafted.files("dana", "C00BETHEL")[MARKDOWN].decode()

    assert "**Where the plan stands (as of Wed, Nov 25, 10:00 AM)**" in written
    assert "- 1.1.3.2 Set up pairs for peer visits: due Fri, Oct 16, 40 days late." in written
    assert "- 1.1.2.2 Write success criteria for the first two math units: due Tue, Nov 24" in written


def test_participants_and_the_day_are_set_and_the_day_is_not_in_the_future(drafted: District) -> None:
    dana = drafted.person("dana")
    dana.clicks("Participants and dates")
    dana.fills(participants=["U00000ANA", "U0000OMAR"], others="Pat Doe, Kai Lund", held_on="2026-12-01")
    assert dana.submits() == {"held_on": "The discussion can't be later than today."}
    dana.fills(held_on="2026-11-16")
    assert dana.submits() == {}

    dana.sees("Meeting participants: Ana Ruiz, Omar Haddad, Pat Doe and Kai Lund")
    dana.sees("Highlight Discussion date: Mon, Nov 16")


def test_a_section_of_45_lines_is_edited_page_by_page_without_loss(drafted: District) -> None:
    dana = drafted.person("dana")
    lines = [f"Line {n} {'x' * 40}" for n in range(1, 46)]
    dana.clicks("Edit 6")
    dana.fills(**{"added:takeaways": "\n".join(lines)})
    assert dana.submits() == {}
    dana.sees("… and 39 more.")

    dana.clicks("Edit 6")
    dana.fills(**{"line:3:0": ""})
    assert dana.submits() == {}
    dana.sees("Lines 20 to 39 of 44.")
    assert dana.submits() == {}
    dana.sees("Lines 40 to 44 of 44.")
    dana.fills(**{"line:43:0": "The end", "added:feedback": "And one more"})
    assert dana.submits() == {}
    drafted.settles()
    publish(dana)
    written = drafted.files("dana", "C00BETHEL")[MARKDOWN].decode()

    assert [line in written for line in lines] == [n not in (3, 44) for n in range(45)]
    assert "The end" in written
    assert "And one more" in written
    assert drafted.broken_rules() == []


def test_a_line_longer_than_a_form_takes_is_edited_in_parts(answered: District) -> None:
    raj = answered.person("raj")
    raj.clicks("Behind …", on="2.1.1.3")
    raj.fills(cause="word " * 599 + "end", recovery="A step")
    assert raj.submits() == {}
    answered.answers("lee", "/plan minutes reynolds", in_="CREYNOLDS")
    lee = answered.person("lee")
    lee.clicks("Edit 2")
    lee.sees("Line 3, continued")
    lee.fills(**{"line:2:1": "and so on"})
    assert lee.submits() == {}
    answered.settles()
    publish(lee)

    written = answered.files("lee", "CREYNOLDS")["Reynolds-Middle-School-minutes-2026-11.md"].decode()
    assert "word " * 540 in written
    assert "and so on" in written
    assert "word end" not in written
    assert "edited by Lee Nakamura" in written
    assert answered.broken_rules() == []


def test_staff_write_no_minutes(answered: District) -> None:
    assert answered.answers("maria", "/plan minutes").startswith("Only leaders and plan managers of")


def test_before_the_first_check_in_there_is_nothing_to_draft_from(district: District) -> None:
    answer = district.answers("omar", "/plan minutes fall river", in_="dm")

    assert answer.startswith("*Fall River Public Schools* hasn't had a check-in yet")


def test_a_month_left_undrafted_until_the_next_one_is_not_lost(answered: District) -> None:
    answered.at("2026-12-15 10:00")
    november = answered.answers("dana", "/plan minutes")
    assert november.startswith("The draft of the November 2026 minutes")
    assert november.endswith("Once they're published, December 2026 is next.")
    assert "1.1.3.3 Hold the first round of peer visits: completed Tue, Nov 17" in answered.told("dana")[-1]
    publish(answered.person("dana"))
    answered.settles()

    assert answered.answers("dana", "/plan minutes").startswith("The draft of the December 2026 minutes")


def test_past_minutes_are_read_by_the_name_of_their_month(drafted: District) -> None:
    october = drafted.answers("dana", "/plan minutes Oct")

    assert "Minutes: Bethel Elementary School, October 2026" in october
    assert "Published on Tue, Oct 27" in october
    assert drafted.answers("dana", "/plan minutes bethel october 2026") == october
    assert drafted.answers("dana", "/plan minutes july").startswith(
        "*Bethel Elementary School* had no check-in in July 2026."
    )


def test_the_list_of_minutes_says_what_became_of_each_month(drafted: District) -> None:
    listed = drafted.answers("dana", "/plan minutes list")

    assert listed.startswith("*Minutes of Bethel Elementary School*")
    assert "• October 2026: published Tue, Oct 27 by Dana Whitfield" in listed
    assert "• November 2026: a draft" in listed


# ---------------------------------------------------------------- after publishing


@pytest.fixture
def published(drafted: District) -> District:
    publish(drafted.person("dana"))
    drafted.settles()
    return drafted


ANNOUNCED = "published the November 2026 minutes"


def announced(district: District) -> str:
    """What its blocks show. The plain text for screen readers ends at 4,000 characters."""
    [message] = [each for each in district.person("maria").messages("C00BETHEL") if ANNOUNCED in each.text]
    return "\n".join(map(block_text, message.blocks))


def test_a_leader_of_the_school_signs_once_and_the_files_carry_it(published: District) -> None:
    before = published.files("maria", "C00BETHEL")
    dana = published.person("dana")
    dana.clicks("Sign", on=ANNOUNCED)
    dana.sees("You signed the November 2026 minutes of Bethel Elementary School.")
    published.settles()
    dana.clicks("Sign", on=ANNOUNCED)
    dana.sees("You've already signed the November 2026 minutes of Bethel Elementary School.")
    published.settles()

    assert "Signed: Dana Whitfield, Tue, Nov 17" in announced(published)
    after = published.files("maria", "C00BETHEL")
    assert "Signed" not in word_text(before[WORD])
    assert word_text(after[WORD]).count("Signed: Dana Whitfield, Tue, Nov 17") == 1
    assert "Signed: Dana Whitfield, Tue, Nov 17" in after[MARKDOWN].decode()


def test_who_leads_only_the_district_does_not_sign_for_the_school(published: District) -> None:
    dana, grace = published.person("dana"), published.person("grace")
    published.answers("dana", "/plan share bethel", in_=dana.dm())
    dana.clicks("Share")
    dana.sees("From now on")
    published.answers("grace", "/plan minutes Bethel Elementary School November", in_=grace.dm())
    grace.clicks("Sign")
    grace.sees("Only leaders of Bethel Elementary School itself sign its minutes.")
    published.settles()

    assert "Signed:" not in announced(published)


def test_an_amendment_stands_under_the_minutes_which_do_not_change(published: District) -> None:
    before = announced(published)
    dana = published.person("dana")
    dana.clicks("Amend", on=ANNOUNCED)
    dana.fills(text="The common hour exists since Nov 16.", reason="The new schedule came later")
    assert dana.submits() == {}
    published.settles()

    line = (
        "Amendment 1, Tue, Nov 17 (Dana Whitfield): The common hour exists since Nov 16. "
        "Reason: The new schedule came later"
    )
    assert line not in before
    assert announced(published).replace(f"{line}\n", "") == before
    assert line in word_text(published.files("maria", "C00BETHEL")[WORD])
    assert line in published.answers("dana", "/plan minutes November")
    dana.sees("Amendment 1 to the November 2026 minutes (Dana Whitfield, Tue, Nov 17): The common hour exists")
