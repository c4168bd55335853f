"""How fast unrequested messages may leave: one row per workspace, shared by all replicas.

Slack publishes no exact limit, so the pace adapts. It starts at 4 messages a second and grows by 0.5 a second after
every 20 seconds of sending without refusals, up to 8. When Slack refuses about every tenth call, the pace falls to what
Slack accepted, by half at most. A single refusal only pauses for as long as Slack says. Tokens saved while nothing left
may be spent at once, up to a burst.
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
"""With the first pace this allows 300 messages in the first minute, Slack's "several hundred"."""
WINDOW = 40
REFUSALS = 4
"""This many refusals within WINDOW calls are no accident."""
MIN_FACTOR = 0.5
"""The pace never falls below this fraction at once: refusals in a burst say little about what Slack accepts."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """The row's content. Every change returns a new bucket."""

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
        """Add the tokens earned since the last fill. A clock that moved back neither adds nor removes any."""
        seconds = max(0.0, (moment - self.filled_at).total_seconds())
        tokens = max(self.tokens, min(BURST, self.tokens + seconds * self.per_second))
        return replace(self, tokens=tokens, filled_at=moment)

    def spent(self, count: int) -> tuple["Bucket", int]:
        """Spend up to `count` tokens and return how many were granted.

        Only use raises the pace: a quiet night proves nothing.
        """
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
        accepted = max(MIN_FACTOR, 1 - REFUSALS / max(self.calls, REFUSALS))
        slower = max(SLOWEST, self.per_second * accepted)
        return replace(self, tokens=0.0, per_second=slower, raised_at=self.filled_at, calls=0, refusals=0)

    def next_token(self) -> timedelta:
        """How long until one message may leave."""
        return timedelta(seconds=max(0.0, 1 - self.tokens) / self.per_second)


def spend(session: Session, workspace_id: str, moment: datetime, count: int) -> int:
    """Return how many of the `count` messages may leave now, and spend their tokens."""
    bucket, granted = _locked(session, workspace_id, moment).spent(count)
    if granted:
        _save(session, workspace_id, bucket)
    return granted


def refused(session: Session, workspace_id: str, moment: datetime) -> None:
    """Count a 429 from Slack."""
    _save(session, workspace_id, _locked(session, workspace_id, moment).refused())


def waits(session: Session, moment: datetime) -> list[timedelta]:
    """How long until the next message of each workspace may leave."""
    return [_bucket(row).filled(moment).next_token() for row in session.scalars(select(SendBudgetRow)).all()]


def set_pace(session: Session, workspace_id: str, bucket: Bucket) -> None:
    """Set the pace of a workspace where it is known already."""
    _save(session, workspace_id, bucket)


def _locked(session: Session, workspace_id: str, moment: datetime) -> Bucket:
    """Read the bucket and lock its row against other replicas until the transaction ends."""
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


def _save(session: Session, workspace_id: str, bucket: Bucket) -> None:
    upsert(session, SendBudgetRow, {"workspace_id": workspace_id, **asdict(bucket)}, unique=["workspace_id"])
