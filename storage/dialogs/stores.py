"""The dialogs of one kind: read as its own values, saved with its own state."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Generic, TypedDict, TypeVar

from sqlalchemy import Select, false, or_, select
from sqlalchemy.orm import Session

from conversations.threads.state import Thread
from storage.dialogs import readers, texts, threads
from storage.dialogs.threads import DialogSummary, StoredDialog
from storage.models import DialogRow
from storage.people import mentions

AnyStoredDialog = TypeVar("AnyStoredDialog", bound=StoredDialog)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDialog:
    organization_id: int
    plan_id: int
    channel: str
    is_private: bool
    state: Thread
    title: str = ""
    """Needed where the kind's titles do not follow from the state."""
    own_columns: dict[str, str] = field(default_factory=dict)
    """Columns that only this kind stores beside the state."""


class SharedColumns(TypedDict):
    """Columns that every kind reads beside the state."""

    id: int
    key: str
    organization_id: int
    plan_id: int
    channel: str
    thread_ts: str | None
    permalink: str
    is_private: bool
    title: str
    started_on: date
    finished_on: date | None


def shared_columns(row: DialogRow) -> SharedColumns:
    return SharedColumns(
        id=row.id,
        key=f"{row.key_prefix}:{row.id}",
        organization_id=row.organization_id,
        plan_id=row.plan_id,
        channel=row.channel,
        thread_ts=row.thread_ts,
        permalink=row.permalink,
        is_private=row.is_private,
        title=row.title,
        started_on=row.started_on,
        finished_on=row.finished_on,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogStore(Generic[AnyStoredDialog]):
    kind: str
    """Its name in the database, with which the keys of its messages begin."""
    read: Callable[[DialogRow, str], AnyStoredDialog]
    """Reads the row with its state as JSON, in which the names of people are filled in."""
    to_json: Callable[[Any], str]
    """A state of this kind as text."""
    title_of: Callable[[Any], str] | None = None
    """The title that follows from a state, where it can change."""

    def add(self, session: Session, new: NewDialog, *, at: datetime, on: date) -> AnyStoredDialog:
        title = self.title_of(new.state) if self.title_of else new.title
        row = DialogRow(
            kind=self.kind,
            key_prefix=self.kind,
            organization_id=new.organization_id,
            plan_id=new.plan_id,
            channel=new.channel,
            is_private=new.is_private,
            title=mentions.with_ids(session, new.plan_id, title),
            state=texts.stored_state(session, new.plan_id, self.to_json(new.state)),
            phase=new.state.phase,
            leader=new.state.leader,
            started_at=at,
            started_on=on,
            **new.own_columns,
        )
        session.add(row)
        session.flush()
        return self._stored(session, row)

    def find(self, session: Session, dialog_id: int, *, for_change: bool = False) -> AnyStoredDialog | None:
        """`for_change` makes other turns of the same dialog wait until this one ends (PostgreSQL)."""
        statement = self._rows().filter_by(id=dialog_id)
        row = session.scalar(statement.with_for_update() if for_change else statement)
        return self._stored(session, row) if row else None

    def with_ids(self, session: Session, ids: Iterable[int]) -> dict[int, AnyStoredDialog]:
        """Those of this kind among them, by their ids."""
        rows = session.scalars(self._rows().where(DialogRow.id.in_(ids))).all()
        return {row.id: self._stored(session, row) for row in rows}

    def save_state(self, session: Session, dialog: AnyStoredDialog, state: Thread, *, at: datetime, on: date) -> None:
        """The finish is dated once, however often the state changes afterwards."""
        row = session.get_one(DialogRow, dialog.id)
        row.state = texts.stored_state(session, row.plan_id, self.to_json(state), before=row.state)
        row.phase, row.leader = state.phase, state.leader
        if self.title_of is not None:
            row.title = mentions.with_ids(session, row.plan_id, self.title_of(state), before=row.title)
        if state.phase == "finished" and row.finished_at is None:
            row.finished_at, row.finished_on = at, on

    def every(self, session: Session) -> list[AnyStoredDialog]:
        return self._read_all(session, self._rows())

    def of_plan(self, session: Session, plan_id: int, *, public: bool = False) -> list[AnyStoredDialog]:
        """`public`: only those that everyone of the plan may read."""
        statement = self._rows().filter_by(plan_id=plan_id)
        return self._read_all(session, statement.filter_by(is_private=False) if public else statement)

    def before(self, session: Session, dialog: AnyStoredDialog, *, most: int, **columns: str) -> list[AnyStoredDialog]:
        """The newest of its organization's dialogs before this one with these columns, for the readers of this one.

        Of private ones, only those in the same place: their readers are those of this dialog.
        """
        in_same_place = DialogRow.channel == dialog.channel if dialog.is_private else false()
        is_readable = or_(DialogRow.is_private.is_(False), in_same_place)
        statement = self._rows().filter_by(organization_id=dialog.organization_id, **columns)
        statement = statement.where(DialogRow.id < dialog.id, is_readable).order_by(DialogRow.id.desc()).limit(most)
        return [self._stored(session, row) for row in session.scalars(statement).all()]

    def finished_between(self, session: Session, plan_id: int, first: date, last: date) -> list[AnyStoredDialog]:
        """Dialogs that finished from `first` to `last`, both included, and that everyone of the plan may read."""
        statement = self._rows().filter_by(plan_id=plan_id, is_private=False)
        return self._read_all(session, statement.where(DialogRow.finished_on.between(first, last)))

    def history(self, session: Session, organization_id: int, *, reader: str, limit: int) -> list[DialogSummary]:
        """Those that `reader` may read, the newest first."""
        statement = self._rows().filter_by(organization_id=organization_id).where(readers.may_read(reader))
        rows = session.scalars(statement.order_by(DialogRow.id.desc()).limit(limit))
        return [threads.summary(session, row) for row in rows]

    def _rows(self) -> Select[DialogRow]:
        return select(DialogRow).filter_by(kind=self.kind)

    def _read_all(self, session: Session, statement: Select[DialogRow]) -> list[AnyStoredDialog]:
        rows: Iterable[DialogRow] = session.scalars(statement.order_by(DialogRow.id)).all()
        return [self._stored(session, row) for row in rows]

    def _stored(self, session: Session, row: DialogRow) -> AnyStoredDialog:
        dialog = self.read(row, texts.readable_state(session, row))
        return replace(dialog, title=mentions.with_names(session, row.plan_id, row.title))
