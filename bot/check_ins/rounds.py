"""Turns that show or close a whole round."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from bot.check_ins import quarterly, refreshing, request_messages, schedule
from bot.messages.check_ins import rounds as sentences
from bot.permissions import roles
from bot.permissions.roles import Permission, Role
from bot.slack.blocks import MessageContent, OpenForm
from bot.turns import Turn
from plans.cadences import Cadence
from plans.calendar import period_key
from storage.delivery.outbox import OutboxMessage
from storage.models import PersonRow
from storage.people import memberships, schedules
from storage.plans.plans import PlanSummary
from storage.rounds import check_in_requests, participations, rounds
from storage.rounds.rounds import RoundFacts


def unrequested(plan: PlanSummary, person: PersonRow, key: str, message: MessageContent) -> OutboxMessage:
    """A message no one asked for. It waits for the person's send window on a school day."""
    return OutboxMessage.post(plan.workspace_id, person.slack_id, key, message.payload()).unrequested(
        zone=person.time_zone, organization_id=plan.organization_id
    )


def show(turn: Turn, plan: PlanSummary, *, private: bool) -> MessageContent:
    """Show the latest rounds' progress: counts to everyone, names only to leaders in private."""
    today = turn.today(plan.time_zone)
    latest = rounds.latest_round(turn.session, plan.id)
    latest_rounds = [shown_round for shown_round in rounds.open_rounds(turn.session) if shown_round.plan_id == plan.id]
    if latest is not None and not latest.is_open and latest.period == period_key(today):
        latest_rounds = [latest, *latest_rounds]
    if not latest_rounds:
        return sentences.nothing_open(plan, schedule.next_day(turn.session, plan, today))
    leads = roles.may(turn.session, turn.by, Permission.SEE_WHO_ANSWERED, plan)
    parts = [_progress(turn, plan, shown_round, today, names=leads and private) for shown_round in latest_rounds]
    return sentences.together(parts, hint=leads and not private)


def _progress(turn: Turn, plan: PlanSummary, of: RoundFacts, today: date, *, names: bool) -> list[str]:
    taking_part = participations.in_round(turn.session, of.id)
    away = _away(turn.session, of, today) if names else set()
    closes_on = request_messages.last_day(of, plan.time_zone)
    return sentences.progress(plan, of, taking_part, closes_on, names=names, away=away)


def _away(session: Session, of: RoundFacts, today: date) -> set[int]:
    """The ids of requests whose addressee is away without a stand-in."""
    alone = {
        request.id: request.person_id
        for request in check_in_requests.requests_in(session, of.id)
        if request.person_id and not request.stand_in_id
    }
    gone = schedules.away(session, set(alone.values()), today)
    return {request_id for request_id, person_id in alone.items() if person_id in gone}


def close_form(turn: Turn, plan: PlanSummary, cadence: Cadence) -> MessageContent | OpenForm:
    """The form that asks whether to close the open round."""
    latest = rounds.latest_round(turn.session, plan.id, cadence)
    if latest is None or not latest.is_open:
        return _nothing_open(turn, plan)
    return OpenForm(sentences.close_form(plan, latest, participations.in_round(turn.session, latest.id)))


def close_now(turn: Turn, plan: PlanSummary, round_id: int) -> MessageContent:
    of = rounds.get(turn.session, round_id)
    if not of.is_open:
        return _nothing_open(turn, plan)
    close(turn, plan, of)
    return sentences.closed(plan, of, participations.in_round(turn.session, of.id))


def _nothing_open(turn: Turn, plan: PlanSummary) -> MessageContent:
    return sentences.nothing_open(plan, schedule.next_day(turn.session, plan, turn.today(plan.time_zone)))


def close(turn: Turn, plan: PlanSummary, of: RoundFacts) -> None:
    """Close the round: later answers are late, its messages say so, and leaders learn that the answers are ready."""
    if not rounds.close_round(turn.session, of.id, turn.now):
        return
    refreshing.show_round(turn, of.id)
    if of.cadence is Cadence.QUARTERLY:
        quarterly.report(turn, plan, of)
    message = sentences.answers_ready(plan, of, participations.in_round(turn.session, of.id))
    for leader in _leaders(turn.session, plan):
        turn.put(unrequested(plan, leader, f"round:{of.id}:closed:{leader.slack_id}", message))


def _leaders(session: Session, plan: PlanSummary) -> Iterable[PersonRow]:
    """The leaders of the plan's own organization, or the plan managers. Leaders above read the published minutes."""
    own = memberships.granted_here(session, plan.organization_id, {Role.LEADER})
    return own or memberships.granted_nearest(session, plan.organization_id, {Role.PLAN_MANAGER})
