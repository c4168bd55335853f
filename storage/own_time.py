"""People's own time: the hour they like, the hours they want quiet, the days they are away, who stands in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from plans.calendar import ONE_DAY, Window
from storage.models import Absence, OwnTime, Person
from storage.upsert import upsert


class Source(StrEnum):
    OWN = "own"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Settled:
    """What somebody has settled; None is what everybody has."""

    asks_at: time | None = None
    window: Window = Window()  # noqa: RUF009 (frozen)
    stand_in_id: int | None = None


@dataclass(frozen=True, slots=True)
class Away:
    first: date
    last: date | None
    """None: until they say they are back."""

    def on(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


NOTHING_SETTLED = Settled()


def settled(session: Session, person_ids: Collection[int]) -> Mapping[int, Settled]:
    """Of those who have settled anything."""
    statement = select(OwnTime).where(OwnTime.person_id.in_(person_ids))
    return {row.person_id: _settled(row) for row in session.scalars(statement)}


def settled_by(session: Session, workspace_id: str, slack_id: str) -> tuple[Person | None, Settled]:
    """Whose id it is, with what they have settled; nobody for a channel."""
    statement = select(Person, OwnTime).outerjoin(OwnTime, Person.id == OwnTime.person_id)
    row = session.execute(statement.where(Person.workspace_id == workspace_id, Person.slack_id == slack_id)).first()
    person, own = row or (None, None)
    return person, _settled(own) if own else NOTHING_SETTLED


def _settled(row: OwnTime) -> Settled:
    usual = Window()
    first = time.fromisoformat(row.first) if row.first else usual.first
    last = time.fromisoformat(row.last) if row.last else usual.last
    asks_at = time.fromisoformat(row.asks_at) if row.asks_at else None
    return Settled(asks_at, Window(first, last), row.stand_in_id)


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
    upsert(session, OwnTime, {"person_id": person_id, **values}, unique=["person_id"])


# ---------------------------------------------------------------- away


def set_away(session: Session, person_id: int, away: Away, source: Source) -> None:
    values = {"person_id": person_id, "first": away.first, "last": away.last, "source": source.value}
    upsert(session, Absence, values, unique=["person_id", "source"])


def set_back(session: Session, person_id: int, *sources: Source) -> bool:
    """Whether they had been away."""
    names = [source.value for source in sources]
    gone = delete(Absence).where(Absence.person_id == person_id, Absence.source.in_(names)).returning(Absence.id)
    return bool(session.execute(gone).all())


def away(session: Session, person_ids: Collection[int], day: date) -> Mapping[int, Away]:
    """Who of them is away on that day, and until when: the longest, where they say it in two places."""
    statement = select(Absence).where(
        Absence.person_id.in_(person_ids), Absence.first <= day, or_(Absence.last.is_(None), Absence.last >= day)
    )
    found: dict[int, Away] = {}
    for row in session.scalars(statement):
        known = found.get(row.person_id)
        if known is None or (known.last is not None and (row.last is None or row.last > known.last)):
            found[row.person_id] = Away(row.first, row.last)
    return found


def by_status(session: Session, workspace_id: str) -> Mapping[str, Away]:
    """What was read from people's Slack statuses, by their Slack ids."""
    statement = select(Person.slack_id, Absence.first, Absence.last).join(Person, Person.id == Absence.person_id)
    found = statement.where(Person.workspace_id == workspace_id, Absence.source == Source.STATUS.value)
    return {slack_id: Away(first, last) for slack_id, first, last in session.execute(found)}


def absence(session: Session, person_id: int, today: date) -> Away | None:
    """The present or the next one, as a whole where two overlap or one follows the other."""
    statement = select(Absence).where(
        Absence.person_id == person_id, or_(Absence.last.is_(None), Absence.last >= today)
    )
    whole: Away | None = None
    for row in session.scalars(statement.order_by(Absence.first)):
        if whole is None:
            whole = Away(row.first, row.last)
        elif whole.last is not None and row.first <= whole.last + ONE_DAY:
            whole = Away(whole.first, row.last and max(whole.last, row.last))
    return whole
