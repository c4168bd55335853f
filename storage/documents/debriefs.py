"""What the debriefs of published minutes say. People stand in them as mentions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.documents.board import DebriefLine
from conversations.highlight import Group, Section
from storage.models import MinutesRow
from storage.rounds import minutes


@dataclass(frozen=True, slots=True)
class Debriefs:
    takeaways: Sequence[DebriefLine]
    questions: Sequence[DebriefLine]
    count: int
    """How many minutes they are from."""


def published_between(session: Session, plan_id: int, first: date, last: date) -> Debriefs:
    """Of the minutes that were published from `first` to `last`, both included, the oldest first."""
    statement = select(MinutesRow.content).filter_by(plan_id=plan_id, state="published").order_by(MinutesRow.period)
    stored = [minutes.from_json(content) for content in session.scalars(statement)]
    within = [each for each in stored if each.submitted_on and first <= each.submitted_on <= last]
    lines = [(each.period, line) for each in within for line in each.section(Section.DEBRIEF).lines]
    by_group = {
        group: [DebriefLine(period=period, text=line.text) for period, line in lines if line.group is group]
        for group in (Group.TAKEAWAYS, Group.QUESTIONS)
    }
    return Debriefs(by_group[Group.TAKEAWAYS], by_group[Group.QUESTIONS], len(within))


def next_discussion(session: Session, plan_id: int, day: date) -> date | None:
    """The day that the newest minutes published by then name for the next discussion, if it is still to come."""
    statement = select(MinutesRow.content).filter_by(plan_id=plan_id, state="published").order_by(MinutesRow.period)
    stored = [minutes.from_json(content) for content in session.scalars(statement)]
    until = [each for each in stored if each.submitted_on and each.submitted_on <= day]
    next_on = until[-1].next_on if until else None
    return next_on if next_on and next_on >= day else None
