"""Support that schools were given from above, and how much of what it was for was on time before and after."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from plans.item_progress import Day
from plans.network import NetworkBy
from plans.practices import codes_of
from plans.progress import Fraction
from plans.support_effects import EffectWindow, SupportEffect
from storage.items.items import is_counted, newest_event_id
from storage.items.support_values import SupportState
from storage.models import ActionItemRow, ItemEventRow, OutreachRow, OutreachSchoolRow, SupportRow
from storage.network import coding, supports
from storage.network.view import NetworkView
from storage.rows import rows

_PROVIDED = (SupportState.PROVIDED.value, SupportState.RATED.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvidedSupport:
    """By an organization above the school's, such as its district."""

    support_id: int
    plan_id: int
    codes: tuple[str, ...]
    """Of the practices that it was for; empty for the whole plan."""
    provided_on: date
    offered: str
    """What was offered, in the words of whoever did; empty for what a school had asked for."""


def provided(session: Session, plan_ids: Collection[int], day: Day) -> Sequence[ProvidedSupport]:
    """By the day, the newest first."""
    statement, its_coding = supports.coded(NetworkView(plan_ids=plan_ids, day=day, by=NetworkBy.SCHOOL))
    statement = (
        statement.add_columns(
            SupportRow.id, SupportRow.provided_on, OutreachRow.text.label("offered"), its_coding.label("coding")
        )
        .outerjoin(OutreachSchoolRow, OutreachSchoolRow.support_id == SupportRow.id)
        .outerjoin(OutreachRow, OutreachRow.id == OutreachSchoolRow.outreach_id)
        .where(SupportRow.state.in_(_PROVIDED), SupportRow.passed_to_id.is_not(None))
        .where(SupportRow.provided_on <= day.on)
        .order_by(SupportRow.provided_on.desc(), SupportRow.id.desc())
    )
    return [
        ProvidedSupport(
            support_id=row.id,
            plan_id=row.plan_id,
            codes=codes_of(row.coding),
            provided_on=row.provided_on,
            offered=row.offered or "",
        )
        for row in rows(session, statement)
    ]


def read(session: Session, support: ProvidedSupport, codes: tuple[str, ...], day: Day) -> SupportEffect:
    """As of the day, of what works on any of the practices."""
    window = EffectWindow.seen_on(support.provided_on, day)
    day_before = window.provided_on - timedelta(days=1)
    then = Day(window.provided_on, is_over=window.provided_on < day.on or day.is_over)
    return SupportEffect(
        window=window,
        codes=codes,
        before=_on_time(session, support.plan_id, codes, (window.first, day_before), then),
        after=_on_time(session, support.plan_id, codes, (window.provided_on, window.until), Day(window.until)),
    )


def _on_time(session: Session, plan_id: int, codes: tuple[str, ...], due: tuple[date, date], day: Day) -> Fraction:
    """Of the action items due from the first day to the last, as known at the end of the day."""
    event, (first, last) = ItemEventRow, due
    statement, its_coding = coding.of_items(
        select(func.count(), func.sum(case((event.after_completed_on <= event.after_due, 1), else_=0)))
        .select_from(ActionItemRow)
        .join(event, event.id == newest_event_id(day.on))
        .where(ActionItemRow.plan_id == plan_id, is_counted(), event.after_cancelled.is_(False))
        .where(event.after_due >= first, event.after_due <= last),
        day,
    )
    if codes:
        statement = statement.where(or_(*(coding.has(its_coding, code) for code in codes)))
    ((whole, part),) = rows(session, statement)
    return Fraction(int(part or 0), whole)
