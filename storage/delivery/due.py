"""Queries for due messages: their time has come, and nothing they must wait for is left.

`now` is on the clock for messages, `at` is the same moment on the clock for leases and paces.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import ColumnElement, Integer, Select, and_, bindparam, case, exists, or_, select
from sqlalchemy.orm import Session, aliased

from storage.delivery.outbox import METHODS, MessageKind
from storage.models import OutboxRow, SendPauseRow, WorkspaceRow
from storage.rows import rows

PICTURE_FIRST = timedelta(seconds=10)
"""How long a message waits for a picture above it in the thread. Slack usually shows the picture sooner."""
CHANNEL_PACE = timedelta(seconds=1)
"""Slack accepts one message a second per channel."""

SEVERAL = 2
EVERY_METHOD = "*"
"""In a pause: it applies to every method."""
LONGEST_PAUSE = timedelta(minutes=5)
"""A pause that ends later than this began before the clock was moved back."""


def workspaces(session: Session, now: datetime) -> Sequence[str]:
    """The workspaces that have messages whose time has come. Something else may still hold these up."""
    workspace_ids = [workspace_id for (workspace_id,) in rows(session, _workspaces())]
    if len(workspace_ids) <= 1:
        return workspace_ids
    return [workspace_id for (workspace_id,) in rows(session, _with_messages(), now=now)]


@cache
def _workspaces() -> Select[str]:
    return select(WorkspaceRow.id)


@cache
def _with_messages() -> Select[str]:
    is_due = and_(OutboxRow.state == "pending", OutboxRow.not_before <= bindparam("now"))
    return select(OutboxRow.workspace_id).where(is_due).distinct()


def requested(session: Session, workspace_id: str, now: datetime, at: datetime, limit: int) -> list[OutboxRow]:
    """Messages to people of a workspace that answer their actions."""
    return _due(session, _requested(), now, at, limit=limit, workspace_id=workspace_id)


def unrequested(session: Session, workspace_id: str, now: datetime, at: datetime, limit: int) -> list[OutboxRow]:
    """Unrequested messages to people of a workspace."""
    return _due(session, _unrequested(), now, at, limit=limit, workspace_id=workspace_id)


def _due(
    session: Session, statement: Select[OutboxRow], now: datetime, at: datetime, **values: int | str
) -> list[OutboxRow]:
    ago = {
        "a_pace_ago": at - CHANNEL_PACE,
        "a_picture_ago": at - PICTURE_FIRST,
        "some_leases_ago": at - LONGEST_PAUSE,
    }
    moments = {"now": now, "at": at, "a_pause_on": at + LONGEST_PAUSE, **ago}
    return list(session.scalars(statement, moments | values).all())


@cache
def _requested() -> Select[OutboxRow]:
    return _due_where(and_(OutboxRow.zone.is_(None), OutboxRow.workspace_id == bindparam("workspace_id")))


@cache
def _unrequested() -> Select[OutboxRow]:
    return _due_where(
        and_(
            OutboxRow.zone.is_not(None),
            OutboxRow.workspace_id == bindparam("workspace_id"),
            _channel_is_free(aliased(OutboxRow)),
        )
    )


def _channel_is_free(other: type[OutboxRow]) -> ColumnElement[bool]:
    """No unrequested message left for the channel within the last second. A clock that stands still blocks no one."""
    within = and_(other.claimed_at > bindparam("a_pace_ago"), other.claimed_at < bindparam("at"))
    return ~exists().where(other.channel == OutboxRow.channel, within, other.zone.is_not(None))


def _due_where(which: ColumnElement[bool]) -> Select[OutboxRow]:
    """Callers cache the statement: building it takes longer than running it."""
    target = aliased(OutboxRow)
    is_due = and_(OutboxRow.state == "pending", OutboxRow.not_before <= bindparam("now"))
    return (
        select(OutboxRow)
        .where(is_due, _target_is_sent(target), ~_is_paused(OutboxRow), ~_follows_a_picture(), which)
        .order_by(OutboxRow.not_before, OutboxRow.spread, OutboxRow.id)
        .limit(bindparam("limit", type_=Integer))
        .with_for_update(skip_locked=True, of=OutboxRow)
    )


def _target_is_sent(target: type[OutboxRow]) -> ColumnElement[bool]:
    sent = exists().where(target.key == OutboxRow.target_key, target.sent_ts.is_not(None))
    return or_(OutboxRow.target_key.is_(None), sent)


def _is_paused(row: type[OutboxRow]) -> ColumnElement[bool]:
    method = case(*((row.kind == kind, name) for kind, name in METHODS.items()))
    lasts = and_(SendPauseRow.until > bindparam("at"), SendPauseRow.until <= bindparam("a_pause_on"))
    concerns = or_(SendPauseRow.method == method, SendPauseRow.method == EVERY_METHOD)
    return exists().where(
        SendPauseRow.workspace_id == row.workspace_id, concerns, or_(lasts, SendPauseRow.why.is_not(None))
    )


def _follows_a_picture() -> ColumnElement[bool]:
    """A file queued earlier for the same thread is about to be tried or is being tried.

    No one waits for its second try.
    """
    waiting, leaving = aliased(OutboxRow), aliased(OutboxRow)
    untried = and_(waiting.state == "pending", waiting.claimed_at.is_(None), ~_is_paused(waiting))
    # Compares only the last claim so that the index is used: an upload is claimed repeatedly until Slack shows it.
    lately = leaving.claimed_at > bindparam("some_leases_ago")
    in_hand = and_(leaving.state == "sending", lately, leaving.first_claimed_at > bindparam("a_picture_ago"))
    return or_(exists().where(_is_above(waiting), untried), exists().where(_is_above(leaving), in_hand))


def _is_above(file: type[OutboxRow]) -> ColumnElement[bool]:
    # Compares the channel too: the index covers claims per channel.
    same_thread = and_(file.channel == OutboxRow.channel, file.target_key == OutboxRow.target_key)
    return and_(
        same_thread, OutboxRow.kind == MessageKind.POST, file.kind == MessageKind.UPLOAD, file.id < OutboxRow.id
    )
