"""Files and links that people post in reply to a check-in: the evidence of one of its topics."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, select, update
from sqlalchemy.orm import Session

from conversations.check_in import Topic
from conversations.highlight import ShownEvidence
from storage.items.items import Stamp
from storage.models import (
    ActionItemRow,
    CheckInRequestRow,
    MilestoneRow,
    RoundRow,
    TopicExhibitRow,
)
from storage.rounds.subjects import COLUMN, columns_of
from storage.rows import Columns, rows


@dataclass(frozen=True, slots=True)
class MessageExhibits:
    """A message with what it shows, and the request and topic that it is evidence of."""

    request_id: int
    topic: str | None
    """The topic's key; None until its author says which."""
    links: Sequence[str]


def in_message(session: Session, channel: str, message_ts: str) -> MessageExhibits | None:
    exhibits = session.scalars(_of_message(channel, message_ts).order_by(TopicExhibitRow.id)).all()
    if not exhibits:
        return None
    return MessageExhibits(exhibits[0].request_id, _topic(exhibits[0]), [exhibit.link for exhibit in exhibits])


def _of_message(channel: str, message_ts: str) -> Select[TopicExhibitRow]:
    return select(TopicExhibitRow).filter_by(channel=channel, message_ts=message_ts, withdrawn=False)


def _topic(exhibit: TopicExhibitRow | Columns) -> str | None:
    ids = {subject: getattr(exhibit, name) for subject, name in COLUMN.items()}
    return next((f"{subject}:{number}" for subject, number in ids.items() if number is not None), None)


def add(
    session: Session,
    request_id: int,
    topic: Topic | None,
    exhibits: Iterable[ShownEvidence],
    stamp: Stamp,
    *,
    place: tuple[str, str],
) -> None:
    """Save what a person posted; without a topic, until they say which. `place` is the message's channel and ts."""
    channel, message_ts = place
    session.add_all(
        TopicExhibitRow(
            request_id=request_id,
            **(columns_of(topic.subject, topic.id) if topic else {}),
            person_id=stamp.by,
            line=exhibit.line,
            name=exhibit.name,
            link=exhibit.link,
            channel=channel,
            message_ts=message_ts,
            at=stamp.at,
            recorded_on=stamp.on,
        )
        for exhibit in exhibits
    )
    session.flush()


def assign(session: Session, request_id: int, topic: Topic, message_ts: str, *, person_id: int) -> str | None:
    """Save which topic a person's message is about; return its channel. None for one that shows nothing (any more)."""
    statement = (
        update(TopicExhibitRow)
        .where(
            TopicExhibitRow.message_ts == message_ts,
            TopicExhibitRow.person_id == person_id,
            TopicExhibitRow.withdrawn.is_(False),
        )
        .values(request_id=request_id, **columns_of(topic.subject, topic.id))
        .returning(TopicExhibitRow.channel)
    )
    return session.scalars(statement).first()


def withdraw(session: Session, channel: str, message_ts: str) -> None:
    """Withdraw what a deleted or edited message showed."""
    of_message = and_(TopicExhibitRow.channel == channel, TopicExhibitRow.message_ts == message_ts)
    session.execute(update(TopicExhibitRow).where(of_message).values(withdrawn=True))


def of_request(session: Session, request_id: int) -> dict[str, tuple[str, ...]]:
    """Names of what was posted about each topic of a request."""
    names: dict[str, tuple[str, ...]] = {}
    for exhibit in session.scalars(_posted_in(), {"request_id": request_id}):
        if topic := _topic(exhibit):
            names[topic] = (*names.get(topic, ()), exhibit.name or exhibit.link)
    return names


@cache
def _posted_in() -> Select[TopicExhibitRow]:
    of_request = TopicExhibitRow.request_id == bindparam("request_id")
    return select(TopicExhibitRow).where(of_request, TopicExhibitRow.withdrawn.is_(False)).order_by(TopicExhibitRow.id)


def of_item(session: Session, item_id: int) -> Sequence[ShownEvidence]:
    """What was posted about an action item, in any month."""
    posted = select(TopicExhibitRow).filter_by(item_id=item_id, withdrawn=False).order_by(TopicExhibitRow.id)
    return [ShownEvidence(line=row.line, name=row.name, link=row.link) for row in session.scalars(posted)]


def of_plan(session: Session, plan_id: int, first: date | None = None) -> Mapping[str, Sequence[str]]:
    """Names of what was posted, since `first`: about items and milestones by code, about the others by topic key."""
    names: dict[str, list[str]] = {}
    for row in rows(session, _of_plan(), plan_id=plan_id, first=first or date.min):
        about = row.item_code or row.milestone_code or _topic(row)
        if about is not None:
            names.setdefault(about, []).append(row.name or row.link)
    return names


@cache
def _of_plan() -> Select[*tuple[Any, ...]]:
    return (
        select(
            *(getattr(TopicExhibitRow, name) for name in COLUMN.values()),
            *(TopicExhibitRow.name, TopicExhibitRow.link),
            *(ActionItemRow.code.label("item_code"), MilestoneRow.code.label("milestone_code")),
        )
        .join(CheckInRequestRow, CheckInRequestRow.id == TopicExhibitRow.request_id)
        .join(RoundRow, RoundRow.id == CheckInRequestRow.round_id)
        .outerjoin(ActionItemRow, ActionItemRow.id == TopicExhibitRow.item_id)
        .outerjoin(MilestoneRow, MilestoneRow.id == TopicExhibitRow.milestone_id)
        .where(
            RoundRow.plan_id == bindparam("plan_id"),
            TopicExhibitRow.withdrawn.is_(False),
            TopicExhibitRow.recorded_on >= bindparam("first"),
        )
        .order_by(TopicExhibitRow.id)
    )
