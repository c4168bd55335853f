"""Action items in a real browser, as four people: assigned in every way, followed to the end, support rated."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from bot.item_telling import ItemTelling
from bot.supports import Supports
from tests.scenarios.district import District
from tests.scenarios.windows import Screen
from tests.support.coaching import starts

pytestmark = pytest.mark.browser

BETHEL = "C_BETHEL"
TEXTS = "order the grade 7 texts"


def passes(district: District, moment: str) -> None:
    district.at(moment)
    ItemTelling(district.bot.desk.turns).tick()
    Supports(district.bot.desk.turns).tick()
    district.settles()


def test_action_items_from_the_first_word_to_the_last(browser: Browser, district: District) -> None:
    dana, ana, lena, sam = (Screen(browser, district, name) for name in ("dana", "ana", "lena", "sam"))
    for screen in (ana, lena, sam):
        screen.looks_home()
        screen.sees("Your duties")
    ana.sees("Nothing waits for your answer.")

    assigned_in_every_way(district, dana, lena, ana)
    passes(district, "2026-11-16 11:00")
    accepted_and_moved(district, ana)
    handed_over(district, ana, lena)
    done_with_a_next_step(district, lena)
    supported(district, ana, dana)

    dana.types("/plan status", in_=BETHEL)
    dana.sees("7 of 27 (26 %)")
    assert district.broken_rules() == []


def assigned_in_every_way(district: District, dana: Screen, lena: Screen, ana: Screen) -> None:
    dana.types(f"/plan assign @ana {TEXTS} by Nov 30", in_=BETHEL)
    dana.sees("Mon, Nov 30, 2026")
    dana.page.screenshot(path="/tmp/items2_assign.png")
    dana.presses("Assign")
    dana.sees("Ana Ruiz is the owner and hears of it from me")
    dana.closes()

    dana.types("/plan assign", in_=BETHEL)
    dana.fills("What is to be done?", "Book the lab")
    dana.picks("Owner", "Ana Ruiz")
    dana.fills("Due date", "2026-12-04")
    dana.presses("Assign")
    dana.sees("A2 Book the lab")
    dana.closes()

    district.person("lena").says("Somebody could count the number lines", in_=BETHEL)
    lena.goes_to(BETHEL)
    said = lena.page.locator(".message").filter(has_text="count the number lines").last
    said.hover()
    said.get_by_role("button", name="More actions").click()
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
    ana.page.locator("#thread").get_by_role("button", name="Action item", exact=True).last.click()
    ana.fills("In one or two sentences", "Bring the attendance numbers")
    ana.fills("The one person", "Sam Oyelaran")
    ana.fills("By when", "2026-12-01")
    ana.presses("Save")
    ana.sees("Action item A4")


def accepted_and_moved(district: District, ana: Screen) -> None:
    ana.looks_home()
    ana.sees("Waiting for your word (2)")
    ana.clicks("Accept")
    ana.sees("Waiting for your word (1)")
    ana.goes_to()
    ana.clicks("Accept")
    district.settles()
    ana.looks_home()
    ana.sees("Nothing waits for your answer.")
    ana.chooses("Move the date …", on=TEXTS)
    ana.fills("New date", "2026-12-11")
    ana.fills("Why?", "Report cards come first")
    ana.presses("Save")
    ana.sees("due Fri, Dec 11, 2026")
    ana.page.screenshot(path="/tmp/items2_home.png")


def handed_over(district: District, ana: Screen, lena: Screen) -> None:
    ana.chooses("Hand over …", on=TEXTS)
    ana.picks("New owner", "Lena Brandt")
    ana.fills("A word to them", "I am on leave")
    ana.presses("Save")
    ana.page.get_by_role("dialog").wait_for(state="hidden")
    ana.sees(f"A1 {TEXTS}")
    passes(district, "2026-11-16 11:10")
    lena.goes_to()
    lena.sees("It stays where it is until you accept.")
    lena.clicks("Accept")
    district.settles()
    ana.sees_no(f"A1 {TEXTS}")


def done_with_a_next_step(district: District, lena: Screen) -> None:
    lena.looks_home()
    lena.chooses("Done …", on=TEXTS)
    lena.fills("What came out of it?", "112 copies in the book room")
    lena.fills("What is the next step?", "Label the texts")
    lena.fills("Next step due", "2026-12-04")
    lena.presses("Save")
    lena.sees("Label the texts")
    lena.sees_no(TEXTS)


def supported(district: District, ana: Screen, dana: Screen) -> None:
    ana.chooses("Ask for support …", on="Book the lab")
    ana.fills("What do you need?", "Half a day of a substitute")
    ana.picks("From whom?", "Dana Whitfield")
    ana.presses("Save")
    ana.sees("asked of Dana Whitfield")
    dana.looks_home()
    dana.clicks("I gave it …")
    dana.fills("What did you give?", "A substitute on Friday morning")
    dana.fills("When?", "2026-11-16")
    dana.presses("Save")
    ana.sees_no("asked of Dana Whitfield")

    passes(district, "2026-11-17 10:00")
    ana.sees_no("Did it help?")
    passes(district, "2026-12-15 10:00")
    ana.sees("Did it help?")
    ana.clicks("Say how it went …")
    ana.fills("How was it used?", "Two lessons were watched")
    ana.page.get_by_role("dialog").get_by_label("Very effective").check()
    ana.presses("Save")
    ana.sees_no("Did it help?")
    ana.goes_to()
    ana.sees("Half a day of a substitute: Very effective")
