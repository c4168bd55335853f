"""/plan explains itself, suggests corrections, and answers strangers politely."""

from __future__ import annotations

import pytest

from tests.scenarios.district import District


def test_plan_alone_and_plan_help_explain_themselves(district: District) -> None:
    alone = district.answers("maria", "/plan")

    for word in ("mine", "report", "assign"):
        assert f"`/plan {word}" in alone
    assert district.answers("maria", "/plan help") == alone


@pytest.mark.parametrize(
    ("name", "likeliest"),
    [
        ("dana", ["What's on my plate", "Status", "Minutes"]),
        ("omar", ["Roles and people", "Check-ins", "Status"]),
        ("maria", ["What's on my plate", "Answer check-in", "Assign …"]),
    ],
)
def test_help_offers_the_likeliest_as_buttons_and_the_rest_behind_everything(
    district: District, name: str, likeliest: list[str]
) -> None:
    answer = district.answers(name, "/plan help", in_="dm").splitlines()
    assert answer[-4:] == [*likeliest, "Everything"]

    district.person(name).clicks("Everything")
    district.settles()
    everything = district.told(name)[-1]
    assert ("`/plan minutes" in everything) is (name != "maria")
    assert ("`/plan people" in everything) is (name == "omar")
    assert "`/plan hours" in everything


def test_a_suggestion_is_a_button_that_keeps_what_followed(district: District) -> None:
    omar = district.person("omar")
    assert "Did you mean `/plan status`?" in district.answers("omar", "/plan stauts reynolds")
    omar.clicks("/plan status")

    omar.sees("Reynolds Middle School: status as of")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/plan bethel", "Bethel Elementary School: status as of"),
        ("/plan Ana Ruiz", "*Ana Ruiz* owns 1 open action item."),
        ("/plan <@U00000ANA>", "*Ana Ruiz* owns 1 open action item."),
        ("/plan october", "Minutes: Bethel Elementary School, October 2026"),
        ("/plan what do I have to do", "On your plate"),
        ("/plan hello", "What you can do with /plan"),
    ],
)
def test_a_phrase_or_a_name_alone_is_understood(district: District, typed: str, answer: str) -> None:
    assert answer in district.answers("dana", typed)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/plan stauts", "Did you mean `/plan status`?"),
        ("/plan chekin open", "Did you mean `/plan checkin`?"),
        ("/plan Minuts", "Did you mean `/plan minutes`?"),
        ("/plan renolds", "Did you mean `/plan status Reynolds Middle School`?"),
        ("/plan checkin opne", "Did you mean `/plan checkin open`?"),
        ("/plan checkin clsoe", "Did you mean `/plan checkin close`?"),
        ("/plan status renolds", "Did you mean *Reynolds Middle School*?"),
        ("/plan xyzzy", "There's no `/plan xyzzy`. `/plan help` lists everything."),
        ("/plan status <script>", 'There\'s no plan called "<script>".'),
    ],
)
def test_what_is_misspelt_gets_a_suggestion(district: District, typed: str, answer: str) -> None:
    assert answer in district.answers("dana", typed)


def test_other_spellings_are_understood(district: District) -> None:
    assert "*Bethel Elementary School* has no open check-in" in district.answers("dana", "/plan Check-in")
    assert "What you can do with /plan" in district.answers("dana", "/plan  HELP ")


def test_several_plans_are_named_when_it_is_not_clear_which_is_meant(district: District) -> None:
    answer = district.answers("omar", "/plan minutes", in_="C0GENERAL")

    assert "Which plan do you mean?" in answer
    assert "Bethel Elementary School, Fall River Public Schools and Reynolds Middle School" in answer


def test_a_guest_hears_that_the_plan_is_not_for_guests(district: District) -> None:
    answer = district.answers("vera", "/plan status bethel", in_="C0GENERAL")

    assert "you're a guest" in answer
    assert "Completed" not in answer


def test_somebody_the_workspace_has_not_told_of_hears_so(district: District) -> None:
    world = district.slack.world
    world.manifest = world.manifest.__class__(**{**vars(world.manifest), "events": frozenset()})
    state = world.state
    state.users["U00000NEW"] = state.users["U000MARIA"].__class__(id="U00000NEW", name="new", real_name="New Person")
    state.channels["C00BETHEL"].members.append("U00000NEW")

    assert "I don't know you in this workspace yet." in district.answers("new", "/plan status")


def test_somebody_who_joins_is_known_at_once(district: District) -> None:
    district.joins("U00000NOA", name="noa", real_name="Noa Levi")
    noa = district.person("noa")
    noa.opens_home()
    noa.sees("You aren't in a plan yet.")


def test_an_item_number_with_a_space_in_it_is_of_the_channels_plan(district: District) -> None:
    district.person("dana").types("/plan assign @ana order the texts by Dec 4", in_="C00BETHEL")
    assert district.person("dana").submits() == {}

    assert "order the texts" in district.answers("dana", "/plan item A 1")
    traced = district.answers("dana", "/plan trace A 1")
    assert traced.startswith("*A1* order the texts\nisn't part of a strategy")
    assert "It isn't linked to a cause yet." in traced
    without_strategy = district.answers("dana", "/plan trace").partition("Action items without a strategy")[2]
    assert "• A1 " in without_strategy
    assert '*Bethel Elementary School* has no action item "A"' in district.answers("dana", "/plan item A")
    assert 'There\'s no plan called "1"' in district.answers("omar", "/plan status 1")


def test_what_has_no_strategy_has_no_empty_number(district: District) -> None:
    district.person("dana").types("/plan assign @ana order the texts by Dec 4", in_="C00BETHEL")
    assert district.person("dana").submits() == {}
    answer = district.answers("dana", "/plan status")

    assert "Not part of a strategy" in answer
    assert "** Without" not in answer
