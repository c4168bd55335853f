"""The table of a network as of a day, by practice or by school. Counted in the database, in seven statements."""

from collections.abc import Mapping

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from plans import network
from plans.network import NONE_ASKED, NetworkBy, NetworkGroups, NetworkTable
from plans.practices import codes_of
from storage.network import coding, items, milestones, outcomes, reported, supports
from storage.network.scope import NetworkScope
from storage.network.view import Key, NetworkView
from storage.rows import rows


def by_practice(session: Session, scope: NetworkScope) -> NetworkTable:
    view = NetworkView(plan_ids=tuple(scope.schools), day=scope.day, by=NetworkBy.PRACTICE)
    groups = {str(key): group for key, group in _groups(session, scope, view).items()}
    return network.by_practice(groups, _working(session, view), len(scope.schools), scope.day)


def by_school(session: Session, scope: NetworkScope, practice: str = "") -> NetworkTable:
    """With a practice: the schools that work on it, and only what they do for it."""
    view = NetworkView(plan_ids=tuple(scope.schools), day=scope.day, by=NetworkBy.SCHOOL, practice=practice)
    groups = _groups(session, scope, view)
    working_on_it = plans_on(session, view, practice) if practice else scope.schools.keys()
    empty = NetworkGroups()
    named = {scope.schools[id_].name: groups.get(id_, empty) for id_ in scope.schools if id_ in working_on_it}
    return network.by_school(named, scope.day)


def _groups(session: Session, scope: NetworkScope, view: NetworkView) -> Mapping[Key, NetworkGroups]:
    of_items, of_milestones = items.groups(session, view), milestones.groups(session, view)
    evidence, measures = outcomes.evidence(session, view), outcomes.measures(session, view)
    open_supports, asked = supports.groups(session, view), reported.groups(session, view, scope.time_zone)
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
    """The ids of the plans that work on the practice."""
    working = _working(session, view)
    return {id_ for its_coding, plan_ids in working.items() if practice in codes_of(its_coding) for id_ in plan_ids}
