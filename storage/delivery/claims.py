"""Messages in the hands of a sender: claimed, reported back, or in doubt.

pending -> sending -> sent, or failed for good. A row found `sending` long after its claim is one whose
sender died or heard nothing back: Slack is asked whether it arrived before anything is tried again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    Executable,
    Select,
    and_,
    bindparam,
    case,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from storage.delivery import budget, due
from storage.delivery.outbox import METHODS, MessageKind, SentMessage, where_is
from storage.models import OutboxRow, SendPauseRow, WorkspaceRow
from storage.rows import rows
from storage.upsert import change, dialect, upsert

OUTSIDE_WINDOW = "outside the sending window"
"""Why a message waits whose person sleeps; the moment it waits for stays right whatever the clock does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A message in the hands of one sender, and of nobody else until its lease is over."""

    id: int
    workspace_id: str
    key: str
    kind: MessageKind
    channel: str
    payload: Mapping[str, Any]
    version: int
    attempt: int
    claimed_at: datetime
    """Tells this claim from a later one of the same message."""
    first_claimed_at: datetime
    target_channel: str | None = None
    target_ts: str | None = None
    file_id: str | None = None
    sharing_since: datetime | None = None
    without_alt: bool = False
    refusals: int = 0
    asked_by: str | None = None
    zone: str | None = None
    organization_id: int | None = None


def steady(session: Session, now: datetime) -> datetime:
    """The clock that leases and paces go by: the database's own where several computers share one."""
    if dialect(session) == "sqlite":
        return now
    moment: datetime = session.execute(select(func.clock_timestamp())).scalar_one()
    return moment


def claim(session: Session, now: datetime, *, limit: int, at: datetime | None = None) -> list[Claimed]:
    """Take what is due: commit before sending, so that a crash leaves the row `sending`.

    Answers to what people do come first and wait for nothing; what nobody asked for keeps to the budget.
    `at` is the same moment on the `steady` clock.
    """
    at = at or now
    taken = due.asked_for(session, now, at, limit)
    if len(taken) < limit:
        taken += _unasked(session, now, at, limit - len(taken))
    for row in taken:
        row.state, row.claimed_at, row.attempt = "sending", at, row.attempt + 1
        row.first_claimed_at = row.first_claimed_at or at
    return [_claimed(session, row, at) for row in taken]


def _unasked(session: Session, now: datetime, at: datetime, limit: int) -> list[OutboxRow]:
    """Of every workspace as many as its budget allows, in each channel one."""
    taken: list[OutboxRow] = []
    for workspace_id in session.scalars(select(WorkspaceRow.id)).all():
        waiting = due.not_asked_for(session, workspace_id, now, at, limit - len(taken))
        first = {row.channel: row for row in reversed(waiting)}
        ready = sorted(first.values(), key=lambda row: (row.not_before, row.spread))
        if ready:
            taken += ready[: budget.spend(session, workspace_id, at, len(ready))]
    return taken


def _claimed(session: Session, row: OutboxRow, now: datetime) -> Claimed:
    target = where_is(session, row.target_key) if row.target_key else None
    return Claimed(
        id=row.id,
        workspace_id=row.workspace_id,
        key=row.key,
        kind=MessageKind(row.kind),
        channel=row.channel,
        payload=row.payload,
        version=row.version,
        attempt=row.attempt,
        claimed_at=row.claimed_at or now,
        first_claimed_at=row.first_claimed_at or now,
        target_channel=target.channel if target else None,
        target_ts=target.ts if target else None,
        file_id=row.file_id,
        sharing_since=row.sharing_since,
        without_alt=row.without_alt,
        refusals=row.refusals,
        asked_by=row.asked_by,
        zone=row.zone,
        organization_id=row.organization_id,
    )


def any_in_doubt(session: Session, now: datetime, *, lease: timedelta) -> bool:
    """Whether `in_doubt` has anything to do; a look, which keeps no writer waiting."""
    return bool(rows(session, _beyond_lease(), long_ago=now - lease, far_ahead=now + lease))


@cache
def _beyond_lease() -> Select[int]:
    beyond = or_(OutboxRow.claimed_at <= bindparam("long_ago"), OutboxRow.claimed_at > bindparam("far_ahead"))
    return select(OutboxRow.id).where(OutboxRow.state == "sending", beyond).limit(1)


def in_doubt(session: Session, now: datetime, *, lease: timedelta, limit: int) -> list[Claimed]:
    """Claim again what was claimed longer than `lease` ago and never reported back. `now` is the `steady` clock's.

    What was claimed in the future was so before the clock was set back: its lease begins now.
    """
    ahead = update(OutboxRow).where(OutboxRow.state == "sending", OutboxRow.claimed_at > now + lease)
    session.execute(ahead.values(claimed_at=now))
    statement = (
        select(OutboxRow)
        .where(OutboxRow.state == "sending", OutboxRow.claimed_at <= now - lease)
        # Those looked at longest ago come first: a few that can never be settled keep none of the others waiting.
        .order_by(OutboxRow.claimed_at, OutboxRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = session.scalars(statement).all()
    for row in rows:
        row.claimed_at = now
    return [_claimed(session, row, now) for row in rows]


def mark_sent(session: Session, claimed: Claimed, sent: SentMessage) -> None:
    """A message replaced while it was being sent waits again, for its newer form."""
    session.flush()
    which = {"claimed_id": claimed.id, "claimed_version": claimed.version}
    session.connection().execute(_sent(), {**which, "at_channel": sent.channel, "at_ts": sent.ts})


@cache
def _sent() -> Executable:
    is_newest = OutboxRow.version == bindparam("claimed_version")
    values: dict[str, Any] = {
        "state": case((is_newest, "sent"), else_="pending"),
        "sent_channel": bindparam("at_channel"),
        "sent_ts": bindparam("at_ts"),
        "error": None,
    }
    return update(OutboxRow).where(OutboxRow.id == bindparam("claimed_id")).values(**values)


def wait(session: Session, claimed: Claimed, until: datetime, why: str, *, is_refusal: bool = False) -> None:
    """Surely not sent: try again from then on. Refusals are counted, as their tries end."""
    refusals = claimed.refusals + is_refusal
    _settle(session, claimed, state="pending", not_before=until, error=why, refusals=refusals)


def count_refusal(session: Session, claimed: Claimed) -> None:
    """Slack refused to tell about it; it stays claimed."""
    _settle(session, claimed, refusals=claimed.refusals + 1)


def put_back(session: Session, claimed: Claimed, why: str) -> None:
    """Surely not sent, and has waited long enough: try again in its old place among those that are due."""
    _settle(session, claimed, state="pending", error=why)


def ask_from(session: Session, claimed: Claimed, moment: datetime, *, lease: timedelta) -> None:
    """Nobody can tell whether it arrived: Slack is asked from that moment on, by the `steady` clock."""
    _settle(session, claimed, claimed_at=moment - lease)


def fail(session: Session, claimed: Claimed, why: str) -> bool:
    """Will never be sent; what was to follow it never will be either. False when another has it in hand by now."""
    if not _settle(session, claimed, state="failed", error=why):
        return False
    followers = update(OutboxRow).where(OutboxRow.target_key == claimed.key, OutboxRow.state == "pending")
    session.execute(followers.values(state="failed", error=why))
    return True


def withdraw(session: Session, claimed: Claimed) -> None:
    """It has become needless before it was sent, as a nudge does with an answer."""
    mine = (OutboxRow.id == claimed.id) & (OutboxRow.claimed_at == claimed.claimed_at)
    gone = delete(OutboxRow).where(mine, OutboxRow.state == "sending").returning(OutboxRow.id)
    if session.execute(gone).first() is not None:
        session.execute(delete(OutboxRow).where(OutboxRow.target_key == claimed.key))


def doubt(session: Session, claimed: Claimed, why: str) -> bool:
    """Nobody can tell whether it arrived, and Slack cannot be asked: left for a person to see. False as in `fail`."""
    return _settle(session, claimed, state="unknown", error=why)


def _settle(session: Session, claimed: Claimed, **values: Any) -> bool:
    """Only for whoever has the message in hand: after the lease another may have found or sent it."""
    statement = update(OutboxRow).where(
        OutboxRow.id == claimed.id, OutboxRow.state == "sending", OutboxRow.claimed_at == claimed.claimed_at
    )
    return session.execute(statement.values(**values).returning(OutboxRow.id)).first() is not None


def note_files(session: Session, claimed: Claimed, file_ids: Sequence[str], moment: datetime) -> None:
    """Remember which files an upload made, before they are shared. `moment` is the `steady` clock's."""
    change(session, OutboxRow, claimed.id, file_id=",".join(file_ids), sharing_since=moment)


def upload_again(session: Session, claimed: Claimed, why: str) -> None:
    """Its files were shown to nobody and are deleted: once more from the start, without their descriptions."""
    _settle(session, claimed, state="pending", error=why, file_id=None, sharing_since=None, without_alt=True)


def pause(session: Session, workspace_id: str, kind: MessageKind, until: datetime) -> None:
    values = {"workspace_id": workspace_id, "method": METHODS[kind], "until": until}
    upsert(session, SendPauseRow, values, unique=["workspace_id", "method"])


def retry_sooner(session: Session, now: datetime, *, longest: timedelta) -> None:
    """What a clock that was set back since put off for longer than any try is. Who waits for a morning goes on so."""
    no_morning = or_(OutboxRow.zone.is_(None), and_(OutboxRow.attempt > 0, OutboxRow.error != OUTSIDE_WINDOW))
    put_off = and_(OutboxRow.state == "pending", OutboxRow.not_before > now + longest, no_morning)
    session.execute(update(OutboxRow).where(put_off).values(not_before=now))


def next_moment(session: Session, now: datetime, at: datetime | None = None) -> datetime | None:
    """When, later than `now`, a waiting message comes due, a pause ends or the budget allows the next."""
    at = at or now
    due = select(OutboxRow.not_before).where(OutboxRow.state == "pending", OutboxRow.not_before > now)
    over = select(SendPauseRow.until).where(SendPauseRow.until > at)
    moments = [session.scalar(due.order_by(OutboxRow.not_before).limit(1))]
    pause = session.scalar(over.order_by(SendPauseRow.until).limit(1))
    moments.append(now + (pause - at) if pause else None)
    waits = [budget.wait(session, workspace_id, at) for workspace_id in session.scalars(select(WorkspaceRow.id)).all()]
    moments += [now + wait for wait in waits if wait]
    return min((moment for moment in moments if moment is not None), default=None)
