"""What the program proposes as the texts of the annual report: what people said, quoted with its source."""

from collections.abc import Iterable, Sequence

from conversations.documents import quotes
from conversations.documents.implementation import ImplementationData
from conversations.documents.quotes import MonthQuotes
from conversations.documents.reviews import ReviewAnswer
from conversations.highlight import Minutes
from plans.outcomes import PlanOutcome
from prompts import plain

NOUN = "documents.year"


MOST_CAUSES = 12
"""The draft says how many more there are."""


def work(minutes: Sequence[Minutes], tables: ImplementationData) -> str:
    """What went well and what was hard, each said to be missing if nobody said anything."""
    well, hard = _quoted(quotes.accomplishments(minutes)), _quoted(quotes.challenges(minutes))
    causes = quotes.causes(tables)
    hard += [plain(NOUN, "cause_quote", given=given) for given in causes[:MOST_CAUSES]]
    hard += [plain(NOUN, "more_causes", count=len(causes) - MOST_CAUSES)] if len(causes) > MOST_CAUSES else []
    return "\n".join(
        [
            *([plain(NOUN, "went_well"), *well] if well else [plain(NOUN, "no_accomplishments")]),
            *([plain(NOUN, "was_hard"), *hard] if hard else [plain(NOUN, "no_challenges")]),
        ]
    )


def objective(answers: Iterable[ReviewAnswer]) -> str:
    """The causes and next steps that quarterly and semester reviews gave for a priority's strategies."""
    lines = [plain(NOUN, "review_quote", answer=answer) for answer in answers if answer.cause or answer.recovery]
    return "\n".join([plain(NOUN, "reviews_said"), *lines]) if lines else plain(NOUN, "no_reviews")


def lessons(minutes: Sequence[Minutes]) -> str:
    return "\n".join(_quoted(quotes.lessons(minutes))) or plain(NOUN, "no_lessons")


def recommendations(outcomes: Iterable[PlanOutcome]) -> str:
    """What the newest readings of outcomes that were not reached propose."""
    missed = [outcome for outcome in outcomes if outcome.report and not outcome.is_reached]
    lines = [plain(NOUN, "recommendation", outcome=outcome) for outcome in missed]
    return "\n".join(line for line in lines if line) or plain(NOUN, "no_recommendations")


def _quoted(months: Iterable[MonthQuotes]) -> list[str]:
    lines = []
    for month in months:
        lines += [plain(NOUN, "minutes_quote", text=text, period=month.period) for text in month.texts]
        lines += [plain(NOUN, "more_quotes", count=month.more, period=month.period)] if month.more else []
    return lines
