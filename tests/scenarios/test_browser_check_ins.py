"""Check-ins in a real browser: continued after a restart, late and corrected, by a stand-in, and as a team."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, expect

from storage.plans import leads, plans
from tests.scenarios.district import TEAM, District
from tests.scenarios.windows import PATIENCE_MS, Screen

pytestmark = pytest.mark.browser

BETHEL = "C00BETHEL"


def check_in(screen: Screen, words: str = "") -> Locator:
    """The newest check-in on the screen that says so."""
    return screen.page.locator(".message").filter(has_text="check-in").filter(has_text=words).last


def answers(screen: Screen, code: str, name: str) -> None:
    """Press a button that stands below that action item."""
    item = screen.page.locator(".message").get_by_text(re.compile(rf"^{re.escape(code)} "))
    below = item.last.locator(f"xpath=following::button[normalize-space()='{name}'][1]")
    below.click()


def test_a_half_written_answer_is_continued_after_a_restart(browser: Browser, district: District) -> None:
    district.at("2026-11-17 10:00")
    ana, dana = (Screen(browser, district, name) for name in ("ana", "dana"))
    dana.goes_to()
    answers(dana, "2.1.1.3", "Done")
    dana.sees("1 of 3 answered")
    ana.goes_to()
    ana.clicks("Behind …")
    ana.fills("What is the cause?", "Two pairs have no common hour")

    district.restarts()
    ana.fills("A step to get back on track", "Dana covers a lesson")
    ana.presses("Save")
    ana.sees("Behind: Two pairs have no common hour")
    ana.sees("Step to recover: Dana covers a lesson")
    district.at("2026-11-20 09:00")
    dana.goes_to()
    dana.sees("You have answered 1 of 3. Your answers are saved; pick up where you left off.")
    dana.clicks("The other 2: on track")
    expect(check_in(dana, "3 of 3 answered")).to_be_visible(timeout=PATIENCE_MS)
    assert district.broken_rules() == []


def test_an_answer_after_the_closing_is_late_and_after_the_minutes_a_correction(
    browser: Browser, district: District
) -> None:
    district.at("2026-11-17 10:00")
    district.at("2026-11-24 09:00")
    maria, dana = (Screen(browser, district, name) for name in ("maria", "dana"))
    maria.goes_to()
    maria.sees("This check-in closed on Mon, Nov 23. You can still answer: it will be marked late")
    answers(maria, "1.1.3.3", "On track")
    maria.sees("On track · Maria Okafor, Tue, Nov 24 · late")

    dana.types("/plan minutes", in_=BETHEL)
    dana.goes_to()
    dana.sees("On track: 1 action item (1.1.3.3)")
    dana.clicks("Publish")
    dana.page.get_by_role("dialog").get_by_role("button", name="Publish").click()
    dana.sees("Published on Tue, Nov 24 by Dana Whitfield.")
    maria.sees("This month's minutes are published. You can still correct an answer")
    answers(maria, "1.1.3.3", "Done")
    maria.sees("Done · Maria Okafor")

    district.at("2026-12-15 10:00")
    dana.types("/plan minutes", in_=BETHEL)
    dana.goes_to()
    dana.sees("Correction to November 2026: 1.1.3.3 Hold the first round of peer visits: done")
    assert district.broken_rules() == []


def test_a_stand_in_answers_for_somebody_away(browser: Browser, district: District) -> None:
    district.at("2026-11-17 10:00")
    lena, sam = (Screen(browser, district, name) for name in ("lena", "sam"))
    lena.types("/plan away @sam until Dec 4", in_=BETHEL)
    lena.sees("I'll ask Sam Oyelaran instead.")
    sam.goes_to()
    sam.sees("You're answering for Lena Brandt. Each answer is marked as yours on their behalf.")
    answers(sam, "1.2.1.2", "On track")
    sam.sees("On track · Sam Oyelaran for Lena Brandt, Tue, Nov 17")

    lena.goes_to()
    lena.sees("Sam Oyelaran is standing in for you and was asked too.")
    lena.sees("On track · Sam Oyelaran for Lena Brandt, Tue, Nov 17")
    assert district.broken_rules() == []


def test_a_team_answers_as_one_in_its_channel(browser: Browser, district: District) -> None:
    with district.database.write() as session:
        plan = next(each for each in plans.summaries(session, TEAM) if each.organization.startswith("Bethel"))
        assert leads.set_channel(session, plan.id, "1.1.3", BETHEL)
    district.at("2026-11-17 10:00")
    maria, ana = (Screen(browser, district, name) for name in ("maria", "ana"))
    for screen in (maria, ana):
        screen.goes_to(BETHEL)
        screen.sees("You're answering as a team (1.1.3). The first answer counts; anyone on the team can change it.")
    answers(maria, "1.1.3.2", "On track")
    ana.sees("On track · Maria Okafor, Tue, Nov 17")
    answers(ana, "1.1.3.2", "Done")

    maria.sees("Done · Ana Ruiz")
    expect(maria.page.locator(".message").filter(has_text="You're answering as a team")).to_have_count(1)
    assert district.broken_rules() == []
