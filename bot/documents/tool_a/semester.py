"""Tool A's Implementation Data seen at a semester's end: implementation beside results, and what leads say of both."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy.orm import Session

from bot.documents.document import Block, Bullets, Document, Paragraph, SectionHeading
from bot.documents.tool_a import implementation, outcomes, term_tables
from bot.documents.tool_a.quarter import about, opening
from bot.documents.tool_a.support_tables import support_tables
from conversations.documents.implementation import StrategyTables
from conversations.documents.reviews import ReviewAnswer
from conversations.documents.terms import TermOfDay, term_of
from plans.calendar import SchoolYear
from plans.item_progress import Day
from prompts import plain
from storage.documents import reviews, supports
from storage.people import calendars
from storage.plans import wordings
from storage.plans.plans import PlanSummary

NOUN = "documents.semester"


def semester(session: Session, plan: PlanSummary, day: Day) -> Document:
    """Of the semester that contains the day, or that ended last before it."""
    calendar, year = calendars.of(session, plan.organization_id), SchoolYear.of(plan.starts_on)
    term = term_of(calendar.semesters(year), calendar.quarters(year), day)
    tables = implementation.load(session, plan, day)
    answers = reviews.between(session, plan.id, term.after, day.on)
    return Document(
        title=plain(NOUN, "title", plan=plan, number=term.number),
        organization=plan.organization,
        about=about(NOUN, plan, wordings.district_on(session, plan, day.on), day),
        made_on=day.on,
        blocks=[
            *(block for strategy in tables.strategies for block in _strategy(strategy, term, answers, day)),
            *term_tables.without_milestone(tables.without_milestone, term.quarters),
            *outcomes.final_outcomes(tables.outcomes, tables.goals, day),
            *support_tables(supports.as_of(session, plan, day.on), day),
        ],
    )


def _strategy(strategy: StrategyTables, term: TermOfDay, answers: Iterable[ReviewAnswer], day: Day) -> Iterator[Block]:
    yield from opening(strategy)
    for milestone in strategy.milestones:
        yield from term_tables.milestone(milestone, term.quarters)
    yield from outcomes.of_strategy(strategy.outcomes, day, with_causes=False)
    of_strategy = [answer for answer in answers if answer.strategy == strategy.code]
    yield from _initiative_or_implementation(strategy, term, of_strategy)


def _initiative_or_implementation(
    strategy: StrategyTables, term: TermOfDay, answers: Sequence[ReviewAnswer]
) -> Iterator[Block]:
    """Both sets of numbers side by side, then what those who lead the work answered about them."""
    standing = strategy.semesters[term.number - 1]
    assert standing is not None  # the semester has begun
    yield SectionHeading(2, plain(NOUN, "initiative_or_implementation"))
    yield Paragraph(plain(NOUN, "implementation", semester=standing))
    yield Paragraph(plain(NOUN, "results", outcomes=strategy.outcomes))
    if answers:
        yield Bullets([plain(NOUN, f"answer_{answer.subject}", answer=answer) for answer in answers])
    else:
        yield Paragraph(plain(NOUN, "no_answers"))
