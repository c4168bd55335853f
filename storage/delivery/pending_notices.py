"""People who have not been notified yet of action items they were given, or of changes by someone else."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, literal, select, union_all, update
from sqlalchemy.orm import Session

from storage.models import ActionItemRow, ItemNewsRow, ItemOfferRow, MilestoneNewsRow, MilestoneRow, PlanRow

NoticeRow = type[ItemOfferRow] | type[ItemNewsRow] | type[MilestoneNewsRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingNotice:
    """A person with changes they have not been notified of."""

    person_id: int
    first: datetime
    last: datetime
    newest_offer: int
    """Id of the newest such offer; 0 for none."""
    newest_news: int
    newest_milestone: int
    """Id of the newest news of a milestone; 0 for none."""
    organization_id: int
    """The organization of one of these items; its closed days count."""


def everybody(session: Session) -> list[PendingNotice]:
    """Everyone with a pending notice, and since when."""
    waiting = union_all(_waiting(ItemOfferRow), _waiting(ItemNewsRow), _waiting_leads()).subquery().c
    statement = (
        select(
            *(waiting.person_id, func.min(waiting.at), func.max(waiting.at)),
            *(func.max(waiting.offer), func.max(waiting.news), func.max(waiting.milestone)),
            func.max(waiting.organization_id),
        )
        .group_by(waiting.person_id)
        .order_by(waiting.person_id)
    )
    return [
        PendingNotice(
            person_id=person_id,
            first=first,
            last=last,
            newest_offer=offer,
            newest_news=news,
            newest_milestone=milestone,
            organization_id=organization_id,
        )
        for person_id, first, last, offer, news, milestone, organization_id in session.execute(statement)
    ]


_NONE = literal(0)
Waiting = Select[int, datetime, int, int, int, int]


def _waiting(table: type[ItemOfferRow] | type[ItemNewsRow]) -> Waiting:
    offer, news = (table.id, _NONE) if table is ItemOfferRow else (_NONE, table.id)
    return (
        select(
            *(table.person_id, table.at, offer.label("offer"), news.label("news")),
            *(_NONE.label("milestone"), PlanRow.organization_id),
        )
        .join(ActionItemRow, ActionItemRow.id == table.item_id)
        .join(PlanRow, PlanRow.id == ActionItemRow.plan_id)
        .where(table.message_key.is_(None))
    )


def _waiting_leads() -> Waiting:
    return (
        select(
            *(MilestoneNewsRow.person_id, MilestoneNewsRow.at, _NONE.label("offer"), _NONE.label("news")),
            *(MilestoneNewsRow.id.label("milestone"), PlanRow.organization_id),
        )
        .join(MilestoneRow, MilestoneRow.id == MilestoneNewsRow.milestone_id)
        .join(PlanRow, PlanRow.id == MilestoneRow.plan_id)
        .where(MilestoneNewsRow.message_key.is_(None))
    )


def mark_notified(session: Session, of: PendingNotice, key: str) -> None:
    """Mark the offers and news up to the notice's newest ids. Later ones go into another message."""
    _mark(session, ItemOfferRow, of.person_id, of.newest_offer, key)
    _mark(session, ItemNewsRow, of.person_id, of.newest_news, key)
    _mark(session, MilestoneNewsRow, of.person_id, of.newest_milestone, key)


def _mark(session: Session, table: NoticeRow, person_id: int, newest: int, key: str) -> None:
    mine = (table.person_id == person_id, table.message_key.is_(None), table.id <= newest)
    session.execute(update(table).where(*mine).values(message_key=key))
