"""While Slack refuses the bot's token nothing leaves, and nothing counts as refused.

Unlike the pauses that Slack asks for, these last until the token has been tried and works again.
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
    """What is paused; EVERY_METHOD for all of it."""
    why: str
    """Slack's code, and behind a space the permissions that are missing."""

    @property
    def code(self) -> str:
        return self.why.partition(" ")[0]

    @property
    def needed(self) -> Sequence[str]:
        """Any of these permissions would do."""
        return [scope for scope in self.why.partition(" ")[2].split(",") if scope]


def begin(session: Session, workspace_id: str, kind: MessageKind | None, why: str, until: datetime) -> bool:
    """Of one kind of message, or of all; whether it is news. `until` is when the token is to be tried."""
    method = METHODS[kind] if kind else EVERY_METHOD
    known = session.scalar(select(SendPauseRow.why).filter_by(workspace_id=workspace_id, method=method))
    values = {"workspace_id": workspace_id, "method": method, "until": until, "why": why}
    upsert(session, SendPauseRow, values, unique=["workspace_id", "method"])
    return known != why


def all_of(session: Session) -> list[TokenPause]:
    rows = session.scalars(
        select(SendPauseRow)
        .where(SendPauseRow.why.is_not(None))
        .order_by(SendPauseRow.workspace_id, SendPauseRow.method)
    )
    return [_pause(row) for row in rows]


def to_try(session: Session, moment: datetime) -> list[TokenPause]:
    """Those whose token is to be tried by now."""
    rows = session.scalars(select(SendPauseRow).where(SendPauseRow.why.is_not(None), SendPauseRow.until <= moment))
    return [_pause(row) for row in rows]


def try_at(session: Session, moment: datetime) -> None:
    """The token of every pause is to be tried at that moment."""
    session.execute(update(SendPauseRow).where(SendPauseRow.why.is_not(None)).values(until=moment))


def end(session: Session, pause: TokenPause) -> None:
    session.execute(delete(SendPauseRow).filter_by(workspace_id=pause.workspace_id, method=pause.method))


def _pause(row: SendPauseRow) -> TokenPause:
    return TokenPause(workspace_id=row.workspace_id, method=row.method, why=row.why or "")
