"""What people said in published minutes and check-ins, as a year's report quotes it: with its source, without names."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from conversations.documents.implementation import Adjustment, CauseGiven, DateChange, ImplementationData
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
    """What somebody wrote or reworded. The lines that the program wrote name people beside what is at risk."""
    groups = {Group.BEHIND, Group.AT_RISK, None}
    return _quotes(minutes, Section.CHALLENGES, groups, lambda line: bool(line.edited_by or line.is_typed))


def lessons(minutes: Iterable[Minutes]) -> list[MonthQuotes]:
    """Key take-aways, and what was decided in coaching and root cause dialogs."""
    return _quotes(minutes, Section.DEBRIEF, {Group.TAKEAWAYS, None})


def _is_spoken(line: MinutesLine) -> bool:
    return bool(line.who or line.edited_by or line.is_typed)


def _quotes(
    minutes: Iterable[Minutes],
    section: Section,
    groups: Collection[Group | None],
    is_quoted: Callable[[MinutesLine], bool] = _is_spoken,
) -> list[MonthQuotes]:
    quoted = []
    for month in minutes:
        lines = [line for line in month.section(section).lines if line.group in groups and is_quoted(line)]
        texts = [line.text for line in lines if line.text.strip()]
        if texts:
            quoted.append(MonthQuotes(month.period, tuple(texts[:MOST_A_MONTH]), len(texts[MOST_A_MONTH:])))
    return quoted


@dataclass(frozen=True, slots=True)
class GivenCause:
    """Why an action item was late or at risk, as its owner put it."""

    code: str
    quarter: int
    cause: str


def causes(tables: ImplementationData) -> list[GivenCause]:
    """Each cause once, in the order of strategies and milestones."""
    listed = [milestone for strategy in tables.strategies for milestone in strategy.milestones]
    listed += [tables.without_milestone] if tables.without_milestone else []
    given: dict[tuple[str, str], GivenCause] = {}
    for milestone in listed:
        for number, quarter in enumerate(milestone.quarters, start=1):
            for item in quarter.adjustments if quarter else ():
                for cause in _causes(item.adjustments):
                    given.setdefault((item.code, cause), GivenCause(item.code, number, cause))
    return list(given.values())


def _causes(adjustments: Iterable[Adjustment]) -> Iterator[str]:
    for adjustment in adjustments:
        if isinstance(adjustment, CauseGiven | DateChange) and adjustment.cause:
            yield adjustment.cause
