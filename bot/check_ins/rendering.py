"""Check-in requests and nudges, rendered at sending time."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from bot.check_ins import request_messages
from bot.messages.check_ins import request as messages
from bot.sending.renderers import ContentRenderer
from plans.time_zones import zone_named
from storage.delivery import outbox
from storage.delivery.claims import Claimed
from storage.delivery.outbox import MessageKind
from storage.people import schedules
from storage.rounds import check_in_requests, check_ins
from storage.rounds.check_in_requests import RequestFacts

LEAVE_ALONE = timedelta(hours=20)
"""No one is nudged so soon after their request."""


def _check_in(session: Session, message: Claimed, _now: datetime) -> dict[str, Any] | None:
    """None for a stand-in who was replaced before this message left, which would have been their first."""
    request = _request(session, message.payload["request"])
    about = request_messages.about(request, request_messages.shown_by(message.key), message.channel)
    if about.passed_to and message.kind is MessageKind.POST:
        return None
    return messages.message(check_ins.load(session, request), about).payload()


def _nudge(session: Session, message: Claimed, now: datetime) -> dict[str, Any] | None:
    """A nudge. None if there is nothing more to answer, the round is over, or the person is away or was just asked."""
    request = _request(session, message.payload["request"])
    check_in = check_ins.load(session, request)
    asked_at = outbox.sent_at(session, request_messages.asking_key(request))
    is_fresh = asked_at is None or now - asked_at < LEAVE_ALONE
    is_settled = not check_in.unanswered() or check_in.no_news is not None
    if is_fresh or _is_away(session, request, now) or not request.round.is_open or is_settled:
        return None
    about = request_messages.about(request, message.key, message.channel)
    return messages.nudge(check_in, about, last=message.payload["last"]).payload()


def _is_away(session: Session, request: RequestFacts, now: datetime) -> bool:
    who = request.stand_in_id or request.person_id
    today = now.astimezone(zone_named(request.zone)).date()
    return who is not None and who in schedules.away(session, [who], today)


def _request(session: Session, request_id: int) -> RequestFacts:
    request = check_in_requests.find_request(session, request_id)
    if request is None:
        raise LookupError(f"request {request_id}")
    return request


CONTENT: Mapping[str, ContentRenderer] = MappingProxyType({"check_in": _check_in, "nudge": _nudge})
