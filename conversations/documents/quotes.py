"""What people said in published minutes, as a year's report quotes it: with its source and without names."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from conversations.highlight import Group, Minutes, MinutesLine, Section

MOST_A_MONTH = 3
"""How many lines of one month's section a draft quotes. It says how many more there are."""


@dataclass(frozen=True, slots=True)
class MonthQuotes:
    """One month's lines in a section of its minutes."""

    period: str
    texts: tuple[str, ...]
    more: int
    """How many lines are left out."""


def accomplishments(minutes: Iterable[Minutes]) -> list[MonthQuotes]:
    """Without what the program counted and read: that stands in the report's tables."""
    return _quotes(minutes, Section.ACCOMPLISHMENTS, {Group.PROCESS, None})


def challenges(minutes: Iterable[Minutes]) -> list[MonthQuotes]:
    """What people said of what was behind or at risk, without its code and date."""
    return _quotes(minutes, Section.CHALLENGES, {Group.BEHIND, Group.AT_RISK, None})


def lessons(minutes: Iterable[Minutes]) -> list[MonthQuotes]:
    """Key take-aways, and what was decided in coaching and root cause dialogs."""
    return _quotes(minutes, Section.DEBRIEF, {Group.TAKEAWAYS, None})


def _quotes(minutes: Iterable[Minutes], section: Section, groups: Collection[Group | None]) -> list[MonthQuotes]:
    quoted = []
    for month in minutes:
        texts = [line.text for line in month.section(section).lines if line.group in groups and _is_spoken(line)]
        if texts:
            quoted.append(MonthQuotes(month.period, tuple(texts[:MOST_A_MONTH]), len(texts[MOST_A_MONTH:])))
    return quoted


def _is_spoken(line: MinutesLine) -> bool:
    return bool(line.text.strip()) and bool(line.who or line.edited_by or line.is_typed)
