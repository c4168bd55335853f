"""Random trees, grown by random people in a random order, with a restart before every turn."""

import json
import re
from enum import StrEnum
from html import unescape
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.pictures.fishbones import pictures_svgs
from bot.pictures.tree_words import tree_markdown, tree_mermaid
from bot.pictures.trees import tree_alt
from conversations.rejections import Rejection
from conversations.root_cause import Method
from conversations.root_cause.deciding import CHOICES
from conversations.root_cause.engine import WHEN_ALLOWED
from conversations.root_cause.exports import as_json
from conversations.root_cause.moves import (
    Accept,
    AcceptAll,
    Assess,
    BringEvidence,
    Decide,
    GoTo,
    Link,
    Mark,
    Merge,
    Move,
    Reword,
    SetAside,
)
from conversations.root_cause.path import coming
from conversations.root_cause.state import RootCauseStep, RootVerdict
from conversations.root_cause.tree import CauseNature, Reach, Tree
from conversations.threads.moves import (
    Back,
    Finish,
    Leave,
    Next,
    Pause,
    ReceiveReply,
    Resume,
)
from conversations.threads.replies import Reply
from conversations.threads.state import AT_END
from tests.conversations.team import MATH, Team

WORDS = (
    "plans",
    "books",
    "visits",
    "hours",
    "mentors",
    "<!channel>",
    "🎉",
    "مدرسة",
    'a "quoted" #1',
    "*|* x",
    "[link](y)",
)
numbers = st.integers(min_value=0, max_value=60)


def maybe(choices: type[StrEnum]) -> st.SearchStrategy[Any]:
    return st.none() | st.sampled_from(choices)


class Room(RuleBasedStateMachine):
    team: Team

    @initialize(fishbone=st.booleans(), unders=st.lists(numbers, min_size=2, max_size=10))
    def open(self, unders: list[int], *, fishbone: bool) -> None:
        method = Method.FISHBONE if fishbone else Method.WHYS
        self.team = Team(MATH, method=method, bones=("Leadership", "Culture") if fishbone else ())
        for number, under in enumerate(unders):
            self.accept(under, "first", number)

    @property
    def tree(self) -> Tree:
        return self.team.state.tree

    def pick(self, number: int, *, tops: bool = False) -> str:
        """Some cause, also one that was merged away; with `tops`, also the symptom or a bone."""
        keys = [f"c{each + 1}" for each in range(len(self.tree.causes) + len(self.tree.merged))]
        keys += self.tree.tops() if tops or not keys else ()
        return keys[number % len(keys)]

    def version(self, key: str) -> int:
        cause = self.tree.cause(key)
        return cause.version if cause else 1

    def plays(self, move: Move) -> None:
        before = self.team.state
        self.team.takes(move)
        if any(isinstance(effect, Rejection) for effect in self.team.effects):
            assert self.team.state == before

    @rule(under=numbers, word=st.sampled_from(WORDS), number=numbers)
    def accept(self, under: int, word: str, number: int) -> None:
        text = f"{word} {number % 15}"
        ts = self.team.says("lee", text)
        self.plays(
            Accept(by="ana", under=self.pick(under, tops=True), text=text, person="lee", ts=ts, reason="it goes on")
        )

    @rule(under=numbers, words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))
    def accept_all(self, under: int, words: list[str]) -> None:
        key = self.pick(under, tops=True)
        spoken = [(self.team.says("mia", word), word) for word in words]
        replies = (Accept(by="ana", under=key, text=word, person="mia", ts=ts) for ts, word in spoken)
        self.plays(AcceptAll(by="ana", replies=tuple(replies)))

    @rule(cause=numbers, nature=maybe(CauseNature), reach=maybe(Reach), verdict=maybe(RootVerdict))
    def assess(self, cause: int, nature: CauseNature | None, reach: Reach | None, verdict: RootVerdict | None) -> None:
        asking, at = self.team.state.asking, self.team.now()
        self.plays(
            Assess(
                by="ana",
                asking=asking,
                at=at,
                cause=self.pick(cause),
                nature=nature,
                reach=reach,
                verdict=verdict,
                reason="it goes on",
                anyway=True,
            )
        )

    @rule(under=numbers, cause=numbers)
    def link(self, under: int, cause: int) -> None:
        self.plays(Link(by="ana", under=self.pick(under, tops=True), cause=self.pick(cause)))

    @rule(cause=numbers, into=numbers)
    def merge(self, cause: int, into: int) -> None:
        keys = [each.key for each in self.tree.causes]
        key, other = keys[cause % len(keys)], keys[into % len(keys)]
        self.plays(Merge(by="ana", cause=key, version=self.version(key), into=other))

    @rule(cause=numbers, number=numbers)
    def reword(self, cause: int, number: int) -> None:
        key = self.pick(cause)
        self.plays(Reword(by="ana", cause=key, version=self.version(key), text=f"reworded {number}"))

    @rule(cause=numbers, aside=st.booleans())
    def park(self, cause: int, *, aside: bool) -> None:
        key = self.pick(cause)
        self.plays(SetAside(by="ana", cause=key, version=self.version(key), aside=aside))

    @rule(cause=numbers)
    def show(self, cause: int) -> None:
        self.plays(BringEvidence(by="ana", cause=self.pick(cause), person="mia", text="A number"))

    @rule(button=st.sampled_from([*[Next] * 9, *[Back] * 2, *[Resume] * 5, Pause, Finish]))
    def press(self, button: type[Next]) -> None:
        self.team.presses(button)

    @rule(label=st.sampled_from([label for labels in CHOICES.values() for label in labels]))
    def decide(self, label: str) -> None:
        self.team.presses(Decide, label=label, reason="it goes on", anyway=True)

    @rule(step=st.sampled_from(RootCauseStep), cause=numbers)
    def go_to(self, step: RootCauseStep, cause: int) -> None:
        self.team.presses(GoTo, step=step, cause=self.pick(cause))

    @rule(cause=numbers)
    def mark(self, cause: int) -> None:
        self.team.presses(Mark, causes=(self.pick(cause),))

    @rule(person=st.sampled_from(["lee", "mia"]))
    def leave(self, person: str) -> None:
        self.plays(Leave(person))

    @rule(number=numbers)
    def delete(self, number: int) -> None:
        if self.team.kept:
            ts = sorted(self.team.kept)[number % len(self.team.kept)]
            self.plays(ReceiveReply(Reply(ts=ts, person="lee", text="", deleted=True)))

    @invariant()
    def there_is_no_orphan(self) -> None:
        placed = {place.cause.key for place in self.tree.places()}
        assert placed == {cause.key for cause in self.tree.causes}
        assert all(self.tree.depth(key) > 0 for key in placed)

    @invariant()
    def there_is_no_loop(self) -> None:
        assert not any(self.tree.reaches(why.beneath, why.above) for why in self.tree.whys)

    @invariant()
    def what_it_asks_about_is_there(self) -> None:
        visit = coming(self.team.state)
        keys = visit.item.split("+") if visit.item else []
        assert all(self.tree.has(key) for key in keys)

    @invariant()
    def a_root_has_nothing_beneath_it(self) -> None:
        assert not any(self.tree.live_beneath(root.key) for root in self.tree.roots())

    def teardown(self) -> None:
        if not hasattr(self, "team"):
            return
        texts = [cause.text for cause in self.tree.causes]
        assert texts == [cause["text"] for cause in json.loads(as_json(self.team.state, "", {}))["causes"]]
        mermaid = re.sub(r"#(\d+);", lambda sign: chr(int(sign[1])), tree_mermaid(self.tree))
        markdown = tree_markdown(self.team.state, {}, "").replace("\\", "")
        drawn = _letters(unescape(re.sub(r"<[^>]*>", " ", " ".join(pictures_svgs(self.tree)))))
        for text in texts:
            assert text in mermaid
            assert text in markdown
            assert text in tree_alt(self.tree)
            assert _letters(text) in drawn


def _letters(text: str) -> str:
    """Without the breaks of lines."""
    return "".join(text.split())


TestRandomTrees = pytest.mark.slow(Room.TestCase)
TestRandomTrees.settings = settings(max_examples=80, stateful_step_count=40)


def test_every_path_ends() -> None:
    team = Team()
    team.digs("One", "Two", "Three")
    team.digs("Four", "Five")
    for _ in range(60):
        if team.state.visit == AT_END:
            return
        team.goes_on()
    raise AssertionError("the dialog goes on for ever")


def test_every_move_knows_when_it_is_allowed() -> None:
    assert set(WHEN_ALLOWED) == set(Move.__args__)
