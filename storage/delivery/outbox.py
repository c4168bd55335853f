"""Outbox messages as turns use them: queued once and looked up later. storage/delivery/claims.py sends them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, Self
from zlib import crc32

from sqlalchemy import (
    Executable,
    Select,
    bindparam,
    case,
    delete,
    select,
    update,
)
from sqlalchemy.orm import Session

from plans.former_members import is_stand_in
from storage.delivery import request_ids
from storage.delivery.sent_messages import SentMessage
from storage.models import OutboxRow
from storage.rows import rows
from storage.upsert import dialect, insert_into, insert_missing


class MessageKind(StrEnum):
    POST = "post"
    UPDATE = "update"
    EPHEMERAL = "ephemeral"
    UPLOAD = "upload"
    HOME = "home"
    REACT = "react"


METHODS: Mapping[MessageKind, str] = {
    MessageKind.POST: "chat.postMessage",
    MessageKind.UPDATE: "chat.update",
    MessageKind.EPHEMERAL: "chat.postEphemeral",
    MessageKind.UPLOAD: "files.completeUploadExternal",
    MessageKind.HOME: "views.publish",
    MessageKind.REACT: "reactions.add",
}
"""Slack limits the rate of each method separately."""

REPLACEABLE = frozenset({MessageKind.UPDATE, MessageKind.HOME})
"""Only the newest of these is worth sending."""


UNTRIED: Mapping[str, Any] = {
    "state": "pending",
    "attempt": 0,
    "refusals": 0,
    "without_alt": False,
    "sharing_since": None,
    "file_id": None,
    "error": None,
}
"""The columns of a message no one has tried to send."""


Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxMessage:
    """A message to queue. Each kind has a constructor of its own; no one else names the kind."""

    workspace_id: str
    key: str
    kind: MessageKind
    channel: str
    payload: Payload
    target_key: str | None = None
    not_before: datetime | None = None
    zone: str | None = None
    """Set for unrequested messages: they wait for the reader's send window …"""
    organization_id: int | None = None
    """… and for a day on which this organization is open."""
    requested_by: str | None = None
    """Slack id of the person to notify when the message can never be sent."""

    @classmethod
    def post(
        cls, workspace_id: str, channel: str, key: str, payload: Payload, *, target_key: str | None = None
    ) -> Self:
        """A new message, in the thread of the message with `target_key` if there is one."""
        return cls(
            workspace_id=workspace_id,
            key=key,
            kind=MessageKind.POST,
            channel=channel,
            payload=payload,
            target_key=target_key,
        )

    @classmethod
    def update(cls, workspace_id: str, channel: str, target_key: str, payload: Payload, *, key: str = "") -> Self:
        """Other content for the message with `target_key`. Of updates with one key only the newest is sent."""
        return cls(
            workspace_id=workspace_id,
            key=key or f"{target_key}:shown",
            kind=MessageKind.UPDATE,
            channel=channel,
            payload=payload,
            target_key=target_key,
        )

    @classmethod
    def ephemeral(
        cls, workspace_id: str, channel: str, key: str, payload: Payload, *, reader: str, thread_ts: str | None = None
    ) -> Self:
        """A message in a channel or thread that only `reader` sees."""
        beside = {**payload, "user": reader} | ({"thread_ts": thread_ts} if thread_ts else {})
        return cls(workspace_id=workspace_id, key=key, kind=MessageKind.EPHEMERAL, channel=channel, payload=beside)

    @classmethod
    def upload(
        cls, workspace_id: str, channel: str, key: str, payload: Payload, *, target_key: str | None = None
    ) -> Self:
        """Files, in the thread of the message with `target_key` if there is one."""
        return cls(
            workspace_id=workspace_id,
            key=key,
            kind=MessageKind.UPLOAD,
            channel=channel,
            payload=payload,
            target_key=target_key,
        )

    @classmethod
    def home(cls, workspace_id: str, reader: str, key: str, payload: Payload) -> Self:
        return cls(workspace_id=workspace_id, key=key, kind=MessageKind.HOME, channel=reader, payload=payload)

    @classmethod
    def react(cls, workspace_id: str, channel: str, key: str, payload: Payload) -> Self:
        """A reaction to the message whose ts the payload has."""
        return cls(workspace_id=workspace_id, key=key, kind=MessageKind.REACT, channel=channel, payload=payload)

    def unrequested(self, *, zone: str | None, organization_id: int | None, not_before: datetime | None = None) -> Self:
        """The same for a reader who did not ask for it: it waits for their send window on an open day."""
        return replace(self, zone=zone, organization_id=organization_id, not_before=not_before)


def put(session: Session, message: OutboxMessage, now: datetime) -> None:
    """Queue a message once. An update or a Home tab replaces a pending one with the same key.

    Nothing is queued for a person who was erased.
    """
    if is_stand_in(message.channel):
        return
    values = _values(message, now)
    if message.kind not in REPLACEABLE:
        insert_missing(session, OutboxRow, [values], unique=["key"])
    else:
        session.connection().execute(_replacing(dialect(session)), values)


def put_posts(session: Session, messages: Iterable[OutboxMessage], now: datetime) -> None:
    """Queue any number of posts in one statement."""
    values = [_values(message, now) for message in messages if not is_stand_in(message.channel)]
    insert_missing(session, OutboxRow, values, unique=["key"])


def put_updates(session: Session, messages: Iterable[OutboxMessage], now: datetime) -> None:
    """Queue any number of updates; each replaces a pending one with the same key."""
    if values := [_values(message, now) for message in messages if not is_stand_in(message.channel)]:
        session.execute(_replacing(dialect(session)), values)


def _values(message: OutboxMessage, now: datetime) -> dict[str, Any]:
    return {
        "workspace_id": message.workspace_id,
        "key": message.key,
        "kind": message.kind,
        "channel": message.channel,
        "target_key": message.target_key,
        "payload": dict(message.payload),
        "not_before": message.not_before or now,
        "spread": crc32(message.key.encode()),
        "zone": message.zone,
        "organization_id": message.organization_id,
        "requested_by": message.requested_by,
        "request_id": request_ids.active(),
        "state": "pending",
        "version": 1,
        "attempt": 0,
    }


@cache
def _replacing(dialect: str) -> Executable:
    statement = insert_into(dialect, OutboxRow)
    replaced = {
        "channel": statement.excluded.channel,
        "payload": statement.excluded.payload,
        "not_before": statement.excluded.not_before,
        "version": OutboxRow.version + 1,
        "requested_by": statement.excluded.requested_by,
        "request_id": statement.excluded.request_id,
        "attempt": 0,
        "refusals": 0,
        "state": case((OutboxRow.state == "sending", "sending"), else_="pending"),
    }
    return statement.on_conflict_do_update(index_elements=["key"], set_=replaced)


def rewrite(session: Session, key: str, payload: Mapping[str, Any]) -> None:
    """Replace a message's payload, sent or not, so that no row keeps its earlier words."""
    session.execute(update(OutboxRow).where(OutboxRow.key == key).values(payload=dict(payload)))


def where_is(session: Session, key: str) -> SentMessage | None:
    for row in rows(session, _place(), key=key):
        if row.sent_channel and row.sent_ts:
            return SentMessage(channel=row.sent_channel, ts=row.sent_ts)
    return None


@cache
def _place() -> Select[str | None, str | None]:
    return select(OutboxRow.sent_channel, OutboxRow.sent_ts).where(OutboxRow.key == bindparam("key"))


def delete_pending(session: Session, key: str) -> None:
    """Delete a pending message, so that it can be queued for another time."""
    session.execute(delete(OutboxRow).where(OutboxRow.key == key, OutboxRow.state == "pending"))


def sent_at(session: Session, key: str) -> datetime | None:
    """About when a message left; None if it has not."""
    return session.scalar(select(OutboxRow.claimed_at).where(OutboxRow.key == key, OutboxRow.state == "sent"))


def readers(session: Session, keys: Iterable[str]) -> dict[str, str]:
    """The person or channel each message was queued for, by key. Withdrawn messages are left out."""
    statement = select(OutboxRow.key, OutboxRow.channel).where(OutboxRow.key.in_(keys)).order_by(OutboxRow.id)
    return {row.key: row.channel for row in session.execute(statement)}


def newest_post(session: Session, prefix: str) -> tuple[str, str, Mapping[str, Any]] | None:
    """Key, channel and payload of the newest post whose key starts with `prefix`."""
    statement = select(OutboxRow.key, OutboxRow.channel, OutboxRow.payload).where(
        OutboxRow.key.startswith(prefix, autoescape=True), OutboxRow.kind == MessageKind.POST.value
    )
    row = session.execute(statement.order_by(OutboxRow.id.desc()).limit(1)).one_or_none()
    return (row.key, row.channel, row.payload) if row else None


def posts(session: Session, prefix: str) -> Sequence[tuple[str, str]]:
    """Key and channel of every post whose key starts with `prefix`."""
    statement = select(OutboxRow.key, OutboxRow.channel).where(
        OutboxRow.key.startswith(prefix, autoescape=True), OutboxRow.kind == MessageKind.POST.value
    )
    return [(row.key, row.channel) for row in session.execute(statement.order_by(OutboxRow.id))]


def was_queued(session: Session, key: str) -> bool:
    """Whether a message with this key was ever queued."""
    return bool(rows(session, _key_exists(), key=key))


@cache
def _key_exists() -> Select[int]:
    return select(OutboxRow.id).where(OutboxRow.key == bindparam("key"))


def undelivered(session: Session, workspace_id: str) -> Sequence[tuple[str, str, str]]:
    """Key, state and error of every message that failed or is in doubt."""
    statement = (
        select(OutboxRow.key, OutboxRow.state, OutboxRow.error)
        .where(OutboxRow.workspace_id == workspace_id, OutboxRow.state.in_(("failed", "unknown")))
        .order_by(OutboxRow.id)
    )
    return [(key, state, error or "") for key, state, error in session.execute(statement)]


def retry_failed(session: Session, workspace_id: str, now: datetime) -> list[str]:
    """Retry every failed message and return their keys. Messages in doubt may have arrived and are left alone."""
    failed = (OutboxRow.workspace_id == workspace_id, OutboxRow.state == "failed")
    keys = list(session.scalars(select(OutboxRow.key).where(*failed).order_by(OutboxRow.id)))
    session.execute(update(OutboxRow).where(*failed).values(**UNTRIED, not_before=now))
    return keys


def key_at(session: Session, channel: str, reader: str, ts: str) -> str | None:
    """The key of our post with this timestamp; None if someone else wrote it.

    `channel` is where `reader` sees it. Messages to a person are queued under the person.
    """
    statement = select(OutboxRow.key).where(
        OutboxRow.channel.in_((channel, reader)), OutboxRow.sent_channel == channel, OutboxRow.sent_ts == ts
    )
    return session.scalars(statement.where(OutboxRow.kind == MessageKind.POST.value)).first()


def keys(session: Session, prefix: str) -> Sequence[str]:
    """The keys of all messages that begin with this."""
    return session.scalars(select(OutboxRow.key).where(OutboxRow.key.startswith(prefix, autoescape=True))).all()
