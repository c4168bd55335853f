"""People who recently became owners of a plan's action items, read from the items' histories."""

from datetime import datetime

from sqlalchemy import Select, and_, func, or_, select, union, union_all
from sqlalchemy.orm import Session

from conversations.action_items import ItemChangeKind, OfferKind, OfferState
from storage.models import ActionItemRow, ItemEventRow, ItemNoteRow, ItemOfferRow, RoleHolderRow

GIVEN_BACK = (OfferState.DECLINED, OfferState.WITHDRAWN)


def since(session: Session, plan_id: int, moment: datetime) -> set[int]:
    """Ids of people whose first item came at that moment or later, or who took one over since."""
    return set(session.scalars(union(_first_came(plan_id, moment), _taken_over(plan_id, moment))))


def _first_came(plan_id: int, moment: datetime) -> Select[int]:
    given = (
        select(ItemOfferRow.person_id.label("person_id"), ItemOfferRow.at.label("at"))
        .join(ActionItemRow, ActionItemRow.id == ItemOfferRow.item_id)
        .where(
            ActionItemRow.plan_id == plan_id,
            ItemOfferRow.kind == OfferKind.ASSIGNED,
            ItemOfferRow.state.not_in(GIVEN_BACK),
        )
    )
    added = (ItemEventRow.item_id == ActionItemRow.id) & (ItemEventRow.kind == "added")
    made_for_oneself = (
        select(ActionItemRow.owner_id, ItemEventRow.at)
        .join(ItemEventRow, added)
        .where(ActionItemRow.plan_id == plan_id, ActionItemRow.owner_id == ActionItemRow.assigned_by)
    )
    by_role = (
        select(RoleHolderRow.person_id, ItemEventRow.at)
        .join(ActionItemRow, ActionItemRow.plan_id == RoleHolderRow.plan_id)
        .join(ItemEventRow, added)
        .where(
            RoleHolderRow.plan_id == plan_id,
            ActionItemRow.owner_key == RoleHolderRow.role_key,
            ActionItemRow.owner_id.is_(None),
        )
    )
    came = union_all(given, made_for_oneself, by_role).subquery()
    return select(came.c.person_id).group_by(came.c.person_id).having(func.min(came.c.at) >= moment)


def _taken_over(plan_id: int, moment: datetime) -> Select[int]:
    """Items taken over by accepting an offer, or because the other person agreed to the suggested date."""
    accepted = or_(
        and_(ItemNoteRow.change == ItemChangeKind.ACCEPTED, ItemNoteRow.person_id == ItemOfferRow.person_id),
        and_(ItemNoteRow.change == ItemChangeKind.DATE_AGREED, ItemNoteRow.person_id == ItemOfferRow.by_id),
    )
    return (
        select(ItemOfferRow.person_id)
        .join(ActionItemRow, ActionItemRow.id == ItemOfferRow.item_id)
        .join(ItemNoteRow, ItemNoteRow.item_id == ItemOfferRow.item_id)
        .where(
            ActionItemRow.plan_id == plan_id,
            ItemOfferRow.kind == OfferKind.HANDOVER,
            ItemOfferRow.state == OfferState.ACCEPTED,
            accepted,
            ItemNoteRow.at >= ItemOfferRow.at,
            ItemNoteRow.at >= moment,
        )
    )
