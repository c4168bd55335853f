"""Windows of people in a real browser."""

from __future__ import annotations

import re
import shutil

from playwright.sync_api import Browser, Locator, Page, expect

from tests.scenarios.district import District

PATIENCE_MS = 30_000
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def named(label: str) -> re.Pattern[str]:
    """The name of a button for a screen reader: its label, which may say after a colon what it is about."""
    return re.compile(rf"^{re.escape(label)}(:|$)")


class Screen:
    """Someone's window, with a keyboard."""

    def __init__(self, browser: Browser, district: District, name: str) -> None:
        self.page: Page = browser.new_page(viewport={"width": 1280, "height": 900})
        self.page.set_default_timeout(PATIENCE_MS)
        self._url = f"{district.slack.url}/page/#as=U{name.upper():0>8}"
        self._dm = district.person(name).dm()

    def goes_to(self, channel: str = "") -> None:
        self._opens(f"{self._url}&c={channel or self._dm}")

    def types(self, command: str, *, in_: str) -> None:
        self.goes_to(in_)
        box = self.page.locator("#composer textarea")
        box.fill(command)
        box.press("Enter")

    def clicks(self, name: str) -> None:
        self.page.get_by_role("button", name=named(name)).last.click()

    def fills(self, label: str, text: str) -> None:
        self.page.get_by_role("dialog").get_by_label(label).fill(text)

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).last).to_be_visible(timeout=PATIENCE_MS)

    def looks_home(self) -> None:
        self._opens(f"{self._url}&c={self._dm}&tab=home")

    def _opens(self, address: str) -> None:
        """Typing before the page knows where it is would go nowhere."""
        self.page.goto(address)
        expect(self.page.locator("main h1")).to_be_visible(timeout=PATIENCE_MS)

    def picks(self, label: str, option: str) -> None:
        self.page.get_by_role("dialog").get_by_label(label, exact=True).select_option(label=option)

    def has_at_home(self, text: str) -> None:
        expect(self.page.locator("#home")).to_contain_text(text, timeout=PATIENCE_MS)

    def has_no_more_at_home(self, text: str) -> None:
        expect(self.page.locator("#home")).not_to_contain_text(text, timeout=PATIENCE_MS)

    def chooses(self, what: str, *, on: str) -> None:
        """From the form behind a line's Open on the Home tab; returns when the chosen form has taken its place."""
        self.opens(on=on)
        self.presses(what)
        expect(self.page.get_by_role("dialog").get_by_role("button", name=what, exact=True)).to_have_count(
            0, timeout=PATIENCE_MS
        )

    def steers(self, message: Locator, label: str) -> None:
        """Choose in the menu beside the primary button of a dialog's message."""
        message.get_by_role("button", name="More options", exact=True).click()
        self.page.get_by_role("menuitem", name=label, exact=True).click()

    def more(self, message: Locator, label: str) -> None:
        """Press a button of the form behind "More …"."""
        self.steers(message, "More …")
        self.presses(label)

    def opens(self, *, on: str) -> None:
        """A line of the Home tab."""
        line = self.page.locator("#home .block-section").filter(has_text=on)
        line.get_by_role("button", name="Open").click()
        expect(self.page.get_by_role("dialog")).to_be_visible(timeout=PATIENCE_MS)

    def saves(self) -> None:
        """The form on top, and wait until it is gone."""
        self.presses("Save")
        self.page.get_by_role("dialog").wait_for(state="hidden")

    def presses(self, name: str) -> None:
        """In the form on top; returns when it has closed or shows what comes next."""
        self.page.get_by_role("dialog").get_by_role("button", name=name, exact=True).last.click()

    def closes(self) -> None:
        """The form on top, and wait until it is gone."""
        self.presses("Close")
        self.page.get_by_role("dialog").wait_for(state="hidden")

    def sees_no(self, text: str) -> None:
        expect(self.page.get_by_text(text)).to_have_count(0, timeout=PATIENCE_MS)
