"""/plan people: who is assigned to the leads of a plan."""

from __future__ import annotations

from tests.scenarios.district import District


def test_a_plan_manager_sees_who_is_behind_each_lead_and_gives_a_role_to_somebody(district: District) -> None:
    omar = district.person("omar")
    assert ":white_check_mark: *Math Lead Teacher*: Sam Oyelaran" in district.answers("omar", "/plan people bethel")
    omar.clicks("Assign people")
    omar.fills(role="Math Lead Teacher", holders=["U00000SAM", "U000MARIA"])
    assert omar.submits() == {}

    assert "*Math Lead Teacher*: Sam Oyelaran and Maria Okafor" in district.answers("omar", "/plan people bethel")
    district.answers("dana", "/plan checkin open")
    district.person("maria").sees("Write success criteria for the first two math units")


def test_the_form_can_leave_a_lead_to_no_one(district: District) -> None:
    omar = district.person("omar")
    district.answers("omar", "/plan people bethel")
    omar.clicks("Assign people")
    omar.fills(role="Math Lead Teacher")
    assert omar.submits() == {}

    assert "*Math Lead Teacher*: no one is assigned yet" in district.answers("omar", "/plan people bethel")


def test_guests_and_bots_cannot_hold_a_role_and_the_form_can_be_mended(district: District) -> None:
    omar = district.person("omar")
    district.answers("omar", "/plan people bethel")
    omar.clicks("Assign people")
    omar.fills(role="Math Lead Teacher", holders=["U0000VERA"])
    assert "Guests, bots and people who have left" in omar.submits()["holders"]
    omar.fills(holders=["U000MARIA"])
    assert omar.submits() == {}

    assert "*Math Lead Teacher*: Maria Okafor" in district.answers("omar", "/plan people bethel")


def test_whoever_was_given_an_item_in_slack_is_no_role_without_a_person(district: District) -> None:
    district.person("dana").types("/plan assign @jonah @kim count the readers by Dec 4", in_="C00BETHEL")
    assert district.person("dana").submits() == {}
    answer = district.answers("omar", "/plan people bethel")

    assert "Jonah Feld" not in answer
    assert "Kim Alvarez" not in answer
    assert ":warning:" not in answer


def test_only_plan_managers_choose_people(district: District) -> None:
    answer = district.answers("dana", "/plan people")

    assert answer.startswith("Only plan managers of *Bethel Elementary School* can do that.")


def test_a_role_of_somebody_who_left_goes_to_another_who_is_asked_next(district: District) -> None:
    district.changes("U00000SAM", deleted=True)
    omar = district.person("omar")
    district.answers("omar", "/plan people bethel")
    omar.clicks("Assign people")
    omar.fills(role="Math Lead Teacher", holders=["U0000LENA"])
    assert omar.submits() == {}
    district.at("2026-11-17 10:00")

    district.person("lena").sees("Write success criteria for the first two math units")


def test_a_plan_manager_takes_a_role_away(district: District) -> None:
    assert "isn't" not in district.answers("omar", "/plan people revoke leader @dana bethel")

    assert "Dana Whitfield is no longer leader" in district.person("omar").reads(in_="C00BETHEL")[-1]
    assert district.answers("dana", "/plan checkin open bethel").startswith("Only ")


def test_a_plan_manager_makes_somebody_coach(district: District) -> None:
    answer = district.answers("omar", "/plan people grant coach @maria bethel")

    assert answer == "Maria Okafor is now coach of *Bethel Elementary School*."
    assert "Only plan managers" in district.answers("dana", "/plan people grant leader @lee bethel")
    assert "full member" in district.answers("omar", "/plan people grant coach @vera bethel")
    assert "`/plan people grant coach @ana`" in district.answers("omar", "/plan people grant boss @lee bethel")


def test_a_role_is_revoked_by_plan_managers_alone_and_never_the_last_one(district: District) -> None:
    assert "Only plan managers" in district.answers("dana", "/plan people revoke leader @lee bethel")
    assert "The roles are" in district.answers("omar", "/plan people revoke boss @lee bethel")


def test_a_lead_who_has_become_a_guest_is_not_asked(district: District) -> None:
    district.changes("U00000SAM", guest=True)
    district.at("2026-11-17 10:00")

    assert not any("success criteria for the first two math units" in text for text in district.told("sam"))


def test_a_plan_manager_reads_who_had_which_role_and_since_when(district: District) -> None:
    district.at("2026-11-16 10:00")
    district.answers("omar", "/plan people grant coach @maria bethel")
    district.at("2026-11-17 09:05")
    district.answers("omar", "/plan people revoke coach @maria bethel")
    omar = district.person("omar")
    district.answers("omar", "/plan people bethel")
    omar.clicks("Assign people")
    omar.fills(role="Math Lead Teacher", holders=["U000MARIA"])
    assert omar.submits() == {}

    lines = district.answers("omar", "/plan people history bethel").splitlines()
    assert lines[:2] == ["Role changes: Bethel Elementary School", "Oldest first"]
    assert lines[-4:] == [
        "• Mon, Nov 16, 10:00 AM: *Maria Okafor* was made coach of Bethel Elementary School by Omar Haddad",
        "• Tue, Nov 17, 9:05 AM: *Maria Okafor* was removed as coach of Bethel Elementary School by Omar Haddad",
        "• Tue, Nov 17, 9:05 AM: *Sam Oyelaran* was unassigned from Math Lead Teacher by Omar Haddad",
        "• Tue, Nov 17, 9:05 AM: *Maria Okafor* was assigned to Math Lead Teacher by Omar Haddad",
    ]
    assert not any("Reynolds Middle School" in line for line in lines)
    assert "Only plan managers" in district.answers("dana", "/plan people history bethel")
