"""Pauses while Slack refuses the bot's token: nothing leaves, and nothing counts as refused.

Unlike the pauses Slack asks for, these last until the token was tried and works again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from storage.delivery.due import EVERY_METHOD
from storage.delivery.outbox import METHODS, MessageKind
from storage.models import SendPauseRow
from storage.upsert import upsert


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenPause:
    workspace_id: str
    method: str
    """The paused method; EVERY_METHOD for all."""
    why: str
    """Slack's error code, followed by a space and the missing permissions."""

    @property
    def code(self) -> str:
        return self.why.partition(" ")[0]

    @property
    def needed(self) -> Sequence[str]:
        """Permissions of which any one would do."""
        return [scope for scope in self.why.partition(" ")[2].split(",") if scope]


def begin(session: Session, workspace_id: str, kind: MessageKind | None, why: str, until: datetime) -> bool:
    """Pause one kind of message, or all. Returns whether the pause is new. The token is tried again at `until`."""
    method = METHODS[kind] if kind else EVERY_METHOD
    code = session.scalar(select(SendPauseRow.why).filter_by(workspace_id=workspace_id, method=method))
    values = {"workspace_id": workspace_id, "method": method, "until": until, "why": why}
    upsert(session, SendPauseRow, values, unique=["workspace_id", "method"])
    return code != why


def all_of(session: Session) -> list[TokenPause]:
    rows = session.scalars(
        select(SendPauseRow)
        .where(SendPauseRow.why.is_not(None))
        .order_by(SendPauseRow.workspace_id, SendPauseRow.method)
    )
    return [_pause(row) for row in rows]


def to_try(session: Session, moment: datetime) -> list[TokenPause]:
    """Pauses whose token is due to be tried."""
    rows = session.scalars(select(SendPauseRow).where(SendPauseRow.why.is_not(None), SendPauseRow.until <= moment))
    return [_pause(row) for row in rows]


def try_at(session: Session, moment: datetime) -> None:
    """Set the next try of every pause."""
    session.execute(update(SendPauseRow).where(SendPauseRow.why.is_not(None)).values(until=moment))


def end(session: Session, pause: TokenPause) -> None:
    session.execute(delete(SendPauseRow).filter_by(workspace_id=pause.workspace_id, method=pause.method))


def _pause(row: SendPauseRow) -> TokenPause:
    return TokenPause(workspace_id=row.workspace_id, method=row.method, why=row.why or "")
