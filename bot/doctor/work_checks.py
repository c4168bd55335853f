"""What the database says about the work: which requests come, days off, roles, and undelivered messages."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.doctor.diagnoses import Diagnosis, DiagnosisVerdict, ExaminedArea, fine, unknown, wrong
from bot.sending import token
from bot.slack.last_requests import COMMAND, EVENTS, INTERACTION
from plans.calendar import SchoolYear
from storage.audit import checks
from storage.delivery import backlog, last_requests, token_pauses
from storage.people import calendars
from storage.plans import plans, unassigned
from storage.plans.plans import PlanSummary

RECENT = timedelta(days=30)
"""Messages that couldn't be delivered earlier than this are nobody's concern anymore."""
NEWEST_RECORDS = 1000
"""How many audit records the doctor checks."""
OVERDUE = timedelta(minutes=5)
"""How long an answer may be due before something is wrong."""


def examine(session: Session, command: str, now: datetime) -> Iterator[Diagnosis]:
    yield from _requests(session, command)
    in_session = plans.in_session(session, now.date())
    if in_session:
        yield _days_off(session, in_session, now)
        yield _roles(session, in_session)
    else:
        yield unknown(ExaminedArea.DAYS_OFF, "no_plans")
        yield unknown(ExaminedArea.ROLES, "no_plans")
    yield from _messages(session, now)
    yield _audit(session)


def _audit(session: Session) -> Diagnosis:
    """The newest records of the chain; `throughline audit check` checks all."""
    checked = checks.check(session, newest=NEWEST_RECORDS)
    if checked.first_break is not None:
        return wrong(ExaminedArea.AUDIT, "audit_broken", position=checked.first_break.position)
    return fine(ExaminedArea.AUDIT, "audit_unbroken", count=checked.checked)


def _requests(session: Session, command: str) -> Iterator[Diagnosis]:
    """Slack lets no bot ask what the app is subscribed to, so this says what has come."""
    times = last_requests.by_kind(session)
    missing = sorted(EVENTS - times.keys())
    newest = max((at for kind, at in times.items() if kind in EVENTS), default=None)
    if newest is None:
        yield unknown(ExaminedArea.EVENTS, "no_events")
    elif missing:
        yield unknown(ExaminedArea.EVENTS, "some_events", missing=missing, at=newest)
    else:
        yield fine(ExaminedArea.EVENTS, "all_events", at=newest)
    if COMMAND in times:
        yield fine(ExaminedArea.COMMAND, "command_used", command=command, at=times[COMMAND])
    else:
        yield unknown(ExaminedArea.COMMAND, "command_unused", command=command)
    if INTERACTION in times:
        yield fine(ExaminedArea.BUTTONS, "buttons_used", at=times[INTERACTION])
    else:
        yield unknown(ExaminedArea.BUTTONS, "buttons_unused", command=command)


def _days_off(session: Session, in_session: list[PlanSummary], now: datetime) -> Diagnosis:
    year = SchoolYear.of(now.date())
    every = calendars.every(session)
    without = [
        plan.organization
        for plan in in_session
        if not any(year.first <= closing.first <= year.last for closing in every[plan.organization_id].closings)
    ]
    if without:
        return wrong(
            ExaminedArea.DAYS_OFF, "days_off_missing", count=len(without), organization=min(without), year=year.name
        )
    return fine(ExaminedArea.DAYS_OFF, "days_off_there", year=year.name)


def _roles(session: Session, in_session: list[PlanSummary]) -> Diagnosis:
    by_plan = unassigned.roles(session, [plan.id for plan in in_session])
    without = [(role, plan.organization) for plan in in_session for role in by_plan.get(plan.id, ())]
    if not without:
        return fine(ExaminedArea.ROLES, "roles_assigned")
    role, organization = min(without, key=lambda each: (each[1], each[0]))
    return wrong(ExaminedArea.ROLES, "roles_unassigned", count=len(without), role=role, organization=organization)


def _messages(session: Session, now: datetime) -> Iterator[Diagnosis]:
    sentences = [token.fix(pause) for pause in token_pauses.all_of(session)]
    yield from (
        Diagnosis(ExaminedArea.MESSAGES, DiagnosisVerdict.WRONG, "as_is", {"sentence": each}) for each in sentences
    )
    lost = backlog.undelivered(session, since=now - RECENT)
    overdue = backlog.oldest_due(session, now, by=now - OVERDUE)
    if lost.count:
        yield wrong(ExaminedArea.MESSAGES, "messages_lost", count=lost.count, oldest=lost.oldest)
    if overdue is not None:
        yield wrong(ExaminedArea.MESSAGES, "messages_waiting", since=overdue)
    if not sentences and not lost.count and overdue is None:
        yield fine(ExaminedArea.MESSAGES, "messages_delivered")
