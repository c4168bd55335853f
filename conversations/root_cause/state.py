"""Where a root cause dialog stands: a thread, its tree, and what the team decided about it."""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from pydantic import TypeAdapter

from conversations.parts import PartKind
from conversations.root_cause.tree import Tree
from conversations.threads.replies import hides
from conversations.threads.state import Thread, Visit, WrittenPart


class Method(StrEnum):
    WHYS = "whys"
    FISHBONE = "fishbone"


class RootCauseStep(StrEnum):
    """The questions of the dialog. Those about one cause carry its key as the item of their visit."""

    RESTATE = "restate"
    BONE = "bone"
    MARK = "mark"
    WHY = "why"
    EVIDENCE = "evidence"
    NATURE = "nature"
    REACH = "reach"
    WHOSE = "whose"
    BENEATH = "beneath"
    DEEPER = "deeper"
    ELEPHANT = "elephant"
    VOTE = "vote"
    CONFIRM = "confirm"
    PRACTICE = "practice"
    STRATEGY = "strategy"
    WORK = "work"
    RANK = "rank"


ASKS_FOR_CAUSES = frozenset({RootCauseStep.WHY, RootCauseStep.BENEATH, RootCauseStep.BONE})
ASKS_FOR_EVIDENCE = frozenset({RootCauseStep.EVIDENCE, RootCauseStep.CONFIRM})


class RootVerdict(StrEnum):
    """Whether a cause is where the branch ends."""

    ROOT = "root"
    DEEPER = "deeper"
    """Ask why once more."""


class Opinion(StrEnum):
    AGREE = "agree"
    NOT_SURE = "not_sure"
    DIFFERENTLY = "differently"


@dataclass(frozen=True, slots=True)
class Ballot:
    person: str
    view: Opinion
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """One person's ranking of the roots, the most important first."""

    person: str
    roots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrivateRound:
    """One time everyone was asked in private."""

    visit: Visit
    asked: tuple[str, ...]
    ballots: tuple[Ballot, ...] = ()
    orders: tuple[Order, ...] = ()
    closed: bool = False

    @property
    def secret(self) -> bool:
        """Whether an answer without a name hides who gave it."""
        return hides(len(self.asked))

    @property
    def is_answered(self) -> bool:
        """Whether it has votes or rankings; answers in words are replies."""
        return bool(self.ballots or self.orders)

    def shut(self) -> "PrivateRound":
        """The round closed, without anything that reveals who gave which answer."""
        ballots = sorted((ballot.view, ballot.reason) for ballot in self.ballots)
        orders = sorted(order.roots for order in self.orders)
        return replace(
            self,
            ballots=tuple(Ballot("", view, reason) for view, reason in ballots),
            orders=tuple(Order("", roots) for roots in orders),
            closed=True,
        )


@dataclass(frozen=True, slots=True)
class Request:
    """A request for support with a cause that someone else must act on."""

    cause: str
    to: str
    """The ID of the person asked."""
    owner: str
    """Whose cause it is: the district, the state, a partner."""
    need: str
    by: str


@dataclass(frozen=True, slots=True)
class Declined:
    """The stated decision not to act on a root."""

    root: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Pick:
    """A root as a priority of the plan, for the goal it matters most for."""

    root: str
    title: str
    goal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RootCauseState(Thread):
    method: Method
    tree: Tree
    passed: tuple[Visit, ...] = ()
    """Questions the leader has passed with Next."""
    rounds: tuple[PrivateRound, ...] = ()
    requests: tuple[Request, ...] = ()
    declined: tuple[Declined, ...] = ()
    picks: tuple[Pick, ...] = ()
    let_go: tuple[str, ...] = ()
    """The ts of replies that were parked instead of accepted."""

    def round_of(self, visit: Visit) -> PrivateRound | None:
        """The newest round of a question."""
        return next((each for each in reversed(self.rounds) if each.visit == visit), None)

    def work_for(self, root: str, kind: PartKind) -> tuple[WrittenPart, ...]:
        """The parts written for a root, also those written for a cause that was merged into it."""
        living_key = self.tree.now(root)
        return tuple(part for part in self.parts if part.kind is kind and self.tree.now(part.visit.item) == living_key)

    def practice_of(self, root: str) -> str | None:
        living_key = self.tree.now(root)
        mine = (each.label for each in self.chosen if self.tree.now(each.visit.item) == living_key)
        return next((label for label in mine if label != NO_PRACTICE), None)

    def not_acted_on(self, root: str) -> Declined | None:
        living_key = self.tree.now(root)
        return next((each for each in self.declined if self.tree.now(each.root) == living_key), None)

    def decided(self, root: str) -> bool:
        """Whether it has come to work, or to the stated decision that it will not."""
        return bool(self.work_for(root, PartKind.ACTION_ITEM) or self.not_acted_on(root))


NO_PRACTICE = "none"


@cache
def _adapter() -> TypeAdapter[RootCauseState]:
    return TypeAdapter(RootCauseState)


def to_json(state: RootCauseState) -> str:
    return _adapter().dump_json(state, exclude_defaults=True).decode()


def from_json(text: str) -> RootCauseState:
    return _adapter().validate_json(text)
