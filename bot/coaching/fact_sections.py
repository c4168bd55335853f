"""The facts of each kind: what a step of a coaching script lays out before its question, loaded from the plan."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType

from sqlalchemy.orm import Session

from conversations.facts import (
    CompletedItem,
    DirectionText,
    Fact,
    FactScope,
    FactSection,
    NeedKind,
    PastActionItem,
    PastDecision,
    PlanNeed,
    SupportFact,
)
from conversations.highlight import Change, DatedOutcome, Lagging
from conversations.parts import ForEachKind, PartKind, title_of
from conversations.script import FactKind
from plans import progress
from plans.item_progress import Day
from plans.lagging import LaggingItem, LaggingItems
from plans.milestones import MilestoneState
from plans.outcomes import OutcomeKind
from storage.dialogs import coaching, root_cause
from storage.dialogs.coaching import CoachingDialog
from storage.items import progress as item_progress
from storage.items import supports
from storage.items.support_values import Support, SupportState
from storage.plans import milestones, plan_month, plans, whole_plan, written_parts
from storage.plans.plans import PlanSummary
from storage.rounds import outcomes

CHANGED_WITHIN = timedelta(days=31)
"""How far back the changes of the plan go if the conversation is held for the first time."""
_CHANGES = frozenset({Change.DATE_MOVED, Change.CANCELLED, Change.ADDED, Change.SEVERAL_ADDED, Change.DROPPED})


@dataclass(frozen=True)
class FactReader:
    """Reads the facts of one step. `scope` is the thing of its pass, for the facts that are cut to it."""

    session: Session
    plan: PlanSummary
    dialog: CoachingDialog
    today: date
    scope: FactScope | None = None

    @property
    def day(self) -> Day:
        return Day(self.today, is_over=False)

    @cached_property
    def lagging(self) -> tuple[LaggingItems, LaggingItems]:
        """Of the action items and of the milestones."""
        items = item_progress.lagging_items(self.session, self.plan.id, self.day)
        return items, milestones.lagging(self.session, self.plan.id, self.day)

    @cached_property
    def last_held(self) -> CoachingDialog | None:
        return coaching.last_held(self.session, self.dialog)

    def covers(self, code: str) -> bool:
        """Whether the scope has the action item or milestone with this code."""
        return self.scope is None or code in self.scope.codes


# ---------------------------------------------------------------- what the plan wants


def _direction(reader: FactReader) -> FactSection:
    texts = whole_plan.direction(reader.session, reader.plan.id)
    facts = [DirectionText(PartKind(kind), text) for kind, text in texts.items() if text]
    return FactSection(kind=FactKind.DIRECTION, facts=facts)


def _goals(reader: FactReader) -> FactSection:
    goals = plans.goals(reader.session, reader.plan.id)
    if reader.scope is None:
        return FactSection(kind=FactKind.GOALS, facts=goals)
    measures = [measure for goal in goals if goal.code == reader.scope.code for measure in goal.measures]
    return FactSection(kind=FactKind.GOALS, facts=measures)


def _strategies(reader: FactReader) -> FactSection:
    strategies = whole_plan.strategies(reader.session, reader.plan.id)
    if reader.scope is not None:
        own = (strategy for strategy in strategies if strategy.code == reader.scope.code)
        strategies = [strategy for strategy in own if strategy.if_we or strategy.then or strategy.and_so]
    return FactSection(kind=FactKind.STRATEGIES, facts=strategies)


def _needs(reader: FactReader) -> FactSection:
    factors = [
        PlanNeed(NeedKind(kind), text) for kind, text in written_parts.swot_factors(reader.session, reader.plan.id)
    ]
    causes = [PlanNeed(NeedKind.ROOT_CAUSE, text) for text in root_cause.found_in(reader.session, reader.plan.id)]
    return FactSection(kind=FactKind.NEEDS, facts=[*factors, *causes])


# ---------------------------------------------------------------- how the work goes


def _completed(reader: FactReader) -> FactSection:
    """The newest first."""
    items = [
        CompletedItem(row.code, row.text, row.completed_on, _days_late(row.due, row.completed_on))
        for row in item_progress.completed_items(reader.session, reader.plan.id, reader.today)
    ]
    complete = [
        CompletedItem(milestone.code, milestone.title, milestone.completed_on, milestone.days_late, is_milestone=True)
        for milestone in milestones.as_of(reader.session, reader.plan.id, reader.day)
        if milestone.completed_on
    ]
    covered = [item for item in (*items, *complete) if reader.covers(item.code)]
    covered.sort(key=lambda item: item.completed_on, reverse=True)
    return FactSection(kind=FactKind.COMPLETED, facts=covered)


def _days_late(due: date | None, on: date) -> int:
    return max(0, (on - due).days) if due else 0


def _behind(reader: FactReader) -> FactSection:
    items, milestones_now = reader.lagging
    return FactSection(kind=FactKind.BEHIND, facts=_covered(reader, items.behind, milestones_now.behind))


def _at_risk(reader: FactReader) -> FactSection:
    items, milestones_now = reader.lagging
    return FactSection(kind=FactKind.AT_RISK, facts=_covered(reader, items.at_risk, milestones_now.at_risk))


def _covered(reader: FactReader, items: Sequence[LaggingItem], milestones_now: Sequence[LaggingItem]) -> list[Lagging]:
    own = [Lagging(item=item, reported=True) for item in items]
    own += [Lagging(item=item, reported=True, is_milestone=True) for item in milestones_now]
    return [lagging for lagging in own if reader.covers(lagging.code)]


def _progress(reader: FactReader) -> FactSection:
    groups = item_progress.groups(reader.session, [reader.plan.id], reader.today)[reader.plan.id]
    if reader.scope is not None:
        groups = [group for group in groups if group.strategy == reader.scope.code]
    counted = progress.count(groups, reader.day)
    return FactSection(kind=FactKind.PROGRESS, facts=[counted] if counted.completed.whole else [])


def _milestones(reader: FactReader) -> FactSection:
    """Those that need a look first: behind, then at risk."""
    states = (MilestoneState.BEHIND, MilestoneState.AT_RISK)
    stand = [each for each in milestones.as_of(reader.session, reader.plan.id, reader.day) if reader.covers(each.code)]
    stand.sort(key=lambda milestone: states.index(milestone.state) if milestone.state in states else len(states))
    return FactSection(kind=FactKind.MILESTONES, facts=stand)


def _changes(reader: FactReader) -> FactSection:
    """The newest first, since this conversation was held before."""
    first = reader.last_held.started_on if reader.last_held else reader.today - CHANGED_WITHIN
    changes = plan_month.all_changes(reader.session, reader.plan.id, first, reader.today)
    facts = [change for change in reversed(changes) if change.change in _CHANGES and reader.covers(change.code)]
    return FactSection(kind=FactKind.CHANGES, facts=facts, since=first)


# ---------------------------------------------------------------- what it shows


def _outcomes(reader: FactReader, kind: FactKind, of: frozenset[OutcomeKind]) -> FactSection:
    scope = reader.scope
    measured = [
        outcome
        for outcome in outcomes.of_plan(reader.session, reader.plan.id, reader.today)
        if outcome.kind in of and (scope is None or scope.code == outcome.code or scope.key == outcome.key)
    ]
    facts = [DatedOutcome(outcome=outcome, verdict=outcome.verdict(reader.today)) for outcome in measured]
    return FactSection(kind=kind, facts=facts)


def _measures(reader: FactReader) -> FactSection:
    of = {OutcomeKind.GOAL_MEASURE, OutcomeKind.STRATEGY_MEASURE}
    if reader.scope is not None:
        is_goal = reader.scope.kind is ForEachKind.GOAL
        of = {OutcomeKind.GOAL_MEASURE} if is_goal else {OutcomeKind.STRATEGY_MEASURE}
    return _outcomes(reader, FactKind.MEASURES, frozenset(of))


def _early_evidence(reader: FactReader) -> FactSection:
    return _outcomes(reader, FactKind.EARLY_EVIDENCE, frozenset({OutcomeKind.EARLY_EVIDENCE}))


def _short_term_outcomes(reader: FactReader) -> FactSection:
    return _outcomes(reader, FactKind.SHORT_TERM_OUTCOMES, frozenset({OutcomeKind.SHORT_TERM}))


def _final_outcomes(reader: FactReader) -> FactSection:
    return _outcomes(reader, FactKind.FINAL_OUTCOMES, frozenset({OutcomeKind.FINAL}))


def _supports(reader: FactReader) -> FactSection:
    """The newest first."""
    needed = supports.in_plan(reader.session, reader.plan.id)
    facts = [
        SupportFact(
            code=support.code,
            text=support.needed or support.provided,
            state=support.state,
            on=_support_day(support),
            effective=support.effective,
            is_provided=support.state in (SupportState.PROVIDED, SupportState.RATED),
        )
        for support in reversed(needed)
        if support.state is not SupportState.WITHDRAWN and _is_covered(reader, support)
    ]
    return FactSection(kind=FactKind.SUPPORTS, facts=facts)


def _is_covered(reader: FactReader, support: Support) -> bool:
    is_it = reader.scope is not None and reader.scope.key == str(support.id)
    return is_it or reader.covers(support.code)


def _support_day(support: Support) -> date | None:
    match support.state:
        case SupportState.PROVIDED | SupportState.RATED:
            return support.provided_on
        case SupportState.OFFERED:
            return support.promised_for
        case _:
            return support.asked_on


# ---------------------------------------------------------------- the last time


def _last_time(reader: FactReader) -> FactSection:
    past = reader.last_held
    if past is None:
        return FactSection(kind=FactKind.LAST_TIME, facts=())
    decided: list[Fact] = [
        PastDecision(part.kind, title_of(part.kind, part.values))
        for part in past.state.parts
        if part.kind is not PartKind.ACTION_ITEM
    ]
    written: list[Fact] = [
        PastActionItem(
            code=row.code,
            text=row.text,
            due=row.due,
            completed_on=row.completed_on,
            cancelled=row.cancelled,
            days_late=0 if row.completed_on or row.cancelled else _days_late(row.due, reader.today),
        )
        for row in coaching.written_items(reader.session, past.id)
    ]
    return FactSection(kind=FactKind.LAST_TIME, facts=[*decided, *written], since=past.finished_on or past.started_on)


SECTIONS: Mapping[FactKind, Callable[[FactReader], FactSection]] = MappingProxyType(
    {
        FactKind.DIRECTION: _direction,
        FactKind.GOALS: _goals,
        FactKind.MEASURES: _measures,
        FactKind.STRATEGIES: _strategies,
        FactKind.COMPLETED: _completed,
        FactKind.BEHIND: _behind,
        FactKind.AT_RISK: _at_risk,
        FactKind.PROGRESS: _progress,
        FactKind.MILESTONES: _milestones,
        FactKind.EARLY_EVIDENCE: _early_evidence,
        FactKind.SHORT_TERM_OUTCOMES: _short_term_outcomes,
        FactKind.FINAL_OUTCOMES: _final_outcomes,
        FactKind.SUPPORTS: _supports,
        FactKind.NEEDS: _needs,
        FactKind.CHANGES: _changes,
        FactKind.LAST_TIME: _last_time,
    }
)
