"""What happened to a plan's milestones in a span of days, for the minutes."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from conversations.highlight import Change, ChangeReference, ChangeSource, ComingUp, CompletedWork, Modification
from conversations.parts import PartKind
from storage.items import items
from storage.items.items import REPORTED
from storage.items.month import CHANGES
from storage.models import ActionItemRow, MilestoneEventRow, MilestoneRow, PersonRow
from storage.rows import Columns, rows


def completed(session: Session, plan_id: int, first: date, last: date) -> list[CompletedWork]:
    """Milestones reported complete from `first` to `last` (both included) and still complete, in the plan's order."""
    newest = {row.id: row for row in rows(session, _completed(), plan_id=plan_id, first=first, last=last)}
    still_open = open_items(session, newest)
    return [
        CompletedWork(
            code=row.code,
            text=row.title,
            who=row.who or "",
            on=row.recorded_on,
            completed_on=row.completed_on,
            due=row.due,
            evidence=row.evidence,
            open_items=still_open.get(milestone_id, ()),
        )
        for milestone_id, row in sorted(newest.items())
    ]


@cache
def _completed() -> Select[*tuple[Any, ...]]:
    return (
        select(
            *(MilestoneRow.id, MilestoneRow.code, MilestoneRow.title, MilestoneRow.due, MilestoneRow.completed_on),
            *(MilestoneEventRow.recorded_on, MilestoneEventRow.evidence, PersonRow.name.label("who")),
        )
        .join(MilestoneRow, MilestoneRow.id == MilestoneEventRow.milestone_id)
        .outerjoin(PersonRow, PersonRow.id == MilestoneEventRow.person_id)
        .where(
            MilestoneRow.plan_id == bindparam("plan_id"),
            MilestoneRow.completed_on.is_not(None),
            MilestoneEventRow.kind == "completed",
            MilestoneEventRow.recorded_on.between(bindparam("first"), bindparam("last")),
        )
        .order_by(MilestoneEventRow.id)
    )


def open_items(session: Session, milestone_ids: Collection[int]) -> dict[int, list[str]]:
    """Codes of the open action items of each milestone that has some."""
    statement = (
        select(ActionItemRow.milestone_id, ActionItemRow.code)
        .where(ActionItemRow.milestone_id.in_(milestone_ids), items.is_open())
        .order_by(ActionItemRow.id)
    )
    codes: dict[int, list[str]] = {}
    for row in rows(session, statement):
        codes.setdefault(row.milestone_id, []).append(row.code)
    return codes


def changed(session: Session, plan_id: int, first: date, last: date) -> list[Modification]:
    """Milestones added, reopened or given another date from `first` to `last` (both included), in that order."""
    return [
        change for change in _modifications(rows(session, _changed(), plan_id=plan_id, last=last)) if change.on >= first
    ]


@cache
def _changed() -> Select[*tuple[Any, ...]]:
    return (
        select(
            *(MilestoneEventRow.kind, MilestoneEventRow.due, MilestoneEventRow.recorded_on, MilestoneEventRow.reason),
            *(MilestoneEventRow.is_ours, MilestoneEventRow.is_undo),
            *(MilestoneEventRow.id.label("event_id"), MilestoneEventRow.at),
            *(MilestoneRow.id, MilestoneRow.code, MilestoneRow.title.label("text"), PersonRow.name.label("who")),
        )
        .join(MilestoneRow, MilestoneRow.id == MilestoneEventRow.milestone_id)
        .outerjoin(PersonRow, PersonRow.id == MilestoneEventRow.person_id)
        .where(
            MilestoneRow.plan_id == bindparam("plan_id"),
            or_(
                MilestoneEventRow.kind.in_(tuple(CHANGES)),
                and_(MilestoneEventRow.kind == REPORTED, MilestoneEventRow.reason != ""),
            ),
            MilestoneEventRow.recorded_on <= bindparam("last"),
        )
        .order_by(MilestoneEventRow.id)
    )


def _modifications(events: Iterable[Columns]) -> Iterator[Modification]:
    """The changes among the events of milestones, in that order. The reports among them give the causes."""
    newest: dict[int, Modification] = {}
    """The newest change of a milestone, which carries its dates."""
    causes: dict[int, tuple[str, bool | None]] = {}
    for event in events:
        if event.kind == REPORTED:
            causes[event.id] = event.reason, event.is_ours
            continue
        before = newest.get(event.id)
        change = CHANGES[event.kind]
        dated = change in {Change.ADDED, Change.DATE_MOVED}
        old = before.new_due if before else None
        now = Modification(
            change=change,
            code=event.code,
            text=event.text,
            reason=event.reason,
            who=event.who or "",
            on=event.recorded_on,
            old_due=old,
            new_due=event.due if dated else old,
            first_due=(before.first_due if before else None) or (event.due if dated else None),
            times_moved=before.times_moved if before else 0,
            at=event.at,
            reference=ChangeReference(ChangeSource.MILESTONE, event.event_id),
            part=PartKind.MILESTONE,
        )
        if change is Change.DATE_MOVED and old is not None and event.due != old:
            cause, is_ours = causes.pop(event.id, ("", None))
            moved = -1 if event.is_undo and now.times_moved else 1
            now = replace(now, times_moved=now.times_moved + moved, cause=cause, is_ours=is_ours)
        newest[event.id] = now
        yield now


def coming_up(session: Session, plan_id: int, first: date, last: date) -> list[ComingUp]:
    """Milestones not complete that are due from `first` to `last` (both included), by date."""
    statement = (
        select(MilestoneRow.id, MilestoneRow.code, MilestoneRow.title, MilestoneRow.due, MilestoneRow.lead)
        .where(
            MilestoneRow.plan_id == plan_id,
            MilestoneRow.dropped.is_(False),
            MilestoneRow.completed_on.is_(None),
            MilestoneRow.due.between(first, last),
        )
        .order_by(MilestoneRow.due, MilestoneRow.id)
    )
    return [
        ComingUp(id=row.id, code=row.code, text=row.title, due=row.due, owner=row.lead or "", is_milestone=True)
        for row in rows(session, statement)
    ]
