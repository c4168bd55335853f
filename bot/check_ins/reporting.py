"""Turns that put a check-in into someone's messages out of schedule: early, again, or for someone else."""

from dataclasses import replace

from bot import which_plan
from bot.check_ins import refreshing, request_messages, schedule
from bot.check_ins.roster import roster
from bot.home import homes
from bot.messages import notices
from bot.messages.check_ins.rounds import name_of
from bot.slack.blocks import MessageContent
from bot.turns import CannotDoError, Turn
from conversations.check_in import AnswerPhase
from plans.cadences import Cadence, Occasion
from plans.calendar import period_key
from storage.delivery import outbox
from storage.delivery.outbox import OutboxMessage
from storage.models import PersonRow
from storage.people import people
from storage.plans.plans import PlanSummary
from storage.rounds import addressees, check_in_requests, rounds
from storage.rounds.addressees import Addressee
from storage.rounds.check_in_requests import RequestFacts


def report_now(turn: Turn, plan: PlanSummary, dedup_key: str) -> MessageContent:
    """Send the check-in of the open round, or of the coming one, in which they are then not asked again.

    This month's round stays the one to report to until its minutes are published.
    """
    mine = [request for request in _answerable(turn) if request.round.plan_id == plan.id]
    mine = mine or _late(turn, plan)
    if mine:
        for request in mine:
            _put_copy(turn, request, turn.by.slack_id, f"report:{request.id}:{dedup_key}")
        return notices.sentence("check_in", "report_again")
    request = _early(turn, plan)
    if not request.round.is_coming:
        return notices.sentence("check_in", "report_again")
    name = name_of(request.round.cadence, request.round.period)
    return notices.sentence("check_in", "report_early", name=name, organization=plan.organization)


def _answerable(turn: Turn) -> list[RequestFacts]:
    """The requests this person may answer: their own, those they stand in for, and those passed to a stand-in."""
    asked = check_in_requests.requests_of(turn.session, turn.by.id)
    passed_on = [
        request
        for request in check_in_requests.own_requests(turn.session, turn.by.id)
        if request.stand_in_id is not None
    ]
    return [*asked, *passed_on]


def _late(turn: Turn, plan: PlanSummary) -> list[RequestFacts]:
    """This person's request of this month's round, if it has closed and its minutes are not published."""
    closed = rounds.latest_round(turn.session, plan.id)
    if closed is None or closed.is_open or closed.period != period_key(turn.today(plan.time_zone)):
        return []
    request = check_in_requests.request_of(turn.session, closed.id, turn.by.id)
    return [request] if request is not None and request.phase is AnswerPhase.LATE else []


def report_all(turn: Turn, dedup_key: str) -> None:
    """Call `report_now` for each plan in which this person has topics. Raises CannotDoError where there is none."""
    refused: CannotDoError | None = None
    reported = False
    for plan in which_plan.candidates(turn, "", ""):
        try:
            report_now(turn, plan, f"{dedup_key}:{plan.id}")
            reported = True
        except CannotDoError as error:
            refused = error
    if not reported and refused is not None:
        raise refused


def _early(turn: Turn, plan: PlanSummary) -> RequestFacts:
    """Ask this person early. Raises CannotDoError for a person without topics, or after the last round."""
    today = turn.today(plan.time_zone)
    occasion = _open_now(turn, plan) or schedule.coming(turn.session, plan, today)
    if occasion is None:
        raise CannotDoError("check_in", "no_such_round", organization=plan.organization)
    asked_roster = roster(turn.session, plan, replace(occasion, opens_on=today), today)
    topics = next(
        (topics for addressee, topics in asked_roster.topics.items() if addressee.person_id == turn.by.id), None
    )
    if topics is None:
        raise CannotDoError("check_in", "nothing_yours", organization=plan.organization)
    coming = rounds.coming_round(
        turn.session,
        plan.id,
        occasion.period,
        now=turn.now,
        closes_at=schedule.closes_at(plan, occasion),
        cadence=occasion.cadence,
    )
    ids = addressees.add_requests(turn.session, coming.id, {Addressee(turn.by.id): topics})
    request = check_in_requests.find_request(turn.session, ids[Addressee(turn.by.id)])
    assert request is not None  # added in this turn
    _post(turn, request, turn.by.slack_id, request_messages.post_key(request.id))
    return request


def _open_now(turn: Turn, plan: PlanSummary) -> Occasion | None:
    """The open monthly round, for people it has not asked yet or who got their first topic after it opened."""
    monthly = (of for of in rounds.open_rounds(turn.session) if of.cadence is Cadence.MONTHLY)
    mine = (of for of in monthly if of.plan_id == plan.id)
    return next((schedule.under_way(of, plan, request_messages.opened_on(of, plan.time_zone)) for of in mine), None)


def answer_for(turn: Turn, plan: PlanSummary, person: PersonRow, dedup_key: str) -> MessageContent:
    """Send the leader another person's latest monthly check-in. Answers are marked as given on their behalf."""
    latest = rounds.latest_round(turn.session, plan.id, Cadence.MONTHLY)
    request = check_in_requests.request_of(turn.session, latest.id, person.id) if latest else None
    if request is None:
        raise CannotDoError("check_in", "not_asked", who=person.name, organization=plan.organization)
    _put_copy(turn, request, turn.by.slack_id, request_messages.leader_key(request.id, dedup_key))
    return notices.sentence("check_in", "answer_for", who=person.name)


def answer_on_behalf(turn: Turn, request: RequestFacts, helper: PersonRow) -> None:
    """Pass a request to the stand-in of someone who went away during the round."""
    check_in_requests.set_stand_in(turn.session, request.id, helper.id)
    outbox.delete_pending(turn.session, request_messages.asking_key(request))
    refreshing.show(turn, request.id, request.slack_id, request.workspace_id, request.copies)
    key = request_messages.helper_key(request, helper.slack_id)
    message = _message(request, helper.slack_id, key)
    turn.put(replace(message, zone=helper.time_zone, organization_id=request.organization_id))
    check_in_requests.add_copies(turn.session, (request, key))
    for concerned in people.by_ids(turn.session, _concerned(request, helper)):
        homes.refresh(turn, concerned)


def ask_again(turn: Turn, request: RequestFacts) -> bool:
    """Send somebody their check-in again, in their own hours. False if that was done today."""
    key = f"again:{request.id}:{turn.today(request.time_zone)}"
    if key in request.copies:
        return False
    message = _message(request, request.slack_id, key)
    turn.put(message.unrequested(zone=request.zone, organization_id=request.organization_id))
    check_in_requests.add_copies(turn.session, (request, key))
    return True


def return_to_owner(turn: Turn, request: RequestFacts) -> None:
    """Return a request to the person who is back. The stand-in's answers stay."""
    helpers = people.by_ids(turn.session, {request.stand_in_id} if request.stand_in_id is not None else ())
    check_in_requests.set_stand_in(turn.session, request.id, None)
    outbox.delete_pending(turn.session, request_messages.asking_key(request))
    refreshing.show(turn, request.id, request.slack_id, request.workspace_id, request.copies)
    if outbox.sent_at(turn.session, request_messages.post_key(request.id)) is not None:
        _put_copy(turn, request, request.own_slack_id, request_messages.helper_key(request, request.own_slack_id))
    for helper in helpers:
        homes.refresh(turn, helper)


def _concerned(request: RequestFacts, helper: PersonRow) -> set[int]:
    return {person_id for person_id in (request.person_id, request.stand_in_id, helper.id) if person_id is not None}


def _put_copy(turn: Turn, request: RequestFacts, slack_id: str, key: str) -> None:
    _post(turn, request, slack_id, key)
    check_in_requests.add_copies(turn.session, (request, key))


def _post(turn: Turn, request: RequestFacts, slack_id: str, key: str) -> None:
    turn.put(_message(request, slack_id, key))


def _message(request: RequestFacts, slack_id: str, key: str) -> OutboxMessage:
    return OutboxMessage.post(request.workspace_id, slack_id, key, {"make": "check_in", "request": request.id})
