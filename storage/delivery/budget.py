"""How fast messages nobody asked for may leave: one row for each workspace, shared by all replicas.

Slack names no exact limit, so the pace is found out: it starts at 4 a second, grows by half a message a second
with every twenty quiet seconds of sending up to 8, and when Slack refuses every tenth call it falls to what Slack
took, by half at most. A single refusal only pauses, for as long as Slack says. What was saved while nothing left
may go at once, up to a burst.
"""

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import SendBudgetRow
from storage.upsert import insert_missing, upsert

SLOWEST, FIRST, FASTEST = 1.0, 4.0, 8.0
STEP = 0.5
QUIET = timedelta(seconds=20)
BURST = 60.0
"""With the first pace this makes 300 in the first minute: the "several hundred" that Slack speaks of."""
WINDOW = 40
REFUSALS = 4
"""So many among WINDOW calls are no accident."""
LEAST_KEPT = 0.5
"""Refusals that come all at once tell little about how much Slack would take."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """What the row holds; every change gives a new one."""

    tokens: float
    per_second: float
    filled_at: datetime
    raised_at: datetime
    calls: int = 0
    refusals: int = 0

    @classmethod
    def first(cls, moment: datetime) -> "Bucket":
        return cls(BURST, FIRST, moment, moment)

    def filled(self, moment: datetime) -> "Bucket":
        """As of the moment. A clock that was set back fills nothing and takes nothing."""
        seconds = max(0.0, (moment - self.filled_at).total_seconds())
        tokens = max(self.tokens, min(BURST, self.tokens + seconds * self.per_second))
        return replace(self, tokens=tokens, filled_at=moment)

    def spent(self, count: int) -> tuple["Bucket", int]:
        """How many may leave now. A pace is raised by use: a quiet night proves nothing."""
        granted = min(count, int(self.tokens))
        bucket = replace(self, tokens=self.tokens - granted, calls=self.calls + granted)
        if bucket.calls >= WINDOW:
            bucket = replace(bucket, calls=0, refusals=0)
        return (bucket.raised() if granted else bucket), granted

    def raised(self) -> "Bucket":
        if abs(self.filled_at - self.raised_at) < QUIET:
            return self
        faster = max(self.per_second, min(FASTEST, self.per_second + STEP))
        return replace(self, per_second=faster, raised_at=self.filled_at)

    def refused(self) -> "Bucket":
        if self.refusals + 1 < REFUSALS:
            return replace(self, refusals=self.refusals + 1)
        taken = max(LEAST_KEPT, 1 - REFUSALS / max(self.calls, REFUSALS))
        slower = max(SLOWEST, self.per_second * taken)
        return replace(self, tokens=0.0, per_second=slower, raised_at=self.filled_at, calls=0, refusals=0)

    def next_token(self) -> timedelta:
        """How long until one may leave."""
        return timedelta(seconds=max(0.0, 1 - self.tokens) / self.per_second)


def spend(session: Session, workspace_id: str, moment: datetime, count: int) -> int:
    """How many of the wanted messages may leave now; they are counted as gone."""
    bucket, granted = _locked(session, workspace_id, moment).spent(count)
    if granted:
        _keep(session, workspace_id, bucket)
    return granted


def refused(session: Session, workspace_id: str, moment: datetime) -> None:
    """Slack answered 429."""
    _keep(session, workspace_id, _locked(session, workspace_id, moment).refused())


def wait(session: Session, workspace_id: str, moment: datetime) -> timedelta:
    """Until the next message may leave."""
    row = session.get(SendBudgetRow, workspace_id)
    return _bucket(row).filled(moment).next_token() if row else timedelta(0)


def set_pace(session: Session, workspace_id: str, bucket: Bucket) -> None:
    """For a workspace whose pace is known."""
    _keep(session, workspace_id, bucket)


def _locked(session: Session, workspace_id: str, moment: datetime) -> Bucket:
    """The row, kept from other replicas until this transaction ends."""
    first = {"workspace_id": workspace_id, **asdict(Bucket.first(moment))}
    statement = select(SendBudgetRow).filter_by(workspace_id=workspace_id).with_for_update()
    statement = statement.execution_options(populate_existing=True)
    row = session.scalars(statement).one_or_none()
    if row is None:
        insert_missing(session, SendBudgetRow, [first], unique=["workspace_id"])
        row = session.scalars(statement).one()
    return _bucket(row).filled(moment)


def _bucket(row: SendBudgetRow) -> Bucket:
    return Bucket(row.tokens, row.per_second, row.filled_at, row.raised_at, row.calls, row.refusals)


def _keep(session: Session, workspace_id: str, bucket: Bucket) -> None:
    upsert(session, SendBudgetRow, {"workspace_id": workspace_id, **asdict(bucket)}, unique=["workspace_id"])
