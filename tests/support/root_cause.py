"""A root cause dialog that Dana leads in her school's channel: starting it, and reaching its turning points."""

from __future__ import annotations

from tests.scenarios.district import District
from tests.support.people import Person

SYMPTOM = "Grade 7 students do poorly in math"
CAUSE = "Math ideas are taught as rules only"
EVIDENCE = "Twelve of fifteen lessons seen"


class Thread:
    """A dialog that Dana leads in the school's channel."""

    def __init__(self, district: District) -> None:
        self.district = district
        self.dana, self.ana = district.person("dana"), district.person("ana")

    def starts(self, **form: str) -> None:
        self.dana.types(f"/plan whys {SYMPTOM}", in_="C00BETHEL")
        self.dana.fills(number="31 %", source="State test", **form)
        assert self.dana.submits() == {}
        self.dana.sees("has started")
        self.dana.closes()
        self.district.settles()

    @property
    def ts(self) -> str:
        return next(str(each.container["ts"]) for each in self.dana.messages("C00BETHEL") if SYMPTOM in each.text)

    def says(self, person: Person, text: str) -> str:
        ts = person.says(text, in_="C00BETHEL", thread=self.ts)
        self.dana.sees(f"@{person.user}: {text}")
        return ts

    def accepts(self, text: str) -> None:
        self.dana.clicks("Accept", on=text)
        self.dana.sees(f"{text}\nPossible")
        self.district.settles()

    def presses(self, *labels: str) -> None:
        for label in labels:
            self.dana.steers(label)
            self.district.settles()

    def finishes(self) -> None:
        self.dana.finishes()
        self.district.settles()

    def fills_in(self, button: str, **answers: object) -> None:
        """Open the form behind a button or option, and submit it."""
        self.dana.steers(button)
        self.dana.fills(**answers)
        assert self.dana.submits() == {}
        self.district.settles()

    # Ways

    def finds_a_root(self, text: str = CAUSE) -> None:
        """From the open why question: name a cause with evidence that is a root."""
        self.says(self.ana, text)
        self.accepts(text)
        self.presses("Next", "Ours")
        self.says(self.ana, EVIDENCE)
        self.presses("Keep as evidence", "Next", "A cause", "Mark as root")
        self.marks_anyway()

    def marks_anyway(self) -> None:
        """A root near the symptom is asked about in a form."""
        self.dana.sees("Is it the root cause anyway?")
        assert self.dana.submits() == {}
        self.district.settles()

    def asks_for_the_practice(self) -> None:
        """Past the two questions that everyone could be asked in private."""
        self.dana.sees("What's the elephant in the room here?")
        self.presses("Next", "Next")
        self.dana.sees("Which effective practice is missing here?")

    def writes_the_strategy(self) -> None:
        self.dana.selects("2a", from_="Choose a practice")
        self.dana.sees("What's our strategy?")
        self.district.settles()
        self.writes_a_strategy()

    def writes_a_strategy(self) -> None:
        self.fills_in("Write strategy …", **STRATEGY)
        self.dana.sees("Written down by @U0000DANA: Strategy")

    def adds_an_item(self, **answers: str) -> None:
        self.fills_in("Add action item …", **{**ITEM, **answers})
        self.dana.sees("Written down by @U0000DANA: Action item")


STRATEGY = {
    "part:title": "Teach math for sense",
    "part:if_we": "plan every unit around one big idea",
    "part:then": "90 % of lessons ask for reasons",
    "part:and_so": "students learn to think in math",
    "part:years": "2",
}
ITEM = {"part:text": "Plan one unit together", "part:owner": "Principal", "part:due": "2027-01-15"}
