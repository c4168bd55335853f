"""Who may be meant by a role or a name in a plan, by the names and job titles in Slack. A person decides."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plans.lead_names import is_role

MOST = 5
"""More people with the same title are a group, which nobody suggests one by one."""
_WORD = re.compile(r"[^\W\d_]+|\d+")
_FILLERS = frozenset({"the", "of", "and", "for", "a", "an", "at", "in"})


@dataclass(frozen=True, slots=True)
class Colleague:
    id: str
    name: str
    title: str


def suggest(role: str, colleagues: Sequence[Colleague], organization: str) -> list[str]:
    """Ids of the people with that very name, or whose title has all words of the role.

    Of several, only those whose title names the organization; of these, the ones whose title says least else.
    """
    if not is_role(role, alone=True):
        named = [person.id for person in colleagues if _words(person.name) == _words(role)]
        if named:
            return named if len(named) == 1 else []
    wanted_words = _stems(role)
    fitting = [person for person in colleagues if wanted_words and wanted_words <= _stems(person.title)]
    at_home = [person for person in fitting if _names_place(person.title, organization)]
    fitting = at_home or [person for person in fitting if not _names_another_place(person.title)] or fitting
    fewest = min((len(_stems(_job(person.title))) for person in fitting), default=0)
    closest = [person.id for person in fitting if len(_stems(_job(person.title))) == fewest]
    return closest if len(closest) <= MOST else []


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _stems(text: str) -> frozenset[str]:
    """Words without a plural's s, so that "Grade 4 teachers" are each a "Grade 4 teacher"."""
    return frozenset(_stem(word) for word in _words(text) if word not in _FILLERS)


def _stem(word: str) -> str:
    return word[:-1] if len(word) > len("gas") and word.endswith("s") and not word.endswith("ss") else word


def _job(title: str) -> str:
    """What comes before the comma: "Principal" of "Principal, Bethel Elementary"."""
    return title.partition(",")[0]


def _names_place(title: str, organization: str) -> bool:
    """Whether what follows the comma begins as the organization's name does."""
    place = _words(title.partition(",")[2])
    return bool(place) and place[0] in _words(organization)


def _names_another_place(title: str) -> bool:
    return "," in title
