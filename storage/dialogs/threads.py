"""Dialogs of every kind: which there are, in which thread each is, and their state."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, String, exists, func, select, update
from sqlalchemy.orm import Session

from conversations.threads.state import Thread
from storage.models import DialogRow, OrganizationRow, OutboxRow
from storage.people import mentions
from storage.upsert import change

ALONE = ("D", "U", "W")
"""How ids of direct messages and of people begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDialog:
    """A dialog of any kind."""

    id: int
    key: str
    """Outbox key of the message that opens its thread; those of its other messages begin with it."""
    organization_id: int
    plan_id: int
    channel: str
    thread_ts: str | None
    permalink: str
    is_private: bool
    """Whether it is open to its leader, its co-leader and those who took part only."""
    title: str
    state: Thread
    started_on: date
    finished_on: date | None

    @property
    def is_alone(self) -> bool:
        """Whether it runs in a DM with the bot. Until Slack has named the DM, its row holds the person's ID."""
        return self.channel[:1] in ALONE


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogAddress:
    """A dialog and where its thread is."""

    id: int
    workspace_id: str
    channel: str
    thread_ts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signpost:
    """A link to a dialog's thread."""

    id: int
    title: str
    permalink: str
    """Empty until Slack was asked for the thread's address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogSummary:
    """A dialog in a list, without its replies."""

    id: int
    title: str
    phase: str
    leader: str
    permalink: str
    started_on: date
    finished_on: date | None


# ---------------------------------------------------------------- one dialog


def kind_of(session: Session, dialog_id: int) -> str:
    return session.scalars(select(DialogRow.kind).filter_by(id=dialog_id)).one()


def plan_of(session: Session, dialog_id: int) -> int:
    """The id of the plan a dialog is about."""
    return session.scalars(select(DialogRow.plan_id).filter_by(id=dialog_id)).one()


def key_of(session: Session, dialog_id: int) -> str:
    """The key with which those of the dialog's messages begin."""
    return session.scalars(select(opening_key()).where(DialogRow.id == dialog_id)).one()


def summary(session: Session, row: DialogRow) -> DialogSummary:
    return DialogSummary(
        id=row.id,
        title=mentions.with_names(session, row.plan_id, row.title),
        phase=row.phase,
        leader=row.leader,
        permalink=row.permalink,
        started_on=row.started_on,
        finished_on=row.finished_on,
    )


def unfinished(session: Session, team_id: str) -> Sequence[tuple[str, int]]:
    """Kinds and ids of the unfinished dialogs in a workspace."""
    statement = (
        select(DialogRow.kind, DialogRow.id)
        .join(OrganizationRow, OrganizationRow.id == DialogRow.organization_id)
        .where(OrganizationRow.workspace_id == team_id, DialogRow.phase != "finished")
    )
    return [(kind, dialog_id) for kind, dialog_id in session.execute(statement.order_by(DialogRow.id))]


# ---------------------------------------------------------------- where they are


def in_thread(session: Session, channel: str, thread_ts: str) -> int | None:
    """The id of the dialog in a thread, even when only the outbox knows the thread yet."""
    dialog_id = session.scalar(select(DialogRow.id).filter_by(channel=channel, thread_ts=thread_ts))
    if dialog_id is not None:
        return dialog_id
    sent_here = (OutboxRow.sent_channel == channel) & (OutboxRow.sent_ts == thread_ts)
    return session.scalar(_without_thread().where(_opening_is(sent_here)).limit(1))


def is_arriving(session: Session, channel: str, person: str) -> bool:
    """Whether an opening message is being sent to this channel: a reply may already belong to it."""
    in_channel = DialogRow.channel.in_((channel, person))
    statement = _without_thread().where(in_channel, _opening_is(OutboxRow.state == "sending"))
    return session.scalar(statement.limit(1)) is not None


def _without_thread() -> Select[int]:
    return select(DialogRow.id).where(DialogRow.thread_ts.is_(None), DialogRow.phase != "finished")


def _opening_is(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(OutboxRow.key == opening_key(), condition)


def opening_key() -> ColumnElement[str]:
    """The key of the opening message of each dialog in a query."""
    key: ColumnElement[str] = DialogRow.key_prefix + ":" + DialogRow.id.cast(String)
    return key


def open_in(session: Session, channel: str) -> list[Signpost]:
    """Open dialogs in a channel, the newest first, even when only the outbox knows the thread yet."""
    statement = (
        select(DialogRow.id, DialogRow.plan_id, DialogRow.title, DialogRow.permalink)
        .outerjoin(OutboxRow, OutboxRow.key == opening_key())
        .where(func.coalesce(OutboxRow.sent_channel, DialogRow.channel) == channel)
        .where(DialogRow.phase == "open")
    )
    rows = session.execute(statement.order_by(DialogRow.id.desc()))
    return [
        Signpost(id=row_id, title=mentions.with_names(session, plan_id, title), permalink=permalink)
        for row_id, plan_id, title, permalink in rows
    ]


def under_way(session: Session) -> list[DialogAddress]:
    """All unfinished dialogs whose opening message was sent."""
    return _standing(session, DialogRow.phase != "finished")


def without_address(session: Session, dialog_id: int) -> DialogAddress | None:
    """The dialog's thread, if Slack was not asked for its address yet."""
    addresses = _standing(session, (DialogRow.id == dialog_id) & (DialogRow.permalink == ""))
    return addresses[0] if addresses else None


def _standing(session: Session, which: ColumnElement[bool]) -> list[DialogAddress]:
    channel = func.coalesce(OutboxRow.sent_channel, DialogRow.channel)
    thread_ts = func.coalesce(DialogRow.thread_ts, OutboxRow.sent_ts)
    statement = (
        select(DialogRow.id, OrganizationRow.workspace_id, channel, thread_ts)
        .join(OrganizationRow, OrganizationRow.id == DialogRow.organization_id)
        .outerjoin(OutboxRow, OutboxRow.key == opening_key())
        .where(which, thread_ts.is_not(None))
        .order_by(DialogRow.id)
    )
    return [
        DialogAddress(id=row_id, workspace_id=workspace_id, channel=where, thread_ts=ts)
        for row_id, workspace_id, where, ts in session.execute(statement)
    ]


def is_opening(session: Session, key: str) -> bool:
    """Whether the message with this key opens, or was to open, a dialog's thread."""
    return session.scalar(select(DialogRow.id).where(opening_key() == key)) is not None


def move(session: Session, key: str, channel: str, *, is_private: bool) -> None:
    """Move the dialog whose opening has this key to another channel."""
    its_row = update(DialogRow).where(opening_key() == key)
    session.execute(its_row.values(channel=channel, is_private=is_private))


def make_private(session: Session, team_id: str, channel: str) -> None:
    """All dialogs in the channel, finished ones too."""
    in_workspace = select(OrganizationRow.id).where(OrganizationRow.workspace_id == team_id)
    its_rows = update(DialogRow).where(DialogRow.channel == channel, DialogRow.organization_id.in_(in_workspace))
    session.execute(its_rows.values(is_private=True))


def save_thread(session: Session, dialog_id: int, channel: str, thread_ts: str) -> None:
    change(session, DialogRow, dialog_id, channel=channel, thread_ts=thread_ts)


def save_permalink(session: Session, dialog_id: int, permalink: str) -> None:
    change(session, DialogRow, dialog_id, permalink=permalink)
