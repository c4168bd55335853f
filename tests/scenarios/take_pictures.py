"""Plays the demo's tour and takes the pictures of README, docs/demo.md and docs/action-items.md, as they are now.

Run it after a change of what they show: `python -m tests.scenarios.take_pictures`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from sandbox.tour_plan import read_tour
from tests.scenarios.district import DEMO, ROOT, District, furnish, open_district
from tests.scenarios.windows import CHROMIUM
from tests.support.databases import new_sqlite

PICTURES = ROOT / "docs" / "pictures"
WIDTH = 1180
PAUSE_MS = 1500
"""Until fonts and pictures are there."""


@contextmanager
def _furnished() -> Iterator[District]:
    with TemporaryDirectory() as folder:
        database = Path(folder) / "district.db"
        new_sqlite(database).close()
        furnish(f"sqlite:///{database}", with_past_year=False)
        with open_district(database, tour=read_tour(DEMO / "tour.yml")) as district:
            district.at("2026-11-16 10:05")
            yield district


def _take(page: Page, address: str, name: str, *, height: int, from_top_of: str = "") -> None:
    """A picture of the page; `from_top_of` is text that is scrolled to its top."""
    page.set_viewport_size({"width": WIDTH, "height": height})
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_timeout(PAUSE_MS)
    if from_top_of:
        page.get_by_text(from_top_of).last.evaluate("node => node.scrollIntoView({block: 'start'})")
    page.screenshot(path=PICTURES / name)


def _take_all(browser: Browser, district: District) -> None:
    page, url = browser.new_page(), f"{district.slack.url}/page/"
    _take(page, url, "demo.png", height=1000)

    dana, sam = district.person("dana"), district.person("sam")
    dana.types("/plan status", in_="C00BETHEL")
    district.settles()
    _take(page, f"{url}#as={dana.user}&c=C00BETHEL", "status.png", height=1000, from_top_of="status as of")

    dana.types("/plan checkin open", in_="C00BETHEL")
    district.settles()
    sam.clicks("Behind …")
    sam.fills(
        **{
            "What is the cause?": "The math team has no common planning time.",
            "A step to get back on track": "Dana covers one lesson a week from December 1.",
        }
    )
    assert sam.submits() == {}
    district.person("lena").clicks("All on track")
    district.settles()
    _take(page, f"{url}#as={sam.user}", "check-in.png", height=700)
    _take(page, f"{url}#as={sam.user}&tab=home", "home.png", height=900)

    dana.types("/plan minutes", in_=dana.dm())
    district.settles()
    _take(page, f"{url}#as={dana.user}", "minutes.png", height=1480, from_top_of="Minutes draft")


def main() -> None:
    with _furnished() as district, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        _take_all(browser, district)
        browser.close()


if __name__ == "__main__":
    main()
