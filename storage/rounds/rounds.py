"""Rounds: coming, open or closed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, select, update
from sqlalchemy.orm import Session

from plans.cadences import Cadence
from storage.models import RoundRow
from storage.upsert import change, insert_missing


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFacts:
    id: int
    plan_id: int
    cadence: Cadence
    period: str
    state: str
    opened_at: datetime
    closes_at: datetime
    nudged: int = 0

    @property
    def is_open(self) -> bool:
        """Everyone was asked, and the round is not over."""
        return self.state == "open"

    @property
    def is_coming(self) -> bool:
        """Someone answered before the round opened."""
        return self.state == "coming"


def open_round(
    session: Session,
    plan_id: int,
    period: str,
    *,
    opened_at: datetime,
    closes_at: datetime,
    cadence: Cadence = Cadence.MONTHLY,
) -> RoundFacts | None:
    """Open the period's round. Returns None if it is open already, however many replicas try at once."""
    values = {"plan_id": plan_id, "period": period, "cadence": cadence.value}
    times = {"opened_at": opened_at, "closes_at": closes_at}
    if insert_missing(session, RoundRow, [{**values, **times, "state": "open"}], unique=["plan_id", "period"]):
        return round_of(session, plan_id, period)
    begun = update(RoundRow).filter_by(plan_id=plan_id, period=period, state="coming")
    row = session.execute(begun.values(**times, state="open").returning(RoundRow.id)).first()
    session.expire_all()
    return round_of(session, plan_id, period) if row else None


def coming_round(
    session: Session, plan_id: int, period: str, *, now: datetime, closes_at: datetime, cadence: Cadence
) -> RoundFacts:
    """The period's round before anyone is asked, created by its first answer."""
    values = {"plan_id": plan_id, "period": period, "cadence": cadence.value, "opened_at": now}
    row = {**values, "closes_at": closes_at, "state": "coming"}
    insert_missing(session, RoundRow, [row], unique=["plan_id", "period"])
    coming = round_of(session, plan_id, period)
    assert coming is not None  # it exists by now
    return coming


def round_of(session: Session, plan_id: int, period: str) -> RoundFacts | None:
    row = session.scalar(select(RoundRow).filter_by(plan_id=plan_id, period=period))
    return facts(row) if row else None


def latest_round(session: Session, plan_id: int, cadence: Cadence = Cadence.MONTHLY) -> RoundFacts | None:
    """The newest round in which everyone was asked."""
    statement = select(RoundRow).filter_by(plan_id=plan_id, cadence=cadence.value).where(RoundRow.state != "coming")
    row = session.scalar(statement.order_by(RoundRow.period.desc()).limit(1))
    return facts(row) if row else None


def previous_round(session: Session, plan_id: int, period: str) -> RoundFacts | None:
    """The monthly round before that period."""
    statement = (
        select(RoundRow).filter_by(plan_id=plan_id, cadence=Cadence.MONTHLY.value).where(RoundRow.period < period)
    )
    row = session.scalar(statement.order_by(RoundRow.period.desc()).limit(1))
    return facts(row) if row else None


def asked_in(session: Session, plan_id: int) -> list[RoundFacts]:
    """The monthly rounds in which everybody was asked, oldest first."""
    statement = select(RoundRow).filter_by(plan_id=plan_id, cadence=Cadence.MONTHLY.value)
    return [
        facts(row) for row in session.scalars(statement.where(RoundRow.state != "coming").order_by(RoundRow.period))
    ]


def open_rounds(session: Session) -> list[RoundFacts]:
    statement = select(RoundRow).where(RoundRow.state == "open").order_by(RoundRow.id)
    return [facts(row) for row in session.scalars(statement)]


def save_asking_day(session: Session, round_id: int, day: date | None) -> None:
    """Set the day on which the remaining addressees are asked; None: everyone was asked."""
    change(session, RoundRow, round_id, asking_on=day)


def asking(session: Session) -> list[tuple[RoundFacts, date]]:
    """Open rounds with addressees still to be asked, and the day of asking."""
    statement = select(RoundRow).where(RoundRow.state == "open").order_by(RoundRow.id)
    return [(facts(row), row.asking_on) for row in session.scalars(statement) if row.asking_on is not None]


def is_asking(session: Session, round_id: int) -> bool:
    """The same for one round, locked against other replicas until this transaction ends."""
    statement = select(RoundRow.asking_on).where(RoundRow.id == round_id, RoundRow.state == "open")
    return session.scalar(statement.with_for_update()) is not None


def refresh_after(session: Session, round_id: int, request_id: int | None) -> None:
    """Refresh messages of the requests after this one; None: none are left."""
    change(session, RoundRow, round_id, refreshed_to=request_id)


def to_refresh(session: Session) -> list[int]:
    """Ids of rounds with messages to refresh."""
    return list(session.scalars(select(RoundRow.id).where(RoundRow.refreshed_to.is_not(None)).order_by(RoundRow.id)))


def refreshed_to(session: Session, round_id: int) -> int | None:
    """The last refreshed request. Locks the round against other replicas until this transaction ends."""
    return session.scalar(select(RoundRow.refreshed_to).where(RoundRow.id == round_id).with_for_update())


def rounds_over(session: Session, now: datetime) -> list[RoundFacts]:
    """Open rounds whose closing time has passed."""
    return [candidate for candidate in open_rounds(session) if candidate.closes_at <= now]


def is_of_plan(session: Session, round_id: int, plan_id: int) -> bool:
    return session.scalar(select(RoundRow.id).filter_by(id=round_id, plan_id=plan_id)) is not None


def get(session: Session, round_id: int) -> RoundFacts:
    return facts(session.get_one(RoundRow, round_id))


def close_round(session: Session, round_id: int, at: datetime) -> bool:
    """Returns False if it was closed already. A round closed early is over from that moment."""
    statement = update(RoundRow).where(RoundRow.id == round_id, RoundRow.state == "open")
    over = case((RoundRow.closes_at > at, at), else_=RoundRow.closes_at)
    closed = session.execute(statement.values(state="closed", closed_at=at, closes_at=over).returning(RoundRow.id))
    return closed.first() is not None


def count_nudge(session: Session, of: RoundFacts, number: int) -> bool:
    """Returns False if another replica counted this nudge first."""
    statement = update(RoundRow).where(RoundRow.id == of.id, RoundRow.state == "open", RoundRow.nudged < number)
    return session.execute(statement.values(nudged=number).returning(RoundRow.id)).first() is not None


def asked_periods(session: Session, plan_ids: Collection[int]) -> Mapping[int, set[str]]:
    """By plan id, the periods whose round was opened, including closed ones."""
    statement = select(RoundRow.plan_id, RoundRow.period).where(
        RoundRow.plan_id.in_(plan_ids), RoundRow.state != "coming"
    )
    periods: dict[int, set[str]] = {}
    for plan_id, period in session.execute(statement):
        periods.setdefault(plan_id, set()).add(period)
    return periods


def facts(row: RoundRow) -> RoundFacts:
    return RoundFacts(
        id=row.id,
        plan_id=row.plan_id,
        cadence=Cadence(row.cadence),
        period=row.period,
        state=row.state,
        opened_at=row.opened_at,
        closes_at=row.closes_at,
        nudged=row.nudged,
    )
