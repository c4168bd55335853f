"""The annual summative report: drafted texts that a leader edits, between tables of what the year brought."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from bot.documents.document import Document
from bot.documents.tool_a import implementation, outcomes, performance
from bot.documents.tool_a.quarter import about
from bot.documents.tool_a.support_tables import supports_section
from bot.documents.yearly import year_drafts
from bot.documents.yearly.next_year import milestones_section
from bot.documents.yearly.sections import DocumentSection, written
from conversations.documents.implementation import ImplementationData
from conversations.documents.names import DocumentName
from plans.item_progress import Day
from prompts import plain
from storage.documents import reviews, supports
from storage.plans import wordings
from storage.plans.plans import PlanSummary
from storage.rounds import minutes as store

NOUN = "documents.year"


def year(session: Session, plan: PlanSummary, day: Day) -> Document:
    sections = written(session, DocumentName.YEAR, plan, day, year_sections(session, plan, day))
    return Document(
        title=plain(NOUN, "title", plan=plan),
        organization=plan.organization,
        about=about(NOUN, plan, wordings.district_on(session, plan, day.on), day),
        made_on=day.on,
        blocks=[block for section in sections for block in section.blocks()],
    )


def year_sections(session: Session, plan: PlanSummary, day: Day) -> list[DocumentSection]:
    tables = implementation.load(session, plan, day)
    minutes = [each.minutes for each in store.published(session, plan.id)]
    until = [each for each in minutes if each.submitted_on is None or each.submitted_on <= day.on]
    return [
        DocumentSection(
            key="work",
            heading=plain(NOUN, "work"),
            draft=year_drafts.work(until, tables),
            sources=performance.standings(tables),
        ),
        DocumentSection(
            key="final_outcomes",
            heading=plain(NOUN, "final_outcomes"),
            facts=outcomes.final_outcomes_of_year(tables.outcomes, tables.goals, day),
        ),
        *_objectives(session, plan, tables),
        DocumentSection(
            key="performance", heading=plain(NOUN, "performance"), facts=[performance.performance_data(tables)]
        ),
        DocumentSection(key="lessons", heading=plain(NOUN, "lessons"), draft=year_drafts.lessons(until)),
        DocumentSection(
            key="recommendations",
            heading=plain(NOUN, "recommendations"),
            draft=year_drafts.recommendations(tables.outcomes),
            sources=[outcomes.line(outcome, day) for outcome in tables.outcomes],
        ),
        milestones_section(session, plan, day),
        supports_section(supports.as_of(session, plan, day.on), day),
    ]


def _objectives(session: Session, plan: PlanSummary, tables: ImplementationData) -> Iterable[DocumentSection]:
    """A section for each priority: what reviews said, then implementation beside results and supports."""
    day = tables.day
    answers = reviews.between(session, plan.id, None, day.on)
    listed = supports.as_of(session, plan, day.on)
    priority_of = {each.code: each.priority for each in wordings.strategies(session, plan.id, day.on)}
    for code, title in wordings.priorities(session, plan.id, day.on).items():
        strategies = [strategy for strategy in tables.strategies if priority_of[strategy.code] == code]
        codes = {strategy.code for strategy in strategies}
        heading = plain(NOUN, "priority", code=code, title=title)
        yield DocumentSection(
            key=f"priority {code}",
            heading=heading,
            draft=year_drafts.objective([answer for answer in answers if answer.strategy in codes]),
            facts=performance.beside_results(heading, strategies, listed, day),
        )
