"""The demo's start page and tour in a real browser, on a phone and with the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from sandbox.tour_plan import read_tour
from tests.scenarios.district import DEMO, District, open_district
from tests.scenarios.windows import PATIENCE_MS, named

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def district(database_path: Path) -> Iterator[District]:
    with open_district(database_path, tour=read_tour(DEMO / "tour.yml")) as opened:
        opened.at("2026-11-16 10:05")
        yield opened


@pytest.fixture
def phone(browser: Browser, district: District) -> Page:
    page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{district.slack.url}/page/")
    return page


def strip(page: Page) -> Locator:
    return page.get_by_role("region", name="Tour")


def fits(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def goes_on(page: Page, number: int, title: str) -> None:
    """To the step of that number, and be whom it names, where it happens."""
    expect(strip(page)).to_contain_text(f"Step {number} of 5: {title}")
    if (link := strip(page).get_by_role("link")).count():
        link.click()
    expect(strip(page)).to_contain_text("You're ")
    assert fits(page)


def is_ticked(page: Page) -> None:
    expect(strip(page).get_by_role("checkbox", name="Done")).to_be_checked(timeout=PATIENCE_MS)
    strip(page).get_by_role("button", name="Next step").click()


def sends(page: Page) -> None:
    """The command that the step has typed for us."""
    strip(page).get_by_role("button", name="for me").click()
    page.keyboard.press("Enter")


def test_the_tour_is_walked_on_a_phone(phone: Page) -> None:
    expect(phone.get_by_role("heading", name="Riverbend School District")).to_be_visible()
    assert fits(phone)
    phone.get_by_role("link", name="Start the tour").click()

    goes_on(phone, 1, "See where the plan stands")
    sends(phone)
    is_ticked(phone)

    goes_on(phone, 2, "Open the month's check-in")
    sends(phone)
    is_ticked(phone)

    goes_on(phone, 3, "Say what's behind, and what happens now")
    phone.locator("#messages").get_by_role("button", name=named("Behind …")).last.click()
    form = phone.get_by_role("dialog")
    form.get_by_label("What is the cause?").fill("No common hour")
    form.get_by_label("A step to get back on track").fill("Dana covers a lesson")
    form.get_by_role("button", name="Save").click()
    is_ticked(phone)

    goes_on(phone, 4, "Answer with one tap")
    phone.locator("#messages").get_by_role("button", name=named("All on track")).last.click()
    is_ticked(phone)

    goes_on(phone, 5, "Publish the minutes")
    sends(phone)
    phone.locator("#messages").get_by_role("button", name=named("Publish")).last.click()
    form.get_by_role("button", name="Publish", exact=True).last.click()
    is_ticked(phone)

    expect(strip(phone)).to_contain_text("5 of 5 steps done")
    strip(phone).get_by_role("link", name="The start page").click()
    expect(phone.get_by_role("list").first).to_contain_text("✓ done")


def test_the_tour_is_left_and_resumed_with_the_keyboard(phone: Page) -> None:
    keys = phone.keyboard
    phone.get_by_role("link", name="Start the tour").focus()
    keys.press("Enter")
    expect(strip(phone).locator("summary")).to_be_focused()
    tab_to(phone, "Done")
    keys.press("Space")
    tab_to(phone, "Next step")
    keys.press("Enter")
    expect(strip(phone)).to_contain_text("Step 2 of 5")
    tab_to(phone, "Leave the tour")
    keys.press("Enter")
    expect(strip(phone)).to_be_hidden()
    expect(phone.get_by_role("button", name="Tour 1/5")).to_be_focused()

    phone.reload()
    phone.get_by_role("button", name="Tour 1/5").press("Enter")
    expect(strip(phone)).to_contain_text("Step 2 of 5")

    phone.goto(phone.url.partition("#")[0])
    phone.get_by_role("link", name="Go on with the tour").press("Enter")
    expect(strip(phone)).to_contain_text("Step 2 of 5")


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the button or box of that name has the focus."""
    control = strip(page).get_by_role("button", name=name).or_(strip(page).get_by_role("checkbox", name=name))
    for _ in range(20):
        if control.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} cannot be reached")


def test_one_can_be_anyone_from_the_start_page(phone: Page) -> None:
    for name, user, tab in (("Be Grace", "U000GRACE", "Home"), ("Be Vera", "U0000VERA", "Messages")):
        phone.goto(f"{phone.url.partition('#')[0]}#")
        phone.get_by_role("link", name=name).click()
        expect(phone.get_by_role("link", name=tab, exact=True)).to_have_attribute("aria-current", "page")
        expect(phone.locator("#person")).to_have_value(user)
        assert fits(phone)
