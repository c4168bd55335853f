"""Next steps that leaders typed into minutes: whom the next check-in asks about them, and what they report."""

from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import Session

from conversations.check_in import EarlierStep, Happened
from conversations.highlight import PromiseFacts, PromiseKind
from plans.cadences import Cadence
from storage.items.items import Stamp
from storage.models import MinutesRow, PersonRow, PlanRow, PromiseReportRow, PromiseRow
from storage.people import memberships, mentions
from storage.rounds.rounds import RoundFacts
from storage.rows import rows
from storage.upsert import add


def people_asked(session: Session, plan_id: int, period: str) -> list[PersonRow]:
    """Those whom a month's check-in asks about the next steps of the last minutes."""
    promised = _steps_before().with_only_columns(PromiseRow.owner_id)
    statement = select(PersonRow).where(PersonRow.id.in_(promised)).order_by(PersonRow.id)
    owners = session.scalars(statement, {"plan_id": plan_id, "period": period}).all()
    asked = {owner.id: owner for owner in owners if owner.active and not owner.guest}
    leader = _leader(session, plan_id) if len(asked) < len(owners) else None
    if leader is not None:
        asked[leader.id] = leader
    return sorted(asked.values(), key=lambda person: person.id)


def _leader(session: Session, plan_id: int) -> PersonRow | None:
    """Who is asked about the steps of people who have left: the plan's leader, or the first of several."""
    organization_id = session.get_one(PlanRow, plan_id).organization_id
    leaders = memberships.granted_nearest(session, organization_id, {"leader"})
    return min(leaders, key=lambda leader: leader.id, default=None)


def asked_of(session: Session, of: RoundFacts, person_id: int | None) -> tuple[EarlierStep, ...]:
    """The next steps that a monthly round asks this person about, with what they reported in it.

    Those of people who have left are asked of the plan's leader.
    """
    if of.cadence is not Cadence.MONTHLY or person_id is None:
        return ()
    asked = {"plan_id": of.plan_id, "period": of.period, "round_id": of.id, "person_id": person_id}
    steps = rows(session, _asked_of(), **asked)
    if any(row.owner_id != person_id for row in steps):
        leader = _leader(session, of.plan_id)
        if leader is None or leader.id != person_id:
            steps = [row for row in steps if row.owner_id == person_id]
    return tuple(
        EarlierStep(
            id=row.id,
            period=row.period,
            text=mentions.with_names(session, of.plan_id, row.text),
            happened=Happened(row.happened) if row.happened else None,
        )
        for row in steps
    )


@cache
def _asked_of() -> Select[*tuple[Any, ...]]:
    """The steps of a person and of those who have left, with the last report of each in the round."""
    report = (
        select(PromiseReportRow.happened)
        .where(PromiseReportRow.promise_id == PromiseRow.id, PromiseReportRow.round_id == bindparam("round_id"))
        .order_by(PromiseReportRow.id.desc())
        .limit(1)
        .correlate(PromiseRow)
        .scalar_subquery()
    )
    has_left = or_(PersonRow.active.is_(False), PersonRow.guest)
    columns = (PromiseRow.id, PromiseRow.owner_id, PromiseRow.text, MinutesRow.period, report.label("happened"))
    return (
        _steps_before()
        .join(PersonRow, PersonRow.id == PromiseRow.owner_id)
        .where(or_(PromiseRow.owner_id == bindparam("person_id"), has_left))
        .with_only_columns(*columns)
        .order_by(PromiseRow.id)
    )


def _steps_before() -> Select[*tuple[Any, ...]]:
    """The steps in a plan's last minutes that were published for a month before `period`."""
    newest = (
        select(MinutesRow.id)
        .where(
            MinutesRow.plan_id == bindparam("plan_id"),
            MinutesRow.state == "published",
            MinutesRow.period < bindparam("period"),
        )
        .order_by(MinutesRow.period.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(PromiseRow.id)
        .join(MinutesRow, MinutesRow.id == PromiseRow.minutes_id)
        .where(PromiseRow.minutes_id == newest, PromiseRow.kind == PromiseKind.STEP.value)
    )


def report(session: Session, of: RoundFacts, step_id: int, happened: Happened, stamp: Stamp) -> None:
    row = {"round_id": of.id, "happened": happened, "person_id": stamp.by, "at": stamp.at, "recorded_on": stamp.on}
    add(session, PromiseReportRow, {"answer_id": None, "risk_id": None, "promise_id": step_id, **row})


def of_minutes(session: Session, minutes_id: int) -> list[PromiseFacts]:
    """The steps that those minutes told, with the newest report about each."""
    newest = (
        select(PromiseReportRow.happened)
        .where(PromiseReportRow.promise_id == PromiseRow.id)
        .order_by(PromiseReportRow.id.desc())
        .limit(1)
        .correlate(PromiseRow)
        .scalar_subquery()
    )
    statement = (
        select(PromiseRow.text, PromiseRow.due, PromiseRow.owner_id, MinutesRow.plan_id, newest.label("happened"))
        .join(MinutesRow, MinutesRow.id == PromiseRow.minutes_id)
        .where(PromiseRow.minutes_id == minutes_id, PromiseRow.kind == PromiseKind.STEP.value)
        .order_by(PromiseRow.id)
    )
    return [
        PromiseFacts(
            kind=PromiseKind.STEP,
            text=mentions.with_names(session, row.plan_id, row.text),
            due=row.due,
            happened=Happened(row.happened) if row.happened else None,
            owner_id=row.owner_id,
        )
        for row in rows(session, statement)
    ]
