"""Which due dates are near, whose they are, and what was said of them before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from plans.reminders import Reminder, Wish
from storage import items
from storage.models import ActionItemRow, ItemEvent, Organization, Person, PlanRow, Reminded, RoleHolder
from storage.upsert import insert_missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One open item with its date, and one of its owners."""

    item_id: int
    code: str
    text: str
    due: date
    organization_id: int
    organization: str
    last_word: date
    """When it was last changed or reported by anybody."""
    person_id: int
    slack_id: str
    workspace_id: str
    time_zone: str
    wish: Wish


def due_between(session: Session, zone: str, first: date, last: date) -> list[Due]:
    """For the people of one time zone who are still here, by person and date."""
    last_word = select(func.max(ItemEvent.recorded_on)).where(ItemEvent.item_id == ActionItemRow.id).scalar_subquery()
    holds = (RoleHolder.plan_id == ActionItemRow.plan_id) & (RoleHolder.role_key == ActionItemRow.owner_key)
    statement = (
        select(ActionItemRow, Organization, last_word, Person)
        .join(PlanRow, PlanRow.id == ActionItemRow.plan_id)
        .join(Organization, Organization.id == PlanRow.organization_id)
        .outerjoin(RoleHolder, holds & ActionItemRow.owner_id.is_(None))
        .join(Person, or_(Person.id == ActionItemRow.owner_id, Person.id == RoleHolder.person_id))
        .where(ActionItemRow.due.between(first, last), items.is_open())
        .where(Person.time_zone == zone, Person.active, Person.guest.is_(False))
        .order_by(Person.id, ActionItemRow.due, ActionItemRow.id)
    )
    return [_due(*row) for row in session.execute(statement)]


def _due(item: ActionItemRow, organization: Organization, last_word: date, person: Person) -> Due:
    assert item.due is not None  # it was found by its due date
    return Due(
        item_id=item.id,
        code=item.code,
        text=item.text,
        due=item.due,
        organization_id=organization.id,
        organization=organization.name,
        last_word=last_word,
        person_id=person.id,
        slack_id=person.slack_id,
        workspace_id=person.workspace_id,
        time_zone=person.time_zone,
        wish=Wish(person.reminders),
    )


def zones(session: Session) -> Sequence[str]:
    """Of everybody who can be reminded."""
    return session.scalars(select(Person.time_zone).where(Person.active).distinct().order_by(Person.time_zone)).all()


def mark(session: Session, wanted: Iterable[tuple[Due, Reminder]], on: date) -> list[tuple[Due, Reminder]]:
    """Those that were not sent before; from now on they were."""
    return [(due, kind) for due, kind in wanted if _is_first(session, due, kind, on)]


def _is_first(session: Session, due: Due, kind: Reminder, on: date) -> bool:
    values = {"item_id": due.item_id, "person_id": due.person_id, "due": due.due, "kind": kind, "on": on}
    return insert_missing(session, Reminded, [values], unique=["item_id", "person_id", "due", "kind"]) == 1


def wish(session: Session, person_id: int, wanted: Wish) -> None:
    session.execute(update(Person).where(Person.id == person_id).values(reminders=wanted))
