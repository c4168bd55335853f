"""Who reads with a month's digest that milestones and action items changed at the other end of a link between plans.

A change of the strategies and objectives themselves is told at once: bot/network/linked_changes.py.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy.orm import Session

from bot.messages.linked_changes import LinkedStrategy
from bot.permissions import roles
from bot.permissions.roles import Permission
from plans.linked_parts import StrategyChanges
from storage.models import PriorityRow, StrategyRow
from storage.network import linked_parts
from storage.network.linked_parts import ObjectiveLinks
from storage.people import organizations, people
from storage.plans import objective_changes, plans
from storage.plans.objective_changes import AffectedPart, LinkedPart
from storage.plans.places import PlanRowReference


def by_reader(session: Session, organization_id: int, since: date, on: date) -> dict[int, list[LinkedStrategy]]:
    """What changed after the one day until the end of the other, by the ids of those who lead the other end.

    Of an organization's own objectives: below the strategies that serve them, and below its own strategies under them.
    """
    workspace_id = organizations.get(session, organization_id).workspace_id
    plan_ids = linked_parts.on_both_days(session, workspace_id, since, on)
    if organization_id not in plan_ids:
        return {}
    links = linked_parts.links(session, plan_ids[organization_id], plan_ids.values())
    strategy_ids = {id_ for link in links for id_ in (*link.above, *link.serving)}
    changes = linked_parts.changes(session, strategy_ids, since, on)
    by_person: dict[int, list[LinkedStrategy]] = {}
    for link in links:
        for part in _affected(session, link, changes):
            _add(session, by_person, part, changes[part.changed.place.row_id])
    return by_person


def _affected(session: Session, link: ObjectiveLinks, changes: Mapping[int, StrategyChanges]) -> Iterator[AffectedPart]:
    objective = _part(session, PriorityRow, link.priority_id)
    changed = {id_: _part(session, StrategyRow, id_) for id_ in (*link.serving, *link.above) if id_ in changes}
    for id_ in link.serving:
        if id_ in changed:
            yield AffectedPart(changed=changed[id_], other=objective, objective=objective)
    if any(id_ in changed for id_ in link.above):
        for other in (_part(session, StrategyRow, id_) for id_ in link.serving):
            for id_ in link.above:
                if id_ in changed:
                    yield AffectedPart(changed=changed[id_], other=other, objective=objective)


def _part(session: Session, table: type[PriorityRow | StrategyRow], row_id: int) -> LinkedPart:
    part = objective_changes.part_at(session, PlanRowReference(table.__tablename__, row_id))
    assert part is not None  # it was just read
    return part


def _add(
    session: Session, by_person: dict[int, list[LinkedStrategy]], part: AffectedPart, changes: StrategyChanges
) -> None:
    """Whoever leads several strategies that it touches reads of the first."""
    plan = plans.summary(session, session.get_one(StrategyRow, part.changed.place.row_id).plan_id)
    for person in people.by_ids(session, objective_changes.readers(session, part.other)):
        lines = by_person.get(person.id, [])
        if not person.active or person.guest or part.changed in [line.link.changed for line in lines]:
            continue
        with_titles = not part.other.is_objective or roles.may(session, person, Permission.SEE_STATUS, plan)
        line = LinkedStrategy(link=part, changes=changes, with_titles=with_titles)
        by_person.setdefault(person.id, []).append(line)
