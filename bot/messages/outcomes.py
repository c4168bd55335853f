"""Benchmarks and measures with their newest readings, in the sentences that status and minutes share."""

from collections.abc import Sequence

from bot.slack import limits
from conversations.highlight import DatedOutcome
from plans.outcomes import JudgedTarget, PlanOutcome, TargetVerdict
from plans.readings import OutcomeReading
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
        name=name(outcome),
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
        missed=outcome.newest_missed,
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
    line = say(NOUN, "line", outcome=dated.outcome, name=name(dated.outcome), sentence=sentence(dated))
    return Safe(limits.clamp(line, limits.SECTION // 4))


def name(outcome: PlanOutcome) -> str:
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
        groups="".join(_of_group(outcome, each.reading) for each in outcome.groups if each.is_looked_at),
        judged="".join(_judged(outcome, each) for each in outcome.judged),
    )


def _of_group(outcome: PlanOutcome, reading: OutcomeReading) -> str:
    newest = outcome.report.reading if outcome.report else None
    return plain(NOUN, "of_group", reading=reading, number=number(reading), newest=newest)


def _judged(outcome: PlanOutcome, judged: JudgedTarget) -> str:
    return plain(NOUN, "judged", judged=judged, newest=outcome.report.reading if outcome.report else None)


def _word(outcome: PlanOutcome) -> str:
    return plain(NOUN, "word", outcome=outcome) if outcome.report else ""


def _number(outcome: PlanOutcome) -> str:
    return number(outcome.report.reading) if outcome.report else ""


def number(reading: OutcomeReading | None) -> str:
    """The value with the number of students, or why it is not shown; empty without one."""
    return plain(NOUN, "number", reading=reading) if reading is not None and reading.has_value else ""
