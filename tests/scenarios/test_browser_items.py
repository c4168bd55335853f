"""Action items in a real browser, as four people: assigned in every way, and accepted."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from bot.action_items.notifying import ItemNotifier
from tests.scenarios.district import District
from tests.scenarios.windows import Screen
from tests.support.coaching import starts

pytestmark = pytest.mark.browser

BETHEL = "C00BETHEL"
TEXTS = "order the grade 7 texts"


def passes(district: District, moment: str) -> None:
    district.at(moment)
    ItemNotifier(district.bot.turns).tick()
    district.settles()


def test_action_items_are_assigned_in_every_way_and_accepted(browser: Browser, district: District) -> None:
    dana, ana, lena, sam = (Screen(browser, district, name) for name in ("dana", "ana", "lena", "sam"))
    for screen in (ana, lena, sam):
        screen.looks_home()
        screen.sees("For you")
    ana.sees("You're all caught up.")

    assigned_in_every_way(district, dana, lena, ana)
    passes(district, "2026-11-16 11:00")
    accepted(district, ana)

    dana.types("/plan status", in_=BETHEL)
    dana.sees("6 of 26 (23%)")
    assert district.broken_rules() == []


def assigned_in_every_way(district: District, dana: Screen, lena: Screen, ana: Screen) -> None:
    dana.types(f"/plan assign @ana {TEXTS} by Nov 30", in_=BETHEL)
    dana.sees("Mon, Nov 30")
    dana.presses("Assign")
    dana.sees("Ana Ruiz is the owner, and I'll let them know")
    dana.closes()

    dana.types("/plan assign", in_=BETHEL)
    dana.fills("What needs to be done?", "Book the lab")
    dana.picks("Owner", "Ana Ruiz")
    dana.fills("Due date", "2026-12-04")
    dana.presses("Assign")
    dana.sees("A2 Book the lab")
    dana.closes()

    district.person("lena").says("Somebody could count the number lines", in_=BETHEL)
    lena.goes_to(BETHEL)
    message = lena.page.locator(".message").filter(has_text="count the number lines").last
    message.hover()
    message.get_by_role("button", name="More actions").click()
    lena.page.get_by_role("menuitem", name="Make this an action item").click()
    lena.picks("Owner", "Sam Oyelaran")
    lena.presses("Assign")
    lena.sees("Sam Oyelaran is the owner")
    lena.closes()

    starts(district.person("ana"), "Goals and measures", in_=BETHEL)
    district.person("ana").clicks("Begin")
    district.settles()
    ana.goes_to(BETHEL)
    ana.page.locator("button.replies").last.click()
    ana.more(ana.page.locator("#thread .message").filter(has_text="Question 1 of").last, "Action item …")
    ana.fills("In one or two sentences", "Bring the attendance numbers")
    ana.page.get_by_role("dialog").get_by_label("Owner (one person)").select_option(label="Sam Oyelaran")
    ana.fills("By when", "2026-12-01")
    ana.presses("Save")
    ana.sees("Action item A4")


def accepted(district: District, ana: Screen) -> None:
    ana.looks_home()
    ana.sees("Waiting for your answer (2)")
    ana.clicks("Accept")
    ana.sees("Waiting for your answer (1)")
    ana.goes_to()
    ana.clicks("Accept")
    district.settles()
    ana.looks_home()
    ana.sees_no("Waiting for your answer")
    expect(ana.page.locator("#home")).to_contain_text(TEXTS)
