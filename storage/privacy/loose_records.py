"""Old records that belong to no plan: the bytes of files that were dropped in, and what was sent to Slack.

A message may quote words of every class, and most don't say which plan they are about. So a school year's messages go
together, and a legal hold on any plan of that year in the workspace keeps all of them.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, delete, func, or_, select, update
from sqlalchemy.orm import Session

from plans.calendar import SchoolYear
from plans.retention import goes_on
from storage.models import FileUploadRow, OutboxRow, PersonRow, PlanRow
from storage.privacy import holds

_LEFT = ("sent", "failed", "unknown")
_OUTBOX, _UPLOADS = OutboxRow.__table__.c, FileUploadRow.__table__.c


def count_messages(session: Session, team_id: str, years: int, today: date) -> int:
    """How many messages of expired school years still have their content."""
    condition = _old_messages(session, team_id, years, today)
    return session.scalar(select(func.count()).select_from(OutboxRow).where(condition)) or 0


def remove_messages(session: Session, team_id: str, years: int, today: date) -> int:
    """Empty them, or delete those that were never delivered, so that nobody sends them again."""
    condition = _old_messages(session, team_id, years, today)
    connection = session.connection()
    undelivered = delete(OutboxRow).where(condition, _OUTBOX.state != "sent")
    deleted = connection.execute(undelivered).rowcount
    empty: dict[str, Any] = {}
    return deleted + connection.execute(update(OutboxRow).where(condition).values(payload=empty)).rowcount


def count_uploads(session: Session, team_id: str, years: int, today: date) -> int:
    """How many files of expired school years still have their bytes."""
    condition = _old_uploads(session, team_id, years, today)
    return session.scalar(select(func.count()).select_from(FileUploadRow).where(condition)) or 0


def remove_uploads(session: Session, team_id: str, years: int, today: date) -> int:
    condition = _old_uploads(session, team_id, years, today)
    emptied = update(FileUploadRow).where(condition).values(content="", state="cancelled")
    return session.connection().execute(emptied).rowcount


def _old_messages(session: Session, team_id: str, years: int, today: date) -> ColumnElement[bool]:
    has_content = cast(_OUTBOX.payload, String) != "{}"
    mine = and_(_OUTBOX.workspace_id == team_id, _OUTBOX.state.in_(_LEFT), has_content)
    return and_(mine, _in_expired_years(session, team_id, _OUTBOX.not_before, years, today))


def _old_uploads(session: Session, team_id: str, years: int, today: date) -> ColumnElement[bool]:
    people = select(PersonRow.id).where(PersonRow.workspace_id == team_id)
    mine = and_(_UPLOADS.person_id.in_(people), _UPLOADS.content != "")
    return and_(mine, _in_expired_years(session, team_id, _UPLOADS.received_at, years, today))


def _in_expired_years(
    session: Session, team_id: str, at: ColumnElement[datetime], years: int, today: date
) -> ColumnElement[bool]:
    """The moment lies before the oldest school year that stays, and in no year with a plan under a hold."""
    staying = SchoolYear.of(today)
    while goes_on(SchoolYear(staying.begins - 1).last, years) > today:
        staying = SchoolYear(staying.begins - 1)
    held_years = [and_(at >= _midnight(year.first), at < _after(year)) for year in _held_years(session, team_id)]
    return and_(at < _midnight(staying.first), ~or_(*held_years)) if held_years else at < _midnight(staying.first)


def _held_years(session: Session, team_id: str) -> Iterator[SchoolYear]:
    held_plans = holds.held_in_workspace(session, team_id)
    for day in session.scalars(select(PlanRow.starts_on).where(PlanRow.id.in_(held_plans)).distinct()):
        yield SchoolYear.of(day)


def _after(year: SchoolYear) -> datetime:
    return _midnight(year.last + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
