"""Personal schedules: check-in hour, send window, absences and stand-in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from plans.calendar import ONE_DAY, Window
from storage.models import AbsenceRow, PersonalScheduleRow, PersonRow
from storage.upsert import upsert


class Source(StrEnum):
    OWN = "own"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class PersonalSchedule:
    """A person's own settings; None is the default."""

    asks_at: time | None = None
    window: Window = Window()  # noqa: RUF009 (frozen)
    stand_in_id: int | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    first: date
    last: date | None
    """None: until they say they are back."""

    def on(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


NO_SCHEDULE = PersonalSchedule()


def personal_schedule(session: Session, person_ids: Collection[int]) -> Mapping[int, PersonalSchedule]:
    """Schedules of those who have settings, by person id."""
    statement = select(PersonalScheduleRow).where(PersonalScheduleRow.person_id.in_(person_ids))
    return {row.person_id: _schedule(row) for row in session.scalars(statement)}


def personal_schedules(session: Session, workspace_id: str, slack_id: str) -> tuple[PersonRow | None, PersonalSchedule]:
    """The person with this Slack id and their schedule; None for a channel."""
    statement = select(PersonRow, PersonalScheduleRow).outerjoin(
        PersonalScheduleRow, PersonRow.id == PersonalScheduleRow.person_id
    )
    row = session.execute(
        statement.where(PersonRow.workspace_id == workspace_id, PersonRow.slack_id == slack_id)
    ).first()
    person, own = row or (None, None)
    return person, _schedule(own) if own else NO_SCHEDULE


def _schedule(row: PersonalScheduleRow) -> PersonalSchedule:
    usual = Window()
    first = time.fromisoformat(row.first) if row.first else usual.first
    last = time.fromisoformat(row.last) if row.last else usual.last
    asks_at = time.fromisoformat(row.asks_at) if row.asks_at else None
    return PersonalSchedule(asks_at, Window(first, last), row.stand_in_id)


def set_hour(session: Session, person_id: int, at: time | None) -> None:
    _set(session, person_id, asks_at=at.isoformat("minutes") if at else None)


def set_window(session: Session, person_id: int, window: Window | None) -> None:
    first, last = (window.first, window.last) if window else (None, None)
    _set(
        session,
        person_id,
        first=first.isoformat("minutes") if first else None,
        last=last.isoformat("minutes") if last else None,
    )


def set_stand_in(session: Session, person_id: int, stand_in_id: int | None) -> None:
    _set(session, person_id, stand_in_id=stand_in_id)


def _set(session: Session, person_id: int, **values: Any) -> None:
    upsert(session, PersonalScheduleRow, {"person_id": person_id, **values}, unique=["person_id"])


# ---------------------------------------------------------------- away


def set_away(session: Session, person_id: int, away: Absence, source: Source) -> None:
    values = {"person_id": person_id, "first": away.first, "last": away.last, "source": source.value}
    upsert(session, AbsenceRow, values, unique=["person_id", "source"])


def set_back(session: Session, person_id: int, *sources: Source) -> bool:
    """Returns whether they had been away."""
    names = [source.value for source in sources]
    gone = (
        delete(AbsenceRow)
        .where(AbsenceRow.person_id == person_id, AbsenceRow.source.in_(names))
        .returning(AbsenceRow.id)
    )
    return bool(session.execute(gone).all())


def away(session: Session, person_ids: Collection[int], day: date) -> Mapping[int, Absence]:
    """Who of them is away on that day, with the longest absence if several overlap."""
    statement = select(AbsenceRow).where(
        AbsenceRow.person_id.in_(person_ids),
        AbsenceRow.first <= day,
        or_(AbsenceRow.last.is_(None), AbsenceRow.last >= day),
    )
    absences: dict[int, Absence] = {}
    for row in session.scalars(statement):
        longest = absences.get(row.person_id)
        if longest is None or (longest.last is not None and (row.last is None or row.last > longest.last)):
            absences[row.person_id] = Absence(row.first, row.last)
    return absences


def stood_in_for(session: Session, person_id: int, today: date) -> list[tuple[str, date | None]]:
    """Names of the people who are away and whose stand-in this person is, each with the last day if it is known."""
    statement = (
        select(PersonRow.name, AbsenceRow.last)
        .join(PersonalScheduleRow, PersonalScheduleRow.person_id == PersonRow.id)
        .join(AbsenceRow, AbsenceRow.person_id == PersonRow.id)
        .where(
            PersonalScheduleRow.stand_in_id == person_id,
            PersonRow.active,
            AbsenceRow.first <= today,
            or_(AbsenceRow.last.is_(None), AbsenceRow.last >= today),
        )
        .order_by(PersonRow.name, AbsenceRow.id)
    )
    return list(dict(session.execute(statement).all()).items())


def by_status(session: Session, workspace_id: str) -> Mapping[str, Absence]:
    """Absences read from Slack statuses, by Slack id."""
    statement = select(PersonRow.slack_id, AbsenceRow.first, AbsenceRow.last).join(
        PersonRow, PersonRow.id == AbsenceRow.person_id
    )
    in_workspace = statement.where(PersonRow.workspace_id == workspace_id, AbsenceRow.source == Source.STATUS.value)
    return {slack_id: Absence(first, last) for slack_id, first, last in session.execute(in_workspace)}


def absence(session: Session, person_id: int, today: date) -> Absence | None:
    """The present or next absence, merged with those that overlap or follow it."""
    statement = select(AbsenceRow).where(
        AbsenceRow.person_id == person_id, or_(AbsenceRow.last.is_(None), AbsenceRow.last >= today)
    )
    whole: Absence | None = None
    for row in session.scalars(statement.order_by(AbsenceRow.first)):
        if whole is None:
            whole = Absence(row.first, row.last)
        elif whole.last is not None and row.first <= whole.last + ONE_DAY:
            whole = Absence(whole.first, row.last and max(whole.last, row.last))
    return whole
