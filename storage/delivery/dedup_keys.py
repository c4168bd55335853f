"""Dedup keys of turns: a click, form or command that Slack sends twice takes effect once."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from storage.models import DedupKeyRow
from storage.upsert import insert_missing


def claim(session: Session, key: str, now: datetime) -> bool:
    """Store the key. Returns False if an earlier turn used it."""
    return insert_missing(session, DedupKeyRow, [{"key": key, "at": now}], unique=["key"]) == 1


def release(session: Session, key: str) -> None:
    session.execute(delete(DedupKeyRow).where(DedupKeyRow.key == key))


def delete_before(session: Session, before: datetime) -> None:
    session.execute(delete(DedupKeyRow).where(DedupKeyRow.at < before))


def is_claimed(session: Session, key: str) -> bool:
    """Whether an earlier turn used it."""
    return session.get(DedupKeyRow, key) is not None
