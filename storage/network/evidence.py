"""How far schools are with a practice: milestones, early evidence and measures, each school's plan by itself."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from plans import network
from plans.item_progress import Day
from plans.network import NetworkBy, NetworkCounts, NetworkGroups
from plans.progress import Fraction
from storage.network import milestones, outcomes
from storage.network.view import NetworkView


def of_plans(session: Session, plan_ids: Collection[int], day: Day, practice: str) -> dict[int, NetworkCounts]:
    """By the plans' ids. Action items, supports and reports are not counted."""
    view = NetworkView(plan_ids=tuple(plan_ids), day=day, by=NetworkBy.SCHOOL, practice=practice)
    of_milestones = milestones.groups(session, view)
    evidence, measures = outcomes.evidence(session, view), outcomes.measures(session, view)
    return {
        plan_id: network.sum_of(
            [
                NetworkGroups(
                    milestones=tuple(of_milestones.get(plan_id, ())),
                    evidence=evidence.get(plan_id, {}),
                    measures=measures.get(plan_id, {}),
                )
            ],
            day,
            schools=Fraction(1, 1),
        )
        for plan_id in plan_ids
    }
