"""The threads of the messages that show check-in requests."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.delivery.outbox import MessageKind
from storage.dialogs.threads import DialogAddress
from storage.models import CheckInRequestRow, OutboxRow, RoundRow

SHOWN_AS = frozenset({"check_in", "nudge"})
"""What the messages that show a request are rendered as."""


def in_thread(session: Session, channel: str, reader: str, thread_ts: str) -> tuple[int, str] | None:
    """The id of the request that the thread's first message shows, and the key of that message.

    `channel` is where `reader` posted in the thread. Messages to a person are queued under the person.
    """
    statement = select(OutboxRow.key, OutboxRow.payload).where(
        OutboxRow.channel.in_((channel, reader)), OutboxRow.sent_channel == channel, OutboxRow.sent_ts == thread_ts
    )
    for key, payload in session.execute(statement.where(OutboxRow.kind == MessageKind.POST.value)):
        if payload.get("make") in SHOWN_AS:
            return payload["request"], key
    return None


def next_in_open_rounds(session: Session, after: int, limit: int) -> list[tuple[int, tuple[str, ...]]]:
    """Id and copies of the next requests of open rounds, from the first one after this id on."""
    statement = (
        select(CheckInRequestRow.id, CheckInRequestRow.copies)
        .join(RoundRow, RoundRow.id == CheckInRequestRow.round_id)
        .where(RoundRow.state == "open", CheckInRequestRow.id > after)
        .order_by(CheckInRequestRow.id)
        .limit(limit)
    )
    return [(row.id, tuple(row.copies)) for row in session.execute(statement)]


def addresses(session: Session, keys: dict[str, int]) -> list[DialogAddress]:
    """Where the messages with these keys are, as far as they were sent, each with the id of its request."""
    statement = select(OutboxRow.key, OutboxRow.workspace_id, OutboxRow.sent_channel, OutboxRow.sent_ts).where(
        OutboxRow.key.in_(keys)
    )
    return [
        DialogAddress(id=keys[row.key], workspace_id=row.workspace_id, channel=row.sent_channel, thread_ts=row.sent_ts)
        for row in session.execute(statement.order_by(OutboxRow.id))
        if row.sent_channel and row.sent_ts
    ]
