"""A root cause dialog in a real browser, as three people: from a number that worries them to work in the plan."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.scenarios.district import District
from tests.scenarios.windows import PATIENCE_MS, Screen

pytestmark = pytest.mark.browser

BETHEL = "C00BETHEL"
SYMPTOM = "Students of grade 7 do poorly in math"
ROOT = "New staff find little support here"
STRATEGY = "Welcome and keep new teachers"
ITEM = "Name a mentor for each new teacher"


class Team:
    """Dana leads; Ana and Sam reply in the thread."""

    def __init__(self, browser: Browser, district: District) -> None:
        self.district = district
        self.dana, self.ana, self.sam = (Screen(browser, district, name) for name in ("dana", "ana", "sam"))

    def opens_thread(self) -> None:
        for screen in (self.dana, self.ana, self.sam):
            screen.goes_to(BETHEL)
            screen.page.locator("button.replies").last.click()

    def asks(self, words: str) -> None:
        """This question is on the table, for everyone."""
        self.district.settles()
        expect(self._question()).to_contain_text(words, timeout=PATIENCE_MS)

    def _question(self) -> Locator:
        """The newest message with the leader's menu."""
        return self.dana.page.locator("#thread .message").filter(has=self._menus()).last

    def _menus(self) -> Locator:
        return self.dana.page.get_by_role("button", name="More options", exact=True)

    def decides(self, *labels: str) -> None:
        """Each brings the next question."""
        for label in labels:
            menu = self._question().locator(self._menus())
            asked = menu.get_attribute("data-key") or ""
            self.clicks(label)
            expect(menu).not_to_have_attribute("data-key", asked, timeout=PATIENCE_MS)

    def clicks(self, label: str) -> None:
        """The button, or the option of the select or the menu beside it."""
        select = self._question().locator("select").filter(has_text=label)
        if self._button(label).count():
            self._button(label).click()
        elif select.count():
            select.select_option(label=label)
        else:
            self.steers(label)
        self.district.settles()

    def offers(self, label: str) -> None:
        """As the primary button."""
        expect(self._button(label)).to_be_visible(timeout=PATIENCE_MS)

    def _button(self, label: str) -> Locator:
        return self._question().get_by_role("button", name=label, exact=True)

    def steers(self, label: str) -> None:
        self.dana.steers(self._question(), label)
        self.district.settles()

    def says(self, screen: Screen, text: str) -> None:
        box = screen.page.locator("#thread-composer textarea")
        box.fill(text)
        box.press("Enter")
        expect(self._question()).to_contain_text(text, timeout=PATIENCE_MS)
        self.district.settles()

    def names(self, screen: Screen, text: str) -> None:
        """A reply becomes a cause."""
        self.says(screen, text)
        self.clicks("Accept")
        expect(self._question()).to_contain_text("Possible", timeout=PATIENCE_MS)
        self.offers("Next")

    def shows(self, screen: Screen, text: str) -> None:
        """A reply becomes evidence."""
        self.says(screen, text)
        self.clicks("Keep as evidence")
        self.offers("Next")

    def saves(self, button: str = "Save") -> None:
        self.dana.presses(button)
        self.dana.page.get_by_role("dialog").wait_for(state="hidden")
        self.district.settles()


def test_the_grade_7_example_from_its_symptom_to_work_in_the_plan(browser: Browser, district: District) -> None:
    team = Team(browser, district)
    starts(team)
    the_first_branch(team)
    the_second_branch(team)
    the_elephant_and_the_vote(team)
    the_work(team)
    the_line(team)
    assert district.broken_rules() == []


def starts(team: Team) -> None:
    team.dana.types(f"/plan whys {SYMPTOM}", in_=BETHEL)
    team.dana.presses("Start")
    team.dana.sees("There's no number yet")
    team.dana.fills("The number (optional)", "31 % reached the standard")
    team.dana.fills("Data source", "State test, spring 2026")
    team.dana.presses("Start")
    team.dana.sees("The root cause dialog has started")
    team.dana.closes()
    team.opens_thread()


def the_first_branch(team: Team) -> None:
    team.asks(f"Why? {SYMPTOM}")
    team.names(team.ana, "Students do not learn and use math ideas")
    team.decides("Next", "Next", "Next", "Only a symptom")
    team.names(team.sam, "Math teachers lack ways to teach it well")
    team.decides("Next", "Ours", "Next", "A cause", "Ask why again")
    team.names(team.ana, "Two teachers are new, one is a long-term substitute")
    team.decides("Next", "Ours", "Next", "A cause")
    team.asks("What's behind that?")
    team.names(team.sam, "Many teachers leave the school each year")
    team.decides("Next", "Ours")
    team.shows(team.sam, "Seven of twenty left last year")
    team.decides("Next", "A cause", "Ask why again")
    team.names(team.ana, ROOT)
    team.decides("Next", "Ours")
    team.shows(team.ana, "Six of seven named it when they left")
    team.decides("Next", "A cause", "Mark as root")
    team.asks("What's the elephant in the room here?")
    expect(team.ana.page.locator("#thread")).to_contain_text("The tree so far: 5 causes, 2 confirmed, 1 root.")
    picture = team.ana.page.locator("#thread img").last
    assert ROOT in (picture.get_attribute("alt") or "")


def the_second_branch(team: Team) -> None:
    """Another answer to the first why, which meets the first branch at the same root."""
    team.steers("Causes …")
    team.dana.picks("Which one?", SYMPTOM)
    team.dana.picks("What should happen with it?", "Ask why about it")
    team.saves("Continue")
    team.names(team.sam, "Classes are often taught by whoever is free")
    team.decides("Next", "Ours", "Next", "A cause", "Ask why again")
    team.says(team.ana, f"{ROOT.lower()}.")
    team.offers("Link to 5")
    team.clicks("Link to 5")
    team.offers("Next")
    team.sam.sees("Several branches meet at")
    team.decides("Next")


def the_elephant_and_the_vote(team: Team) -> None:
    team.asks("What's the elephant in the room here?")
    asks_three(team)
    team.asks("3 people are asked in private")
    team.offers("Next")
    team.sam.goes_to()
    team.sam.clicks("Answer …")
    team.sam.fills("What's the elephant in the room?", "Nobody looks in on the new ones")
    team.sam.presses("Save")
    team.dana.sees("Nobody looks in on the new ones")
    team.decides("Next")

    team.asks("Do we agree on the root?")
    asks_three(team)
    team.asks("0 of 3 answered so far")
    team.offers("Next")
    team.sam.clicks("I agree")
    team.sam.sees("Saved: I agree")
    team.ana.goes_to()
    team.ana.clicks("I disagree …")
    team.ana.fills("How do you see it?", "Pay matters too")
    team.ana.presses("Save")
    team.ana.sees("Saved: I disagree")
    team.district.person("dana").clicks("I agree")
    team.asks("3 of 3 answered so far")
    team.decides("Next")
    team.dana.sees("Pay matters too")


def asks_three(team: Team) -> None:
    """Whom to ask is chosen in the form, which stands filled in with everyone."""
    team.clicks("Ask everyone …")
    dana = team.district.person("dana")
    dana.fills(people=["U0000DANA", "U00000ANA", "U00000SAM"])
    assert dana.submits() == {}
    team.dana.page.get_by_role("dialog").wait_for(state="hidden")
    team.district.settles()


def the_work(team: Team) -> None:
    team.asks("Which effective practice is missing here?")
    practices = team.dana.page.locator("#thread select").last
    practices.select_option(label="2a Recruit, develop, retain, and sustain talent")
    team.asks("What's our strategy?")
    team.clicks("Write strategy …")
    team.dana.fills("Name", STRATEGY)
    team.dana.fills("If we …", "give every new teacher a mentor for two years")
    team.dana.fills("then …", "at least 90 % of new teachers stay each year")
    team.dana.fills("and …", "students learn math with teachers who know them")
    team.dana.fills("How many years", "3")
    team.saves()
    team.offers("Next")
    team.decides("Next")
    team.clicks("Add action item …")
    team.dana.fills("In one or two sentences", ITEM)
    team.dana.picks("Owner (one person) (optional)", "Ana Ruiz")
    team.dana.fills("By when", "2027-01-15")
    team.saves()
    team.offers("Next")
    team.decides("Next")
    team.asks("Which goal does this root cause matter most for?")
    team.clicks("Set priorities …")
    team.dana.fills("Name of the priority", "Keep our teachers")
    team.saves()
    team.asks("That was the last question. 1 root found.")
    team.clicks("Finish …")
    team.saves("Finish")
    team.dana.sees("Root causes and our response")


def the_line(team: Team) -> None:
    """Trace, status and Home know the new action item."""
    written = team.dana.page.locator("#thread .message").filter(has_text=f"{ITEM}\nOwner: Ana").last
    actual = re.search(r"Action item ([\d.]+)", written.inner_text())
    assert actual
    team.dana.types(f"/plan trace {actual[1]}", in_=BETHEL)
    team.dana.sees(f"It addresses this cause: {ROOT}")
    team.dana.sees("Six of seven named it when they left")
    team.dana.types("/plan status", in_=BETHEL)
    team.dana.sees(STRATEGY)
    team.dana.types("/plan trace", in_=BETHEL)
    team.dana.sees("Strategies without a cause")
    team.dana.sees_no("Roots without an action item")
    team.ana.looks_home()
    expect(team.ana.page.locator("#home")).to_contain_text(ITEM)
