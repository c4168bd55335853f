"""Offers of action items: who was asked to take which item, and what they answered."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from conversations.action_items import CloseOffer, OfferKind, OfferState
from storage.models import ActionItemRow, ItemOfferRow, OrganizationRow, PersonRow, PlanRow
from storage.upsert import change


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """One offer, as its message and the Home tab show it."""

    id: int
    kind: OfferKind
    state: OfferState
    reason: str
    suggested_due: date | None
    by: str
    to_id: int
    to: str
    item_id: int
    code: str
    text: str
    due: date | None
    output: str
    link: str
    organization: str
    is_open: bool


def add(session: Session, item_id: int, *, to: int, by: int, kind: OfferKind, at: datetime, reason: str = "") -> int:
    row = ItemOfferRow(item_id=item_id, person_id=to, by_id=by, kind=kind, reason=reason, at=at)
    session.add(row)
    session.flush()
    return row.id


def close(session: Session, closing: CloseOffer) -> None:
    values = {"state": closing.state, "reason": closing.reason, "suggested_due": closing.suggested_due}
    change(session, ItemOfferRow, closing.offer, **values)


def of_item(session: Session, item_id: int) -> list[tuple[int, int]]:
    """Who was asked, and by whom, in every offer of an item."""
    statement = select(ItemOfferRow.person_id, ItemOfferRow.by_id).where(ItemOfferRow.item_id == item_id)
    return [(to, by) for to, by in session.execute(statement)]


def messages_about(session: Session, item_id: int) -> list[tuple[str, str]]:
    """Keys of the messages that offered an item, each with the Slack id of its addressee."""
    statement = (
        select(ItemOfferRow.message_key, PersonRow.slack_id)
        .join(PersonRow, PersonRow.id == ItemOfferRow.person_id)
        .where(ItemOfferRow.item_id == item_id, ItemOfferRow.message_key.is_not(None))
        .distinct()
    )
    return [(key, slack_id) for key, slack_id in session.execute(statement) if key is not None]


def get(session: Session, offer_id: int) -> Offered | None:
    return next(iter(_offered(session, select(ItemOfferRow.id).where(ItemOfferRow.id == offer_id))), None)


def in_message(session: Session, key: str) -> list[Offered]:
    return _offered(session, select(ItemOfferRow.id).where(ItemOfferRow.message_key == key))


def waiting_for(session: Session, person_id: int) -> list[Offered]:
    """Offers that wait for this person: to take an item, to agree to a date, or to find another owner."""
    mine = ((ItemOfferRow.person_id == person_id) & (ItemOfferRow.state == OfferState.WAITING)) | (
        (ItemOfferRow.by_id == person_id) & (ItemOfferRow.state == OfferState.DATE_SUGGESTED)
    )
    ids = select(ItemOfferRow.id).where(mine, ItemOfferRow.kind != OfferKind.COLLABORATOR)
    return [offered for offered in _offered(session, ids) if offered.is_open]


def _offered(session: Session, ids: Select[int]) -> list[Offered]:
    giver, taker = aliased(PersonRow), aliased(PersonRow)
    statement = (
        select(ItemOfferRow, ActionItemRow, OrganizationRow.name, giver.name, taker.name)
        .join(ActionItemRow, ActionItemRow.id == ItemOfferRow.item_id)
        .join(PlanRow, PlanRow.id == ActionItemRow.plan_id)
        .join(OrganizationRow, OrganizationRow.id == PlanRow.organization_id)
        .join(giver, giver.id == ItemOfferRow.by_id)
        .join(taker, taker.id == ItemOfferRow.person_id)
        .where(ItemOfferRow.id.in_(ids))
        .order_by(ItemOfferRow.id)
    )
    return [
        Offered(
            id=row.id,
            kind=OfferKind(row.kind),
            state=OfferState(row.state),
            reason=row.reason,
            suggested_due=row.suggested_due,
            by=by,
            to_id=row.person_id,
            to=to,
            item_id=item.id,
            code=item.code,
            text=item.text,
            due=item.due,
            output=item.output,
            link=item.link,
            organization=organization,
            is_open=item.completed_on is None and not item.cancelled,
        )
        for row, item, organization, by, to in session.execute(statement)
    ]
