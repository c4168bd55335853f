"""Turns of a whole round: opening it, showing how far it is, closing it."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot import roles
from bot.blocks import Said
from bot.check_ins import asks, quarterly, schedule, showing
from bot.check_ins.mornings import Mornings
from bot.check_ins.roster import Roster, roster
from bot.messages import rounds as sentences
from bot.roles import Permission, Role
from bot.turns import Turn
from plans.cadences import Cadence, Occasion
from plans.calendar import period_key
from storage import asking, calendars, check_ins, outbox, outcomes, own_time, people, rounds
from storage.check_ins import AskFacts
from storage.models import Person
from storage.outbox import Kind, Message
from storage.plans import PlanSummary
from storage.rounds import RoundFacts

# ---------------------------------------------------------------- opening


def open_now(turn: Turn, plan: PlanSummary, cadence: Cadence = Cadence.MONTHLY) -> Said:
    """Open the period's round because somebody asked; who may, and what came of it, is said to them."""
    roles.require(turn.session, turn.by, Permission.RUN_CHECK_INS, plan)
    occasion = schedule.at_once(turn.session, plan, turn.today(plan.time_zone), cadence)
    return open_round(turn, plan, occasion) if occasion else sentences.not_by_hand(plan, cadence)


def open_round(turn: Turn, plan: PlanSummary, occasion: Occasion) -> Said:
    """Once a period, whoever asks and however often. Each person hears of it in their own morning."""
    before = rounds.round_of(turn.session, plan.id, occasion.period)
    made = roster(turn.session, plan, occasion, turn.today(plan.time_zone))
    if before is None and not made.topics:
        return sentences.nothing_to_ask(plan, occasion.cadence)
    opened = rounds.open_round(
        turn.session,
        plan.id,
        occasion.period,
        opened_at=turn.now,
        closes_at=schedule.closes_at(plan, occasion),
        cadence=occasion.cadence,
    )
    if opened is None:
        known = before or rounds.round_of(turn.session, plan.id, occasion.period)
        assert known is not None  # the period is taken, so it has its round
        return sentences.already_open(plan, known, asks.last_day(known, plan.time_zone))
    early = {found.id for found in check_ins.asks_in(turn.session, before.id)} if before else set()
    later = _ask(turn, plan, opened, made, occasion.opens_on)
    _show_again(turn, opened, early)
    return sentences.opened(plan, opened, made, later, asks.last_day(opened, plan.time_zone))


def _ask(turn: Turn, plan: PlanSummary, opened: RoundFacts, made: Roster, day: date) -> int:
    """Queue one message to each person or team; tells how many of them leave later, in the person's own morning."""
    ids = asking.ask(turn.session, opened.id, made.topics)
    turn.session.flush()
    closed = calendars.of(turn.session, plan.organization_id).closed
    mornings = Mornings(now=turn.now, plan=plan, made=made, closed=closed)
    addressees = {ask_id: addressee for addressee, ask_id in ids.items()}
    posts = []
    for found in check_ins.asks_in(turn.session, opened.id):
        send_at = mornings.of(addressees[found.id], day) if found.id in addressees else None
        if send_at is not None and send_at < opened.closes_at:
            posts.append(ask_message(found, send_at))
    outbox.put_posts(turn.session, posts, turn.now)
    return sum(post.not_before > turn.now for post in posts if post.not_before)


def _show_again(turn: Turn, opened: RoundFacts, early: Collection[int]) -> None:
    """Who reported before anybody was asked has their message already; it may hold more by now."""
    for found in check_ins.asks_in(turn.session, opened.id) if early else ():
        if found.id in early:
            showing.show(turn, found.id, found.slack_id, found.workspace_id, found.copies)


def ask_message(found: AskFacts, send_at: datetime) -> Message:
    """The message by which somebody is asked: once, however often it is put."""
    return Message(
        workspace_id=found.workspace_id,
        key=asks.post_key(found.id),
        kind=Kind.POST,
        channel=found.slack_id,
        payload={"make": "check_in", "ask": found.id},
        not_before=send_at,
        zone=found.zone,
        organization_id=found.organization_id,
    )


def open_what_is_due(turn: Turn, plan: PlanSummary, occasion: Occasion) -> Said | None:
    """Open a round whose day has come; None when another replica was quicker."""
    known = rounds.round_of(turn.session, plan.id, occasion.period)
    return None if known and not known.is_coming else open_round(turn, plan, occasion)


def tell_managers(turn: Turn, plan: PlanSummary, occasion: Occasion, told: Said) -> None:
    """What opening a round by itself brought to light, to the people who can mend it."""
    for manager in people.granted_nearest(turn.session, plan.organization_id, {Role.PLAN_MANAGER}):
        key = f"round:{plan.id}:{occasion.period}:opened:{manager.slack_id}"
        turn.put(unasked(plan, manager, key, told))


def unasked(plan: PlanSummary, person: Person, key: str, told: Said) -> Message:
    """To somebody who did not ask for it: it waits for their window and for a school day."""
    return Message(
        workspace_id=plan.workspace_id,
        key=key,
        kind=Kind.POST,
        channel=person.slack_id,
        payload=told.payload(),
        zone=person.time_zone,
        organization_id=plan.organization_id,
    )


# ---------------------------------------------------------------- showing and closing


def show(turn: Turn, plan: PlanSummary, *, private: bool) -> Said:
    """How far the latest rounds are: the count everywhere, the names only to leaders and only in private."""
    roles.require(turn.session, turn.by, Permission.SEE_STATUS, plan)
    today = turn.today(plan.time_zone)
    latest = rounds.latest_round(turn.session, plan.id)
    current = [found for found in rounds.open_rounds(turn.session) if found.plan_id == plan.id]
    if latest is not None and not latest.is_open and latest.period == period_key(today):
        current = [latest, *current]
    if not current:
        return sentences.nothing_open(plan, schedule.next_day(turn.session, plan, today))
    leads = roles.may(turn.session, turn.by, Permission.SEE_WHO_ANSWERED, plan)
    parts = [_progress(turn, plan, found, today, names=leads and private) for found in current]
    return sentences.together(parts, hint=leads and not private)


def _progress(turn: Turn, plan: PlanSummary, of: RoundFacts, today: date, *, names: bool) -> list[str]:
    taking_part = outcomes.participation(turn.session, of.id)
    away = _away(turn.session, of, today) if names else set()
    closes_on = asks.last_day(of, plan.time_zone)
    return sentences.progress(plan, of, taking_part, closes_on, names=names, away=away)


def _away(session: Session, of: RoundFacts, today: date) -> set[int]:
    """Asks of people who are away and have nobody who stands in."""
    alone = {
        found.id: found.person_id
        for found in check_ins.asks_in(session, of.id)
        if found.person_id and not found.stand_in_id
    }
    gone = own_time.away(session, set(alone.values()), today)
    return {ask_id for ask_id, person_id in alone.items() if person_id in gone}


def close_now(turn: Turn, plan: PlanSummary, cadence: Cadence = Cadence.MONTHLY) -> Said:
    roles.require(turn.session, turn.by, Permission.RUN_CHECK_INS, plan)
    latest = rounds.latest_round(turn.session, plan.id, cadence)
    if latest is None or not latest.is_open:
        return sentences.nothing_open(plan, schedule.next_day(turn.session, plan, turn.today(plan.time_zone)))
    close(turn, plan, latest)
    return sentences.closed(plan, latest, outcomes.participation(turn.session, latest.id))


def close(turn: Turn, plan: PlanSummary, of: RoundFacts) -> None:
    """What comes now is late; everybody's message says so, and leaders hear what can be done with the answers."""
    if not rounds.close_round(turn.session, of.id, turn.now):
        return
    showing.show_round(turn, of.id)
    if of.cadence is Cadence.QUARTERLY:
        quarterly.report(turn, plan, of)
    told = sentences.answers_ready(plan, of, outcomes.participation(turn.session, of.id))
    for leader in _leaders(turn.session, plan):
        turn.put(unasked(plan, leader, f"round:{of.id}:closed:{leader.slack_id}", told))


def _leaders(session: Session, plan: PlanSummary) -> Iterable[Person]:
    """The leaders of the plan's own organization: those further up read the minutes when they are published."""
    own = people.granted_here(session, plan.organization_id, {Role.LEADER})
    return own or people.granted_nearest(session, plan.organization_id, {Role.PLAN_MANAGER})
