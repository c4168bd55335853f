"""What was taken already: a click, a form or a command that comes twice is one."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from storage.models import DedupKeyRow
from storage.upsert import insert_missing


def claim(session: Session, key: str, now: datetime) -> bool:
    """False when a turn with this natural key was taken before."""
    return insert_missing(session, DedupKeyRow, [{"key": key, "at": now}], unique=["key"]) == 1


def release(session: Session, key: str) -> None:
    session.execute(delete(DedupKeyRow).where(DedupKeyRow.key == key))


def forget(session: Session, before: datetime) -> None:
    session.execute(delete(DedupKeyRow).where(DedupKeyRow.at < before))
