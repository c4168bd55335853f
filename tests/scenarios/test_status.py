"""/plan status for leaders and others. A past day's status never changes."""

from __future__ import annotations

from tests.scenarios.district import District


def numbers_in(answer: str) -> str:
    """A status without its button, which only some have."""
    return answer.removesuffix("\nShare here")


def test_a_leader_reads_honest_numbers_each_with_its_fraction(district: District) -> None:
    answer = district.answers("dana", "/plan status")

    for line in (
        "Bethel Elementary School: status as of Mon, Nov 16",
        "*Completed:* 6 of 22 (27%)",
        "*On time:* 5 of 7 due (71%), completed late 1 of 7 (14%)",
        "*Behind:* 1 of 7 due (14%)",
        "completed 5 of 12 (42%) · on time 4 of 6 (67%) · behind 1 of 6 (17%)",
        "• *1.1.3.2* Set up pairs for peer visits (Instructional Coach): due Fri, Oct 16, 31 days ago. "
        "Cause: Two pairs have no common planning time.",
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

    assert "32 days ago. The owner reported on track, but the date has passed." in district.answers(
        "dana", "/plan status"
    )


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

    assert "2 plans as of" in everything
    assert "*Fall River Public Schools*" in everything
    assert "2 plans as of" in schools
    assert "Fall River" not in schools


def test_the_superintendent_sees_every_plan_a_line_each_and_the_sum(district: District) -> None:
    answer = district.answers("grace", "/plan status", in_="dm")

    assert "2 plans as of Mon, Nov 16" in answer
    assert "*Bethel Elementary School* (2026-27): completed 6 of 22 (27%)" in answer
    assert "*Total:* completed 10 of 36 (28%)" in answer
    assert "not included above:\n*Fall River Public Schools* (2012-13)" in answer
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
