"""Files that people dropped into the bot's messages."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session, defer

from storage.models import FileUploadRow, PersonRow
from storage.upsert import change


class UploadState(StrEnum):
    RECEIVED = "received"
    READABLE = "readable"
    """Whoever dropped it may import it."""
    UNREADABLE = "unreadable"
    IMPORTED = "imported"
    CANCELLED = "cancelled"
    REPLACED = "replaced"
    """By a newer file of the same kind."""


class UploadKind(StrEnum):
    PLAN = "plan"
    ITEM_SHEET = "item_sheet"
    """A workbook of open action items, as it is exported to be edited."""
    CALENDAR = "calendar"
    INITIATIVES = "initiatives"
    """A list of what an organization has under way."""
    TEMPLATE = "template"
    """A Word file with the fields of a district's own document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    id: int
    key: str
    person_id: int
    workspace_id: str
    slack_id: str
    """Of the person who dropped it."""
    slack_file_id: str
    name: str
    state: UploadState
    kind: str
    assumed_year: str

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for the person to import it or not."""
        return self.state is UploadState.READABLE


def add(session: Session, *, key: str, person_id: int, slack_file_id: str, name: str, at: datetime) -> None:
    session.add(
        FileUploadRow(
            key=key,
            person_id=person_id,
            slack_file_id=slack_file_id,
            name=name,
            state=UploadState.RECEIVED,
            kind="",
            assumed_year="",
            content="",
            received_at=at,
        )
    )


def received(session: Session) -> Sequence[Upload]:
    """Those nobody has read yet, the oldest first."""
    return _uploads(session, FileUploadRow.state == UploadState.RECEIVED)


def find(session: Session, upload_id: int, *, for_change: bool = False) -> Upload | None:
    """`for_change` makes other turns on the same file wait until this one ends (PostgreSQL)."""
    if for_change:
        session.execute(select(FileUploadRow.id).filter_by(id=upload_id).with_for_update())
    return next(iter(_uploads(session, FileUploadRow.id == upload_id)), None)


def waiting(session: Session, person_id: int, kind: UploadKind) -> Sequence[Upload]:
    """A person's files of this kind that wait to be imported."""
    is_waiting = FileUploadRow.state == UploadState.READABLE
    return _uploads(session, is_waiting, FileUploadRow.person_id == person_id, FileUploadRow.kind == kind)


def _uploads(session: Session, *conditions: ColumnElement[bool]) -> list[Upload]:
    statement = select(FileUploadRow, PersonRow.workspace_id, PersonRow.slack_id)
    statement = statement.join(PersonRow, PersonRow.id == FileUploadRow.person_id).where(*conditions)
    without_content = statement.options(defer(FileUploadRow.content)).order_by(FileUploadRow.id)
    fresh = without_content.execution_options(populate_existing=True)
    return [_upload(row, team_id, slack_id) for row, team_id, slack_id in session.execute(fresh)]


def _upload(row: FileUploadRow, team_id: str, slack_id: str) -> Upload:
    return Upload(
        id=row.id,
        key=row.key,
        person_id=row.person_id,
        workspace_id=team_id,
        slack_id=slack_id,
        slack_file_id=row.slack_file_id,
        name=row.name,
        state=UploadState(row.state),
        kind=row.kind,
        assumed_year=row.assumed_year,
    )


def save_content(session: Session, upload_id: int, content: bytes, *, kind: UploadKind, assumed_year: str = "") -> None:
    """It was read, and waits for the person's decision."""
    written = base64.b64encode(content).decode()
    change(
        session,
        FileUploadRow,
        upload_id,
        content=written,
        kind=kind,
        assumed_year=assumed_year,
        state=UploadState.READABLE,
    )


def content(session: Session, upload_id: int) -> bytes:
    return base64.b64decode(session.scalar(select(FileUploadRow.content).filter_by(id=upload_id)) or "")


def finish(session: Session, upload_id: int, state: UploadState) -> bool:
    """End the wait for the person's decision and forget the bytes. False if it had ended already."""
    open_states = (UploadState.RECEIVED, UploadState.READABLE)
    is_open = update(FileUploadRow).where(FileUploadRow.id == upload_id, FileUploadRow.state.in_(open_states))
    ended = session.execute(is_open.values(state=state, content="").returning(FileUploadRow.id))
    return ended.first() is not None
