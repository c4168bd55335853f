"""The facts of a question: what the plan says about it, short enough for a phone."""

import html
import re
from collections.abc import Iterator, Sequence

from bot.messages import outcomes
from bot.messages.threads.parts import kind_name
from bot.messages.threads.record import INDENT
from bot.slack import blocks, limits
from bot.slack.blocks import MessageContent
from conversations.facts import (
    CompletedItem,
    Fact,
    FactSection,
    PastActionItem,
    PastDecision,
    gaps,
)
from conversations.highlight import DatedOutcome, Lagging
from conversations.script import FactKind
from plans.plan import Goal, Measure
from prompts import Safe, formats, plain, say

NOUN = "facts"
_BULLETS = "•◦ "
_BOLD = re.compile(r"\*([^*\n]+)\*")
LINES = 12
"""Of all sections together, as long as each has a few."""
FEWEST, MOST = 2, 8
"""Lines of one section."""
LONGEST = 300
"""Characters of one line."""
LONGEST_RECORDED = 120
"""Characters of one fact in the record: enough to know which thing it is and what is the matter with it."""
LONGEST_STATEMENT = 700
"""A vision, a purpose or a theory of action can be judged only as a whole."""
_STATEMENTS = frozenset({FactKind.DIRECTION, FactKind.STRATEGIES})


def facts(sections: Sequence[FactSection]) -> Safe:
    """All sections as one text. Empty if there is nothing to say."""
    return Safe("\n".join(line for lines in _sections(sections) for line in lines))


def recorded(sections: Sequence[FactSection]) -> tuple[str, ...]:
    """The same in the record: each section as one plain line."""
    with formats.for_a_file():
        return tuple(_in_one_line("\n".join(lines)) for lines in _sections(sections, command=False) if lines)


def _in_one_line(section: str) -> str:
    title, *listed = (_plain(line) for line in section.splitlines() if line.strip())
    short = [limits.clamp(line, LONGEST_RECORDED) for line in listed]
    return plain(NOUN, "recorded", title=title, listed=short)


def _plain(line: str) -> str:
    """A line as it is read: without its bullet, and without the bold that its template begins with."""
    return html.unescape(_BOLD.sub(r"\1", line.strip().lstrip(_BULLETS), count=1))


def above(printed: str, question: MessageContent) -> MessageContent:
    """The message of a question, with its facts above it."""
    if not printed:
        return question
    content = question.blocks or [blocks.section(question.text)]
    return MessageContent(text=f"{printed}\n\n{question.text}", blocks=[*blocks.sections(printed), *content])


def picture(name: str) -> str:
    """The title of a picture: of "progress", "readings" or "milestones"."""
    return plain(NOUN, f"picture_{name}")


def _sections(sections: Sequence[FactSection], *, command: bool = True) -> list[list[Safe]]:
    """The lines of each; `command` says what to type for those that are too many."""
    printed = [section for section in sections if not section.is_repeated]
    most = min(max(LINES // max(len(printed), 1), FEWEST), MOST)
    return [list(_section(section, most, command=command)) for section in printed]


def _section(section: FactSection, most: int, *, command: bool) -> Iterator[Safe]:
    if not section.facts:
        if _tells_of_none(section):
            yield say(NOUN, f"{section.kind}_none", is_narrowed=section.is_narrowed, since=section.since)
        return
    yield _title(section)
    longest = LONGEST_STATEMENT if section.kind in _STATEMENTS else LONGEST
    for fact in section.facts[:most]:
        for line in _lines(section.kind, fact):
            yield Safe(limits.clamp(line, longest))
    if len(section.facts) > most:
        yield say(NOUN, "more", count=len(section.facts) - most, kind=section.kind if command else "")


_SILENT_OF_ONE = frozenset({FactKind.COMPLETED, FactKind.BEHIND, FactKind.AT_RISK, FactKind.CHANGES})
"""That one thing has none of these is no news."""


def _tells_of_none(section: FactSection) -> bool:
    """A conversation that was never held before has no last time to report."""
    if section.kind is FactKind.LAST_TIME:
        return section.since is not None
    return not (section.is_narrowed and section.kind in _SILENT_OF_ONE)


def _title(section: FactSection) -> Safe:
    return say(
        NOUN,
        f"{section.kind}_title",
        count=len(section.facts),
        counts=_counts(section.facts),
        since=section.since,
        about=section.facts[0],
        is_narrowed=section.is_narrowed,
    )


def _counts(listed: Sequence[Fact]) -> Safe:
    """Of action items and milestones apart, as the status counts them."""
    milestones = sum(isinstance(fact, Lagging | CompletedItem) and fact.is_milestone for fact in listed)
    return say(NOUN, "counts", items=len(listed) - milestones, milestones=milestones)


def _lines(kind: FactKind, fact: Fact) -> Iterator[Safe]:
    match fact:
        case Goal():
            yield say(NOUN, "goals_line", about=fact)
            lines = [say(NOUN, "measure_of_goal", measure=_measure(measure)) for measure in fact.measures]
            yield from (Safe(INDENT + line) for line in lines or [say(NOUN, "goal_without_measure")])
        case Measure():
            yield say(NOUN, "measure_line", measure=_measure(fact))
        case DatedOutcome():
            yield say(NOUN, "outcome_line", outcome=fact.outcome, sentence=outcomes.sentence(fact))
        case Lagging():
            yield say(NOUN, "lagging_line", about=fact)
        case PastDecision():
            yield say(NOUN, "last_time_decision", about=fact, kind=kind_name(fact.kind))
        case PastActionItem():
            yield say(NOUN, "last_time_item", about=fact)
        case _:
            yield say(NOUN, f"{kind}_line", about=fact)


def _measure(measure: Measure) -> Safe:
    missing = [plain(NOUN, f"gap_{gap}") for gap in gaps(measure)]
    return say(NOUN, "measure", about=measure, gaps=missing)
