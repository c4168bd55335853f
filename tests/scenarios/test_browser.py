"""One month in a real browser: opened, answered by three people, closed, minuted and published."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.scenarios.district import District
from tests.scenarios.windows import Screen, named

pytestmark = pytest.mark.browser

MINUTES = "Bethel-Elementary-School-minutes-2026-11"


def close_check_in(dana: Screen) -> None:
    close = dana.page.get_by_role("dialog").get_by_role("button", name="Close", exact=True).last
    dana.types("/plan checkin close", in_="C00BETHEL")
    dana.sees("5 of 7 haven't answered everything yet.")
    close.click()
    dana.sees("is closed. 2 of 7 answered everything.")
    dana.closes()


def test_a_month_in_the_browser(browser: Browser, district: District, tmp_path: Path) -> None:
    district.at("2026-11-16 10:05")
    dana, ana, maria, lena = (Screen(browser, district, name) for name in ("dana", "ana", "maria", "lena"))

    dana.types("/plan status", in_="C00BETHEL")
    dana.sees("6 of 22 (27%)")
    dana.goes_to()
    picture = dana.page.get_by_role("img", name="Bethel Elementary School, as of Mon, Nov 16").last
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 500

    dana.types("/plan checkin open", in_="C00BETHEL")
    dana.sees("I asked 7 people about 13 things.")

    ana.goes_to()
    ana.clicks("Behind …")
    ana.clicks("Save")
    ana.sees("Please complete this required field.")
    ana.fills("What is the cause?", "Two pairs have no common hour")
    ana.clicks("Save")
    ana.sees("Please name a step to get back on track, or a new date below.")
    ana.fills("A step to get back on track", "Dana covers a lesson")
    ana.clicks("Save")
    ana.sees("Step to recover: Dana covers a lesson")

    maria.goes_to()
    maria.page.get_by_role("button", name=named("Done")).first.click()
    maria.clicks("Add output or evidence")
    maria.fills("What came out of it?", "12 notes")
    maria.clicks("Save")
    maria.sees("Output or evidence: 12 notes")

    lena.goes_to()
    lena.clicks("All on track")
    lena.sees("2 of 2 answered")

    close_check_in(dana)
    dana.types("/plan minutes", in_="C00BETHEL")
    dana.sees("is in your direct messages with me.")
    dana.goes_to()
    dana.sees("Minutes draft: Bethel Elementary School, November 2026")
    dana.clicks("Edit 6")
    dana.fills("Outstanding questions/concerns", "What do the pairs need from us?")
    dana.clicks("Save")
    dana.sees("What do the pairs need from us?")
    dana.clicks("Publish")
    dana.page.get_by_role("dialog").get_by_role("button", name="Publish").click()
    dana.sees("Published on Mon, Nov 16 by Dana Whitfield.")

    maria.goes_to("C00BETHEL")
    maria.sees("published the November 2026 minutes of")
    maria.page.locator("button.replies").last.click()
    for name in (f"{MINUTES}.docx", f"{MINUTES}.md"):
        with maria.page.expect_download() as download:
            maria.page.locator(f"#thread a[href$='{name}']").last.click()
        download.value.save_as(tmp_path / name)
    assert "What do the pairs need from us?" in (tmp_path / "Bethel-Elementary-School-minutes-2026-11.md").read_text(
        encoding="utf-8"
    )
    assert (tmp_path / "Bethel-Elementary-School-minutes-2026-11.docx").read_bytes().startswith(b"PK")
    assert district.broken_rules() == []


def test_a_check_in_is_answered_with_the_keyboard_alone(browser: Browser, district: District) -> None:
    district.at("2026-11-17 10:00")
    ana = Screen(browser, district, "ana")
    ana.goes_to()
    ana.sees("No answer yet")
    keys = ana.page.keyboard

    tab_to(ana.page, "Behind …")
    keys.press("Enter")
    expect(ana.page.get_by_role("dialog")).to_be_visible()
    tab_to(ana.page, "What is the cause?")
    keys.type("No common hour")
    tab_to(ana.page, "A step to get back on track")
    keys.type("Dana covers a lesson")
    tab_to(ana.page, "Save")
    keys.press("Enter")
    ana.sees("Step to recover: Dana covers a lesson")

    expect(ana.page.get_by_role("dialog")).to_be_hidden()
    tab_to(ana.page, "On track")
    keys.press("Space")
    ana.sees("On track · Ana Ruiz")


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the control with that label has the focus."""
    expected = page.get_by_role("button", name=named(name)).or_(page.get_by_role("textbox", name=name)).last
    for _ in range(80):
        if expected.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not come to {name!r}")
