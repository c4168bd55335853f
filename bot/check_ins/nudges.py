"""Turns that ask again: only those who have not answered everything, at half time and on the last day."""

from datetime import datetime

from bot.check_ins import asks
from bot.check_ins.mornings import Mornings
from bot.check_ins.roster import Roster
from bot.check_ins.schedule import Current
from bot.turns import Turn
from conversations.check_in import PAGE_SIZE, CheckIn
from plans.cadences import nudges
from storage import check_ins, outcomes, own_time, people, rounds
from storage.asking import Addressee
from storage.check_ins import AskFacts
from storage.outbox import Kind, Message
from storage.plans import PlanSummary
from storage.rounds import RoundFacts

HALF_TIME, LAST_DAY = 1, 2


def due(turn: Turn, current: Current) -> list[RoundFacts]:
    """Rounds whose next nudge is due."""
    open_ones = (found for found in rounds.open_rounds(turn.session) if found.plan_id in current.plans)
    return [
        found
        for found in open_ones
        if found.nudged < LAST_DAY and _wanted(turn, found, current.plans[found.plan_id], current) > found.nudged
    ]


def _wanted(turn: Turn, of: RoundFacts, plan: PlanSummary, current: Current) -> int:
    """How many nudges should have gone out by today; a missed first one is not made up for on the last day."""
    if of.closes_at <= turn.now:
        return of.nudged
    today = turn.today(plan.time_zone)
    opened_on = asks.opened_on(of, plan.time_zone)
    days = nudges(opened_on, asks.last_day(of, plan.time_zone), current.calendar(plan).closed)
    if days.last_day is not None and today >= days.last_day:
        return LAST_DAY
    return HALF_TIME if days.half_time is not None and today >= days.half_time else 0


def send(turn: Turn, of: RoundFacts, current: Current) -> None:
    """Each in their own morning. Whether it is still needed is seen when it leaves: bot/sending/fresh.py."""
    plan = current.plans[of.plan_id]
    number = _wanted(turn, of, plan, current)
    if not rounds.count_nudge(turn.session, of, number):
        return
    missing = {one.ask_id for one in outcomes.participation(turn.session, of.id) if one.answered < one.asked}
    found = [one for one in check_ins.asks_in(turn.session, of.id) if one.id in missing]
    made = _recipients(turn, plan, found)
    mornings = Mornings(now=turn.now, plan=plan, made=made, closed=current.calendar(plan).closed)
    for one in found:
        addressee = Addressee(one.person_id, one.channel, stand_in_id=one.stand_in_id)
        send_at = mornings.of(addressee, turn.today(plan.time_zone))
        if send_at is not None and send_at < of.closes_at:
            _put(turn, one, number, send_at)


def _recipients(turn: Turn, plan: PlanSummary, found: list[AskFacts]) -> Roster:
    wanted = {who for one in found for who in (one.stand_in_id or one.person_id,) if who is not None}
    today = turn.today(plan.time_zone)
    return Roster(
        people=people.by_id(turn.session, wanted),
        settled=own_time.settled(turn.session, wanted),
        away=own_time.away(turn.session, wanted, today),
    )


def _put(turn: Turn, found: AskFacts, number: int, send_at: datetime) -> None:
    key = f"nudge:{found.id}:{number}"
    turn.put(
        Message(
            workspace_id=found.workspace_id,
            key=key,
            kind=Kind.POST,
            channel=found.slack_id,
            payload={"make": "nudge", "ask": found.id, "last": number == LAST_DAY},
            not_before=send_at,
            zone=found.zone,
            organization_id=found.organization_id,
        )
    )
    check_ins.add_copy(turn.session, found, key)
    check_ins.set_page(turn.session, found.id, first_open_page(check_ins.load(turn.session, found)))


def first_open_page(check_in: CheckIn) -> int:
    """Where somebody who has answered a part goes on."""
    open_topics = check_in.unanswered()
    return check_in.topics.index(open_topics[0]) // PAGE_SIZE if open_topics else check_in.page
