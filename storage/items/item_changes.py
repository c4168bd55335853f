"""Reads one action item for a move, and writes what the move changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from conversations.action_items import Item, ItemState, Offer, OfferKind, OfferState, RecordChange
from plans.item_events import Added
from plans.mentions import mention
from storage.items import items
from storage.items.items import Stamp
from storage.models import (
    ActionItemRow,
    ItemNoteRow,
    ItemOfferRow,
    MilestoneRow,
    OrganizationRow,
    PersonRow,
    PlanRow,
    RoleHolderRow,
)
from storage.people.role_holders import role_key
from storage.plans import plan_changes
from storage.upsert import change

STAND_ALONE = "A"
"""Items without a milestone are numbered A1, A2, …"""

UNDER_WAY = (OfferState.WAITING, OfferState.DATE_SUGGESTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDetails:
    """An item with its owner, organization, history and open offer."""

    item: Item
    code: str
    text: str
    owner: str
    """The owner's name or role; empty for no one."""
    plan_id: int
    organization_id: int
    organization: str
    workspace_id: str
    time_zone: str
    ongoing: bool
    output: str
    milestone_id: int | None
    assigned_by: int | None
    cause: str
    """The cause the item serves; empty if none was named."""
    link: str
    """The address of the message or thread it was made from; empty if there is none."""
    provides_support: bool
    """Whether it is someone's promise of support for another's work."""

    @property
    def id(self) -> int:
        return self.item.id


@dataclass(frozen=True, slots=True, kw_only=True)
class NewItem:
    """An item to add. `owner` is a person of the workspace; None if no one or only a role is named."""

    plan_id: int
    text: str
    owner: PersonRow | None
    role: str = ""
    """The owner's name in the plan if they are no person of the workspace."""
    collaborators: Sequence[PersonRow] = ()
    other_collaborators: Sequence[str] = ()
    """Roles, and people who are not in the workspace."""
    milestone_id: int | None = None
    start: date | None = None
    due: date | None = None
    output: str = ""
    resources: str = ""
    cause: str = ""
    why: str = ""
    """The reason for which it is added."""
    link: str = ""
    follows_id: int | None = None
    provides_support: bool = False


def load(
    session: Session, item_id: int, *, offer_id: int | None = None, for_change: bool = False
) -> ItemDetails | None:
    """`for_change` makes a second device wait until this turn ends (PostgreSQL)."""
    statement = (
        select(ActionItemRow, OrganizationRow)
        .join(PlanRow, PlanRow.id == ActionItemRow.plan_id)
        .join(OrganizationRow, OrganizationRow.id == PlanRow.organization_id)
        .where(ActionItemRow.id == item_id)
    )
    if for_change:
        statement = statement.with_for_update(of=ActionItemRow)
    joined = session.execute(statement).one_or_none()
    if joined is None:
        return None
    row, organization = joined
    return _details(row, organization, owners(session, row), _offer(session, item_id, offer_id))


def load_offered(session: Session, offer_id: int, *, for_change: bool = False) -> ItemDetails | None:
    item_id = session.scalar(select(ItemOfferRow.item_id).filter_by(id=offer_id))
    return load(session, item_id, offer_id=offer_id, for_change=for_change) if item_id is not None else None


def owners(session: Session, row: ActionItemRow) -> frozenset[int]:
    """Owners who are still in the workspace: someone who left owns nothing."""
    if row.owner_id is not None:
        statement = select(PersonRow.id).where(PersonRow.id == row.owner_id, PersonRow.active)
    else:
        statement = (
            select(PersonRow.id)
            .join(RoleHolderRow, RoleHolderRow.person_id == PersonRow.id)
            .where(RoleHolderRow.plan_id == row.plan_id, RoleHolderRow.role_key == row.owner_key, PersonRow.active)
        )
    return frozenset(session.scalars(statement))


def owners_of(session: Session, item_id: int) -> frozenset[int]:
    row = session.scalars(_row(item_id)).one()
    return owners(session, row)


def owners_in(session: Session, plan_id: int) -> dict[str, frozenset[int]]:
    """Owners of every item of a plan, by the items' codes."""
    holders: dict[str, set[int]] = {}
    by_role = (
        select(RoleHolderRow.role_key, PersonRow.id)
        .join(PersonRow, PersonRow.id == RoleHolderRow.person_id)
        .where(RoleHolderRow.plan_id == plan_id, PersonRow.active)
    )
    for key, person_id in session.execute(by_role):
        holders.setdefault(key, set()).add(person_id)
    given = (
        select(ActionItemRow.code, ActionItemRow.owner_key, ActionItemRow.owner_id, PersonRow.active)
        .outerjoin(PersonRow, PersonRow.id == ActionItemRow.owner_id)
        .where(ActionItemRow.plan_id == plan_id)
    )
    return {
        code: frozenset(holders.get(key, ())) if owner_id is None else frozenset({owner_id} if active else ())
        for code, key, owner_id, active in session.execute(given)
    }


def _row(item_id: int) -> Select[ActionItemRow]:
    """Bypasses the session's cache, which misses changes made by core statements."""
    return select(ActionItemRow).filter_by(id=item_id).execution_options(populate_existing=True)


def state_of(row: ActionItemRow) -> ItemState:
    if row.cancelled:
        return ItemState.CANCELLED
    if row.completed_on is not None:
        return ItemState.DONE
    is_reported = row.status in (ItemState.ON_TRACK, ItemState.BEHIND)
    return ItemState(row.status) if row.status is not None and is_reported else ItemState.NOT_STARTED


def _details(
    row: ActionItemRow, organization: OrganizationRow, held_by: frozenset[int], offer: Offer | None
) -> ItemDetails:
    return ItemDetails(
        item=Item(id=row.id, due=row.due, state=state_of(row), owners=held_by, offer=offer),
        code=row.code,
        text=row.text,
        owner=row.owner or "",
        plan_id=row.plan_id,
        organization_id=organization.id,
        organization=organization.name,
        workspace_id=organization.workspace_id,
        time_zone=organization.time_zone,
        ongoing=row.ongoing,
        output=row.output,
        milestone_id=row.milestone_id,
        assigned_by=row.assigned_by,
        cause=row.cause,
        link=row.link,
        provides_support=row.provides_support,
    )


def _offer(session: Session, item_id: int, offer_id: int | None) -> Offer | None:
    statement = select(ItemOfferRow).where(ItemOfferRow.item_id == item_id, ItemOfferRow.kind != OfferKind.COLLABORATOR)
    if offer_id is not None:
        statement = statement.where(ItemOfferRow.id == offer_id)
    else:
        statement = statement.where(ItemOfferRow.state.in_(UNDER_WAY))
    row = session.scalars(statement.order_by(ItemOfferRow.id.desc()).limit(1)).one_or_none()
    if row is None:
        return None
    return Offer(
        id=row.id,
        to=row.person_id,
        by=row.by_id,
        kind=OfferKind(row.kind),
        state=OfferState(row.state),
        suggested_due=row.suggested_due,
        reason=row.reason,
    )


# ---------------------------------------------------------------- what a move leaves behind


def add(session: Session, new: NewItem, stamp: Stamp) -> int:
    """Add an item with the next number of its milestone, or A1, A2, … without one. Its owner has it at once."""
    wording = _wording(new)
    row = ActionItemRow(
        plan_id=new.plan_id,
        milestone_id=new.milestone_id,
        code=next_code(session, new.plan_id, new.milestone_id),
        assigned_by=stamp.by,
        cause=new.cause,
        link=new.link,
        follows_id=new.follows_id,
        provides_support=new.provides_support,
        imported={},
        owner_role=wording.pop("owner"),
        **wording,
    )
    session.add(row)
    session.flush()
    items.record(session, row.id, Added(recorded=stamp.on, due=new.due, ongoing=new.due is None, reason=new.why), stamp)
    return row.id


def reword(session: Session, item_id: int, new: NewItem, stamp: Stamp, why: str) -> None:
    """Change every field of the form except the due date's history and the milestone."""
    set_words(session, session.scalars(_row(item_id)).one(), _wording(new), stamp, why)


def new_collaborators(session: Session, item_id: int, chosen: Iterable[PersonRow]) -> set[int]:
    """The people among these who don't collaborate on the item yet."""
    names = session.scalars(_row(item_id)).one().collaborators
    return {person.id for person in chosen if mention(person.id) not in names}


def set_words(session: Session, row: ActionItemRow, words: Mapping[str, Any], stamp: Stamp, why: str) -> None:
    """Change columns of an item that have no events, its owner among them, and keep what each was before."""
    if not words:
        return
    if "owner_id" in words:
        plan_changes.record_owner(session, row, words, stamp, why)
    others = {name: cell for name, cell in words.items() if name not in _OWNER_COLUMNS}
    plan_changes.record_changed(session, row, others, stamp, why)
    change(session, ActionItemRow, row.id, **words)
    session.refresh(row, ["owner", "owner_role"])


def _wording(new: NewItem) -> dict[str, Any]:
    return {
        "text": new.text,
        **_owned(new.owner, new.role),
        "collaborators": [*(mention(person.id) for person in new.collaborators), *new.other_collaborators],
        "start": new.start,
        "output": new.output,
        "resources": new.resources,
    }


_OWNER_COLUMNS = frozenset({"owner", "owner_key", "owner_id"})


def _owned(person: PersonRow | None, role: str = "") -> dict[str, Any]:
    if person is not None:
        return {"owner": None, "owner_key": "", "owner_id": person.id}
    return {"owner": role or None, "owner_key": role_key(role), "owner_id": None}


def next_code(session: Session, plan_id: int, milestone_id: int | None) -> str:
    if milestone_id is None:
        return f"{STAND_ALONE}{_highest(session, plan_id, STAND_ALONE) + 1}"
    prefix = f"{session.scalar(select(MilestoneRow.code).filter_by(id=milestone_id))}."
    return f"{prefix}{_highest(session, plan_id, prefix) + 1}"


def _highest(session: Session, plan_id: int, prefix: str) -> int:
    """The highest number ever given out, so that a cancelled item's number is not reused."""
    codes = session.scalars(
        select(ActionItemRow.code).where(
            ActionItemRow.plan_id == plan_id, ActionItemRow.code.startswith(prefix, autoescape=True)
        )
    )
    rests = (code.removeprefix(prefix) for code in codes)
    return max((int(rest) for rest in rests if rest.isdecimal()), default=0)


def assign_to(
    session: Session, item_id: int, person: PersonRow | None, role: str = "", *, stamp: Stamp, why: str = ""
) -> None:
    set_words(session, session.scalars(_row(item_id)).one(), _owned(person, role), stamp, why)


def add_note(session: Session, item_id: int, note: RecordChange, *, by: int, at: datetime) -> None:
    values = {"change": note.change, "reason": note.reason, "for_other": note.for_other}
    session.add(ItemNoteRow(item_id=item_id, person_id=by, at=at, **values))
