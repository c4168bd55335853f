"""The demo's tour: what it promises happens, and it is ticked off as it happens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.demo import district as demo
from plans import files
from sandbox.seed import read_seed
from sandbox.tour_plan import TourPlan, read_tour
from tests.scenarios.district import DEMO, EXAMPLES, District, open_district

TOUR = DEMO / "tour.yml"
SUGGESTIONS = [
    *((person.id, person.place, person.command) for person in read_tour(TOUR).people if person.command),
    *((idea.person, idea.place, idea.command) for idea in read_tour(TOUR).more if idea.command),
]


@pytest.fixture
def district(database_path: Path) -> Iterator[District]:
    with open_district(database_path, tour=read_tour(TOUR)) as opened:
        opened.at("2026-11-16 10:05")
        yield opened


def done(district: District) -> list[int]:
    """The numbers of the steps that are done."""
    district.settles()
    steps = httpx.get(f"{district.slack.url}/page/api/tour", verify=False).json()["steps"]
    return [number for number, step in enumerate(steps, start=1) if step["done"]]


def ticks(district: District, step: int, *, is_done: bool) -> None:
    body = {"step": step - 1, "done": is_done}
    httpx.post(f"{district.slack.url}/page/api/tour/tick", json=body, verify=False).raise_for_status()


def test_each_step_is_done_once_it_happens(district: District) -> None:
    dana, ana, lena = (district.person(name) for name in ("dana", "ana", "lena"))
    assert done(district) == []

    dana.types("/plan status", in_="C00BETHEL")
    assert done(district) == [1]

    dana.types("/plan checkin open", in_="C00BETHEL")
    assert done(district) == [1, 2]

    ana.clicks("Behind …", on="November 2026 check-in")
    ana.fills(**{"What is the cause?": "No common hour", "A step to get back on track": "Dana covers a lesson"})
    assert ana.submits() == {}
    assert done(district) == [1, 2, 3]

    lena.clicks("All on track")
    assert done(district) == [1, 2, 3, 4]

    dana.types("/plan minutes", in_=dana.dm())
    dana.clicks("Publish")
    assert dana.submits() == {}
    assert done(district) == [1, 2, 3, 4, 5]


def test_a_tick_of_ones_own_counts_both_ways(district: District) -> None:
    ticks(district, 3, is_done=True)
    assert done(district) == [3]

    ticks(district, 3, is_done=False)
    district.person("dana").types("/plan status", in_="C00BETHEL")
    ticks(district, 1, is_done=False)
    assert done(district) == []


def test_the_minutes_of_earlier_months_are_read_from_home(district: District) -> None:
    dana = district.person("dana")
    dana.opens_home()

    dana.clicks("Past minutes")

    for month in ("August", "September", "October"):
        dana.sees(f"{month} 2026")


def places(tour: TourPlan) -> Iterator[tuple[str, str]]:
    for person in tour.people:
        yield person.id, person.place
    for step in tour.steps:
        yield step.person, step.place
    for idea in tour.more:
        yield idea.person, idea.place


def test_everyone_on_the_page_exists_and_can_be_where_it_sends_them() -> None:
    seed, tour = read_seed(DEMO / "team.yml"), read_tour(TOUR)
    people = {user.id: user for user in seed.users}
    members = {channel.id: channel.members for channel in seed.channels}

    assert len(tour.people) == 7
    assert len(tour.steps) == 5
    for person, place in places(tour):
        assert people[person].title
        assert place in ("home", "messages") or person in members[place], (person, place)


@pytest.mark.parametrize(("user", "place", "command"), SUGGESTIONS)
def test_what_the_page_suggests_is_answered(district: District, user: str, place: str, command: str) -> None:
    person = district.person("", user)
    room = place if place.startswith("C") else person.dm()

    person.types(command, in_=room)
    district.settles()

    stack = person._get("views")["stack"]
    texts = [message.text for message in person.messages(room)]
    assert stack or any("/plan" not in text.split("\n")[0] for text in texts[-1:]), texts
    assert not any("don't know" in text or "No command" in text for text in texts)


def test_the_demo_has_plans_of_this_school_year_only_and_minutes_of_every_month_so_far() -> None:
    district = demo.District.read(DEMO / "district.yml")
    plans = [files.read(EXAMPLES / plan.file).plan for plan in district.plans]

    assert {plan.school_year for plan in plans if plan} == {"2026-27"}
    assert {(month.organization.split()[0], month.period[-2:]) for month in district.history} == {
        ("Bethel", "08"),
        ("Bethel", "09"),
        ("Bethel", "10"),
        ("Reynolds", "09"),
        ("Reynolds", "10"),
    }


def test_no_one_in_the_demo_is_real() -> None:
    """Invented people have addresses and sites that can't exist, or none."""
    for user in read_seed(DEMO / "team.yml").users:
        assert user.email == "" or user.email.endswith(".example")
