"""Benchmarks and measures with their newest readings, in the sentences that status and minutes share."""

from collections.abc import Sequence

from bot import limits
from conversations.highlight import DatedOutcome
from plans.outcomes import PlanOutcome, TargetVerdict
from prompts import Safe, plain, say

NOUN = "outcomes"
LISTED = 2
"""How many a status lists under each goal and strategy, unless all are asked for."""


def performance(dated: DatedOutcome) -> str:
    """For the minutes: the outcome, its newest reading, and its evidence."""
    outcome = dated.outcome
    return plain(
        NOUN,
        "performance",
        outcome=outcome,
        name=_name(outcome),
        sentence=sentence(dated),
        exhibits=dated.exhibits,
        posted=dated.posted,
    )


def missed(dated: DatedOutcome) -> str:
    """For the challenges: how far it is from its target, and why."""
    outcome = dated.outcome
    is_compared = dated.verdict in (TargetVerdict.MISSED, TargetVerdict.NOT_YET)
    return plain(
        NOUN,
        "missed",
        outcome=outcome,
        names_text=dated.names_text or not is_compared,
        is_compared=is_compared,
        word=_word(outcome),
        number=_number(outcome),
    )


def due(dated: DatedOutcome) -> str:
    """For the next steps: what must be looked at by when, and by whom."""
    return plain(NOUN, "due", outcome=dated.outcome)


def lines(outcomes: Sequence[DatedOutcome], *, most: int | None, names_unread: bool) -> list[Safe]:
    """For the status: the newest readings first, and how many are not listed.

    What nobody has looked at yet is listed only if it is to be named; else it is counted.
    """
    newest_first = sorted(outcomes, key=age)
    named = [dated for dated in newest_first if names_unread or most is None or dated.outcome.report]
    unread = [dated for dated in outcomes if dated not in named]
    listed = [_line(dated) for dated in named[:most]]
    if more := len(named) - len(listed):
        listed.append(say(NOUN, "more", count=more))
    if unread:
        overdue = sum(1 for dated in unread if dated.verdict is TargetVerdict.DATE_PASSED)
        listed.append(say(NOUN, "unread", count=len(unread), overdue=overdue))
    return listed


def age(dated: DatedOutcome) -> int:
    """Sorts what was looked at last to the front, and what nobody has looked at yet to the end."""
    report = dated.outcome.report
    return -report.reading.taken_on.toordinal() if report else 0


def _line(dated: DatedOutcome) -> Safe:
    line = say(NOUN, "line", outcome=dated.outcome, name=_name(dated.outcome), sentence=sentence(dated))
    return Safe(limits.clamp(line, limits.SECTION // 4))


def _name(outcome: PlanOutcome) -> str:
    return plain(NOUN, "name", outcome=outcome)


def sentence(dated: DatedOutcome) -> str:
    """Its newest reading and how that compares with its target."""
    outcome = dated.outcome
    return plain(
        NOUN,
        "sentence",
        outcome=outcome,
        is_news=dated.is_news,
        verdict=dated.verdict,
        word=_word(outcome),
        number=_number(outcome),
    )


def _word(outcome: PlanOutcome) -> str:
    return plain(NOUN, "word", outcome=outcome) if outcome.report else ""


def _number(outcome: PlanOutcome) -> str:
    reading = outcome.report.reading if outcome.report else None
    return plain(NOUN, "number", reading=reading) if reading and reading.text else ""
