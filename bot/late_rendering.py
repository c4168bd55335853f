"""Messages whose content is rendered at sending time.

This keeps turns short, makes one update of ten answers in a row, and never sends outdated content.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot import home_views
from bot.action_items import notifying
from bot.check_ins import asks
from bot.messages.check_ins import request as messages
from plans.time_zones import zone_named
from prompts import formats
from storage.database import Database
from storage.delivery import outbox
from storage.delivery.claims import Claimed
from storage.delivery.outbox import MessageKind
from storage.people import people, schedules
from storage.rounds import check_ins
from storage.rounds.check_ins import RequestFacts

LEAVE_ALONE = timedelta(hours=20)
"""Nobody is nudged so soon after their request."""


def make(database: Database, message: Claimed, now: datetime) -> Claimed | None:
    """Add the content, unless it was rendered when it was queued. None for an obsolete message."""
    if "make" not in message.payload:
        return message
    with database.read() as session:
        locale = people.locale(session, message.workspace_id, message.channel)
    with formats.reading(locale=locale, today=now.date()):
        return _make(database, message, now)


def _make(database: Database, message: Claimed, now: datetime) -> Claimed | None:
    match message.payload:
        case {"make": "check_in", "ask": int(request_id)}:
            payload = _check_in(database, request_id, message)
            return replace(message, payload=payload) if payload else None
        case {"make": "nudge", "ask": int(request_id), "last": bool(last)}:
            payload = _nudge(database, request_id, now, message, last=last)
            return replace(message, payload=payload) if payload else None
        case {"make": "offers", "key": str(key)}:
            with database.read() as session:
                return replace(message, payload=notifying.content(session, key))
        case {"make": "home"}:
            with database.read() as session:
                view = home_views.view(session, message.workspace_id, message.channel, now)
            return replace(message, payload={"view": view})
    return message


def _check_in(database: Database, request_id: int, message: Claimed) -> dict[str, Any] | None:
    """None for a stand-in who was replaced before this message, the first they would get, has left."""
    with database.read() as session:
        request = _request(session, request_id)
        about = asks.about(request, asks.shown_by(message.key), message.channel)
        if about.passed_to and message.kind is MessageKind.POST:
            return None
        return messages.message(check_ins.load(session, request), about).payload()


def _nudge(
    database: Database, request_id: int, now: datetime, message: Claimed, *, last: bool
) -> dict[str, Any] | None:
    """A nudge. None if everything is answered, the round is over, or the person is away or was just asked."""
    with database.read() as session:
        request = _request(session, request_id)
        check_in = check_ins.load(session, request)
        asked_at = outbox.sent_at(session, asks.asked_by(request))
        is_fresh = asked_at is None or now - asked_at < LEAVE_ALONE
        if is_fresh or _is_away(session, request, now) or not request.round.is_open or not check_in.unanswered():
            return None
        return messages.nudge(check_in, asks.about(request, message.key, message.channel), last=last).payload()


def _is_away(session: Session, request: RequestFacts, now: datetime) -> bool:
    who = request.stand_in_id or request.person_id
    today = now.astimezone(zone_named(request.zone)).date()
    return who is not None and who in schedules.away(session, [who], today)


def _request(session: Session, request_id: int) -> RequestFacts:
    request = check_ins.find_request(session, request_id)
    if request is None:
        raise LookupError(f"request {request_id}")
    return request
