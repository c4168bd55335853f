"""After a restoration from a backup: Slack may have messages that the database doesn't know it sent."""

from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from storage.delivery.outbox import MessageKind
from storage.models import OutboxRow, RestorationRow

LOOK_FIRST = timedelta(days=14)
"""For so long after a restoration, Slack is asked about a message that nobody requested before it is sent."""


def note(session: Session, at: datetime) -> None:
    """The database has just been restored.

    Posts that waited may have left after the backup. They count as in doubt, so that Slack is asked about them.
    """
    session.add(RestorationRow(restored_at=at))
    waiting = update(OutboxRow).where(
        OutboxRow.state == "pending", OutboxRow.kind == MessageKind.POST, OutboxRow.not_before <= at
    )
    long_ago = at - LOOK_FIRST
    first = func.coalesce(OutboxRow.first_claimed_at, long_ago)
    session.execute(waiting.values(state="sending", claimed_at=long_ago, first_claimed_at=first))


def latest(session: Session) -> datetime | None:
    """When the database was last restored."""
    return session.scalar(select(RestorationRow.restored_at).order_by(RestorationRow.id.desc()).limit(1))
