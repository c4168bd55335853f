"""Tool A's Implementation Data and its tables of supports as a document."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from bot.documents.document import Block, Document, Paragraph, SectionHeading
from bot.documents.signing import review_table
from bot.documents.tool_a import implementation, outcomes, term_tables
from bot.documents.tool_a.support_tables import support_tables
from conversations.documents.implementation import ImplementationData, StrategyTables
from plans.item_progress import Day
from prompts import plain
from storage.documents import supports
from storage.plans import wordings
from storage.plans.plans import PlanSummary

NOUN = "documents.quarter"


def quarter(session: Session, plan: PlanSummary, day: Day) -> Document:
    """As of the day: the same facts whenever it is made."""
    district = wordings.district_on(session, plan, day.on)
    return _document(
        plan,
        district,
        implementation.load(session, plan, day),
        [
            *support_tables(supports.as_of(session, plan, day.on), day),
            *review_table.decisions(session, plan, district, day),
        ],
    )


def _document(plan: PlanSummary, district: str, tables: ImplementationData, after: Sequence[Block]) -> Document:
    return Document(
        title=plain(NOUN, "title", plan=plan),
        organization=plan.organization,
        about=about(NOUN, plan, district, tables.day),
        made_on=tables.day.on,
        blocks=[
            *(block for strategy in tables.strategies for block in _strategy(strategy, tables.day)),
            *term_tables.without_milestone(tables.without_milestone),
            *outcomes.final_outcomes(tables.outcomes, tables.goals, tables.day),
            *after,
        ],
    )


def about(noun: str, plan: PlanSummary, district: str, day: Day) -> list[str]:
    """The lines below a document's title: district, plan, day, and how it was counted."""
    lines = [plain(noun, "about_plan", plan=plan), plain(noun, "as_of", day=day), plain(noun, "how_counted")]
    return [plain(noun, "about_district", district=district), *lines] if district else lines


def opening(strategy: StrategyTables) -> list[Block]:
    """A strategy's heading and its semesters; if it has left the plan, when and why."""
    title = plain(NOUN, "strategy_title", strategy=strategy)
    taken_out = [Paragraph(plain(NOUN, "taken_out", strategy=strategy))] if strategy.taken_out_on else []
    return [SectionHeading(1, title), *taken_out, term_tables.semesters(title, strategy)]


def _strategy(strategy: StrategyTables, day: Day) -> Iterator[Block]:
    yield from opening(strategy)
    for milestone in strategy.milestones:
        yield from term_tables.milestone(milestone)
    yield from outcomes.of_strategy(strategy.outcomes, day, with_causes=True)
