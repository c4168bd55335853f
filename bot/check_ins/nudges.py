"""Turns that ask again: only those who have not answered everything, at half time and on the last day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.check_ins import asks
from bot.check_ins.roster import Roster
from bot.check_ins.schedule import Current
from bot.check_ins.send_times import SendTimes
from bot.isolation import isolated
from bot.turns import Turn
from conversations.check_in import PAGE_SIZE, CheckIn
from plans.cadences import nudges
from storage.delivery import outbox
from storage.delivery.outbox import MessageKind, OutboxMessage
from storage.people import people, schedules
from storage.plans.plans import PlanSummary
from storage.rounds import answers, check_ins, rounds
from storage.rounds.addressees import Addressee
from storage.rounds.check_ins import AskFacts
from storage.rounds.rounds import RoundFacts

HALF_TIME, LAST_DAY = 1, 2


@dataclass(frozen=True, slots=True)
class Nudge:
    """The first or the second of a round."""

    round: RoundFacts
    number: int


def due(turn: Turn, current: Current) -> list[Nudge]:
    nudges_due: list[Nudge] = []
    for of in rounds.open_rounds(turn.session):
        if of.plan_id in current.plans and of.nudged < LAST_DAY:
            with isolated("round", of.id):
                nudge = Nudge(of, _wanted(turn, of, current))
                nudges_due += [nudge] if nudge.number > of.nudged else []
    return nudges_due


def _wanted(turn: Turn, of: RoundFacts, current: Current) -> int:
    """How many nudges should have gone out by today; a missed first one is not made up for on the last day."""
    if of.closes_at <= turn.now:
        return of.nudged
    plan = current.plans[of.plan_id]
    today = turn.today(plan.time_zone)
    opened_on = asks.opened_on(of, plan.time_zone)
    days = nudges(opened_on, asks.last_day(of, plan.time_zone), current.calendar(plan).closed)
    if days.last_day is not None and today >= days.last_day:
        return LAST_DAY
    return HALF_TIME if days.half_time is not None and today >= days.half_time else 0


def waiting(turn: Turn, nudge: Nudge) -> list[int]:
    """The parts of the round in which something is not answered yet."""
    return [one.ask_id for one in answers.participation(turn.session, nudge.round.id) if one.answered < one.asked]


def send(turn: Turn, nudge: Nudge, current: Current, ask_ids: Collection[int]) -> None:
    """Each in their own morning, once however often it is put.

    Whether one is still needed is seen when it leaves: bot/sending/late_rendering.py.
    """
    plan = current.plans[nudge.round.plan_id]
    made = _recipients(turn, plan, check_ins.asks_by_id(turn.session, ask_ids))
    found = [one for one in check_ins.asks_by_id(turn.session, ask_ids) if _can_be_asked(made, one)]
    mornings = SendTimes(now=turn.now, plan=plan, made=made, closed=current.calendar(plan).closed)
    today = turn.today(plan.time_zone)
    moments = mornings.before((_addressee(one) for one in found), today, nudge.round.closes_at)
    asked = [(one, moments[_addressee(one)]) for one in found if _addressee(one) in moments]
    outbox.put_posts(turn.session, [_message(one, nudge.number, at) for one, at in asked], turn.now)
    check_ins.add_copies(turn.session, *((one, _key(one, nudge.number)) for one, _at in asked))
    _turn_to_what_is_open(turn, [one for one, _at in asked])


def _addressee(found: AskFacts) -> Addressee:
    return Addressee(found.person_id, found.channel, stand_in_id=found.stand_in_id)


def _recipients(turn: Turn, plan: PlanSummary, found: Sequence[AskFacts]) -> Roster:
    wanted = {who for one in found for who in (one.stand_in_id or one.person_id,) if who is not None}
    today = turn.today(plan.time_zone)
    return Roster(
        people=people.by_id(turn.session, wanted),
        settled=schedules.personal_schedule(turn.session, wanted),
        away=schedules.away(turn.session, wanted, today),
    )


def _can_be_asked(made: Roster, found: AskFacts) -> bool:
    """Not who has left or become a guest since the round began."""
    person = made.recipient(_addressee(found))
    return person is None or (person.active and not person.guest)


def _key(found: AskFacts, number: int) -> str:
    return f"nudge:{found.id}:{number}"


def _message(found: AskFacts, number: int, send_at: datetime) -> OutboxMessage:
    return OutboxMessage(
        workspace_id=found.workspace_id,
        key=_key(found, number),
        kind=MessageKind.POST,
        channel=found.slack_id,
        payload={"make": "nudge", "ask": found.id, "last": number == LAST_DAY},
        not_before=send_at,
        zone=found.zone,
        organization_id=found.organization_id,
    )


def _turn_to_what_is_open(turn: Turn, found: Sequence[AskFacts]) -> None:
    """Who has answered a part goes on where they stopped."""
    with_pages = set(check_ins.with_more_topics(turn.session, [one.id for one in found], PAGE_SIZE))
    for one in found:
        if one.id in with_pages:
            check_ins.set_page(turn.session, one.id, _first_open_page(check_ins.load(turn.session, one)))


def _first_open_page(check_in: CheckIn) -> int:
    open_topics = check_in.unanswered()
    return check_in.topics.index(open_topics[0]) // PAGE_SIZE if open_topics else check_in.page
