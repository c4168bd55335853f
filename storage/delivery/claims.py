"""Claims on outbox messages: taken, reported back, or in doubt.

pending -> sending -> sent, or failed for good. A row that is still `sending` long after its claim lost its sender, or
the sender got no answer: Slack is asked whether the message arrived before anything is retried.
"""

from collections.abc import Collection, Mapping, Sequence
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
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from storage.delivery import budget, due
from storage.delivery.outbox import METHODS, MessageKind, where_is
from storage.delivery.sent_messages import SentMessage
from storage.models import OutboxRow, SendPauseRow
from storage.rows import rows
from storage.upsert import change, dialect, upsert

OUTSIDE_WINDOW = "outside the sending window"
"""Why a message waits while its reader is off hours. Its time stays right even when the clock is changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A message claimed by one sender, and by no one else until its lease is over."""

    id: int
    workspace_id: str
    key: str
    kind: MessageKind
    channel: str
    payload: Mapping[str, Any]
    version: int
    attempt: int
    claimed_at: datetime
    """Distinguishes this claim from a later one of the same message."""
    first_claimed_at: datetime
    target_channel: str | None = None
    target_ts: str | None = None
    file_id: str | None = None
    sharing_since: datetime | None = None
    without_alt: bool = False
    refusals: int = 0
    requested_by: str | None = None
    zone: str | None = None
    organization_id: int | None = None
    request_id: str | None = None


def steady(session: Session, now: datetime) -> datetime:
    """The clock for leases and paces: the database's own where several computers share it."""
    if dialect(session) == "sqlite":
        return now
    moment: datetime = session.execute(select(func.clock_timestamp())).scalar_one()
    return moment


def claim(
    session: Session, workspace_id: str, now: datetime, *, limit: int, at: datetime | None = None
) -> list[Claimed]:
    """Claim due messages of a workspace. Commit before sending, so that a crash leaves the row `sending`.

    Answers to people's actions come first and skip the budget; unrequested messages are limited by it. `at` is `now` on
    the `steady` clock.
    """
    at = at or now
    taken = due.requested(session, workspace_id, now, at, limit)
    if len(taken) < limit:
        taken += _unrequested(session, workspace_id, now, at, limit - len(taken))
    for row in taken:
        row.state, row.claimed_at, row.attempt = "sending", at, row.attempt + 1
        row.first_claimed_at = row.first_claimed_at or at
    return [_claimed(session, row, at) for row in taken]


def _unrequested(session: Session, workspace_id: str, now: datetime, at: datetime, limit: int) -> list[OutboxRow]:
    """As many messages as the workspace's budget allows, one per channel."""
    waiting = due.unrequested(session, workspace_id, now, at, limit)
    first = {row.channel: row for row in reversed(waiting)}
    ready = sorted(first.values(), key=lambda row: (row.not_before, row.spread))
    return ready[: budget.spend(session, workspace_id, at, len(ready))] if ready else []


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
        requested_by=row.requested_by,
        zone=row.zone,
        organization_id=row.organization_id,
        request_id=row.request_id,
    )


def workspaces_in_doubt(session: Session, now: datetime, *, lease: timedelta) -> Sequence[str]:
    """The workspaces for which `in_doubt` would return anything. It only reads, so it blocks no writer."""
    moments = {"now": now, "a_pause_on": now + due.LONGEST_PAUSE}
    beyond = rows(session, _beyond_lease(), long_ago=now - lease, far_ahead=now + lease, **moments)
    return [workspace_id for (workspace_id,) in beyond]


@cache
def _beyond_lease() -> Select[str]:
    beyond = or_(OutboxRow.claimed_at <= bindparam("long_ago"), OutboxRow.claimed_at > bindparam("far_ahead"))
    lasts = and_(SendPauseRow.until > bindparam("now"), SendPauseRow.until <= bindparam("a_pause_on"))
    may_not_read = exists().where(
        SendPauseRow.workspace_id == OutboxRow.workspace_id, SendPauseRow.method == READING, lasts
    )
    return select(OutboxRow.workspace_id).where(OutboxRow.state == "sending", beyond, ~may_not_read).distinct()


def in_doubt(
    session: Session, workspace_id: str, now: datetime, *, lease: timedelta, limit: int, besides: Collection[int] = ()
) -> list[Claimed]:
    """Claim again messages that were claimed more than `lease` ago and never reported. `now` is on the `steady` clock.

    `besides` are the ids of those that this program is still sending. A claim dated in the future was made before the
    clock moved back: its lease starts now.
    """
    sending = and_(OutboxRow.workspace_id == workspace_id, OutboxRow.state == "sending")
    ahead = update(OutboxRow).where(sending, OutboxRow.claimed_at > now + lease)
    session.execute(ahead.values(claimed_at=now))
    statement = (
        select(OutboxRow)
        .where(sending, OutboxRow.claimed_at <= now - lease, OutboxRow.id.not_in(besides))
        # The least recently checked first, so that a few that stay in doubt don't block the others.
        .order_by(OutboxRow.claimed_at, OutboxRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = session.scalars(statement).all()
    for row in rows:
        row.claimed_at = now
    return [_claimed(session, row, now) for row in rows]


def mark_sent(session: Session, claimed: Claimed, sent: SentMessage) -> None:
    """Mark a message sent. If it was replaced while being sent, it becomes pending again for its newer content."""
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
    """Retry at `until`: the message was certainly not sent. Refusals are counted, as their number is limited."""
    refusals = claimed.refusals + is_refusal
    _update_claim(session, claimed, state="pending", not_before=until, error=why, refusals=refusals)


def count_refusal(session: Session, claimed: Claimed) -> None:
    """Count Slack's refusal to say whether the message arrived; it stays claimed."""
    _update_claim(session, claimed, refusals=claimed.refusals + 1)


def requeue(session: Session, claimed: Claimed, why: str) -> None:
    """Make an unsent message pending again at its old place in the queue: it has waited long enough."""
    _update_claim(session, claimed, state="pending", error=why)


def check_from(session: Session, claimed: Claimed, moment: datetime, *, lease: timedelta) -> None:
    """Check with Slack from `moment` on (`steady` clock): it is unknown whether the message arrived."""
    _update_claim(session, claimed, claimed_at=moment - lease)


def fail(session: Session, claimed: Claimed, why: str) -> bool:
    """Mark the message, and those that were to follow it, failed.

    Returns False if another sender has claimed it meanwhile.
    """
    if not _update_claim(session, claimed, state="failed", error=why):
        return False
    followers = update(OutboxRow).where(OutboxRow.target_key == claimed.key, OutboxRow.state == "pending")
    session.execute(followers.values(state="failed", error=why))
    return True


def withdraw(session: Session, claimed: Claimed) -> None:
    """Delete a message that became obsolete before it was sent, such as a nudge after the answer."""
    mine = (OutboxRow.id == claimed.id) & (OutboxRow.claimed_at == claimed.claimed_at)
    gone = delete(OutboxRow).where(mine, OutboxRow.state == "sending").returning(OutboxRow.id)
    if session.execute(gone).first() is not None:
        session.execute(delete(OutboxRow).where(OutboxRow.target_key == claimed.key))


def leave_in_doubt(session: Session, claimed: Claimed, why: str) -> bool:
    """Leave the message for a person to check: Slack cannot be asked. Returns False as `fail` does."""
    return _update_claim(session, claimed, state="unknown", error=why)


def _update_claim(session: Session, claimed: Claimed, **values: Any) -> bool:
    """Update the row if this claim still holds. After its lease another sender may have claimed or sent it."""
    statement = update(OutboxRow).where(
        OutboxRow.id == claimed.id, OutboxRow.state == "sending", OutboxRow.claimed_at == claimed.claimed_at
    )
    return session.execute(statement.values(**values).returning(OutboxRow.id)).first() is not None


def save_files(session: Session, claimed: Claimed, file_ids: Sequence[str], moment: datetime) -> None:
    """Store which files an upload created, before they are shared. `moment` is on the `steady` clock."""
    change(session, OutboxRow, claimed.id, file_id=",".join(file_ids), sharing_since=moment)


def upload_again(session: Session, claimed: Claimed, why: str) -> None:
    """Restart an upload whose files were shared with no one and are deleted, now without alt texts."""
    _update_claim(session, claimed, state="pending", error=why, file_id=None, sharing_since=None, without_alt=True)


READING = "conversations.history"
"""In a pause: Slack limits how fast the workspace's conversations are read."""


def pause_reading(session: Session, workspace_id: str, until: datetime) -> None:
    """Ask nothing about the workspace's messages in doubt until then (`steady` clock)."""
    values = {"workspace_id": workspace_id, "method": READING, "until": until}
    upsert(session, SendPauseRow, values, unique=["workspace_id", "method"])


def pause(session: Session, workspace_id: str, kind: MessageKind, until: datetime) -> None:
    values = {"workspace_id": workspace_id, "method": METHODS[kind], "until": until}
    upsert(session, SendPauseRow, values, unique=["workspace_id", "method"])


def retry_sooner(session: Session, now: datetime, *, longest: timedelta) -> None:
    """After the clock moved back, make overdue retries due now; messages waiting for a send window keep their time."""
    no_morning = or_(OutboxRow.zone.is_(None), and_(OutboxRow.attempt > 0, OutboxRow.error != OUTSIDE_WINDOW))
    put_off = and_(OutboxRow.state == "pending", OutboxRow.not_before > now + longest, no_morning)
    session.execute(update(OutboxRow).where(put_off).values(not_before=now))


def next_moment(session: Session, now: datetime, at: datetime | None = None) -> datetime | None:
    """The next moment after `now` at which a message comes due, a pause ends or the budget allows a message."""
    at = at or now
    due = select(OutboxRow.not_before).where(OutboxRow.state == "pending", OutboxRow.not_before > now)
    over = select(SendPauseRow.until).where(SendPauseRow.until > at)
    moments = [session.scalar(due.order_by(OutboxRow.not_before).limit(1))]
    pause = session.scalar(over.order_by(SendPauseRow.until).limit(1))
    moments.append(now + (pause - at) if pause else None)
    moments += [now + wait for wait in budget.waits(session, at) if wait]
    return min((moment for moment in moments if moment is not None), default=None)
