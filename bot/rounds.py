"""Turns of a whole round: opening it, showing how far it is, closing it."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot import asks, roles
from bot import check_ins as answering
from bot.blocks import Said
from bot.messages import check_in as messages
from bot.messages import rounds as sentences
from bot.roles import Permission, Role
from bot.roster import Roster, roster
from bot.turns import Turn
from plans.calendar import MonthlyDay, Window, next_round_day, opens_at, period_key
from storage import check_ins, people
from storage.check_ins import RoundFacts
from storage.models import Person
from storage.outbox import Kind, Message
from storage.plans import PlanSummary

ONE_DAY = timedelta(days=1)


# ---------------------------------------------------------------- opening


def open_now(turn: Turn, plan: PlanSummary) -> Said:
    """Open the month's round because somebody asked; who may, and what came of it, is said to them."""
    roles.require(turn.session, turn.by, Permission.RUN_CHECK_INS, plan)
    return open_round(turn, plan, turn.today(plan.time_zone))


def open_round(turn: Turn, plan: PlanSummary, day: date) -> Said:
    """Once a month, whoever asks and however often. Each person hears of it in their own morning."""
    period = period_key(day)
    before = check_ins.round_of(turn.session, plan.id, period)
    made = roster(turn.session, plan.id, started_by=day + timedelta(days=plan.open_days))
    if before is None and not made.topics:
        return sentences.nothing_to_ask(plan)
    zone = ZoneInfo(plan.time_zone)
    closes_at = opens_at(day + timedelta(days=plan.open_days), time(0), zone)
    opened = check_ins.open_round(turn.session, plan.id, period, opened_at=turn.now, closes_at=closes_at)
    if opened is None:
        known = before or check_ins.round_of(turn.session, plan.id, period)
        assert known is not None  # the period is taken, so it has its round
        return sentences.already_open(plan, known, asks.last_day(known, plan.time_zone))
    later = _ask(turn, plan, opened, made, day)
    return sentences.opened(plan, opened, made, later, asks.last_day(opened, plan.time_zone))


def _ask(turn: Turn, plan: PlanSummary, opened: RoundFacts, made: Roster, day: date) -> int:
    """Queue one message to each person; tells how many of them leave later, in the person's own morning."""
    ids = check_ins.ask(turn.session, opened.id, made.topics)
    turn.session.flush()
    later = 0
    for found in check_ins.asks_in(turn.session, opened.id):
        person = made.people[found.person_id]
        send_at = _morning(plan, person, day, turn.now)
        later += send_at > turn.now
        said = messages.message(check_ins.load(turn.session, found), asks.about(found))
        turn.put(
            Message(
                workspace_id=plan.workspace_id,
                key=asks.post_key(ids[person.id]),
                kind=Kind.POST,
                channel=person.slack_id,
                payload=said.payload(),
                not_before=send_at,
                zone=person.time_zone,
            )
        )
    return later


def _morning(plan: PlanSummary, person: Person, day: date, now: datetime) -> datetime:
    zone = ZoneInfo(person.time_zone)
    wanted = opens_at(day, time.fromisoformat(plan.asks_at), zone)
    return Window().next_moment(max(wanted, now), zone)


def open_what_is_due(turn: Turn, plan: PlanSummary) -> Said | None:
    """Open the month's round if its day has come; None when another replica was quicker."""
    day = round_day(plan, turn.today(plan.time_zone))
    return open_round(turn, plan, day) if day and is_due(turn, plan) else None


def is_due(turn: Turn, plan: PlanSummary) -> bool:
    """Whether the month's round should open now: its day has come for the first of its people.

    After an outage it is opened late, as long as it would still be open; a later month is never made up for.
    """
    day = round_day(plan, turn.today(plan.time_zone))
    if day is None or day < plan.created_on:
        return False
    if check_ins.round_of(turn.session, plan.id, period_key(day)) is not None:
        return False
    closes_at = opens_at(day + timedelta(days=plan.open_days), time(0), ZoneInfo(plan.time_zone))
    return _first_morning(turn.session, plan, day) <= turn.now < closes_at


def tell_managers(turn: Turn, plan: PlanSummary, said: Said) -> None:
    """What opening a round by itself brought to light, to the people who can mend it."""
    for manager in people.granted_nearest(turn.session, plan.organization_id, {Role.PLAN_MANAGER}):
        turn.put(
            Message(
                workspace_id=plan.workspace_id,
                key=f"round:{plan.id}:{period_key(turn.today(plan.time_zone))}:opened:{manager.slack_id}",
                kind=Kind.POST,
                channel=manager.slack_id,
                payload=said.payload(),
                zone=manager.time_zone,
            )
        )


def round_day(plan: PlanSummary, today: date) -> date | None:
    """The day this month's round opens, None in a month without one."""
    before = today.replace(day=1) - ONE_DAY
    day = next_round_day(before, MonthlyDay.named(plan.asks_on))
    return day if period_key(day) == period_key(today) else None


def next_day(plan: PlanSummary, today: date) -> date | None:
    """The next day a round opens by itself, None when the school year ends before it."""
    day = next_round_day(today, MonthlyDay.named(plan.asks_on))
    return day if day <= plan.ends_on else None


def _first_morning(session: Session, plan: PlanSummary, day: date) -> datetime:
    zones = people.zones_of(session, plan.id) or {plan.time_zone}
    at = time.fromisoformat(plan.asks_at)
    return min(opens_at(day, at, ZoneInfo(zone)) for zone in zones)


# ---------------------------------------------------------------- showing and closing


def show(turn: Turn, plan: PlanSummary, *, private: bool) -> Said:
    """How far the latest round is: the count everywhere, the names only to leaders and only in private."""
    roles.require(turn.session, turn.by, Permission.SEE_STATUS, plan)
    latest = check_ins.latest_round(turn.session, plan.id)
    if latest is None or (not latest.is_open and latest.period != period_key(turn.today(plan.time_zone))):
        return sentences.nothing_open(plan, next_day(plan, turn.today(plan.time_zone)))
    taking_part = check_ins.participation(turn.session, latest.id)
    leads = roles.may(turn.session, turn.by, Permission.SEE_WHO_ANSWERED, plan)
    closes_on = asks.last_day(latest, plan.time_zone)
    return sentences.progress(plan, latest, taking_part, closes_on, names=leads and private, hint=leads)


def close_now(turn: Turn, plan: PlanSummary) -> Said:
    roles.require(turn.session, turn.by, Permission.RUN_CHECK_INS, plan)
    latest = check_ins.latest_round(turn.session, plan.id)
    if latest is None or not latest.is_open:
        return sentences.nothing_open(plan, next_day(plan, turn.today(plan.time_zone)))
    close(turn, plan, latest)
    return sentences.closed(plan, latest, check_ins.participation(turn.session, latest.id))


def close(turn: Turn, plan: PlanSummary, of: RoundFacts) -> None:
    """No answer is taken from now on; everybody's message says so, and leaders hear that minutes can be drafted."""
    if not check_ins.close_round(turn.session, of.id, turn.now):
        return
    turn.session.expire_all()
    for found in check_ins.asks_in(turn.session, of.id):
        answering.show(turn, found.id, found.slack_id, found.workspace_id)
    said = sentences.minutes_ready(plan, of, check_ins.participation(turn.session, of.id))
    for leader in _leaders(turn.session, plan):
        turn.put(
            Message(
                workspace_id=plan.workspace_id,
                key=f"round:{of.id}:closed:{leader.slack_id}",
                kind=Kind.POST,
                channel=leader.slack_id,
                payload=said.payload(),
                zone=leader.time_zone,
            )
        )


def _leaders(session: Session, plan: PlanSummary) -> Iterable[Person]:
    """The leaders of the plan's own organization: those further up read the minutes when they are published."""
    own = people.granted_here(session, plan.organization_id, {Role.LEADER})
    return own or people.granted_nearest(session, plan.organization_id, {Role.PLAN_MANAGER})
