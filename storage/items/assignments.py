"""A person's items, milestones and requests for their Home tab: one query per section, one page at a time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, ScalarSelect, case, func, select, true
from sqlalchemy.orm import Session, aliased

from conversations.action_items import ItemState, OfferKind, OfferState
from plans.item_events import Status
from plans.milestones import MilestoneProgress
from plans.plan import Purpose
from storage.items import items
from storage.items.item_changes import UNDER_WAY, state_of
from storage.models import (
    ActionItemRow,
    ItemOfferRow,
    MilestoneRow,
    OrganizationRow,
    PersonRow,
    PlanRow,
    RoleHolderRow,
)
from storage.plans import milestones, purposes

Line = TypeVar("Line")

DUE_SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Page(Generic[Line]):
    """Some lines of a list and the list's whole length. A page past the end has no lines."""

    lines: Sequence[Line]
    total: int
    behind: int = 0
    """This and what follows: of a person's items."""
    due_soon: int = 0
    """Due today or in the next DUE_SOON."""
    earlier: int = 0
    """Of finished school years. `total` leaves them out unless they were asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedItem:
    id: int
    code: str
    text: str
    due: date | None
    state: ItemState
    owner: str
    organization: str
    offered_to: str = ""
    """Name of the person asked to take it over who has not answered yet."""
    purpose: Purpose | None = None
    moved_since: bool = False
    """Whether its date moved since the owner's last report, so that the report speaks of another date."""
    is_earlier: bool = False
    """Whether the school year of its plan is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedMilestone:
    """A milestone someone leads, with the counts of its action items as of today, which isn't over."""

    id: int
    code: str
    title: str
    organization: str
    completed: int
    total: int
    due: int
    """Past their date, or completed on it today."""
    behind: int
    """Of those due."""
    progress: MilestoneProgress


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignedItem:
    """An open item that someone assigned to others."""

    item: OwnedItem
    offer: OfferState | None
    reason: str


def is_behind(today: date) -> ColumnElement[bool]:
    return (ActionItemRow.due < today) & items.is_open()


def is_due(today: date) -> ColumnElement[bool]:
    """As in plans/item_progress.py: what is due today counts once it is completed."""
    return (ActionItemRow.due < today) | ((ActionItemRow.due == today) & ActionItemRow.completed_on.is_not(None))


def items_of(
    session: Session,
    person_id: int,
    today: date,
    *,
    page: int,
    size: int,
    plan_ids: Collection[int] | None = None,
    with_earlier: bool = False,
) -> Page[OwnedItem]:
    """A person's open items, of some plans or of all: those behind first, then by due date, ongoing ones last.

    Items of plans whose school year is over are only counted, unless they are asked for; then they come last.
    """
    mine = [ActionItemRow.id.in_(items.owned_by(person_id)), items.is_open()]
    mine += [ActionItemRow.plan_id.in_(plan_ids)] if plan_ids is not None else []
    listed = true() if with_earlier else in_school_year(today)
    order = (in_school_year(today).desc(), ActionItemRow.due.is_(None), ActionItemRow.due, ActionItemRow.id)
    joined = (
        select(
            ActionItemRow,
            OrganizationRow.name.label("organization"),
            _offered_to().label("offered_to"),
            items.said_behind().label("said_behind"),
            _one_if(listed).label("is_listed"),
            _count_over(listed).label("total"),
            _count_over(in_school_year(today) & is_behind(today)).label("behind"),
            _count_over(in_school_year(today) & ActionItemRow.due.between(today, today + DUE_SOON)).label("due_soon"),
            PlanRow.ends_on,
            _count_over(~in_school_year(today)).label("earlier"),
            *purposes.PURPOSE_COLUMNS,
        )
        .outerjoin(MilestoneRow, MilestoneRow.id == ActionItemRow.milestone_id)
        .join(PlanRow, PlanRow.id == ActionItemRow.plan_id)
        .join(OrganizationRow, OrganizationRow.id == PlanRow.organization_id)
        .where(*mine)
    )
    statement = purposes.with_purpose(joined).order_by(*order).limit(size).offset(page * size)
    rows = session.execute(statement).all()
    lines = [
        replace(
            owned_item(row.ActionItemRow, row.organization, row.offered_to or "", said_behind=row.said_behind),
            purpose=purposes.purpose(row),
            is_earlier=row.ends_on < today,
        )
        for row in rows
        if row.is_listed
    ]
    if not rows:
        return Page((), total=0)
    counts = {name: int(getattr(rows[0], name)) for name in ("total", "behind", "due_soon", "earlier")}
    return Page(lines, **counts)


def in_school_year(today: date) -> ColumnElement[bool]:
    """Whether the school year of the plan isn't over. Nobody sees what is left of earlier years unless they ask."""
    return PlanRow.ends_on >= today


def _count_over(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows of the whole list meet it, whichever of them are on the page."""
    return func.sum(_one_if(condition)).over()


def _offered_to() -> ScalarSelect[str]:
    """At most one handover of an item is open: the next one withdraws it."""
    return (
        select(func.max(PersonRow.name))
        .join(ItemOfferRow, ItemOfferRow.person_id == PersonRow.id)
        .where(
            ItemOfferRow.item_id == ActionItemRow.id,
            ItemOfferRow.kind == OfferKind.HANDOVER,
            ItemOfferRow.state.in_(UNDER_WAY),
        )
        .correlate(ActionItemRow)
        .scalar_subquery()
    )


def led_by(
    session: Session, person_id: int, today: date, *, page: int, size: int, with_earlier: bool = False
) -> Page[LedMilestone]:
    """The milestones a person leads that are not complete, or have open items."""
    open_count = func.sum(_one_if(items.is_open() & ActionItemRow.id.is_not(None)))
    waits = MilestoneRow.completed_on.is_(None) & MilestoneRow.dropped.is_(False) & (PlanRow.ends_on >= today)
    grouped = (MilestoneRow.id, MilestoneRow.code, MilestoneRow.title, OrganizationRow.name)
    statement = (
        select(
            *grouped,
            func.sum(_one_if(ActionItemRow.completed_on.is_not(None))),
            func.count(ActionItemRow.id),
            func.sum(_one_if(is_due(today))),
            func.sum(_one_if(is_behind(today))),
            func.count().over(),
        )
        .outerjoin(ActionItemRow, (ActionItemRow.milestone_id == MilestoneRow.id) & ActionItemRow.cancelled.is_(False))
        .join(PlanRow, PlanRow.id == MilestoneRow.plan_id)
        .join(OrganizationRow, OrganizationRow.id == PlanRow.organization_id)
        .where(_leads(person_id), true() if with_earlier else in_school_year(today))
        .group_by(*grouped, MilestoneRow.completed_on, MilestoneRow.dropped, PlanRow.ends_on)
        .having((open_count > 0) | waits)
        .order_by(MilestoneRow.id)
        .limit(size)
        .offset(page * size)
    )
    rows = session.execute(statement).all()
    stand = milestones.progress_now(session, [row[0] for row in rows], today)
    lines = [
        LedMilestone(
            id=id_,
            code=code,
            title=title,
            organization=where,
            completed=int(done),
            total=total,
            due=int(due),
            behind=int(behind),
            progress=stand[id_],
        )
        for id_, code, title, where, done, total, due, behind, _count in rows
        if id_ in stand
    ]
    return Page(lines, total=rows[0][8]) if rows else Page((), total=0)


def leads(session: Session, person_id: int, milestone_id: int) -> bool:
    led_id = session.scalar(select(MilestoneRow.id).where(MilestoneRow.id == milestone_id, _leads(person_id)))
    return led_id is not None


def plans_led(session: Session, person_id: int) -> set[int]:
    """The plans in which a person leads a milestone."""
    return set(session.scalars(select(MilestoneRow.plan_id).where(MilestoneRow.dropped.is_(False), _leads(person_id))))


def behind_in(session: Session, milestone_id: int, today: date) -> tuple[str, list[OwnedItem]]:
    """The milestone's code and its items that are behind, for its lead alone."""
    statement = (
        select(ActionItemRow, OrganizationRow.name)
        .join(PlanRow, PlanRow.id == ActionItemRow.plan_id)
        .join(OrganizationRow, OrganizationRow.id == PlanRow.organization_id)
        .where(ActionItemRow.milestone_id == milestone_id, is_behind(today))
        .order_by(ActionItemRow.due, ActionItemRow.id)
    )
    code = session.scalars(select(MilestoneRow.code).filter_by(id=milestone_id)).one()
    return code, [owned_item(item, organization) for item, organization in session.execute(statement)]


def assigned_to_others(
    session: Session, person_id: int, today: date, *, page: int, size: int, with_earlier: bool = False
) -> Page[AssignedItem]:
    """Open items a person made for others; items without an owner first."""
    other = aliased(ItemOfferRow)
    newest = (
        select(func.max(other.id))
        .where(other.item_id == ActionItemRow.id, other.kind != OfferKind.COLLABORATOR)
        .correlate(ActionItemRow)
        .scalar_subquery()
    )
    statement = (
        select(
            *(ActionItemRow, OrganizationRow.name, ItemOfferRow.state, ItemOfferRow.reason),
            items.said_behind(),
            func.count().over(),
        )
        .join(PlanRow, PlanRow.id == ActionItemRow.plan_id)
        .join(OrganizationRow, OrganizationRow.id == PlanRow.organization_id)
        .outerjoin(ItemOfferRow, ItemOfferRow.id == newest)
        .where(
            ActionItemRow.assigned_by == person_id,
            (ActionItemRow.owner_id.is_(None)) | (ActionItemRow.owner_id != person_id),
            items.is_open(),
            true() if with_earlier else in_school_year(today),
        )
        .order_by(ActionItemRow.owner_id.is_not(None), ActionItemRow.due.is_(None), ActionItemRow.due)
        .order_by(ActionItemRow.id)
        .limit(size)
        .offset(page * size)
    )
    rows = session.execute(statement).all()
    lines = [
        AssignedItem(
            item=owned_item(item, where, said_behind=said_behind),
            offer=OfferState(state) if state else None,
            reason=reason or "",
        )
        for item, where, state, reason, said_behind, _count in rows
    ]
    return Page(lines, total=rows[0][5]) if rows else Page((), total=0)


def _leads(person_id: int) -> ColumnElement[bool]:
    return select(RoleHolderRow.id).where(RoleHolderRow.person_id == person_id, lead_of_milestone()).exists()


def lead_of_milestone() -> ColumnElement[bool]:
    """Roles are stored as they were typed at the assignment.

    The role's key still matches when a file changes its case.
    """
    named = (RoleHolderRow.role == MilestoneRow.lead) | (RoleHolderRow.role_key == func.lower(MilestoneRow.lead))
    return (RoleHolderRow.plan_id == MilestoneRow.plan_id) & named


def _one_if(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)


def owned_item(item: ActionItemRow, organization: str, offered_to: str = "", *, said_behind: bool = True) -> OwnedItem:
    return OwnedItem(
        id=item.id,
        code=item.code,
        text=item.text,
        due=item.due,
        state=state_of(item),
        owner=item.owner or "",
        organization=organization,
        offered_to=offered_to,
        moved_since=item.status == Status.BEHIND and not said_behind,
    )
