"""Who is asked about what in a round."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from conversations.check_in import Subject
from storage import items, people, plans
from storage.models import ActionItemRow, Person


@dataclass(slots=True)
class Roster:
    """Who is asked about what, and what in the plan keeps somebody from being asked."""

    people: dict[int, Person] = field(default_factory=dict)
    topics: dict[int, list[tuple[Subject, int]]] = field(default_factory=dict)
    without_person: dict[str, None] = field(default_factory=dict)
    ownerless: list[str] = field(default_factory=list)
    left: dict[str, None] = field(default_factory=dict)

    def add(self, holders: Sequence[Person], name: str, subject: tuple[Subject, int]) -> None:
        if not holders:
            self.without_person[name] = None
        for person in holders:
            if not person.active:
                self.left[person.name] = None
                continue
            self.people[person.id] = person
            self.topics.setdefault(person.id, []).append(subject)


def roster(session: Session, plan_id: int, *, started_by: date) -> Roster:
    """Owners are asked about their open action items, a milestone's lead about it as long as one is open."""
    made = Roster()
    holders = people.holders_by_key(session, plan_id)
    given_to = items.given_to(session, plan_id)
    open_items = items.open_items(session, plan_id, started_by=started_by)
    for item in open_items:
        if item.owner is None:
            made.ownerless.append(item.code)
        elif item.owner_id is not None:
            made.add([given_to[item.owner_id]], item.owner, (Subject.ITEM, item.id))
        else:
            made.add(holders.get(people.role_key(item.owner), ()), item.owner, (Subject.ITEM, item.id))
    _add_milestones(session, plan_id, made, open_items)
    return made


def _add_milestones(session: Session, plan_id: int, made: Roster, open_items: Sequence[ActionItemRow]) -> None:
    holders = people.holders_by_key(session, plan_id)
    at_work = {item.milestone_id for item in open_items}
    for milestone in plans.milestone_leads(session, plan_id):
        if milestone.id in at_work and milestone.lead:
            found = holders.get(people.role_key(milestone.lead), ())
            made.add(found, milestone.lead, (Subject.MILESTONE, milestone.id))
