"""Coaches' comments on parts of a plan and on its minutes, and leaders' answers. People stand in them as mentions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session

from storage.models import (
    ActionItemRow,
    CoachCommentRow,
    CommentAnswerRow,
    MembershipRow,
    MilestoneRow,
    MinutesRow,
    OrganizationRow,
    PersonRow,
    PlanRow,
    StrategyRow,
)
from storage.people import memberships, mentions
from storage.plans import part_parents
from storage.plans.places import PlanRowReference

READING_ROLES = ("leader", "plan_manager")
"""Who reads the comments on a plan: its leaders, or its plan managers if it has no leader."""


class CommentPlace(StrEnum):
    """The tables of what a coach comments on."""

    STRATEGY = "strategy"
    MILESTONE = "milestone"
    ACTION_ITEM = "action_item"
    MINUTES = "minutes"


_TABLES: Mapping[str, Any] = {
    table.__tablename__: table for table in (StrategyRow, MilestoneRow, ActionItemRow, MinutesRow)
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentAnswer:
    who: str
    """The leader's name."""
    slack_id: str
    on: date
    text: str = ""
    """Empty if the leader read the comment without answering in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoachComment:
    id: int
    plan_id: int
    organization: str
    organization_id: int
    coach: str
    """The coach's name."""
    coach_id: int
    coach_slack_id: str
    place: str
    row_id: int
    about: str
    """Code and words of the part, or the period of the minutes."""
    text: str
    on: date
    answers: Sequence[CommentAnswer] = ()

    @property
    def is_read(self) -> bool:
        return bool(self.answers)


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


def add_answer(session: Session, comment: CoachComment, person_id: int, text: str, *, at: datetime, on: date) -> int:
    """The id of the answer. An empty text marks the comment as read."""
    row = CommentAnswerRow(
        comment_id=comment.id,
        person_id=person_id,
        text=mentions.with_ids(session, comment.plan_id, text),
        answered_at=at,
        answered_on=on,
    )
    session.add(row)
    session.flush()
    return row.id


def readers(session: Session, organization_id: int, coach_id: int) -> Sequence[PersonRow]:
    """The leaders nearest to the organization other than the coach; without any, its plan managers."""
    for role in READING_ROLES:
        nearest = memberships.nearest_others(session, organization_id, {role}, coach_id)
        if nearest is not None:
            return nearest[1]
    return ()


# ---------------------------------------------------------------- what is commented on


def belongs(session: Session, plan_id: int, place: PlanRowReference) -> bool:
    """Whether this row is a part of the plan, or its published minutes."""
    table = _TABLES[place.table]
    statement = select(table.id).filter_by(id=place.row_id, plan_id=plan_id)
    published = statement.filter_by(state="published") if table is MinutesRow else statement
    return session.scalar(published) is not None


def name_of(session: Session, place: PlanRowReference) -> str:
    """Code and words of the part, or the period of the minutes."""
    if place.table == MinutesRow.__tablename__:
        return session.get_one(MinutesRow, place.row_id).period
    return part_parents.name_of(session, place)


# ---------------------------------------------------------------- reading


def get(session: Session, comment_id: int) -> CoachComment | None:
    return next(iter(_load(session, _query(CoachCommentRow.id == comment_id))), None)


def between(session: Session, plan_id: int, first: date, last: date) -> list[CoachComment]:
    """Those of these days, both included, in the order of writing."""
    return _load(session, _query(CoachCommentRow.plan_id == plan_id, CoachCommentRow.written_on.between(first, last)))


def of_place(session: Session, place: PlanRowReference) -> list[CoachComment]:
    return _load(session, _query(CoachCommentRow.place == place.table, CoachCommentRow.row_id == place.row_id))


def of_strategies(session: Session, plan_id: int, until: date) -> dict[str, list[CoachComment]]:
    """What was written until this day about each strategy and its milestones, by the strategy's code."""
    commented = (
        CoachCommentRow.plan_id == plan_id,
        CoachCommentRow.place.in_((CommentPlace.STRATEGY, CommentPlace.MILESTONE)),
        CoachCommentRow.written_on <= until,
    )
    comments = _load(session, _query(*commented))
    codes = _strategy_codes(session, plan_id) if comments else {}
    by_code: dict[str, list[CoachComment]] = {}
    for comment in comments:
        by_code.setdefault(codes[comment.place, comment.row_id], []).append(comment)
    return by_code


def _strategy_codes(session: Session, plan_id: int) -> dict[tuple[str, int], str]:
    """By the table and the id of each strategy and milestone, the code of the strategy."""
    of_strategies = select(StrategyRow.id, StrategyRow.code).where(StrategyRow.plan_id == plan_id)
    of_milestones = (
        select(MilestoneRow.id, StrategyRow.code)
        .outerjoin(StrategyRow, StrategyRow.id == MilestoneRow.strategy_id)
        .where(MilestoneRow.plan_id == plan_id)
    )
    return {
        (place, row_id): code or ""
        for place, statement in ((CommentPlace.STRATEGY, of_strategies), (CommentPlace.MILESTONE, of_milestones))
        for row_id, code in session.execute(statement)
    }


def unread(session: Session, person: PersonRow) -> list[CoachComment]:
    """The comments that no one has read and that this person should read, oldest first."""
    has_role = MembershipRow.person_id == person.id, MembershipRow.role.in_(READING_ROLES)
    is_read = exists().where(CommentAnswerRow.comment_id == CoachCommentRow.id)
    comments = _load(
        session,
        _query(OrganizationRow.workspace_id == person.workspace_id, exists().where(*has_role), ~is_read),
        has_answers=False,
    )
    places = {(comment.organization_id, comment.coach_id) for comment in comments}
    own = {place for place in places if person.id in _ids(readers(session, *place))}
    return [comment for comment in comments if (comment.organization_id, comment.coach_id) in own]


def _ids(persons: Iterable[PersonRow]) -> set[int]:
    return {person.id for person in persons}


_Rows = Select[CoachCommentRow, PersonRow, str, int]


def _query(*conditions: ColumnElement[bool]) -> _Rows:
    return (
        select(CoachCommentRow, PersonRow, OrganizationRow.name, OrganizationRow.id)
        .join(PersonRow, PersonRow.id == CoachCommentRow.person_id)
        .join(PlanRow, PlanRow.id == CoachCommentRow.plan_id)
        .join(OrganizationRow, OrganizationRow.id == PlanRow.organization_id)
        .where(*conditions)
        .order_by(CoachCommentRow.id)
    )


def _load(session: Session, query: _Rows, *, has_answers: bool = True) -> list[CoachComment]:
    """With their answers, unless it is clear that there are none."""
    rows = session.execute(query).all()
    answers = _answers(session, [row for row, _coach, _organization, _id in rows]) if has_answers and rows else {}
    return [
        CoachComment(
            id=row.id,
            plan_id=row.plan_id,
            organization=organization,
            organization_id=organization_id,
            coach=coach.name,
            coach_id=coach.id,
            coach_slack_id=coach.slack_id,
            place=row.place,
            row_id=row.row_id,
            about=mentions.with_names(session, row.plan_id, row.about),
            text=mentions.with_names(session, row.plan_id, row.text),
            on=row.written_on,
            answers=answers.get(row.id, ()),
        )
        for row, coach, organization, organization_id in rows
    ]


def _answers(session: Session, comments: Sequence[CoachCommentRow]) -> dict[int, list[CommentAnswer]]:
    """By the comment's id, in the order of answering."""
    plan_ids = {comment.id: comment.plan_id for comment in comments}
    statement = (
        select(CommentAnswerRow, PersonRow)
        .join(PersonRow, PersonRow.id == CommentAnswerRow.person_id)
        .where(CommentAnswerRow.comment_id.in_(plan_ids))
        .order_by(CommentAnswerRow.id)
    )
    by_comment: dict[int, list[CommentAnswer]] = {}
    for row, leader in session.execute(statement):
        text = mentions.with_names(session, plan_ids[row.comment_id], row.text)
        answer = CommentAnswer(who=leader.name, slack_id=leader.slack_id, on=row.answered_on, text=text)
        by_comment.setdefault(row.comment_id, []).append(answer)
    return by_comment
