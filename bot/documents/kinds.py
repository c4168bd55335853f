"""Which documents there are: one row each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy.orm import Session

from bot.documents.aip.sheets import aip, aip_by_quarter
from bot.documents.board.meetings import meetings
from bot.documents.board.packet import board_packet
from bot.documents.communications.organizer import communications
from bot.documents.document import Document
from bot.documents.tool_a.plan import plan
from bot.documents.tool_a.quarter import quarter
from bot.documents.tool_a.semester import semester
from bot.documents.yearly.action_plan import action_plan, action_plan_sections
from bot.documents.yearly.families import families, families_sections
from bot.documents.yearly.sections import SectionBuilder, WrittenSection, written
from bot.documents.yearly.year import year, year_sections
from conversations.documents.names import DocumentName
from plans.calendar import SchoolYear
from plans.item_progress import Day
from plans.school_calendar import SchoolCalendar, Term
from prompts import formats
from storage.people import mentions
from storage.plans import wordings
from storage.plans.plans import PlanSummary


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentKind:
    build: Callable[[Session, PlanSummary, Day], Document]
    """As of the day: the same facts whenever it is made. People stand in it by their ids."""
    terms: Callable[[SchoolCalendar, SchoolYear], Sequence[Term]] = lambda _calendar, _year: ()
    """Those at whose ends it is offered, beside today."""
    sections: SectionBuilder | None = None
    """Its sections, if leaders edit their texts."""
    has_tables: bool = True
    """Whether it comes as an Excel file too."""


def _end_of_year(calendar: SchoolCalendar, year: SchoolYear) -> Sequence[Term]:
    """The second semester: the year ends with it."""
    return calendar.semesters(year)[-1:]


KINDS: Mapping[DocumentName, DocumentKind] = MappingProxyType(
    {
        DocumentName.QUARTER: DocumentKind(build=quarter, terms=SchoolCalendar.quarters),
        DocumentName.SEMESTER: DocumentKind(build=semester, terms=SchoolCalendar.semesters),
        DocumentName.YEAR: DocumentKind(build=year, terms=_end_of_year, sections=year_sections),
        DocumentName.FAMILIES: DocumentKind(
            build=families, terms=_end_of_year, sections=families_sections, has_tables=False
        ),
        DocumentName.ACTION_PLAN: DocumentKind(build=action_plan, sections=action_plan_sections),
        DocumentName.BOARD_PACKET: DocumentKind(build=board_packet, terms=SchoolCalendar.quarters, has_tables=False),
        DocumentName.MEETINGS: DocumentKind(build=meetings),
        DocumentName.COMMUNICATIONS: DocumentKind(build=communications),
        DocumentName.AIP: DocumentKind(build=aip),
        DocumentName.AIP_BY_QUARTER: DocumentKind(build=aip_by_quarter),
        DocumentName.PLAN: DocumentKind(build=plan, terms=SchoolCalendar.quarters),
    }
)
"""In the order in which they are offered."""


def noun(name: DocumentName) -> str:
    """The file of its words; what it does not say is in documents.j2."""
    return f"documents.{name.replace(' ', '_')}"


def with_ids(session: Session, name: DocumentName, plan: PlanSummary, day: Day) -> Document:
    with formats.for_a_file(f"{plan.starts_on:%Y-%m}"):
        return KINDS[name].build(session, wordings.summary_on(session, plan, day.on), day)


def sections(session: Session, name: DocumentName, plan: PlanSummary, day: Day) -> list[WrittenSection]:
    """Those of a document whose texts leaders edit, with people's names as they are now; none for other documents."""
    build = KINDS[name].sections
    if build is None:
        return []
    with formats.for_a_file(f"{plan.starts_on:%Y-%m}"):
        drafted = build(session, wordings.summary_on(session, plan, day.on), day)
    listed = written(session, name, plan, day, drafted)
    return [section.with_texts(lambda text: mentions.with_names(session, plan.id, text)) for section in listed]


def with_names(session: Session, plan: PlanSummary, document: Document) -> Document:
    """With each person's name as it is now."""
    return document.with_texts(lambda text: mentions.with_names(session, plan.id, text))


def make(session: Session, name: DocumentName, plan: PlanSummary, day: Day) -> Document:
    return with_names(session, plan, with_ids(session, name, plan, day))
