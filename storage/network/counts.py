"""The table of a network as of a day, by practice, by school or by objective.

Counted in the database, in seven statements; the districts' own plans in as many.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from plans import network
from plans.network import NONE_ASKED, NOT_CODED, NetworkBy, NetworkCounts, NetworkGroups, NetworkTable
from plans.objectives import OWN, Objective
from plans.practices import codes_of, stored_codes
from plans.progress import Fraction
from storage.network import coding, items, milestones, outcomes, reported, serving, supports
from storage.network.scope import NetworkScope
from storage.network.view import Key, NetworkView
from storage.plans import objectives
from storage.rows import rows


def by_practice(session: Session, scope: NetworkScope) -> NetworkTable:
    view = NetworkView(plan_ids=tuple(scope.schools), day=scope.day, by=NetworkBy.PRACTICE)
    table = network.by_practice(
        _by_coding(session, scope, view), _working(session, view), len(scope.schools), scope.day, scope.own_practices
    )
    return replace(table, districts=_districts(session, scope))


def by_school(session: Session, scope: NetworkScope, practice: str = "", objective: str = "") -> NetworkTable:
    """With a practice or an objective: the schools that work on it, and only what they do for it."""
    links = _links(session, scope) if objective else None
    view = NetworkView(
        plan_ids=tuple(scope.schools),
        day=scope.day,
        by=NetworkBy.SCHOOL,
        practice=practice,
        objective=objective,
        unlinked=links.unlinked if links else (),
    )
    groups, empty = _groups(session, scope, view), NetworkGroups()
    working = set(links.serving.get(objective, ())) if links else plans_on(session, view, practice)
    named = {scope.schools[id_].name: groups.get(id_, empty) for id_ in scope.schools if id_ in working}
    table = network.by_school(named, scope.day)
    return table if practice or objective else replace(table, districts=_districts(session, scope))


def by_goal(session: Session, scope: NetworkScope) -> NetworkTable:
    """Without the schools that have no plan above them."""
    links = _links(session, scope)
    view = NetworkView(plan_ids=tuple(scope.above), day=scope.day, by=NetworkBy.GOAL, unlinked=links.unlinked)
    groups = _by_coding(session, scope, view)
    table = network.by_goal(groups, links.serving, links.objectives, len(scope.above), scope.day)
    return replace(table, without_plan_above=len(scope.schools) - len(scope.above))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Links:
    """What the schools' strategies serve."""

    objectives: Mapping[Objective, int]
    """In the order of their organizations and plans, each with the number of schools below its plan."""
    serving: Mapping[str, Sequence[int]]
    """The plan's id of each strategy, by the key of its objective, OWN, or empty."""
    unlinked: Collection[int]
    """The ids of strategies with a link to a plan that is not the one above them."""


def _links(session: Session, scope: NetworkScope) -> _Links:
    of_plans = objectives.of_plans(session, set(scope.above.values()), scope.day.on)
    schools = Counter(scope.above.values())
    in_order = sorted(
        (plan_id for plan_id, its_own in of_plans.items() if its_own), key=lambda id_: of_plans[id_][0].organization
    )
    keys = {plan_id: {OWN, *(each.key for each in its_own)} for plan_id, its_own in of_plans.items()}
    serving_: dict[str, list[int]] = {}
    unlinked = []
    for link in serving.links(session, tuple(scope.above), scope.day):
        is_link = link.serves in keys[scope.above[link.plan_id]]
        serving_.setdefault(link.serves if is_link else NOT_CODED, []).append(link.plan_id)
        if link.serves and not is_link:
            unlinked.append(link.strategy_id)
    return _Links(
        objectives={each: schools[plan_id] for plan_id in in_order for each in of_plans[plan_id]},
        serving=serving_,
        unlinked=unlinked,
    )


def _districts(session: Session, scope: NetworkScope) -> NetworkCounts | None:
    """The plans of the organizations below that are no schools, together."""
    if not scope.districts:
        return None
    view = NetworkView(plan_ids=tuple(scope.districts), day=scope.day, by=NetworkBy.SCHOOL)
    plans = Fraction(len(scope.districts), len(scope.districts))
    return network.sum_of(_groups(session, scope, view).values(), scope.day, schools=plans)


def _by_coding(session: Session, scope: NetworkScope, view: NetworkView) -> dict[str, NetworkGroups]:
    return {str(key): group for key, group in _groups(session, scope, view).items()}


def _groups(session: Session, scope: NetworkScope, view: NetworkView) -> Mapping[Key, NetworkGroups]:
    """Each school's as of the day there."""
    groups: dict[Key, NetworkGroups] = {}
    for day, plan_ids in scope.by_day(view.plan_ids):
        for key, group in _groups_of(session, replace(view, day=day, plan_ids=plan_ids)).items():
            groups[key] = network.together(groups[key], group) if key in groups else group
    return groups


def _groups_of(session: Session, view: NetworkView) -> Mapping[Key, NetworkGroups]:
    of_items, of_milestones = items.groups(session, view), milestones.groups(session, view)
    evidence, measures = outcomes.evidence(session, view), outcomes.measures(session, view)
    open_supports, asked = supports.groups(session, view), reported.groups(session, view)
    keys = (*of_items, *of_milestones, *evidence, *measures, *open_supports, *asked)
    return {
        key: NetworkGroups(
            items=tuple(of_items.get(key, ())),
            milestones=tuple(of_milestones.get(key, ())),
            evidence=evidence.get(key, {}),
            measures=measures.get(key, {}),
            supports=open_supports.get(key),
            reported=asked.get(key, NONE_ASKED),
        )
        for key in dict.fromkeys(keys)
    }


def _working(session: Session, view: NetworkView) -> dict[str, set[int]]:
    """The ids of the plans with a strategy, milestone or action item under each coding."""
    plans: dict[str, set[int]] = {}
    strategies, milestones_ = coding.strategies(view.plan_ids, view.day), coding.milestones(view.plan_ids, view.day)
    above = (select(coded.c.plan_id, coded.c.coding) for coded in (strategies, milestones_))
    for plan_id, its_coding in rows(session, union(*above, coding.items_with_own(view.plan_ids, view.day))):
        plans.setdefault(its_coding or "", set()).add(plan_id)
    return plans


def plans_on(session: Session, view: NetworkView, practice: str) -> set[int]:
    """The ids of the plans that work on the practice; without one, of all."""
    if not practice:
        return set(view.plan_ids)
    return {
        id_
        for its_coding, plan_ids in _working(session, view).items()
        if practice in (*codes_of(its_coding), *stored_codes(its_coding))
        for id_ in plan_ids
    }
