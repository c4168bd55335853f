"""Messages that will never reach their addressee, and sending them elsewhere."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.orm import Session

from storage.delivery.outbox import UNTRIED, MessageKind
from storage.dialogs import threads
from storage.models import OutboxRow

ENDED = ("failed", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Undelivered:
    id: int
    workspace_id: str
    key: str
    channel: str
    requested_by: str | None
    version: int


def find(session: Session, row_id: int) -> Undelivered | None:
    """None for a message that is being sent, was sent, or does not exist."""
    row = session.get(OutboxRow, row_id)
    if row is None or row.state not in ENDED:
        return None
    return Undelivered(
        id=row.id,
        workspace_id=row.workspace_id,
        key=row.key,
        channel=row.channel,
        requested_by=row.requested_by,
        version=row.version,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LostMessage:
    """A message that nobody asked for and that never reached its reader."""

    organization_id: int
    channel: str
    """A channel, or the Slack id of its reader."""
    code: str
    """Slack's error code."""
    due_at: datetime


def lost(session: Session, organization_ids: Collection[int], since: datetime) -> list[LostMessage]:
    """What these organizations' people were to get since then, the newest first."""
    columns = (OutboxRow.organization_id, OutboxRow.channel, OutboxRow.error, OutboxRow.not_before)
    statement = select(*columns).where(
        OutboxRow.organization_id.in_(organization_ids),
        OutboxRow.kind == MessageKind.POST.value,
        OutboxRow.state.in_(ENDED),
        OutboxRow.not_before >= since,
    )
    newest_first = session.execute(statement.order_by(OutboxRow.id.desc()))
    return [
        LostMessage(organization_id=organization_id, channel=channel, code=error or "", due_at=due_at)
        for organization_id, channel, error, due_at in newest_first
        if organization_id is not None
    ]


def is_in_doubt(session: Session, row_id: int) -> bool:
    return session.scalar(select(OutboxRow.state).filter_by(id=row_id)) == "unknown"


def target_of(session: Session, row_id: int) -> str | None:
    """Key of the message in whose thread it was to appear."""
    return session.scalar(select(OutboxRow.target_key).filter_by(id=row_id))


def send_to(session: Session, message: Undelivered, channel: str, now: datetime) -> None:
    """Send it to another channel, with the messages that follow it or were queued together with it."""
    together = group_of(session, message.key) + ":"
    siblings = and_(
        OutboxRow.key.startswith(together, autoescape=True),
        OutboxRow.channel == message.channel,
        OutboxRow.requested_by == message.requested_by,
        OutboxRow.target_key.is_(None),
    )
    mine = or_(OutboxRow.key == message.key, OutboxRow.target_key == message.key, siblings)
    again = {**UNTRIED, "channel": channel, "not_before": now, "version": OutboxRow.version + 1}
    session.execute(update(OutboxRow).where(mine, OutboxRow.state.in_(ENDED)).values(**again))


def group_of(session: Session, key: str) -> str:
    """The prefix that the keys of messages requested together share. A dialog's opening is a group of its own."""
    return key if threads.is_opening(session, key) else key.rpartition(":")[0]


def delete_message(session: Session, key: str) -> None:
    """Delete the message and its followers, so that its key can be queued again."""
    mine = or_(OutboxRow.key == key, OutboxRow.target_key == key)
    session.execute(delete(OutboxRow).where(mine, OutboxRow.state.in_(ENDED)))


def key_at(session: Session, beginning: str, reader: str, ts: str) -> str | None:
    """Key of the post to this reader that Slack gave this ts, among keys with this beginning."""
    statement = select(OutboxRow.key).where(
        OutboxRow.key.startswith(beginning, autoescape=True),
        OutboxRow.kind == MessageKind.POST.value,
        OutboxRow.channel == reader,
        OutboxRow.sent_ts == ts,
    )
    return session.scalar(statement.limit(1))


def sent_to(session: Session, beginning: str) -> set[str]:
    """The channels that got a message whose key begins so."""
    sent = select(OutboxRow.channel).where(OutboxRow.key.startswith(beginning, autoescape=True))
    return set(session.scalars(sent.where(OutboxRow.state == "sent")))


def keys_starting_with(session: Session, beginning: str) -> Sequence[str]:
    statement = select(OutboxRow.key).where(OutboxRow.key.startswith(beginning, autoescape=True))
    return session.scalars(statement.order_by(OutboxRow.id)).all()
