"""What milestone teams write down in their weekly meetings. People stand in notes and rocks as mentions."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, or_, select, update
from sqlalchemy.orm import Session

from plans.rocks import SHOWN_AFTER, RockState
from storage.aliases import alias_of
from storage.items.items import Stamp
from storage.models import MilestoneNoteRow, MilestoneRow, OrganizationRow, PersonRow, PlanRow, RockRow
from storage.people import mentions

_Setter = alias_of(PersonRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneNote:
    id: int
    code: str
    """The milestone's."""
    title: str
    text: str
    who: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Rock:
    id: int
    milestone_id: int
    plan_id: int
    organization_id: int
    workspace_id: str
    time_zone: str
    code: str
    """The milestone's."""
    title: str
    text: str
    due: date
    state: RockState
    owner: str
    owner_id: int
    owner_slack_id: str
    owner_zone: str
    owner_left: bool
    set_by: str
    set_by_id: int
    answered_on: date | None
    reason: str


# ---------------------------------------------------------------- notes


def add_note(session: Session, plan_id: int, milestone_id: int, text: str, stamp: Stamp) -> None:
    """Raises ValueError for a note that the program makes by itself."""
    if stamp.by is None:
        raise ValueError("a note has an author")
    session.add(
        MilestoneNoteRow(
            milestone_id=milestone_id,
            person_id=stamp.by,
            text=mentions.with_ids(session, plan_id, text),
            written_at=stamp.at,
            written_on=stamp.on,
        )
    )
    session.flush()


def newest_notes(session: Session, plan_id: int, milestone_id: int, most: int) -> list[MilestoneNote]:
    of_milestone = _notes().where(MilestoneNoteRow.milestone_id == milestone_id)
    return _read_notes(session, plan_id, of_milestone.order_by(MilestoneNoteRow.id.desc()).limit(most))


def notes_between(session: Session, plan_id: int, first: date, last: date) -> list[MilestoneNote]:
    """Those of the plan from these days, both included, by milestone and in the order of writing."""
    of_plan = _notes().where(MilestoneRow.plan_id == plan_id, MilestoneNoteRow.written_on.between(first, last))
    return _read_notes(session, plan_id, of_plan.order_by(MilestoneRow.id, MilestoneNoteRow.id))


def _notes() -> Select[MilestoneNoteRow, str, str, str]:
    return (
        select(MilestoneNoteRow, MilestoneRow.code, MilestoneRow.title, PersonRow.name)
        .join(MilestoneRow, MilestoneRow.id == MilestoneNoteRow.milestone_id)
        .join(PersonRow, PersonRow.id == MilestoneNoteRow.person_id)
    )


def _read_notes(
    session: Session, plan_id: int, statement: Select[MilestoneNoteRow, str, str, str]
) -> list[MilestoneNote]:
    return [
        MilestoneNote(
            id=row.id,
            code=code,
            title=title,
            text=mentions.with_names(session, plan_id, row.text),
            who=who,
            on=row.written_on,
        )
        for row, code, title, who in session.execute(statement)
    ]


# ---------------------------------------------------------------- rocks


def set_rock(
    session: Session, plan_id: int, milestone_id: int, text: str, *, owner_id: int, due: date, stamp: Stamp
) -> int:
    """The id of the rock."""
    row = RockRow(
        milestone_id=milestone_id,
        text=mentions.with_ids(session, plan_id, text),
        owner_id=owner_id,
        due=due,
        set_by_id=stamp.by,
        set_at=stamp.at,
    )
    session.add(row)
    session.flush()
    return row.id


def rock(session: Session, rock_id: int) -> Rock | None:
    return next(iter(_read_rocks(session, _rocks().where(RockRow.id == rock_id))), None)


def rocks_of(session: Session, milestone_id: int, today: date) -> list[Rock]:
    """The open ones by date, then what became of the others lately."""
    lately = RockRow.answered_on >= today - SHOWN_AFTER
    listed = _rocks().where(RockRow.milestone_id == milestone_id, or_(RockRow.state == RockState.OPEN, lately))
    return _read_rocks(session, listed.order_by(RockRow.state != RockState.OPEN, RockRow.due, RockRow.id))


def answered_between(session: Session, plan_id: int, first: date, last: date) -> list[Rock]:
    of_plan = _rocks().where(MilestoneRow.plan_id == plan_id, RockRow.answered_on.between(first, last))
    return _read_rocks(session, of_plan.order_by(MilestoneRow.id, RockRow.id))


def due_rocks(session: Session, latest: date) -> list[Rock]:
    """Open ones due by that day whose owners weren't asked yet."""
    waiting = _rocks().where(RockRow.state == RockState.OPEN, RockRow.asked.is_(False), RockRow.due <= latest)
    return _read_rocks(session, waiting.order_by(RockRow.id))


def mark_asked(session: Session, rock_id: int) -> bool:
    """False if another replica asked first."""
    statement = update(RockRow).where(RockRow.id == rock_id, RockRow.asked.is_(False)).values(asked=True)
    return session.execute(statement.returning(RockRow.id)).first() is not None


def answer_rock(session: Session, rock_id: int, state: RockState, on: date, *, reason: str = "") -> bool:
    """False if it was answered before."""
    statement = update(RockRow).where(RockRow.id == rock_id, RockRow.state == RockState.OPEN)
    changed = statement.values(state=state, answered_on=on, reason=reason).returning(RockRow.id)
    return session.execute(changed).first() is not None


_RockColumns = Select[RockRow, MilestoneRow, PersonRow, str, OrganizationRow]


def _rocks() -> _RockColumns:
    return (
        select(RockRow, MilestoneRow, PersonRow, _Setter.name, OrganizationRow)
        .join(MilestoneRow, MilestoneRow.id == RockRow.milestone_id)
        .join(PlanRow, PlanRow.id == MilestoneRow.plan_id)
        .join(OrganizationRow, OrganizationRow.id == PlanRow.organization_id)
        .join(PersonRow, PersonRow.id == RockRow.owner_id)
        .join(_Setter, _Setter.id == RockRow.set_by_id)
    )


def _read_rocks(session: Session, statement: _RockColumns) -> list[Rock]:
    return [
        Rock(
            id=row.id,
            milestone_id=milestone.id,
            plan_id=milestone.plan_id,
            organization_id=organization.id,
            workspace_id=organization.workspace_id,
            time_zone=organization.time_zone,
            code=milestone.code,
            title=milestone.title,
            text=mentions.with_names(session, milestone.plan_id, row.text),
            due=row.due,
            state=RockState(row.state),
            owner=owner.name,
            owner_id=owner.id,
            owner_slack_id=owner.slack_id,
            owner_zone=owner.time_zone,
            owner_left=not owner.active,
            set_by=set_by,
            set_by_id=row.set_by_id,
            answered_on=row.answered_on,
            reason=mentions.with_names(session, milestone.plan_id, row.reason),
        )
        for row, milestone, owner, set_by, organization in session.execute(statement)
    ]
