"""Where a request's audit records go: a change in its own turn, a refusal in a turn of its own, reads a little later.

A read turn commits nothing, and whoever waits for an answer shouldn't wait for a commit. So reads are collected in
memory and written with the next tick, and when the bot stops. If its process is killed, the reads of the last seconds
are lost.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from threading import Lock
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.audit import requests
from bot.audit.requests import MOST_PLANS, AuditedRequest
from bot.clock import Clock
from bot.slack.payloads import Who
from storage.audit import records
from storage.audit.kinds import AuditKind
from storage.database import Database, DatabaseMovedError
from storage.delivery import request_ids
from storage.people import people

log = logging.getLogger(__name__)

MOST_WAITING = 1000
"""With more reads than this in memory, they are written at once."""

AddRecord = Callable[[Session], None]


class AuditTrail:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._lock = Lock()
        self._reads: list[tuple[str | None, AddRecord]] = []

    def read(self, request: AuditedRequest) -> None:
        """Collect the records of what was shown."""
        viewing = request.viewing
        if viewing is None:
            return
        adding = _adding(request, AuditKind.READ, viewing.at, viewing.workspace_id, viewing.person_id)
        with self._lock:
            self._reads += [(request_ids.active(), add) for add in adding]
            is_full = len(self._reads) >= MOST_WAITING
        if is_full:
            self.flush()

    def flush(self) -> None:
        """Write the reads that were collected. If that fails, they wait for the next time."""
        with self._lock:
            waiting, self._reads = self._reads, []
        if not waiting:
            return
        try:
            with self._database.write_in_background() as session:
                for request_id, add in waiting:
                    with request_ids.resumed(request_id):
                        add(session)
        except BaseException:
            with self._lock:
                self._reads = waiting + self._reads
            raise

    def refuse(self, request: AuditedRequest, who: Who) -> None:
        """Record that the person may not do it. Whatever becomes of the record, they are told so."""
        try:
            with self._database.write() as session:
                person = people.person(session, who.team, who.user)
                person_id = person.id if person is not None else None
                for add in _adding(request, AuditKind.REFUSED, self._clock.now(), who.team, person_id):
                    add(session)
        except (SQLAlchemyError, DatabaseMovedError) as error:
            log.warning("%s was refused, which could not be recorded: %s", request.action, type(error).__name__)


def record_change(session: Session, at: datetime, workspace_id: str | None, person_id: int | None) -> None:
    """In the turn of the change, if a request has one."""
    request = requests.active()
    if request is None or not (request.changes or request.login) or records.has_added(session):
        return
    for add in _adding(request, request.change_kind, at, workspace_id, person_id):
        add(session)
    request.changes, request.is_recorded = False, True


def record_export(session: Session, at: datetime, request: AuditedRequest) -> None:
    """Of a command that only read."""
    for add in _adding(request, AuditKind.EXPORTED, at, None, None):
        add(session)


def _adding(
    request: AuditedRequest, kind: AuditKind, at: datetime, workspace_id: str | None, person_id: int | None
) -> Iterable[AddRecord]:
    """One record for each plan the request is about."""
    details: dict[str, Any] = dict(request.pointers)
    plan_ids: Sequence[int | None] = request.plan_ids or [None]
    if len(plan_ids) > MOST_PLANS:
        details, plan_ids = {**details, "plans": len(plan_ids)}, [None]
    for plan_id in plan_ids:
        yield partial(
            records.add,
            kind=kind,
            action=request.action,
            at=at,
            workspace_id=workspace_id or request.workspace_id,
            person_id=person_id,
            login=request.login,
            plan_id=plan_id,
            organization_id=request.organization_id,
            **details,
        )
