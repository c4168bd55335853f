"""Finds what is stored about a person: the rows that point to them, and those whose texts name them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, String, Table, and_, cast, false, func, or_, select
from sqlalchemy.orm import Session

from plans.former_members import Identity
from plans.mentions import mention
from storage.archives import scopes
from storage.items import items
from storage.models import ActionItemRow, Base, DialogRow, OutboxRow, PersonRow
from storage.privacy.columns import Holds, columns_with, tables
from storage.rows import rows

_ESCAPE = "/"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRow:
    """A row of some table, and the plan it belongs to."""

    table: Table
    plan_id: int | None
    cells: Mapping[str, Any]

    @property
    def is_it(self) -> ColumnElement[bool]:
        """The condition that selects it."""
        return and_(*(key == self.cells[key.name] for key in self.table.primary_key))

    @property
    def key(self) -> str:
        return ", ".join(str(self.cells[key.name]) for key in self.table.primary_key)


def identity(session: Session, person: PersonRow, words: str) -> Identity:
    """What the person can be recognized by, as long as it is stored. `words` will stand in place of the name."""
    to_person = select(OutboxRow.sent_channel).where(
        OutboxRow.workspace_id == person.workspace_id,
        OutboxRow.channel == person.slack_id,
        OutboxRow.sent_channel.startswith("D"),
    )
    alone = select(DialogRow.channel).where(DialogRow.leader == person.slack_id, DialogRow.channel.startswith("D"))
    same_name = select(PersonRow.id).where(
        PersonRow.workspace_id == person.workspace_id,
        PersonRow.id != person.id,
        func.lower(PersonRow.name) == func.lower(person.name),
    )
    elsewhere = session.scalars(
        select(PersonRow.name).where(PersonRow.workspace_id == person.workspace_id, PersonRow.id != person.id)
    )
    return Identity(
        person_id=person.id,
        slack_id=person.slack_id,
        name=person.name,
        handle=person.handle,
        direct_messages=sorted({*session.scalars(to_person.distinct()), *session.scalars(alone.distinct())} - {None}),
        words=words,
        has_namesake=session.scalar(same_name.limit(1)) is not None,
        others=[name for name in elsewhere if not set(name.split()).isdisjoint(person.name.split())],
    )


def profile(session: Session, person_id: int) -> StoredRow:
    """The person's own row."""
    table = Base.metadata.tables[PersonRow.__tablename__]
    return next(iter(_read(session, table, table.c.id == person_id)))


def pointing(session: Session, workspace_id: str, who: Identity) -> Iterator[StoredRow]:
    """The rows that point to the person, by their row's id or by Slack's."""
    for table in tables():
        pointers = [column == who.person_id for column in columns_with(table, Holds.POINTER)]
        by_slack = [column.in_(who.ids) for column in columns_with(table, Holds.SLACK_ID)]
        if pointers or by_slack:
            in_workspace = _is_in_workspace(table, workspace_id) if by_slack else []
            yield from _read(session, table, or_(*pointers, and_(*in_workspace, or_(false(), *by_slack))))


def owned(session: Session, person_id: int) -> Iterator[StoredRow]:
    """The action items they own, also through a lead that they are assigned to, which has no pointer to them."""
    table = Base.metadata.tables[ActionItemRow.__tablename__]
    yield from _read(session, table, table.c.id.in_(items.owned_by(person_id)))


def naming(session: Session, workspace_id: str, who: Identity, *kinds: Holds) -> Iterator[StoredRow]:
    """The rows of the workspace with a clue to the person in a column of these kinds, to be looked at more closely."""
    for table in tables():
        columns = columns_with(table, *kinds)
        if columns:
            clues = [_contains(column, clue) for column in columns for clue in who.clues]
            yield from _read(session, table, and_(*_is_in_workspace(table, workspace_id), or_(*clues)))


def mentioning(session: Session, who: Identity) -> Iterator[StoredRow]:
    """The rows whose texts have the person's mention."""
    for table in tables():
        columns = columns_with(table, Holds.MENTIONS, Holds.FROZEN)
        if columns:
            yield from _read(session, table, or_(*(_contains(column, mention(who.person_id)) for column in columns)))


def _read(session: Session, table: Table, condition: ColumnElement[bool]) -> Iterator[StoredRow]:
    plan_id = scopes.plan_of(table).label("plan_of_row")
    statement = select(*table.columns, plan_id).where(condition).order_by(*table.primary_key)
    for row in rows(session, statement):
        *cells, plan = row
        names = [column.name for column in table.columns]
        yield StoredRow(table=table, plan_id=plan, cells=dict(zip(names, cells, strict=True)))


def _is_in_workspace(table: Table, workspace_id: str) -> list[ColumnElement[bool]]:
    """No condition for the tables about the connection to Slack: only Slack's ids can be there, which are unique."""
    return [] if table.name in scopes.CONNECTION else [scopes.of_workspace(table, workspace_id)]


def _contains(column: ColumnElement[Any], clue: str) -> ColumnElement[bool]:
    escaped = clue
    for sign in (_ESCAPE, "%", "_"):
        escaped = escaped.replace(sign, f"{_ESCAPE}{sign}")
    return cast(column, String).ilike(f"%{escaped}%", escape=_ESCAPE)
