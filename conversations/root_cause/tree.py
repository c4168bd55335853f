"""The tree of causes as a value: a symptom, its causes, and their evidence.

A cause may lie beneath several others, so the tree is in truth a graph. It never has a loop, and every cause hangs
below the symptom; conversations.root_cause.growing keeps it so.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

SYMPTOM = "symptom"
"""The key of the symptom; causes are c1, c2 and so on, bones b1, b2."""


class CauseNature(StrEnum):
    CAUSE = "cause"
    SYMPTOM = "symptom"
    """Only another sign of something deeper."""


class Reach(StrEnum):
    OURS = "ours"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Symptom:
    text: str
    number: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    text: str
    person: str
    """Who brought it."""
    links: tuple[str, ...] = ()
    ts: str = ""
    """The reply it came with."""
    for_room: bool = False
    """Whether this person wrote it down for everyone in the room."""


@dataclass(frozen=True, slots=True)
class Bone:
    key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    key: str
    text: str
    version: int = 1
    """Increases whenever the text changes, so that two people cannot silently overwrite each other."""
    said_by: tuple[str, ...] = ()
    replies: tuple[str, ...] = ()
    """The ts of the replies it was accepted from."""
    evidence: tuple[Evidence, ...] = ()
    nature: CauseNature | None = None
    reach: Reach | None = None
    root: bool = False
    deeper: bool = False
    """The team decided to ask why once more."""
    reason: str = ""
    """Why it is worth asking beyond the guide's length."""
    marked: bool = False
    """Chosen from a fishbone as the start of a chain of whys."""
    aside: bool = False

    @property
    def number(self) -> int:
        return int(self.key[1:])

    @property
    def confirmed(self) -> bool:
        return bool(self.evidence)


@dataclass(frozen=True, slots=True)
class Why:
    """The lower one is an answer to "why?" of the upper one: the symptom, a bone or a cause."""

    above: str
    beneath: str


@dataclass(frozen=True, slots=True)
class Merged:
    gone: str
    into: str


@dataclass(frozen=True, slots=True)
class TreePosition:
    """A cause where it stands in the tree; a shared one stands in several places."""

    cause: Cause
    above: str
    level: int
    """Number of whys from the symptom along this branch."""
    again: bool
    """Shown in full at an earlier place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    symptom: Symptom
    bones: tuple[Bone, ...] = ()
    causes: tuple[Cause, ...] = ()
    whys: tuple[Why, ...] = ()
    merged: tuple[Merged, ...] = ()

    # ------------------------------------------------------------ finding

    def now(self, key: str) -> str:
        """The key a cause has today, also if it was merged into another since."""
        into = {merged.gone: merged.into for merged in self.merged}
        while key in into:
            key = into[key]
        return key

    def has(self, key: str) -> bool:
        key = self.now(key)
        return key in self.tops() or self.cause(key) is not None

    def cause(self, key: str) -> Cause | None:
        key = self.now(key)
        return next((cause for cause in self.causes if cause.key == key), None)

    def words(self, key: str) -> str:
        """What the thing with this key says: the symptom, the name of a bone, or a cause."""
        if self.now(key) == SYMPTOM:
            return self.symptom.text
        bone = next((bone.name for bone in self.bones if bone.key == key), None)
        cause = self.cause(key)
        return bone if bone is not None else cause.text if cause else ""

    def tops(self) -> tuple[str, ...]:
        """Where branches begin: at the bones of a fishbone, else at the symptom."""
        return tuple(bone.key for bone in self.bones) or (SYMPTOM,)

    def beneath(self, key: str) -> tuple[Cause, ...]:
        by_key = {cause.key: cause for cause in self.causes}
        return tuple(by_key[why.beneath] for why in self.whys if why.above == self.now(key))

    def above(self, key: str) -> tuple[str, ...]:
        return tuple(why.above for why in self.whys if why.beneath == self.now(key))

    # ------------------------------------------------------------ reading

    def reaches(self, upper: str, lower: str) -> bool:
        """Whether asking why from the upper one leads to the lower one."""
        seen, waiting = set[str](), [upper]
        while waiting:
            key = waiting.pop()
            if key == lower:
                return True
            if key not in seen:
                seen.add(key)
                waiting += [why.beneath for why in self.whys if why.above == key]
        return False

    def depth(self, key: str) -> int:
        """The number of whys from the symptom by the shortest way; 0 for the symptom and the bones."""
        depths = dict.fromkeys(self.tops(), 0)
        waiting = deque(depths)
        while waiting:
            upper = waiting.popleft()
            for cause in self.beneath(upper):
                if cause.key not in depths:
                    depths[cause.key] = depths[upper] + 1
                    waiting.append(cause.key)
        return depths[self.now(key)]

    def places(self) -> Iterator[TreePosition]:
        """Every cause in every place, the branches one after another, each from the top down."""
        seen: set[str] = set()
        for top in self.tops():
            yield from self._below(top, 1, seen)

    def _below(self, upper: str, level: int, seen: set[str]) -> Iterator[TreePosition]:
        for cause in self.beneath(upper):
            again = cause.key in seen
            yield TreePosition(cause, upper, level, again)
            if not again:
                seen.add(cause.key)
                yield from self._below(cause.key, level + 1, seen)

    def live_beneath(self, key: str) -> tuple[Cause, ...]:
        return tuple(cause for cause in self.beneath(key) if not cause.aside)

    def live(self, starts: Iterable[str]) -> Iterator[Cause]:
        """These causes and all beneath them, each once and from the top down, without those set aside."""
        by_key = {cause.key: cause for cause in self.causes}
        seen, waiting = set[str](), list(starts)[::-1]
        while waiting:
            key = waiting.pop()
            cause = by_key.get(key)
            if key in seen or (cause and cause.aside):
                continue
            seen.add(key)
            if cause:
                yield cause
            waiting += [why.beneath for why in reversed(self.whys) if why.above == key]

    def roots(self) -> tuple[Cause, ...]:
        """The roots that were found, in the order of the tree."""
        return tuple(cause for cause in self.live(self.tops()) if cause.root)

    def levers(self) -> tuple[Cause, ...]:
        """Causes that more than one branch leads to: mending one of them helps in several places."""
        return tuple(place.cause for place in self.places() if not place.again and self.is_lever(place.cause.key))

    def is_lever(self, key: str) -> bool:
        cause = self.cause(key)
        return cause is not None and not cause.aside and len(self.above(key)) > 1
