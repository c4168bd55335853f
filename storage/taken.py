"""What was taken already: a click, a form or a command that comes twice is one."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from storage.models import Taken
from storage.upsert import insert_missing


def take(session: Session, key: str, now: datetime) -> bool:
    """False when a turn with this natural key was taken before."""
    return insert_missing(session, Taken, [{"key": key, "at": now}], unique=["key"]) == 1


def give_back(session: Session, key: str) -> None:
    session.execute(delete(Taken).where(Taken.key == key))


def forget(session: Session, before: datetime) -> None:
    session.execute(delete(Taken).where(Taken.at < before))
