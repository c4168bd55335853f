"""Drafting an agenda from where the plan stands."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.agendas import dates
from bot.messages import agendas as messages
from bot.turns import Turn
from conversations import agendas as core
from conversations import highlight
from conversations.agendas import Agenda, Area, DueBenchmark, Presenters, Situation
from conversations.check_in import Subject
from conversations.highlight import FollowedPromise
from plans.coverage import Coverage
from plans.item_progress import Day
from prompts import formats
from storage.items import items
from storage.items import progress as item_progress
from storage.models import PersonRow
from storage.people import people, role_holders
from storage.plans import leads
from storage.plans.plans import PlanSummary
from storage.rounds import agendas as store
from storage.rounds import coverage, minutes, outcomes, promises
from storage.rounds.agendas import StoredAgenda
from storage.rounds.coverage import StrategyAspect
from storage.rounds.minutes import StoredMinutes

LOOK_AHEAD = timedelta(days=31)
"""How far ahead benchmarks are due where the date of the discussion is not known."""


def newest(turn: Turn, plan: PlanSummary, of: StoredMinutes) -> StoredAgenda:
    """The agenda drafted with these minutes, made now if there is none.

    A draft is renewed from where the plan stands, with the leader's edits; a posted agenda changes only by hand.
    """
    session = turn.session
    stored = store.find(session, plan.id, of.period)
    if stored is None:
        stored = store.add_draft(session, plan.id, of.period, Agenda())
    if stored.posted:
        return stored
    renewed = core.renew(stored.agenda, _areas(turn, plan, of, stored))
    return stored if renewed == stored.agenda else store.change(session, stored, renewed) or stored


def _areas(turn: Turn, plan: PlanSummary, of: StoredMinutes, stored: StoredAgenda) -> Sequence[Area]:
    session, today = turn.session, turn.today(plan.time_zone)
    held_on = dates.of_agenda(session, plan, stored, today) or today + LOOK_AHEAD
    strategies = leads.strategies(session, plan.id)
    proposals = core.draft(
        Situation(
            undiscussed=covered(session, plan, of.period, is_published=of.published).undiscussed(),
            benchmarks=_due(session, plan, held_on, today),
            behind=item_progress.lagging_items(session, plan.id, Day(today, is_over=False)).behind,
            promises=_promises(session, plan, of, today),
            strategy_ids={strategy.code: strategy.id for strategy in strategies},
            presenters=_presenters(session, plan, today),
        )
    )
    with formats.for_a_file(of.period):
        return [messages.area(proposal) for proposal in proposals]


def covered(session: Session, plan: PlanSummary, period: str, *, is_published: bool) -> Coverage:
    """What was discussed by the end of the month's discussion; until it has minutes, as its agenda expects."""
    until_now = coverage.of_plan(session, plan.id)
    return until_now if is_published else until_now.expecting(period, expected(session, plan, period))


def expected(session: Session, plan: PlanSummary, period: str) -> set[StrategyAspect]:
    """What the agenda of this month's discussion names; empty without one."""
    agenda = of_discussion(session, plan, period)
    areas = agenda.posted.areas if agenda and agenda.posted else ()
    return {(area.strategy_id, aspect) for area in areas if area.strategy_id for aspect in area.aspects}


def of_discussion(session: Session, plan: PlanSummary, period: str) -> StoredAgenda | None:
    """The posted agenda of this month's discussion: the newest since the minutes before."""
    since = minutes.period_before(session, plan.id, period)
    return store.newest_posted(session, plan.id, before=period, since=since)


def _due(session: Session, plan: PlanSummary, by: date, today: date) -> list[DueBenchmark]:
    """Early evidence and short-term outcomes that are due by the day, and not reached as far as they should be."""
    reached = {outcome.key for outcome in outcomes.of_plan(session, plan.id, today) if outcome.is_as_planned}
    return [
        benchmark
        for benchmark in coverage.benchmarks_due(session, plan.id, by)
        if f"{Subject.BENCHMARK}:{benchmark.id}" not in reached
    ]


def _promises(session: Session, plan: PlanSummary, of: StoredMinutes, today: date) -> Sequence[FollowedPromise]:
    last = of if of.published else minutes.published_before(session, plan.id, of.period)
    facts = promises.of_minutes(session, last.id) if last else ()
    followed = highlight.follow_up(last.period if last else "", facts, (), today)
    open_promises = followed.promises if followed else ()
    by = people.by_id(session, {each.owner_id for each in open_promises if each.owner_id is not None})
    members = {person_id for person_id, person in by.items() if person.active and not person.guest}
    return [each if each.owner_id in members else replace(each, owner_id=None) for each in open_promises]


def _presenters(session: Session, plan: PlanSummary, today: date) -> Presenters:
    """The first of the people behind each role who is still a full member."""
    holders, given_to = role_holders.by_key(session, plan.id), items.given_to(session, plan.id)

    def first(holders: Sequence[PersonRow]) -> int | None:
        return next((person.id for person in holders if person.active and not person.guest), None)

    def of_roles(roles: Iterable[str]) -> int | None:
        return first([person for role in roles for person in holders.get(role_holders.role_key(role), ())])

    of_strategies = {strategy.id: of_roles(strategy.leads) for strategy in leads.strategies(session, plan.id)}
    of_milestones = {
        milestone.code: of_roles([milestone.lead] if milestone.lead else [])
        for milestone in leads.milestones(session, plan.id)
    }
    of_items = {
        item.code: first([given_to[item.owner_id]] if item.owner_id is not None else holders.get(item.owner_key, ()))
        for item in items.open_items(session, plan.id, started_by=today)
    }
    return Presenters(
        of_strategies={id_: person for id_, person in of_strategies.items() if person is not None},
        of_milestones={code: person for code, person in of_milestones.items() if person is not None},
        of_items={code: person for code, person in of_items.items() if person is not None},
    )
