"""Moved dates of milestones that their leads must be notified of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.action_items import News
from storage.models import MilestoneNewsRow, MilestoneRow, PersonRow


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedMilestone:
    milestone_id: int
    news: News
    """Whether the date was moved, or moved back."""
    due: date | None
    old_due: date | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadNews:
    code: str
    title: str
    news: News
    who: str
    due: date | None
    old_due: date | None
    reason: str


def add(session: Session, moved: MovedMilestone, leads: Iterable[int], *, by: int, at: datetime) -> None:
    """One row for each lead, by person id."""
    for lead in sorted(leads):
        session.add(
            MilestoneNewsRow(
                milestone_id=moved.milestone_id,
                person_id=lead,
                by_id=by,
                news=moved.news.value,
                reason=moved.reason,
                due=moved.due,
                old_due=moved.old_due,
                at=at,
            )
        )


def in_message(session: Session, key: str) -> list[LeadNews]:
    """The newest move of each milestone that one message reports, from the last date that its lead knew."""
    statement = (
        select(MilestoneNewsRow, MilestoneRow, PersonRow.name)
        .join(MilestoneRow, MilestoneRow.id == MilestoneNewsRow.milestone_id)
        .join(PersonRow, PersonRow.id == MilestoneNewsRow.by_id)
        .where(MilestoneNewsRow.message_key == key)
        .order_by(MilestoneNewsRow.id)
    )
    moved_from: dict[int, date | None] = {}
    newest: dict[int, LeadNews] = {}
    for row, milestone, who in session.execute(statement):
        newest[milestone.id] = LeadNews(
            code=milestone.code,
            title=milestone.title,
            news=News(row.news),
            who=who,
            due=row.due,
            old_due=moved_from.setdefault(milestone.id, row.old_due),
            reason=row.reason,
        )
    return list(newest.values())
