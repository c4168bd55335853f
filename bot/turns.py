"""A turn: one transaction that saves what a person did and queues its messages, committed before the ack."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from time import perf_counter
from typing import Any

from sqlalchemy.orm import Session

from bot import crash
from bot.audit import requests
from bot.audit.trail import AuditTrail, record_change
from bot.clock import Clock
from bot.slack.payloads import Who
from plans.time_zones import zone_named
from prompts import formats
from storage.database import Database
from storage.delivery import dedup_keys, outbox
from storage.delivery.outbox import OutboxMessage
from storage.items.items import Stamp
from storage.models import PersonRow
from storage.people import memberships, people


class CannotDoError(Exception):
    """The request cannot be done; nothing was changed. `part` names a block of prompts/messages/`file`.j2."""

    def __init__(self, file: str, part: str, **values: Any) -> None:
        super().__init__(f"{file}.{part}")
        self.file = file
        self.part = part
        self.values = values


class RefusedError(CannotDoError):
    """The person may not do it. The audit records it."""

    def __init__(
        self, file: str, part: str, *, plan_id: int | None = None, organization_id: int | None = None, **values: Any
    ) -> None:
        super().__init__(file, part, **values)
        self.plan_id = plan_id
        self.organization_id = organization_id


class NotYetError(Exception):
    """The event's thread is not stored yet. Nothing was changed, and Slack should send the event again."""


class AlreadyTakenError(Exception):
    """A turn with this dedup key was committed before: Slack sent the same request again. It is acked as the first."""


@dataclass(frozen=True, slots=True)
class Turn:
    """An open turn: its session, its moment, and the person it is for."""

    session: Session
    now: datetime
    person: PersonRow | None = None
    key: str | None = None
    writes: bool = False
    """Whether it may change anything. Rows are then locked as they are read, on PostgreSQL."""

    @property
    def by(self) -> PersonRow:
        """The person of the turn. Raises CannotDoError for people of other organizations, bots, and guests.

        A guest who coaches somewhere is let through: bot/routing/guarded.py opens only some routes to them.
        """
        if self.person is None or not self.person.active:
            raise RefusedError("errors", "unknown_person")
        if self.person.guest and not memberships.is_coach(self.session, self.person.id):
            raise RefusedError("errors", "guest")
        return self.person

    def as_of(self, who: Who | None) -> "Turn":
        """The same turn for another person, who is known only after it was opened."""
        return replace(self, person=_person(self.session, who))

    def claiming(self, key: str) -> "Turn":
        """The same turn with a dedup key. Raises AlreadyTakenError if a turn with it was committed before."""
        if not dedup_keys.claim(self.session, key, self.now):
            raise AlreadyTakenError(key)
        requests.will_change()
        return replace(self, key=key)

    def reading(self) -> AbstractContextManager[None]:
        """What is rendered inside is for whoever takes the turn, unless another reader is set within."""
        return formats.reading(locale=self.person.locale if self.person else None, today=self.now.date())

    def release_key(self) -> None:
        """Release the dedup key of a form with errors, so that the corrected form can use it."""
        if self.key is not None:
            dedup_keys.release(self.session, self.key)
            self.saves_nothing()

    def saves_nothing(self) -> None:
        """What was sent has saved nothing, as when a form comes back with a question: the audit has no change of it."""
        requests.will_change(changes=False)

    def put(self, message: OutboxMessage) -> None:
        """Queue the message. Its requester is stored, to be notified if it can never be sent."""
        if self.person is not None and message.requested_by is None and message.zone is None:
            message = replace(message, requested_by=self.person.slack_id)
        outbox.put(self.session, message, self.now)

    def today(self, time_zone: str) -> date:
        return self.now.astimezone(zone_named(time_zone)).date()

    def stamp(self, time_zone: str) -> Stamp:
        return Stamp(at=self.now, on=self.today(time_zone), by=self.person.id if self.person else None)


class Turns:
    """Opens turns. `woken` is called after each commit, so that queued messages are sent at once."""

    def __init__(self, database: Database, clock: Clock, woken: Callable[[], None] = lambda: None) -> None:
        self.database = database
        self.clock = clock
        self.woken = woken
        self.audit = AuditTrail(database, clock)
        self.timed: Callable[[str, float], None] | None = None
        """Gets the kind of each turn that went well, and the seconds it took."""

    @contextmanager
    def write(self, who: Who | None = None, key: str | None = None) -> Iterator[Turn]:
        """Open a turn that writes. Raises AlreadyTakenError if a turn with this dedup key was committed before."""
        started = perf_counter()
        with self.database.write() as session:
            turn = Turn(session, self.clock.now(), _person(session, who), writes=True)
            if key is not None:
                turn = turn.claiming(key)
            with turn.reading():
                yield turn
            record_change(session, turn.now, who.team if who else None, turn.person.id if turn.person else None)
            crash.at("before_commit", key or "")
        crash.at("after_commit_before_ack", key or "")
        self.woken()
        if self.timed is not None:
            self.timed("write", perf_counter() - started)

    @contextmanager
    def read(self, who: Who | None = None) -> Iterator[Turn]:
        """Open a turn that only reads."""
        started = perf_counter()
        with self.database.read() as session:
            turn = Turn(session, self.clock.now(), _person(session, who))
            with turn.reading():
                yield turn
        if self.timed is not None:
            self.timed("read", perf_counter() - started)


def _person(session: Session, who: Who | None) -> PersonRow | None:
    return people.person(session, who.team, who.user) if who else None
