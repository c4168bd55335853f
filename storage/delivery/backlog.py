"""Messages that should have arrived and have not."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.delivery import claims, due
from storage.delivery.undelivered import ENDED
from storage.models import OutboxRow

UNSENT = ("pending", "sending", *ENDED)


@dataclass(frozen=True, slots=True)
class Backlog:
    count: int
    oldest: datetime | None
    """When the oldest of them was due."""


def undelivered(session: Session, since: datetime) -> Backlog:
    """Messages due since then that Slack refused for good or that are in doubt."""
    statement = select(func.count(), func.min(OutboxRow.not_before)).where(
        OutboxRow.state.in_(ENDED), OutboxRow.not_before >= since
    )
    return Backlog(*session.execute(statement).one())


def oldest_due(session: Session, now: datetime, by: datetime) -> datetime | None:
    """When the longest waiting answer was due, of those due by then that nothing keeps from leaving."""
    at = claims.steady(session, now)
    waiting = [due.requested(session, each, by, at, limit=1) for each in due.workspaces(session, by)]
    return min((message.not_before for messages in waiting for message in messages), default=None)


def by_state(session: Session) -> dict[str, Backlog]:
    """Everything that isn't sent: pending, being sent, failed or in doubt. What is to leave later is pending, too."""
    statement = select(OutboxRow.state, func.count(), func.min(OutboxRow.not_before)).where(OutboxRow.state.in_(UNSENT))
    counted = {
        state: Backlog(count, oldest) for state, count, oldest in session.execute(statement.group_by(OutboxRow.state))
    }
    return {state: counted.get(state, Backlog(0, None)) for state in UNSENT}
