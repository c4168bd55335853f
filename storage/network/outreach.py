"""Outreach to schools about a practice, as it is stored: who was asked what, and who answered."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from conversations.outreach import AskedSchool, Outreach, OutreachKind, OutreachNote, SchoolAnswer
from storage.aliases import alias_of
from storage.items.items import Stamp
from storage.models import (
    OrganizationRow,
    OutreachNoteRow,
    OutreachRow,
    OutreachSchoolRow,
    PersonRow,
    PlanRow,
)
from storage.rows import rows
from storage.upsert import change

_Starter, _Provider = alias_of(PersonRow), alias_of(PersonRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOutreach:
    kind: OutreachKind
    organization_id: int
    practice: str
    provider_id: int
    text: str
    due: date
    plan_ids: Sequence[int]
    """Of the schools that are asked."""
    on_track: Collection[int] = ()
    """Of a connection: the plan of the school that is on track."""


def add(session: Session, new: NewOutreach, stamp: Stamp) -> int:
    """Started by whose stamp it is. Its id."""
    row = OutreachRow(
        organization_id=new.organization_id,
        kind=new.kind.value,
        practice=new.practice,
        person_id=stamp.by,
        provider_id=new.provider_id,
        text=new.text,
        due=new.due,
        started_at=stamp.at,
        started_on=stamp.on,
    )
    session.add(row)
    session.flush()
    session.add_all(
        OutreachSchoolRow(outreach_id=row.id, plan_id=plan_id, is_on_track=plan_id in new.on_track)
        for plan_id in new.plan_ids
    )
    session.flush()
    return row.id


def get(session: Session, outreach_id: int, *, for_change: bool = False) -> Outreach | None:
    """`for_change` locks it until the end of the transaction, so that of two answers at once one is the first."""
    if for_change:
        session.execute(select(OutreachRow.id).where(OutreachRow.id == outreach_id).with_for_update())
    statement = (
        select(OutreachRow, OrganizationRow, _Starter, _Provider.name)
        .join(OrganizationRow, OrganizationRow.id == OutreachRow.organization_id)
        .join(_Starter, _Starter.id == OutreachRow.person_id)
        .join(_Provider, _Provider.id == OutreachRow.provider_id)
        .where(OutreachRow.id == outreach_id)
        .execution_options(populate_existing=True)
    )
    stored = session.execute(statement).one_or_none()
    if stored is None:
        return None
    row, organization, starter, provider = stored
    return Outreach(
        id=row.id,
        kind=OutreachKind(row.kind),
        workspace_id=organization.workspace_id,
        organization_id=organization.id,
        organization=organization.name,
        time_zone=organization.time_zone,
        practice=row.practice,
        starter_id=starter.id,
        starter=starter.name,
        starter_slack_id=starter.slack_id,
        starter_left=not starter.active,
        provider_id=row.provider_id,
        provider=provider,
        text=row.text,
        due=row.due,
        started_on=row.started_on,
        closed_on=row.closed_on,
        withdrawn=row.withdrawn,
        schools=_schools(session, outreach_id),
    )


def _schools(session: Session, outreach_id: int) -> Sequence[AskedSchool]:
    school = OutreachSchoolRow
    statement = (
        select(
            *(
                school.plan_id,
                PlanRow.organization_id,
                OrganizationRow.name,
                OrganizationRow.time_zone,
                school.answer,
                school.text,
            ),
            *(school.answered_by.label("answered_by_id"), PersonRow.name.label("answered_by"), school.answered_on),
            *(school.is_on_track, school.is_reminded),
        )
        .join(PlanRow, PlanRow.id == school.plan_id)
        .join(OrganizationRow, OrganizationRow.id == PlanRow.organization_id)
        .outerjoin(PersonRow, PersonRow.id == school.answered_by)
        .where(school.outreach_id == outreach_id)
        .order_by(OrganizationRow.name, school.plan_id)
    )
    notes = _notes(session, outreach_id)
    return [
        AskedSchool(
            plan_id=row.plan_id,
            organization_id=row.organization_id,
            name=row.name,
            time_zone=row.time_zone,
            answer=SchoolAnswer(row.answer),
            text=row.text,
            answered_by_id=row.answered_by_id,
            answered_by=row.answered_by or "",
            answered_on=row.answered_on,
            is_on_track=row.is_on_track,
            is_reminded=row.is_reminded,
            notes=notes.get(row.plan_id, ()),
        )
        for row in rows(session, statement)
    ]


def _notes(session: Session, outreach_id: int) -> dict[int, list[OutreachNote]]:
    note = OutreachNoteRow
    statement = (
        select(note.plan_id, note.person_id, PersonRow.name, note.text, note.written_on)
        .join(PersonRow, PersonRow.id == note.person_id)
        .where(note.outreach_id == outreach_id)
        .order_by(note.id)
    )
    by_plan: dict[int, list[OutreachNote]] = defaultdict(list)
    for plan_id, person_id, name, text, written_on in rows(session, statement):
        by_plan[plan_id].append(OutreachNote(person_id=person_id, name=name, text=text, written_on=written_on))
    return by_plan


def open_ids(session: Session) -> Sequence[int]:
    """Of all workspaces, in the order they were started."""
    return session.scalars(select(OutreachRow.id).where(OutreachRow.closed_on.is_(None)).order_by(OutreachRow.id)).all()


def save_answer(
    session: Session, outreach_id: int, plan_id: int, answer: SchoolAnswer, stamp: Stamp, *, text: str = ""
) -> None:
    answered = {"answered_by": stamp.by, "answered_at": stamp.at, "answered_on": stamp.on}
    _change_school(session, outreach_id, plan_id, answer=answer.value, text=text, **answered)


def set_support(session: Session, outreach_id: int, plan_id: int, support_id: int) -> None:
    """The support that the accepted offer became."""
    _change_school(session, outreach_id, plan_id, support_id=support_id)


def mark_reminded(session: Session, outreach_id: int, plan_id: int) -> None:
    _change_school(session, outreach_id, plan_id, is_reminded=True)


def _change_school(session: Session, outreach_id: int, plan_id: int, **columns: object) -> None:
    of_school = (OutreachSchoolRow.outreach_id == outreach_id, OutreachSchoolRow.plan_id == plan_id)
    session.execute(update(OutreachSchoolRow).where(*of_school).values(columns))


def add_note(session: Session, outreach_id: int, plan_id: int, text: str, stamp: Stamp) -> int:
    note = OutreachNoteRow(
        outreach_id=outreach_id,
        plan_id=plan_id,
        person_id=stamp.by,
        text=text,
        written_at=stamp.at,
        written_on=stamp.on,
    )
    session.add(note)
    session.flush()
    return note.id


def withdraw(session: Session, outreach_id: int) -> None:
    change(session, OutreachRow, outreach_id, withdrawn=True)


def close(session: Session, outreach_id: int, on: date) -> None:
    """No answer is waited for any more."""
    change(session, OutreachRow, outreach_id, closed_on=on)
