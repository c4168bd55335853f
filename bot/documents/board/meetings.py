"""What each group is to look at next, and which question it decides: a page for those who set agendas."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from bot.check_ins import schedule
from bot.documents.board.facts import BoardFacts, load
from bot.documents.board.packet import MOST_DECISIONS, decision_line, decisions_of
from bot.documents.document import Block, Cell, Document, DocumentTable, SectionHeading
from conversations.documents.board import first_of
from plans.cadences import Cadence
from plans.item_progress import Day
from prompts import plain
from storage.documents import debriefs
from storage.items import progress
from storage.people import organizations
from storage.plans.plans import PlanSummary
from storage.rounds import outcomes

NOUN = "documents.meetings"
_COLUMNS = ("column_when", "column_look", "column_decide")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFacts:
    board: BoardFacts
    next_days: dict[Cadence, date | None]
    """The next day of each cadence; None if the school year has no more."""
    due_by_next: int
    """Open action items with a date from the day after until the next monthly discussion."""
    measures: int
    measures_without_reading: int


def meetings(session: Session, plan: PlanSummary, day: Day) -> Document:
    facts = _facts(session, plan, day)
    about = [plain(NOUN, "about_plan", plan=plan), plain(NOUN, "as_of", day=day)]
    if facts.board.district:
        about.insert(0, plain(NOUN, "about_district", district=facts.board.district))
    is_school = organizations.level(session, plan.organization_id) == "school"
    return Document(
        title=plain(NOUN, "title", plan=plan),
        organization=plan.organization,
        about=about,
        made_on=day.on,
        blocks=[*_groups(facts, is_school=is_school)],
        is_landscape=False,
    )


def _facts(session: Session, plan: PlanSummary, day: Day) -> MeetingFacts:
    occasions = schedule.year(session, plan)
    next_days = {
        cadence: next(
            (each.last_day for each in occasions if each.cadence is cadence and each.last_day >= day.on), None
        )
        for cadence in Cadence
    }
    if discussion := debriefs.next_discussion(session, plan.id, day.on):
        next_days[Cadence.MONTHLY] = discussion
    measures = [outcome for outcome in outcomes.of_plan(session, plan.id, day.on) if outcome.kind.is_measure]
    last = next_days[Cadence.MONTHLY] or plan.ends_on
    return MeetingFacts(
        board=load(session, plan, day),
        next_days=next_days,
        due_by_next=progress.count_due_between(session, plan.id, day.on, last),
        measures=len(measures),
        measures_without_reading=sum(outcome.report is None for outcome in measures),
    )


def _groups(facts: MeetingFacts, *, is_school: bool) -> Iterator[Block]:
    monthly = _row(facts, Cadence.MONTHLY, "look_monthly", "decide_monthly")
    semester = _row(facts, Cadence.SEMESTER, "look_semester", "decide_semester")
    yearly = _row(facts, Cadence.YEARLY, "look_yearly", "decide_yearly")
    yield from _group(plain(NOUN, "leadership_team", is_school=is_school), [monthly, semester, yearly])
    board = [*_row(facts, Cadence.QUARTERLY, "look_board", "decide_board")[:2], _decisions(facts.board)]
    yield from _group(plain(NOUN, "school_board"), [board, yearly])
    if facts.board.district:
        quarterly = _row(facts, Cadence.QUARTERLY, "look_district", "decide_district")
        yield from _group(facts.board.district, [quarterly, yearly])


def _group(name: str, rows: Sequence[Sequence[Cell]]) -> Iterator[Block]:
    yield SectionHeading(1, name)
    yield DocumentTable(name=name, columns=[plain(NOUN, column) for column in _COLUMNS], rows=rows)


def _row(facts: MeetingFacts, cadence: Cadence, look: str, decide: str) -> list[Cell]:
    when = plain(NOUN, "when", cadence=cadence, on=facts.next_days[cadence])
    today = facts.board.trend[-1]
    text = plain(NOUN, look, facts=facts, progress=today.progress, milestones=today.milestones)
    return [(when,), tuple(text.splitlines()), (plain(NOUN, decide),)]


def _decisions(board: BoardFacts) -> Cell:
    """The decisions themselves, for a board that meets a few times a year."""
    first, left_out = first_of(decisions_of(board), MOST_DECISIONS)
    more = [plain(NOUN, "more_decisions", count=left_out)] if left_out else []
    return (*(decision_line(decision) for decision in first), *more) or (plain(NOUN, "decide_board"),)
