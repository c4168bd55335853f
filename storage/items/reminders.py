"""Due dates to remind people of: whose they are, and when each item was last reported."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from plans.reminders import Reminder, ReminderPreference
from storage.items import assignments, items
from storage.models import (
    ActionItemRow,
    CheckInRequestRow,
    ItemEventRow,
    MilestoneRow,
    OrganizationRow,
    OutboxRow,
    PersonRow,
    PlanRow,
    RequestTopicRow,
    RoleHolderRow,
    SentReminderRow,
)
from storage.plans import setups
from storage.rollovers import decisions
from storage.rounds.addressees import keyed
from storage.upsert import change, insert_missing


@dataclass(frozen=True, slots=True, kw_only=True)
class DueItem:
    """One open item with its due date and one of its owners."""

    item_id: int
    code: str
    text: str
    due: date
    organization_id: int
    organization: str
    last_report: date
    """When anyone last changed or reported it."""
    person_id: int
    slack_id: str
    workspace_id: str
    time_zone: str
    preference: ReminderPreference
    led: bool = False
    """True if the person leads its milestone and someone else owns it."""
    owner: str = ""


def due_between(session: Session, zone: str, first: date, last: date) -> list[DueItem]:
    """Items of people in one time zone who are still in the workspace, by person and date."""
    holds = (RoleHolderRow.plan_id == ActionItemRow.plan_id) & (RoleHolderRow.role_key == ActionItemRow.owner_key)
    owned = (
        _dated(first, last)
        .outerjoin(RoleHolderRow, holds & ActionItemRow.owner_id.is_(None))
        .join(PersonRow, or_(PersonRow.id == ActionItemRow.owner_id, PersonRow.id == RoleHolderRow.person_id))
        .where(_can_be_reminded(zone))
    )
    return [_due(*row) for row in session.execute(owned.order_by(PersonRow.id, ActionItemRow.due, ActionItemRow.id))]


def led_between(session: Session, zone: str, first: date, last: date) -> list[DueItem]:
    """The same for items of others, for the leads of their milestones."""
    leading = (
        _dated(first, last)
        .join(MilestoneRow, MilestoneRow.id == ActionItemRow.milestone_id)
        .join(RoleHolderRow, assignments.lead_of_milestone())
        .join(PersonRow, PersonRow.id == RoleHolderRow.person_id)
        .where(_can_be_reminded(zone))
        .order_by(PersonRow.id, ActionItemRow.due, ActionItemRow.id)
    )
    due_items = {(row[0].id, row[3].id): _due(*row, led=True) for row in session.execute(leading)}
    own = {(due.item_id, due.person_id) for due in due_between(session, zone, first, last)} if due_items else set()
    return [due for key, due in due_items.items() if key not in own]


def _dated(first: date, last: date) -> Select[ActionItemRow, OrganizationRow, date, PersonRow]:
    """Nobody is reminded of what is left of a year that the next year's plan has followed, but for promised support."""
    last_report = (
        select(func.max(ItemEventRow.recorded_on)).where(ItemEventRow.item_id == ActionItemRow.id).scalar_subquery()
    )
    return (
        select(ActionItemRow, OrganizationRow, last_report, PersonRow)
        .join(PlanRow, PlanRow.id == ActionItemRow.plan_id)
        .join(OrganizationRow, OrganizationRow.id == PlanRow.organization_id)
        .where(ActionItemRow.due.between(first, last), items.is_open(), OrganizationRow.closed_on.is_(None))
        .where(~setups.is_unfinished(), ~decisions.is_over() | ActionItemRow.provides_support)
    )


def _can_be_reminded(zone: str) -> ColumnElement[bool]:
    return and_(PersonRow.time_zone == zone, PersonRow.active, PersonRow.guest.is_(False))


def _due(
    item: ActionItemRow, organization: OrganizationRow, last_report: date, person: PersonRow, *, led: bool = False
) -> DueItem:
    assert item.due is not None  # the query selects by due date
    return DueItem(
        item_id=item.id,
        code=item.code,
        text=item.text,
        due=item.due,
        organization_id=organization.id,
        organization=organization.name,
        last_report=last_report,
        person_id=person.id,
        slack_id=person.slack_id,
        workspace_id=person.workspace_id,
        time_zone=person.time_zone,
        preference=ReminderPreference(person.reminder_preference),
        led=led,
        owner=item.owner or "",
    )


def time_zones(session: Session) -> Sequence[str]:
    """Time zones of everyone who can be reminded."""
    return session.scalars(
        select(PersonRow.time_zone).where(PersonRow.active).distinct().order_by(PersonRow.time_zone)
    ).all()


def asked_about(session: Session, item_ids: Iterable[int], first: datetime, last: datetime) -> set[tuple[int, int]]:
    """Pairs of item and person asked by a check-in or reminder between these moments."""
    keys = [keyed("check_in"), *(keyed("nudge") + f":{number}" for number in (1, 2))]
    statement = (
        select(RequestTopicRow.item_id, CheckInRequestRow.person_id)
        .join(CheckInRequestRow, CheckInRequestRow.id == RequestTopicRow.request_id)
        .join(OutboxRow, OutboxRow.key.in_(keys))
        .where(RequestTopicRow.item_id.in_(item_ids), OutboxRow.not_before.between(first, last))
    )
    return {(item_id, person_id) for item_id, person_id in session.execute(statement) if item_id and person_id}


def mark(session: Session, candidates: Iterable[tuple[DueItem, Reminder]], on: date) -> list[tuple[DueItem, Reminder]]:
    """Mark reminders as sent; return those that were not sent before."""
    return [(due, kind) for due, kind in candidates if _is_first(session, due, kind, on)]


def _is_first(session: Session, due: DueItem, kind: Reminder, on: date) -> bool:
    values = {"item_id": due.item_id, "person_id": due.person_id, "due": due.due, "kind": kind, "on": on}
    return insert_missing(session, SentReminderRow, [values], unique=["item_id", "person_id", "due", "kind"]) == 1


def save_preference(session: Session, person_id: int, preference: ReminderPreference) -> None:
    change(session, PersonRow, person_id, reminder_preference=preference)
