"""Which objective of the plan above a school's strategy serves: what can be chosen, and what its words suggest."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from plans.practices import FEWEST_SHARED, stems

OWN = "own"
"""Stored of a strategy that serves no objective of the plan above: it is the school's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """A priority of a district's or state's plan, which strategies of the plans below may serve."""

    key: str
    """As a strategy stores it: `priority:3`."""
    organization: str
    """Whose plan it is in."""
    code: str
    title: str
    practices: frozenset[str] = frozenset()
    """The codes that its own strategies work on."""
    words: str = ""
    """Its title and the titles of its own strategies."""

    @property
    def name(self) -> str:
        return f"{self.code} {self.title}"


def read_serves(words: str) -> str:
    """What a file says that a strategy serves; OWN if it calls it the school's own."""
    return OWN if _plain(words) in _OWN_WORDS else words


def named(words: str, objectives: Sequence[Objective]) -> str | None:
    """The key of the objective that the words name by its number, its title or both; or OWN.

    None if they name none of these, or several.
    """
    if words == OWN:
        return OWN
    written = _plain(words)
    keys = {
        objective.key
        for objective in objectives
        if written in map(_plain, (objective.code, objective.title, objective.name))
    }
    return keys.pop() if len(keys) == 1 else None


_LABELS = frozenset({"district", "state", "strategic", "objective", "priority", "goal"})
_OWN_WORDS = frozenset({"own", "our own", "its own", "the schools own", "the school s own", "school s own"})


def _plain(words: str) -> str:
    """Lower case without signs, and without what stands before the number: "District Objective 1:"."""
    written = re.sub(r"\W+", " ", words.casefold()).split()
    while len(written) > 1 and written[0] in _LABELS:
        written.pop(0)
    return " ".join(written)


class Ground(StrEnum):
    """What suggests an objective."""

    PRACTICE = "practice"
    WORDS = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveSuggestion:
    objective: Objective
    ground: Ground
    shared: Sequence[str] = ()
    """The codes of the practices that both work on."""


def suggested(codes: Collection[str], words: str, objectives: Sequence[Objective]) -> ObjectiveSuggestion | None:
    """The objective with the most practices of the strategy, then with the most of its words.

    None if another one has as many, or if it shares no practice and less than two words.
    """
    mine = stems(words)
    ranked = sorted(
        ((len(each.practices.intersection(codes)), len(mine & stems(each.words)), each.key) for each in objectives),
        reverse=True,
    )
    if not ranked or (len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]):
        return None
    most_practices, most_words, key = ranked[0]
    best = next(each for each in objectives if each.key == key)
    if most_practices:
        shared = sorted(best.practices.intersection(codes))
        return ObjectiveSuggestion(objective=best, ground=Ground.PRACTICE, shared=shared)
    return ObjectiveSuggestion(objective=best, ground=Ground.WORDS) if most_words >= FEWEST_SHARED else None
