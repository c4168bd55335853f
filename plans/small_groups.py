"""Which readings are of too few students to be shown.

The one place that decides it. Storage asks here whenever it reads a value, so nothing that prints one can show it.
A reading is withheld if it is of fewer students than the workspace shows, and so is any other from which such a group
could be computed: with the total and all groups but one, that one is known too.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from itertools import combinations

FEWEST_STUDENTS = 10
"""Unless the workspace sets another number."""
ALL_STUDENTS = ""
MOST_COMBINED = 12
"""Groups of one measure and month whose sums are compared with the total. Of more, all count as parts of the total."""

_WHOLE_SCHOOL = re.compile(r"(?:all(?: the)?(?: students| grades)?|every(?:one|body)|whole school|total|overall)?")
_STUDENTS = re.compile(r"\b(?:student|pupil|learner|child|scholar|grader|freshm|senior|junior|sophomore|kindergart)")
_OTHERS = re.compile(
    r"\b(?:staff|faculty|(?:teacher|educator|adult|coache|principal|leader|administrator|paraprofessional|employee|team"
    r"|lesson|classe|classroom|school|walk|walkthrough|visit|observation|plan|meeting|familie|parent|session|department)s)\b"
)
FIRST_WORDS = 5
"""Where an outcome's sentence says whom or what it counts: "60% of math teachers …"."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """Why a reading is not shown."""

    fewest: int
    """The fewest students that are shown."""
    protects_another: bool = False
    """Whether it has enough students itself, but would tell about a group that has not."""


def read_group(typed: str) -> str:
    """The student group as typed, on one line; empty for all students, in whatever words."""
    words = " ".join(typed.split())
    return ALL_STUDENTS if _WHOLE_SCHOOL.fullmatch(words.casefold()) else words


def is_of_students(text: str, unit: str, *, may_be_adults: bool) -> bool:
    """Whether a value counts students, by its unit or by what the outcome's `text` names first.

    Where neither says so, it does, unless the outcome is early evidence, which is mostly about adult practice.
    """
    beginning = " ".join(text.split()[:FIRST_WORDS])
    for words, head in ((unit.casefold(), unit.casefold()), (text.casefold(), beginning.casefold())):
        students, others = _STUDENTS.search(words), _OTHERS.search(head)
        if students or others:
            return others is None or (students is not None and students.start() < others.start())
    return not may_be_adults


# ---------------------------------------------------------------- what can be computed


@dataclass(frozen=True, slots=True, kw_only=True)
class SizedReading:
    """How many students a stored reading speaks of. `outcome` and `row_id` identify measure and reading."""

    row_id: int
    outcome: str
    group: str
    taken_on: date
    size: int | None
    """None if nobody said."""
    is_of_students: bool = True


def withheld(readings: Iterable[SizedReading], fewest: int) -> Mapping[int, Withheld]:
    """The readings that are not shown, by row id.

    Groups and total of a measure are compared within a month: they are seldom all taken on the same day.
    """
    reasons: dict[int, Withheld] = {}
    for together in _by_month(readings).values():
        hidden = hidden_groups(_sizes(together), fewest)
        for reading in together:
            if reading.size is not None and reading.size < fewest:
                reasons[reading.row_id] = Withheld(fewest)
            elif reading.group.casefold() in hidden:
                reasons[reading.row_id] = Withheld(fewest, protects_another=True)
    return reasons


def _by_month(readings: Iterable[SizedReading]) -> Mapping[tuple[str, int, int], list[SizedReading]]:
    by_month: dict[tuple[str, int, int], list[SizedReading]] = defaultdict(list)
    for reading in readings:
        if reading.is_of_students:
            by_month[reading.outcome, reading.taken_on.year, reading.taken_on.month].append(reading)
    return by_month


def _sizes(readings: Iterable[SizedReading]) -> Mapping[str, int | None]:
    """The smallest number of students of each group."""
    sizes: dict[str, int | None] = {}
    for reading in readings:
        group, size = reading.group.casefold(), sizes.get(reading.group.casefold())
        sizes[group] = reading.size if size is None else min(size, reading.size or size)
    return sizes


def hidden_groups(sizes: Mapping[str, int | None], fewest: int) -> Set[str]:
    """The groups that are not shown, given the number of students of each; the key of all students is empty.

    A group is hidden if it is small, if the rest of all students is, and then the smallest ones beside hidden groups
    until those are at least two and together at least `fewest`.
    """
    named = {group: size for group, size in sizes.items() if group != ALL_STUDENTS and size is not None}
    hidden = {group for group, size in sizes.items() if size is not None and size < fewest}
    if ALL_STUDENTS not in sizes or ALL_STUDENTS in hidden:
        return hidden
    total = sizes[ALL_STUDENTS]
    if total is not None:
        hidden |= {group for group, size in named.items() if 0 < total - size < fewest}
    parts = list(_parts_of(named, total))
    while telling := list(_telling(parts, hidden, named, fewest)):
        hidden |= {min(groups, key=lambda group: (named[group], group)) for groups in telling}
    return hidden


def _parts_of(named: Mapping[str, int], total: int | None) -> Iterator[Set[str]]:
    """The sets of groups that may add up to all students."""
    if total is None or len(named) > MOST_COMBINED:
        yield named.keys()
        return
    for count in range(2, len(named) + 1):
        for groups in combinations(sorted(named), count):
            if sum(named[group] for group in groups) == total:
                yield frozenset(groups)


def _telling(parts: Iterable[Set[str]], hidden: Set[str], named: Mapping[str, int], fewest: int) -> Iterator[Set[str]]:
    """The groups shown beside so few hidden ones that the hidden could be computed."""
    for groups in parts:
        inside, visible = groups & hidden, groups - hidden
        if inside and visible and (len(inside) == 1 or sum(named[group] for group in inside) < fewest):
            yield visible
