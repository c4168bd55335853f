"""Who has only just come to own action items of a plan, by what is kept of how each came to somebody."""

from datetime import datetime

from sqlalchemy import Select, and_, func, or_, select, union, union_all
from sqlalchemy.orm import Session

from conversations.action_items import Change, OfferKind, OfferState
from storage.models import ActionItemRow, ItemEvent, ItemNote, ItemOffer, RoleHolder

GIVEN_BACK = (OfferState.DECLINED, OfferState.WITHDRAWN)


def since(session: Session, plan_id: int, moment: datetime) -> set[int]:
    """Ids of those whose first item came then or later, or who have taken one over since."""
    return set(session.scalars(union(_first_came(plan_id, moment), _taken_over(plan_id, moment))))


def _first_came(plan_id: int, moment: datetime) -> Select[int]:
    given = (
        select(ItemOffer.person_id.label("person_id"), ItemOffer.at.label("at"))
        .join(ActionItemRow, ActionItemRow.id == ItemOffer.item_id)
        .where(
            ActionItemRow.plan_id == plan_id,
            ItemOffer.kind == OfferKind.ASSIGNED,
            ItemOffer.state.not_in(GIVEN_BACK),
        )
    )
    added = (ItemEvent.item_id == ActionItemRow.id) & (ItemEvent.kind == "added")
    made_for_oneself = (
        select(ActionItemRow.owner_id, ItemEvent.at)
        .join(ItemEvent, added)
        .where(ActionItemRow.plan_id == plan_id, ActionItemRow.owner_id == ActionItemRow.asked_by)
    )
    by_role = (
        select(RoleHolder.person_id, ItemEvent.at)
        .join(ActionItemRow, ActionItemRow.plan_id == RoleHolder.plan_id)
        .join(ItemEvent, added)
        .where(
            RoleHolder.plan_id == plan_id,
            ActionItemRow.owner_key == RoleHolder.role_key,
            ActionItemRow.owner_id.is_(None),
        )
    )
    came = union_all(given, made_for_oneself, by_role).subquery()
    return select(came.c.person_id).group_by(came.c.person_id).having(func.min(came.c.at) >= moment)


def _taken_over(plan_id: int, moment: datetime) -> Select[int]:
    """By their own word, or by the other's to the date they named."""
    word = or_(
        and_(ItemNote.change == Change.ACCEPTED, ItemNote.person_id == ItemOffer.person_id),
        and_(ItemNote.change == Change.DATE_AGREED, ItemNote.person_id == ItemOffer.by_id),
    )
    return (
        select(ItemOffer.person_id)
        .join(ActionItemRow, ActionItemRow.id == ItemOffer.item_id)
        .join(ItemNote, ItemNote.item_id == ItemOffer.item_id)
        .where(
            ActionItemRow.plan_id == plan_id,
            ItemOffer.kind == OfferKind.HANDOVER,
            ItemOffer.state == OfferState.ACCEPTED,
            word,
            ItemNote.at >= ItemOffer.at,
            ItemNote.at >= moment,
        )
    )
