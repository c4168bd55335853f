"""Open action items whose owners have not reported for two months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from storage.aliases import alias_of
from storage.items.items import MOVED, REPORTED, is_open
from storage.models import (
    ActionItemRow,
    AnswerRow,
    CheckInRequestRow,
    ItemEventRow,
    NoNewsRow,
    PersonRow,
    RequestTopicRow,
)
from storage.rounds.rounds import RoundFacts

_Owner = alias_of(PersonRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentItem:
    id: int
    code: str
    text: str
    owner: str
    due: date | None


def silent_items(session: Session, before: RoundFacts, of: RoundFacts) -> Sequence[SilentItem]:
    """Items that both rounds asked about and nobody reported on, nor said of them that there is no news."""
    statement = (
        select(
            ActionItemRow.id,
            ActionItemRow.code,
            ActionItemRow.text,
            func.coalesce(_Owner.name, ActionItemRow.owner, "").label("owner"),
            ActionItemRow.due,
        )
        .outerjoin(_Owner, _Owner.id == ActionItemRow.owner_id)
        .where(
            ActionItemRow.plan_id == of.plan_id,
            is_open(),
            _asked_in(before.id),
            _asked_in(of.id),
            ~_answered_in(before.id, of.id),
            ~_changed_since(before),
            ~_without_news_in(before.id, of.id),
        )
        .order_by(ActionItemRow.id)
    )
    return [
        SilentItem(id=row.id, code=row.code, text=row.text, owner=row.owner, due=row.due)
        for row in session.execute(statement)
    ]


def _asked_in(round_id: int) -> ColumnElement[bool]:
    return (
        select(RequestTopicRow.id)
        .join(CheckInRequestRow, CheckInRequestRow.id == RequestTopicRow.request_id)
        .where(CheckInRequestRow.round_id == round_id, RequestTopicRow.item_id == ActionItemRow.id)
        .exists()
    )


def _answered_in(*round_ids: int) -> ColumnElement[bool]:
    about = func.coalesce(AnswerRow.corrects_id, AnswerRow.round_id)
    return select(AnswerRow.id).where(AnswerRow.item_id == ActionItemRow.id, about.in_(round_ids)).exists()


def _changed_since(before: RoundFacts) -> ColumnElement[bool]:
    """Whether somebody reported on the item, or moved its date, outside the check-ins."""
    return (
        select(ItemEventRow.id)
        .where(
            ItemEventRow.item_id == ActionItemRow.id,
            ItemEventRow.kind.in_((REPORTED, MOVED)),
            ItemEventRow.at >= before.opened_at,
        )
        .exists()
    )


def _without_news_in(*round_ids: int) -> ColumnElement[bool]:
    return (
        select(NoNewsRow.id)
        .join(CheckInRequestRow, CheckInRequestRow.id == NoNewsRow.request_id)
        .join(RequestTopicRow, RequestTopicRow.request_id == CheckInRequestRow.id)
        .where(CheckInRequestRow.round_id.in_(round_ids), RequestTopicRow.item_id == ActionItemRow.id)
        .exists()
    )
