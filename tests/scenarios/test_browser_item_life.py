"""The life of an action item in a real browser, as four people: moved, handed over, supported, done."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from bot.action_items.notifying import ItemNotifier
from bot.action_items.supports import Supports
from tests.scenarios.district import District
from tests.scenarios.windows import Screen

pytestmark = pytest.mark.browser

BETHEL = "C00BETHEL"
TEXTS = "order the grade 7 texts"
NEED = "Half a day of a substitute"


def passes(district: District, moment: str) -> None:
    """Until then all that is due has happened; nothing is on its way while the clock is moved."""
    district.settles()
    district.at(moment)
    ItemNotifier(district.bot.turns).tick()
    Supports(district.bot.turns).tick()
    district.settles()


def assigned(district: District, words: str) -> None:
    dana = district.person("dana")
    dana.types(f"/plan assign {words}", in_=BETHEL)
    assert dana.submits() == {}
    dana.closes()
    passes(district, "2026-11-16 10:30")


def test_an_item_is_moved_handed_over_and_done_with_its_next_step(browser: Browser, district: District) -> None:
    ana, lena, dana = (Screen(browser, district, name) for name in ("ana", "lena", "dana"))
    assigned(district, f"@ana {TEXTS} by Nov 30")
    for screen in (ana, lena):
        screen.looks_home()
        screen.sees("For you")
    ana.clicks("Accept")
    ana.has_no_more_at_home("Waiting for your answer")

    ana.chooses("Move the date …", on=TEXTS)
    ana.sees("Now due Mon, Nov 30.")
    ana.fills("New date", "2026-12-11")
    ana.presses("Save")
    ana.sees("Please complete this required field.")
    ana.fills("Why?", "The vendor is late")
    ana.saves()
    ana.has_at_home("due Fri, Dec 11")

    ana.chooses("Hand over …", on=TEXTS)
    ana.picks("New owner", "Lena Brandt")
    ana.fills("A note to them", "I am on leave")
    ana.saves()
    ana.has_at_home("offered to Lena Brandt")
    lena.sees("Waiting for your answer (1)")
    passes(district, "2026-11-16 10:40")
    lena.goes_to()
    lena.sees("Ana Ruiz would like to hand it over to you.")
    lena.clicks("Accept")
    lena.sees("You accepted.")
    ana.has_no_more_at_home(TEXTS)
    ana.goes_to()
    ana.sees("Lena Brandt has taken over A1")

    dana.types("/plan status", in_=BETHEL)
    dana.sees("6 of 23 (26%)")
    done_with_a_next_step(lena)
    dana.types("/plan status", in_=BETHEL)
    dana.sees("7 of 24 (29%)")
    dana.types("/plan item A1", in_=BETHEL)
    dana.sees("Lena Brandt · due Fri, Dec 11")
    assert district.broken_rules() == []


def done_with_a_next_step(lena: Screen) -> None:
    lena.looks_home()
    lena.chooses("Done …", on=TEXTS)
    lena.fills("What came out of it?", "112 copies in the book room")
    lena.fills("Next step due", "2026-12-18")
    lena.presses("Save")
    lena.sees("Add the next step, or clear its date.")
    lena.fills("What is the next step?", "Label the texts")
    lena.saves()
    lena.has_no_more_at_home(TEXTS)
    lena.has_at_home("A2 Label the texts")
    lena.has_at_home("due Fri, Dec 18")


def test_support_is_asked_given_and_rated(browser: Browser, district: District) -> None:
    ana, sam = (Screen(browser, district, name) for name in ("ana", "sam"))
    assigned(district, f"@ana {TEXTS} by Dec 18")
    for screen in (ana, sam):
        screen.looks_home()
        screen.sees("For you")
    ana.chooses("Ask for support …", on=TEXTS)
    ana.fills("What do you need?", NEED)
    ana.picks("From whom? (optional)", "Sam Oyelaran")
    ana.saves()
    ana.sees("asked of Sam Oyelaran")

    sam.sees("Ana Ruiz asks you for support with A1")
    sam.clicks("Provided …")
    sam.fills("What did you provide?", "A substitute on Friday morning")
    sam.saves()
    sam.has_no_more_at_home("asks you for support")
    ana.goes_to()
    ana.sees("Sam Oyelaran provided support on Mon, Nov 16")

    ana.looks_home()
    passes(district, "2026-11-17 10:00")
    passes(district, "2026-12-15 10:00")
    ana.sees("Did it help?")
    ana.clicks("Rate it …")
    ana.fills("How was it used?", "Two lessons were watched")
    ana.page.get_by_role("dialog").get_by_label("Yes", exact=True).check()
    ana.page.get_by_role("dialog").get_by_label("Very effective", exact=True).check()
    ana.saves()
    ana.has_no_more_at_home("Did it help?")
    ana.goes_to()
    ana.sees(f"Thanks! {NEED}: Very effective")
    assert district.broken_rules() == []


def test_an_item_opened_before_home_changed_still_opens_its_form(browser: Browser, district: District) -> None:
    ana = Screen(browser, district, "ana")
    ana.looks_home()
    ana.opens(on="Set up pairs for peer visits")
    assigned(district, f"@ana {TEXTS} by Nov 30")
    ana.has_at_home(TEXTS)

    ana.presses("Move the date …")
    ana.sees("Now due Fri, Oct 16.")
