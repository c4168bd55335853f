"""What becomes of a year's unfinished milestones: decided for the next year, or still open."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from bot.documents.document import Block, DocumentTable, Paragraph
from bot.documents.yearly.sections import DocumentSection
from conversations.rollover import RolloverSubject
from plans.item_progress import Day
from plans.milestones import MilestoneProgress, MilestoneState
from prompts import plain
from storage.plans import milestones
from storage.plans.plans import PlanSummary
from storage.rollovers import reports

NOUN = "documents.year"
_OPEN = ("milestone_name", "milestone_due", "milestone_state", "milestone_cause")
_CARRIED = ("milestone_name", "milestone_due", "milestone_next", "milestone_next_due")
_DROPPED = ("milestone_name", "milestone_reason")


def milestones_section(session: Session, plan: PlanSummary, day: Day) -> DocumentSection:
    """Those carried over and those dropped, by what was confirmed until the day; what is undecided, as it stands."""
    standing = milestones.as_of(session, plan.id, day)
    titles = {milestone.code: milestone.title for milestone in standing}
    continuing = [
        replace(part, title=titles.get(part.code, part.title))
        for part in reports.carried_over(session, plan.id, day.on)
    ]
    ended = [
        replace(part, title=titles.get(part.code, part.title))
        for part in reports.dropped(session, plan.id, day.on)
        if part.subject is RolloverSubject.MILESTONE
    ]
    decided = {part.code for part in continuing} | {part.code for part in ended}
    left = _left(standing, decided)
    facts = [
        *_table("carried_over", _CARRIED, continuing),
        *_table("dropped_milestones", _DROPPED, ended),
        *_table("open_milestones", _OPEN, left),
    ]
    heading = plain(NOUN, "carried_over" if decided else "open_milestones")
    return DocumentSection(key="milestones", heading=heading, facts=facts or [Paragraph(plain(NOUN, "all_complete"))])


def _left(standing: Sequence[MilestoneProgress], decided: Collection[str]) -> list[MilestoneProgress]:
    return [each for each in standing if each.state is not MilestoneState.COMPLETE and each.code not in decided]


def _table(name: str, cells: Sequence[str], parts: Sequence[Any]) -> Iterator[Block]:
    """After a sentence that says what it lists; nothing without parts."""
    if not parts:
        return
    yield Paragraph(plain(NOUN, f"{name}_text"))
    rows = [[(plain(NOUN, cell, milestone=part),) for cell in cells] for part in parts]
    yield DocumentTable(name=plain(NOUN, name), columns=[plain(NOUN, f"head_{cell}") for cell in cells], rows=rows)
