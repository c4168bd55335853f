"""Adds audit records. A record joins the chain of hashes later (storage/audit/chain.py), so writers don't wait."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from storage import upsert
from storage.audit.kinds import AuditKind
from storage.delivery import request_ids
from storage.models import AuditRecordRow

Detail = int | date | StrEnum | bytes | Sequence[int]
"""An id or a count, a day or a moment, a code of the program, a checksum, or several ids."""

_ADDED = "audit_record_added"
ACTION = re.compile(r"[A-Za-z/][A-Za-z0-9_.:/ -]{0,99}")


def add(
    session: Session,
    kind: AuditKind,
    action: str,
    *,
    at: datetime,
    workspace_id: str | None = None,
    person_id: int | None = None,
    login: str | None = None,
    plan_id: int | None = None,
    organization_id: int | None = None,
    **details: Detail,
) -> None:
    """Add a record in the session's transaction.

    `action` is a name from the code, never one that somebody typed. Raises TypeError for a detail that is a text.
    """
    if not ACTION.fullmatch(action):
        raise ValueError(f"not the name of an action: {action!r}")
    row = {
        "at": at,
        "workspace_id": workspace_id,
        "person_id": person_id,
        "login": login,
        "kind": kind,
        "action": action,
        "plan_id": plan_id,
        "organization_id": organization_id,
        "request_id": request_ids.active(),
        "details": encoded(details),
    }
    upsert.add(session, AuditRecordRow, row)
    session.info[_ADDED] = True


def has_added(session: Session) -> bool:
    """Whether the session's transaction has a record of its own."""
    return bool(session.info.get(_ADDED))


def encoded(details: Mapping[str, Detail]) -> dict[str, Any]:
    """The details as JSON holds them. Raises TypeError for texts, which could be somebody's words."""
    return {name: _encoded(name, detail) for name, detail in details.items()}


def _encoded(name: str, detail: Detail) -> int | str | list[int]:
    match detail:
        case StrEnum():
            return detail.value
        case int():
            return detail
        case date():
            return detail.isoformat()
        case bytes():
            return detail.hex()
        case str():
            raise TypeError(f"{name} would put a text into the audit")
        case _ if all(isinstance(number, int) for number in detail):
            return list(detail)
    raise TypeError(f"{name} holds more than ids")
