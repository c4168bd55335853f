"""/plan status for leaders and others. A past day's status never changes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select

from bot.network.desk import COUNTED_AT_ONCE
from storage.items import item_changes
from storage.items.item_changes import NewItem
from storage.items.items import Stamp
from storage.models import ActionItemRow, OrganizationRow, PlanRow
from storage.plans import plans
from tests.scenarios.district import TEAM, District


def numbers_in(answer: str) -> str:
    """A status without its button, which only some have."""
    return answer.removesuffix("\nShare here")


def test_a_leader_reads_honest_numbers_each_with_its_fraction(district: District) -> None:
    answer = district.answers("dana", "/plan status")

    for line in (
        "Bethel Elementary School: status as of Mon, Nov 16",
        "*Completed:* 6 of 22 (27%)",
        "*On time:* 5 of 7 due (71%) · *completed late:* 1 of 7 (14%) · *behind:* 1 of 7 (14%)",
        "*By the first dates:* on time 5 of 8 due (63%) · completed late 1 of 8 (13%) · behind 2 of 8 (25%)",
        "Dates moved: 1, on 1 action item",
        "completed 5 of 12 (42%) · on time 4 of 6 (67%) · completed late 1 of 6 (17%) · behind 1 of 6 (17%)",
        "• *1.1.3.2* Set up pairs for peer visits (Instructional Coach): due Fri, Oct 16, 31 days late. "
        "Cause (time), given Wed, Oct 21: Two pairs have no common planning time.",
    ):
        assert line in answer


def test_no_name_stands_beside_what_is_late(district: District) -> None:
    answer = district.answers("dana", "/plan status")

    assert "Ana" not in answer
    assert "Ruiz" not in answer


def test_the_picture_says_in_words_what_it_shows(district: District) -> None:
    district.answers("dana", "/plan status")
    files = district.files("dana", district.person("dana").dm())

    assert files["progress-2026-11-16.png"].startswith(b"\x89PNG")
    assert "1.1 Learning intentions and success criteria: behind 1 of 6 due (17%)" in district.told("dana")[-1]


def test_after_a_private_status_the_picture_comes_in_person_with_its_headline_once(district: District) -> None:
    district.answers("dana", "/plan status as of Oct 31, 2026")
    dana = district.person("dana")
    (message,) = [each for each in messages_of(district, "dana", dana.dm()) if each["files"]]

    assert message["text"] == (
        "*Bethel Elementary School: status as of Sat, Oct 31*\nCompleted 6 of 22 (27%), behind 1 of 7 (14%)"
    )
    assert [file["title"] for file in message["files"]] == ["Progress by strategy"]


def test_the_picture_of_a_shared_status_stands_in_its_thread_and_says_nothing_twice(district: District) -> None:
    district.answers("dana", "/plan status")
    district.person("dana").clicks("Share here")
    channel = messages_of(district, "maria", "C00BETHEL")
    (message,) = [each for each in channel if each["files"]]
    (status,) = [each for each in channel if each["ts"] == message["thread_ts"]]

    assert status["text"].startswith("Bethel Elementary School: status as of Mon, Nov 16")
    assert message["text"] == ""
    assert [file["title"] for file in message["files"]] == ["Progress by strategy"]


def messages_of(district: District, name: str, channel: str) -> list[dict[str, Any]]:
    district.settles()
    return district.person(name)._in_channel(channel)


def test_a_past_day_reads_the_same_whatever_is_answered_later(district: District) -> None:
    before = numbers_in(district.answers("dana", "/plan status as of Oct 31, 2026"))
    district.at("2026-11-17 10:00")
    district.person("ana").clicks("Done", on="1.1.3.2")
    district.person("ana").clicks("Add output")
    district.person("ana").fills(completed_on="2026-10-16")
    assert district.person("ana").submits() == {}

    assert numbers_in(district.answers("dana", "/plan status as of Oct 31, 2026")) == before
    assert numbers_in(district.answers("dana", "/plan status")) != before


def test_a_past_day_without_a_year_is_the_last_one_that_has_come(district: District) -> None:
    assert "as of Sun, Feb 1, 2026" in numbers_in(district.answers("dana", "/plan status as of Feb 1"))
    assert "as of Sun, Nov 15" in numbers_in(district.answers("dana", "/plan status as of yesterday"))


def test_what_the_owner_says_and_what_the_date_says_stand_side_by_side(district: District) -> None:
    district.at("2026-11-17 10:00")
    district.person("ana").clicks("On track", on="1.1.3.2")
    district.person("ana").sees("1 of 1 answered")

    assert "On Tue, Nov 17 the owner said on track; the date has passed." in district.answers("dana", "/plan status")


def test_what_only_one_saw_is_shared_with_the_channel_on_a_tap(district: District) -> None:
    district.answers("dana", "/plan status")
    district.person("maria").sees_no("status as of")
    district.person("dana").clicks("Share here")
    district.person("maria").sees("Bethel Elementary School: status as of Mon, Nov 16")

    assert "progress-2026-11-16.png" in district.files("maria", "C00BETHEL")


def test_sharing_as_of_a_past_day_shares_that_day(district: District) -> None:
    district.answers("dana", "/plan status as of Oct 31, 2026")
    district.person("dana").clicks("Share here")

    district.person("maria").sees("Bethel Elementary School: status as of Sat, Oct 31")


def test_a_network_can_be_asked_for_in_a_schools_own_channel(district: District) -> None:
    everything = district.answers("omar", "/plan status network")
    schools = district.answers("omar", "/plan status riverbend")

    assert "by effective practice, as of Mon, Nov 16" in everything
    assert "*3b Provide rigorous evidence-based instruction* · 2 of 2 schools" in everything
    assert schools == everything


def test_the_superintendent_sees_every_school_and_the_sum(district: District) -> None:
    answer = district.answers("grace", "/plan network school", in_="dm")

    assert "by school, as of Mon, Nov 16" in answer
    assert "*Bethel Elementary School*\nCompleted 6 of 22 (27%)" in answer
    assert "*Both schools*\nCompleted 10 of 36 (28%)" in answer
    assert "by effective practice" in district.answers("grace", "/plan status", in_="dm")
    assert "Reynolds Middle School: status as of" in district.answers("grace", "/plan status reynolds", in_="dm")


def test_staff_of_one_school_do_not_read_the_other_schools_plan(district: District) -> None:
    answer = district.answers("maria", "/plan status reynolds")

    assert answer == (
        "Only coaches, leaders, plan managers, staff and viewers of *Reynolds Middle School* can do that. "
        "If you should be one, ask a plan manager."
    )


def test_days_are_read_as_people_write_them_and_refused_with_an_example(district: District) -> None:
    assert "as of Sat, Oct 31" in district.answers("dana", "/plan status as of 10/31/2026")
    assert 'I can\'t read "31/11" as a date. Write it like `as of Oct 31, 2026`.' in district.answers(
        "dana", "/plan status as of 31/11"
    )
    assert "That day hasn't come yet." in district.answers("dana", "/plan status as of Dec 1, 2026")


def test_a_status_shared_with_a_channel_names_nobody_beside_what_is_behind(district: District) -> None:
    assert "peer visits (Instructional Coach): due" in district.answers("dana", "/plan status")
    district.person("dana").clicks("Share here")

    district.person("maria").sees("Set up pairs for peer visits: due Fri, Oct 16, 31 days late.")
    assert "Instructional Coach" not in district.person("maria").reads(in_="C00BETHEL")[-1]


def test_what_is_due_today_stands_apart_until_the_day_is_over(district: District) -> None:
    district.at("2026-11-24 08:00")
    today = district.answers("dana", "/plan status")
    district.at("2026-11-25 08:00")
    asked_later = district.answers("dana", "/plan status as of Nov 24")

    assert "*behind:* 1 of 7 (14%)" in today
    assert "1 due today · " in today
    assert "*behind:* 2 of 8 (25%)" in asked_later
    assert "due today" not in asked_later


def test_an_owners_word_behind_before_the_date_is_a_risk_and_in_no_fraction(district: District) -> None:
    before = district.answers("lee", "/plan status reynolds", in_="CREYNOLDS")
    district.at("2026-11-17 10:00")
    raj = district.person("raj")
    raj.clicks("Behind …", on="2.1.1.3")
    raj.fills(cause="The room is taken", recovery="Meet in the library")
    assert raj.submits() == {}
    answer = district.answers("lee", "/plan status reynolds", in_="CREYNOLDS")

    assert before.splitlines()[1:3] == answer.splitlines()[1:3]
    assert "1 at risk · " in answer
    assert "*At risk: the owner says behind, the date hasn't passed*\n• *2.1.1.3* " in answer
    assert "Cause, given Tue, Nov 17: The room is taken" in answer


def test_with_three_hundred_behind_a_leader_who_asks_for_all_gets_all(district: District) -> None:
    behind = add_items(district, 300, due=date(2026, 11, 2))
    answer = district.answers("dana", "/plan status all")
    everything = "\n".join([answer, *district.told("dana")])

    assert "The rest is in your direct messages with me." in answer
    assert [code for code in behind if f"*{code}*" not in everything] == []


def add_items(district: District, count: int, *, due: date) -> list[str]:
    """Add open items to Bethel's plan, and return their codes."""
    september = Stamp(at=datetime(2026, 9, 1, 12, tzinfo=UTC), on=date(2026, 9, 1))
    with district.database.write() as session:
        plan = next(plan for plan in plans.summaries(session, TEAM) if plan.organization.startswith("Bethel"))
        new = NewItem(plan_id=plan.id, text="Visit every class", owner=None, due=due)
        ids = [item_changes.add(session, new, september) for _ in range(count)]
        return list(session.scalars(select(ActionItemRow.code).where(ActionItemRow.id.in_(ids))))


def test_a_practice_opens_by_school_and_the_whole_comes_as_excel(district: District) -> None:
    grace = district.person("grace")
    district.answers("grace", "/plan network", in_="dm")

    grace.selects("3b Provide rigorous evidence-based instruction", from_="Open a practice …")
    grace.sees("3b Provide rigorous evidence-based instruction, by school, as of Mon, Nov 16")
    grace.clicks("By practice")
    grace.sees("Riverbend School District: by effective practice")
    grace.clicks("Excel")
    [workbook] = [name for name in district.files("grace", grace.dm()) if name.endswith(".xlsx")]
    assert workbook == "network-Riverbend-School-District-2026-11-16.xlsx"


def test_many_schools_are_counted_after_the_answer(district: District) -> None:
    with district.database.write() as session:
        above = session.scalars(select(OrganizationRow).filter_by(level="district", name="Riverbend School District"))
        parent_id = above.one().id
        for number in range(COUNTED_AT_ONCE):
            school = OrganizationRow(workspace_id=TEAM, name=f"School {number}", level="school", parent_id=parent_id)
            session.add(school)
            session.flush()
            years = {"school_year": "2026-27", "starts_on": date(2026, 7, 1), "ends_on": date(2027, 6, 30)}
            session.add(PlanRow(organization_id=school.id, title="Plan", created_on=date(2027, 7, 1), **years))

    answer = district.answers("grace", "/plan network", in_="dm")
    district.settles()

    assert answer == "Counting 52 schools of *Riverbend School District*. The table follows in our messages."
    district.person("grace").sees("Riverbend School District: by effective practice, as of Mon, Nov 16")


def test_a_school_is_no_network_and_its_staff_see_none(district: District) -> None:
    assert "can do that" in district.answers("maria", "/plan network")
    assert "No district or state here" in district.answers("grace", "/plan network bethel", in_="dm")
