"""Reports messages that can never be sent to the people concerned."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot import undelivered
from bot.check_ins import request_messages
from bot.messages import notices
from bot.sending.refusals import GONE
from storage.delivery import outbox
from storage.delivery.claims import Claimed
from storage.delivery.outbox import MessageKind, OutboxMessage
from storage.people import memberships, people
from storage.plans import plans
from storage.rounds import check_in_requests


def dialog_missed(message: Claimed, why: str) -> int | None:
    """The dialog whose reply could not be marked because it was deleted without an event. None for other messages."""
    is_mark = message.kind is MessageKind.REACT and why == GONE
    return message.payload.get("dialog") if is_mark else None


def report_failure(session: Session, message: Claimed, why: str, now: datetime) -> None:
    if request_messages.request_id_of(message.key) is not None:
        _report_not_asked(session, message, why, now)
    else:
        undelivered.report(session, message, why, now)


def _report_not_asked(session: Session, message: Claimed, why: str, now: datetime) -> None:
    """Mark the person as unreachable and notify the plan managers."""
    request_id = request_messages.request_id_of(message.key)
    request = check_in_requests.find_request(session, request_id) if request_id is not None else None
    if request is None:
        return
    people.mark_unreachable(session, request.workspace_id, request.slack_id, why)
    plan = plans.summary(session, request.round.plan_id)
    notice = notices.sentence("check_in", "unreachable", who=request.name, organization=request.organization, why=why)
    for manager in memberships.granted_nearest(session, plan.organization_id, {"plan_manager"}):
        outbox.put(
            session,
            OutboxMessage.post(
                request.workspace_id, manager.slack_id, f"unreachable:{request.id}:{manager.slack_id}", notice.payload()
            ).unrequested(zone=manager.time_zone, organization_id=plan.organization_id),
            now,
        )
