"""When messages arrived, by Slack's own clock, which is independent of all clocks here."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.delivery.claims import Claimed
from storage.delivery.outbox import MessageKind
from storage.models import OutboxRow


def earlier_post(session: Session, message: Claimed, before: datetime) -> str | None:
    """The ts of a post of the same workspace that was claimed before that moment and arrived. None if there is none.

    A message that left later has a higher ts, so that Slack need not be asked about anything older.
    """
    statement = select(OutboxRow.sent_ts).where(
        OutboxRow.workspace_id == message.workspace_id,
        OutboxRow.kind == MessageKind.POST,
        OutboxRow.state == "sent",
        OutboxRow.claimed_at < before,
    )
    return session.scalar(statement.order_by(OutboxRow.id.desc()).limit(1))
