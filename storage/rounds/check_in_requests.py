"""Check-in requests: whom each asks, in which round, and the messages that show it.

Their topics and answers are in storage/rounds/check_ins.py.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from conversations.check_in import AnswerPhase, Subject, Topic
from plans.cadences import Cadence
from storage.aliases import alias_of
from storage.models import (
    ActionItemRow,
    CheckInRequestRow,
    MinutesRow,
    OrganizationRow,
    PersonRow,
    PlanRow,
    RequestTopicRow,
    RoundRow,
)
from storage.rounds.rounds import RoundFacts
from storage.rounds.subjects import ids_of, is_about
from storage.rows import Columns, rows
from storage.upsert import change

_StandIn = alias_of(PersonRow)
_Newer = alias_of(RoundRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts:
    """One request of a round, with its addressee."""

    id: int
    round: RoundFacts
    person_id: int | None
    slack_id: str
    """Where it was sent: the person, their stand-in, or a team's channel."""
    own_slack_id: str
    """The person the request is for; empty for a team's."""
    name: str
    """Name of the person the request is for, or the codes a team answers for."""
    channel: str | None
    stand_in_id: int | None
    stand_in: str
    zone: str
    """Time zone of whoever was asked."""
    workspace_id: str
    organization_id: int
    organization: str
    time_zone: str
    """Time zone of the organization, which dates the answers."""
    page: int
    copies: tuple[str, ...]
    phase: AnswerPhase


def find_request(session: Session, request_id: int, *, for_change: bool = False) -> RequestFacts | None:
    """`for_change` makes other turns on the same request wait until this one ends (PostgreSQL)."""
    matches = rows(session, _request_by_id(for_change=for_change), request_id=request_id)
    return _request_facts(matches[0]) if matches else None


def requests_of(session: Session, person_id: int) -> list[RequestFacts]:
    """Requests a person can answer in rounds not closed, their own and as a stand-in, the newest first."""
    mine = or_(
        and_(CheckInRequestRow.person_id == person_id, CheckInRequestRow.stand_in_id.is_(None)),
        CheckInRequestRow.stand_in_id == person_id,
    )
    statement = _requests().where(mine, RoundRow.state != "closed").order_by(CheckInRequestRow.id.desc())
    return [_request_facts(row) for row in session.execute(statement)]


def requests_in(session: Session, round_id: int) -> list[RequestFacts]:
    statement = _requests().where(CheckInRequestRow.round_id == round_id).order_by(CheckInRequestRow.id)
    return [_request_facts(row) for row in session.execute(statement)]


def requests_by_id(session: Session, request_ids: Collection[int]) -> list[RequestFacts]:
    statement = _requests().where(CheckInRequestRow.id.in_(request_ids)).order_by(CheckInRequestRow.id)
    return [_request_facts(row) for row in session.execute(statement)]


def requests_after(session: Session, round_id: int, request_id: int, limit: int) -> list[RequestFacts]:
    """The next requests of a round after that one."""
    statement = (
        _requests()
        .where(CheckInRequestRow.round_id == round_id, CheckInRequestRow.id > request_id)
        .order_by(CheckInRequestRow.id)
        .limit(limit)
    )
    return [_request_facts(row) for row in session.execute(statement)]


def requests_about(session: Session, round_id: int, item_id: int) -> list[RequestFacts]:
    """The requests of a round that ask about an action item."""
    asking = select(RequestTopicRow.request_id).where(RequestTopicRow.item_id == item_id)
    statement = _requests().where(CheckInRequestRow.round_id == round_id, CheckInRequestRow.id.in_(asking))
    return [_request_facts(row) for row in session.execute(statement.order_by(CheckInRequestRow.id))]


def request_of(session: Session, round_id: int, person_id: int) -> RequestFacts | None:
    """A person's own request in a round."""
    row = session.execute(
        _requests().where(CheckInRequestRow.round_id == round_id, CheckInRequestRow.person_id == person_id)
    ).one_or_none()
    return _request_facts(row) if row else None


def own_requests(session: Session, person_id: int) -> list[RequestFacts]:
    """A person's own requests in open rounds, even if someone stands in for them."""
    statement = (
        _requests()
        .where(CheckInRequestRow.person_id == person_id, RoundRow.state == "open")
        .order_by(CheckInRequestRow.id)
    )
    return [_request_facts(row) for row in session.execute(statement)]


@cache
def _requests() -> Select[*tuple[Any, ...]]:
    published = select(MinutesRow.id).where(
        MinutesRow.plan_id == RoundRow.plan_id, MinutesRow.period == RoundRow.period, MinutesRow.state == "published"
    )
    newer = select(_Newer.id).where(
        _Newer.plan_id == RoundRow.plan_id,
        _Newer.cadence == RoundRow.cadence,
        _Newer.period > RoundRow.period,
        _Newer.state != "coming",
        RoundRow.cadence != Cadence.EVIDENCE.value,
    )
    return (
        select(
            *(
                CheckInRequestRow.id,
                CheckInRequestRow.page,
                CheckInRequestRow.person_id,
                CheckInRequestRow.round_id,
                CheckInRequestRow.copies,
            ),
            *(CheckInRequestRow.channel, CheckInRequestRow.team, CheckInRequestRow.stand_in_id),
            *(
                RoundRow.plan_id,
                RoundRow.cadence,
                RoundRow.period,
                RoundRow.state,
                RoundRow.opened_at,
                RoundRow.closes_at,
                RoundRow.nudged,
            ),
            *(PersonRow.slack_id, PersonRow.name, PersonRow.time_zone.label("own_zone")),
            *(_StandIn.slack_id.label("stand_in_slack_id"), _StandIn.name.label("stand_in")),
            _StandIn.time_zone.label("stand_in_zone"),
            *(OrganizationRow.workspace_id, OrganizationRow.time_zone, OrganizationRow.id.label("organization_id")),
            OrganizationRow.name.label("organization"),
            *(published.exists().label("published"), newer.exists().label("overtaken")),
        )
        .join(RoundRow, RoundRow.id == CheckInRequestRow.round_id)
        .outerjoin(PersonRow, PersonRow.id == CheckInRequestRow.person_id)
        .outerjoin(_StandIn, _StandIn.id == CheckInRequestRow.stand_in_id)
        .join(PlanRow, PlanRow.id == RoundRow.plan_id)
        .join(OrganizationRow, OrganizationRow.id == PlanRow.organization_id)
    )


@cache
def _request_by_id(*, for_change: bool) -> Select[*tuple[Any, ...]]:
    statement = _requests().where(CheckInRequestRow.id == bindparam("request_id"))
    return statement.with_for_update(of=CheckInRequestRow) if for_change else statement


def _request_facts(row: Columns) -> RequestFacts:
    return RequestFacts(
        id=row.id,
        round=RoundFacts(
            id=row.round_id,
            plan_id=row.plan_id,
            cadence=Cadence(row.cadence),
            period=row.period,
            state=row.state,
            opened_at=row.opened_at,
            closes_at=row.closes_at,
            nudged=row.nudged,
        ),
        person_id=row.person_id,
        slack_id=row.channel or row.stand_in_slack_id or row.slack_id,
        own_slack_id=row.slack_id or "",
        name=row.name or row.team,
        channel=row.channel,
        stand_in_id=row.stand_in_id,
        stand_in=row.stand_in or "",
        zone=row.stand_in_zone or row.own_zone or row.time_zone,
        workspace_id=row.workspace_id,
        organization_id=row.organization_id,
        organization=row.organization,
        time_zone=row.time_zone,
        page=row.page,
        copies=tuple(row.copies),
        phase=_phase(row.state, published=row.published, overtaken=row.overtaken),
    )


def _phase(state: str, *, published: bool, overtaken: bool) -> AnswerPhase:
    if state == "closed" and overtaken:
        return AnswerPhase.OVER
    if published:
        return AnswerPhase.CORRECTION
    return AnswerPhase.LATE if state == "closed" else AnswerPhase.OPEN


def sharing(
    session: Session, request: RequestFacts, topics: Iterable[Topic]
) -> Sequence[tuple[int, str, tuple[str, ...]]]:
    """Id, addressee and copies of the round's other requests that share a topic, as when several people hold a role."""
    others = {
        (other.id, other.place, tuple(other.copies))
        for subject, ids in ids_of(topics).items()
        for other in rows(session, _sharing(subject), request_id=request.id, round_id=request.round.id, ids=ids)
    }
    return sorted(others)


def of_leads(
    session: Session, request: RequestFacts, topics: Iterable[Topic]
) -> Sequence[tuple[int, str, tuple[str, ...]]]:
    """The same of the requests that ask about the milestones of these topics' action items, in all open rounds."""
    item_ids = ids_of(topics).get(Subject.ITEM, [])
    if not item_ids:
        return ()
    leads = rows(session, _of_leads(), request_id=request.id, plan_id=request.round.plan_id, ids=item_ids)
    return sorted({(lead.id, lead.place, tuple(lead.copies)) for lead in leads})


@cache
def _of_leads() -> Select[*tuple[Any, ...]]:
    milestones = select(ActionItemRow.milestone_id).where(ActionItemRow.id.in_(bindparam("ids", expanding=True)))
    return (
        _shown_in()
        .join(RoundRow, RoundRow.id == CheckInRequestRow.round_id)
        .where(
            RoundRow.plan_id == bindparam("plan_id"),
            RoundRow.state != "closed",
            CheckInRequestRow.id != bindparam("request_id"),
            RequestTopicRow.milestone_id.in_(milestones),
        )
    )


def _shown_in() -> Select[*tuple[Any, ...]]:
    return (
        select(
            CheckInRequestRow.id,
            CheckInRequestRow.copies,
            func.coalesce(CheckInRequestRow.channel, _StandIn.slack_id, PersonRow.slack_id).label("place"),
        )
        .join(RequestTopicRow, RequestTopicRow.request_id == CheckInRequestRow.id)
        .outerjoin(PersonRow, PersonRow.id == CheckInRequestRow.person_id)
        .outerjoin(_StandIn, _StandIn.id == CheckInRequestRow.stand_in_id)
    )


@cache
def _sharing(subject: Subject) -> Select[*tuple[Any, ...]]:
    return _shown_in().where(
        CheckInRequestRow.round_id == bindparam("round_id"),
        CheckInRequestRow.id != bindparam("request_id"),
        is_about(RequestTopicRow, subject),
    )


def set_page(session: Session, request_id: int, page: int) -> None:
    change(session, CheckInRequestRow, request_id, page=page)


def set_stand_in(session: Session, request_id: int, person_id: int | None) -> None:
    change(session, CheckInRequestRow, request_id, stand_in_id=person_id)


def add_copies(session: Session, *new: tuple[RequestFacts, str]) -> None:
    """Add a message's key to each request: a copy that must be kept up to date."""
    for request, key in new:
        if key not in request.copies:
            change(session, CheckInRequestRow, request.id, copies=[*request.copies, key])


def with_more_topics(session: Session, request_ids: Collection[int], than: int) -> list[int]:
    """Ids of those requests with more than `than` topics."""
    statement = (
        select(RequestTopicRow.request_id)
        .where(RequestTopicRow.request_id.in_(request_ids))
        .group_by(RequestTopicRow.request_id)
    )
    return list(session.scalars(statement.having(func.count(RequestTopicRow.id) > than)))
