"""The tick that makes the next year's plan on its day, and what people hear of it."""

from collections.abc import Mapping
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from bot import importing
from bot.isolation import isolated
from bot.messages import rollover_notices as messages
from bot.messages import rollovers
from bot.rollovers import rules
from bot.rollovers.desk import refresh_cards
from bot.rollovers.rules import Rollover
from bot.sending.renderers import ContentRenderer
from bot.turns import Turn, Turns
from conversations.rollover import RolloverSubject
from plans.calendar import opens_at
from plans.time_zones import zone_named
from prompts import plain
from storage.delivery.claims import Claimed
from storage.delivery.outbox import OutboxMessage
from storage.items.items import Stamp
from storage.models import PersonRow
from storage.people.role_changes import Author
from storage.plans import plans
from storage.plans.plans import PlanSummary
from storage.rollovers import decisions, making, notices
from storage.rounds import rounds


class RolloverTick:
    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    def tick(self) -> None:
        """Make the plans whose old year is over. Usually none waits, which costs one query."""
        with self._turns.read() as turn:
            waiting = [plan_id for plan_id in decisions.waiting(turn.session) if _has_ended(turn, plan_id)]
        for plan_id in waiting:
            with isolated("rollover", plan_id), self._turns.write() as turn:
                make_next_plan(turn, plan_id)


def _has_ended(turn: Turn, plan_id: int) -> bool:
    """An open check-in of the old year is closed first, so that nobody is asked by both plans."""
    plan = plans.summary(turn.session, plan_id)
    is_asking = any(each.plan_id == plan_id for each in rounds.open_rounds(turn.session))
    return turn.today(plan.time_zone) > plan.ends_on and not is_asking


def make_next_plan(turn: Turn, plan_id: int) -> None:
    """Make it once, from how things stand now. What was completed meanwhile stays with the old year."""
    plan = plans.summary(turn.session, plan_id)
    rollover = rules.load(turn, plan)
    if rollover.stored is None or not rollover.stored.is_confirmed or rollover.stored.is_over:
        return
    starter = turn.session.get_one(PersonRow, rollover.stored.confirmed_by)
    if plans.of_year(turn.session, plan.organization_id, rollover.facts.year.name) is not None:
        _give_up(turn, rollover, starter)
        return
    stamp = Stamp(at=turn.now, on=turn.today(plan.time_zone), by=starter.id)
    asks_from = max(rollover.facts.first_day, stamp.on)
    why = plain(rollovers.NOUN, "why", year=plan.school_year)
    next_id = making.make(turn.session, rollover.facts, rollover.state, asks_from=asks_from, stamp=stamp, why=why)
    importing.match_names(turn.session, plan.workspace_id, next_id, Author(at=turn.now, person_id=starter.id))
    _notify(turn, plan, starter, rollover, asks_from)
    refresh_cards(turn, plan_id, plan.workspace_id)


def _give_up(turn: Turn, rollover: Rollover, starter: PersonRow) -> None:
    """Somebody imported a plan for the year meanwhile."""
    plan = rollover.plan
    decisions.confirm(turn.session, plan.id, None)
    content = rollovers.blocked(plan.organization, rollover.facts.year.name)
    _put(turn, plan, starter, f"next_year:{plan.id}:blocked:{turn.now.isoformat()}", content.payload())


def _notify(turn: Turn, plan: PlanSummary, starter: PersonRow, rollover: Rollover, first_day: date) -> None:
    """Whoever started it hears now; owners and leads on the first day, each once."""
    names = {milestone.key: f"{milestone.code} {milestone.title}" for milestone in rollover.facts.milestones}
    undecided = [names[key] for key in rollover.state.undecided if key.subject is RolloverSubject.MILESTONE]
    content = rollovers.made_plan(rollover.facts, rollover.state, first_day, undecided)
    _put(turn, plan, starter, f"next_year:{plan.id}:made", content.payload())
    opens = opens_at(first_day, time(0), zone_named(plan.time_zone))
    for person in notices.audience(turn.session, plan.id):
        order = {"make": "next_year", "plan": plan.id, "person": person.id}
        _put(turn, plan, person, f"next_year:{plan.id}:{person.slack_id}", order, not_before=opens)


def _put(
    turn: Turn,
    plan: PlanSummary,
    person: PersonRow,
    key: str,
    payload: Mapping[str, Any],
    *,
    not_before: datetime | None = None,
) -> None:
    message = OutboxMessage.post(plan.workspace_id, person.slack_id, key, payload)
    turn.put(message.unrequested(zone=person.time_zone, organization_id=plan.organization_id, not_before=not_before))


def _render_notice(session: Session, message: Claimed, now: datetime) -> Mapping[str, Any] | None:
    """None for a person of whom nothing came along and nothing was dropped."""
    plan = plans.summary(session, message.payload["plan"])
    stored = decisions.load(session, plan.id)
    if stored is None or stored.next_plan_id is None:
        return None
    today = now.astimezone(zone_named(plan.time_zone)).date()
    notice = notices.of_person(session, plan.id, stored.next_plan_id, message.payload["person"], today)
    next_plan = plans.summary(session, stored.next_plan_id)
    return None if notice.is_empty else messages.notice(plan, next_plan.school_year, notice).payload()


CONTENT: Mapping[str, ContentRenderer] = MappingProxyType({"next_year": _render_notice})
