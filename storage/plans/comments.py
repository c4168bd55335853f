"""Coaches' comments on parts of a plan and on its minutes. People stand in them as mentions."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import CoachCommentRow, PersonRow
from storage.people import mentions
from storage.plans.places import PlanRowReference


@dataclass(frozen=True, slots=True, kw_only=True)
class CoachComment:
    id: int
    coach: str
    """The coach's name."""
    place: str
    about: str
    """Code and words of the part, or the period of the minutes."""
    text: str
    on: date


@dataclass(frozen=True, slots=True)
class NewComment:
    place: PlanRowReference
    about: str
    text: str


def add(session: Session, plan_id: int, person_id: int, new: NewComment, *, at: datetime, on: date) -> int:
    """The id of the comment."""
    row = CoachCommentRow(
        plan_id=plan_id,
        person_id=person_id,
        place=new.place.table,
        row_id=new.place.row_id,
        about=mentions.with_ids(session, plan_id, new.about),
        text=mentions.with_ids(session, plan_id, new.text),
        written_at=at,
        written_on=on,
    )
    session.add(row)
    session.flush()
    return row.id


def between(session: Session, plan_id: int, first: date, last: date) -> list[CoachComment]:
    """Those of these days, both included, in the order of writing."""
    statement = (
        select(CoachCommentRow, PersonRow.name)
        .join(PersonRow, PersonRow.id == CoachCommentRow.person_id)
        .where(CoachCommentRow.plan_id == plan_id, CoachCommentRow.written_on.between(first, last))
        .order_by(CoachCommentRow.id)
    )
    return [
        CoachComment(
            id=row.id,
            coach=name,
            place=row.place,
            about=mentions.with_names(session, plan_id, row.about),
            text=mentions.with_names(session, plan_id, row.text),
            on=row.written_on,
        )
        for row, name in session.execute(statement)
    ]
