"""Turns that nudge people with unanswered topics, halfway through a round and on its last day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.check_ins import request_messages
from bot.check_ins.roster import Roster
from bot.check_ins.schedule import ActivePlans
from bot.check_ins.send_times import SendTimes
from bot.isolation import isolated
from bot.turns import Turn
from conversations.check_in import PAGE_SIZE, CheckIn
from plans.cadences import nudges
from storage.delivery import outbox
from storage.delivery.outbox import OutboxMessage
from storage.people import people, schedules
from storage.plans.plans import PlanSummary
from storage.rounds import check_in_requests, check_ins, participations, rounds
from storage.rounds.addressees import Addressee
from storage.rounds.check_in_requests import RequestFacts
from storage.rounds.rounds import RoundFacts

HALF_TIME, LAST_DAY = 1, 2


@dataclass(frozen=True, slots=True)
class Nudge:
    """A round's first (HALF_TIME) or second (LAST_DAY) nudge."""

    round: RoundFacts
    number: int


def due(turn: Turn, active: ActivePlans) -> list[Nudge]:
    nudges_due: list[Nudge] = []
    for of in rounds.open_rounds(turn.session):
        if of.plan_id in active.plans and of.nudged < LAST_DAY:
            with isolated("round", of.id):
                nudge = Nudge(of, _nudges_due_by_now(turn, of, active))
                nudges_due += [nudge] if nudge.number > of.nudged else []
    return nudges_due


def _nudges_due_by_now(turn: Turn, of: RoundFacts, active: ActivePlans) -> int:
    """The number of the latest nudge due by today. On the last day, a missed first nudge is skipped."""
    if of.closes_at <= turn.now:
        return of.nudged
    plan = active.plans[of.plan_id]
    today = turn.today(plan.time_zone)
    opened_on = request_messages.opened_on(of, plan.time_zone)
    days = nudges(opened_on, request_messages.last_day(of, plan.time_zone), active.calendar(plan).closed)
    if days.last_day is not None and today >= days.last_day:
        return LAST_DAY
    return HALF_TIME if days.half_time is not None and today >= days.half_time else 0


def waiting(turn: Turn, nudge: Nudge) -> list[int]:
    """The ids of the round's requests with unanswered topics."""
    return [part.request_id for part in participations.in_round(turn.session, nudge.round.id) if part.is_silent]


def send(turn: Turn, nudge: Nudge, active: ActivePlans, request_ids: Collection[int]) -> None:
    """Queue the nudges at each person's own hour; a key that is queued already is not queued again.

    bot/late_rendering.py drops a nudge that is no longer needed when it is due.
    """
    plan = active.plans[nudge.round.plan_id]
    roster = _recipients(turn, plan, check_in_requests.requests_by_id(turn.session, request_ids))
    requests = [
        request
        for request in check_in_requests.requests_by_id(turn.session, request_ids)
        if _can_be_asked(roster, request)
    ]
    send_times = SendTimes(now=turn.now, plan=plan, roster=roster, closed=active.calendar(plan).closed)
    today = turn.today(plan.time_zone)
    moments = send_times.before((_addressee(request) for request in requests), today, nudge.round.closes_at)
    asked = [(request, moments[_addressee(request)]) for request in requests if _addressee(request) in moments]
    outbox.put_posts(turn.session, [_message(request, nudge.number, at) for request, at in asked], turn.now)
    check_in_requests.add_copies(turn.session, *((request, _key(request, nudge.number)) for request, _at in asked))
    _turn_to_what_is_open(turn, [request for request, _at in asked])


def _addressee(request: RequestFacts) -> Addressee:
    return Addressee(request.person_id, request.channel, stand_in_id=request.stand_in_id)


def _recipients(turn: Turn, plan: PlanSummary, requests: Sequence[RequestFacts]) -> Roster:
    person_ids = {who for request in requests for who in (request.stand_in_id or request.person_id,) if who is not None}
    today = turn.today(plan.time_zone)
    return Roster(
        people=people.by_id(turn.session, person_ids),
        own_schedules=schedules.personal_schedule(turn.session, person_ids),
        away=schedules.away(turn.session, person_ids, today),
    )


def _can_be_asked(roster: Roster, request: RequestFacts) -> bool:
    """False for people who have left or become guests since the round opened."""
    person = roster.recipient(_addressee(request))
    return person is None or (person.active and not person.guest)


def _key(request: RequestFacts, number: int) -> str:
    return f"nudge:{request.id}:{number}"


def _message(request: RequestFacts, number: int, send_at: datetime) -> OutboxMessage:
    return OutboxMessage.post(
        request.workspace_id,
        request.slack_id,
        _key(request, number),
        {"make": "nudge", "request": request.id, "last": number == LAST_DAY},
    ).unrequested(zone=request.zone, organization_id=request.organization_id, not_before=send_at)


def _turn_to_what_is_open(turn: Turn, requests: Sequence[RequestFacts]) -> None:
    """Show the first page with an unanswered topic."""
    with_pages = set(check_in_requests.with_more_topics(turn.session, [request.id for request in requests], PAGE_SIZE))
    for request in requests:
        if request.id in with_pages:
            check_in_requests.set_page(
                turn.session, request.id, _first_open_page(check_ins.load(turn.session, request))
            )


def _first_open_page(check_in: CheckIn) -> int:
    open_topics = check_in.unanswered()
    return check_in.topics.index(open_topics[0]) // PAGE_SIZE if open_topics else check_in.page
