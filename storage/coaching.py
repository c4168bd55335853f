"""Coaching conversations: where each stands, and in which thread.

The state of a conversation is one row however long its thread is; replies are kept apart, see storage/replies.py.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, String, exists, func, select, update
from sqlalchemy.orm import Session

from conversations.coaching import State, from_json, to_json
from conversations.coaching.choosing import Held
from conversations.script import Script
from conversations.script import from_json as script_from_json
from conversations.script import to_json as script_to_json
from storage.models import ConversationRow, Organization, OutboxRow

OPENING = "coaching:{id}"
"""Key of the message whose thread a conversation is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    id: int
    organization_id: int
    plan_id: int
    channel: str
    thread_ts: str | None
    permalink: str
    script: Script
    state: State
    started_on: date
    finished_on: date | None

    @property
    def key(self) -> str:
        return opening_key(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A conversation in a list: without what was said."""

    id: int
    title: str
    phase: str
    leader: str
    permalink: str
    started_on: date
    finished_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A conversation under way, and where its thread is."""

    id: int
    workspace_id: str
    channel: str
    thread_ts: str


def opening_key(conversation_id: int) -> str:
    return OPENING.format(id=conversation_id)


# ---------------------------------------------------------------- conversations


def add(
    session: Session,
    *,
    organization_id: int,
    plan_id: int,
    channel: str,
    script: Script,
    state: State,
    at: datetime,
    on: date,
) -> Conversation:
    row = ConversationRow(
        organization_id=organization_id,
        plan_id=plan_id,
        channel=channel,
        script=script.name,
        title=script.title,
        frozen=script_to_json(script),
        state=to_json(state),
        phase=state.phase,
        leader=state.leader,
        started_at=at,
        started_on=on,
    )
    session.add(row)
    session.flush()
    return _conversation(row)


def find(session: Session, conversation_id: int, *, for_change: bool = False) -> Conversation | None:
    """`for_change` keeps other turns of the same conversation waiting until this one is over (PostgreSQL)."""
    return _one(session, select(ConversationRow).where(ConversationRow.id == conversation_id), for_change)


def in_thread(session: Session, channel: str, thread_ts: str) -> int | None:
    """The id of the conversation that lives in a thread, also when only the outbox knows yet."""
    known = session.scalar(select(ConversationRow.id).filter_by(channel=channel, thread_ts=thread_ts))
    if known is not None:
        return known
    sent_here = (OutboxRow.sent_channel == channel) & (OutboxRow.sent_ts == thread_ts)
    return session.scalar(_without_thread().where(_opening_is(sent_here)).limit(1))


def is_arriving(session: Session, channel: str, person: str) -> bool:
    """Whether an opening message is on its way here: a reply may be to it, and nobody knows yet."""
    here = ConversationRow.channel.in_((channel, person))
    statement = _without_thread().where(here, _opening_is(OutboxRow.state == "sending"))
    return session.scalar(statement.limit(1)) is not None


def _without_thread() -> Select[int]:
    return select(ConversationRow.id).where(ConversationRow.thread_ts.is_(None), ConversationRow.phase != "finished")


def _opening_is(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(OutboxRow.key == _opening_key_column(), condition)


def _opening_key_column() -> ColumnElement[str]:
    key: ColumnElement[str] = "coaching:" + ConversationRow.id.cast(String)
    return key


def open_in(session: Session, channel: str) -> list[int]:
    """Ids of the conversations under way there, the newest first."""
    statement = select(ConversationRow.id).filter_by(channel=channel, phase="open")
    return list(session.scalars(statement.order_by(ConversationRow.id.desc())))


def under_way(session: Session) -> list[Standing]:
    """All that are not finished and whose opening message is there."""
    channel = func.coalesce(OutboxRow.sent_channel, ConversationRow.channel)
    thread_ts = func.coalesce(ConversationRow.thread_ts, OutboxRow.sent_ts)
    statement = (
        select(ConversationRow.id, Organization.workspace_id, channel, thread_ts)
        .join(Organization, Organization.id == ConversationRow.organization_id)
        .outerjoin(OutboxRow, OutboxRow.key == _opening_key_column())
        .where(ConversationRow.phase != "finished", thread_ts.is_not(None))
        .order_by(ConversationRow.id)
    )
    return [
        Standing(id=row_id, workspace_id=workspace_id, channel=where, thread_ts=ts)
        for row_id, workspace_id, where, ts in session.execute(statement)
    ]


def note_thread(session: Session, conversation_id: int, channel: str, thread_ts: str) -> None:
    values = {"channel": channel, "thread_ts": thread_ts}
    session.execute(update(ConversationRow).where(ConversationRow.id == conversation_id).values(**values))


def note_permalink(session: Session, conversation_id: int, permalink: str) -> None:
    session.execute(update(ConversationRow).where(ConversationRow.id == conversation_id).values(permalink=permalink))


def save_state(session: Session, conversation: Conversation, state: State, *, at: datetime, on: date) -> None:
    """The finish is dated once, however often the state changes afterwards."""
    row = session.get_one(ConversationRow, conversation.id)
    row.state, row.phase, row.leader = to_json(state), state.phase, state.leader
    if state.phase == "finished" and row.finished_at is None:
        row.finished_at, row.finished_on = at, on


def held(session: Session, organization_id: int, since: date) -> list[Held]:
    """What was talked about lately, for choosing what fits now."""
    statement = select(ConversationRow.script, ConversationRow.started_on).where(
        ConversationRow.organization_id == organization_id, ConversationRow.started_on >= since
    )
    return [Held(script, day) for script, day in session.execute(statement)]


def history(session: Session, organization_id: int, *, limit: int) -> list[Listed]:
    """The newest first."""
    statement = select(ConversationRow).filter_by(organization_id=organization_id)
    rows = session.scalars(statement.order_by(ConversationRow.id.desc()).limit(limit))
    return [
        Listed(
            id=row.id,
            title=row.title,
            phase=row.phase,
            leader=row.leader,
            permalink=row.permalink,
            started_on=row.started_on,
            finished_on=row.finished_on,
        )
        for row in rows
    ]


def finished_between(session: Session, plan_id: int, first: date, last: date) -> list[Conversation]:
    """Both days counted."""
    statement = select(ConversationRow).where(
        ConversationRow.plan_id == plan_id, ConversationRow.finished_on.between(first, last)
    )
    return [_conversation(row) for row in session.scalars(statement.order_by(ConversationRow.id))]


def _one(session: Session, statement: Select[ConversationRow], for_change: bool) -> Conversation | None:
    if for_change:
        statement = statement.with_for_update()
    row = session.execute(statement.limit(1)).scalar_one_or_none()
    return _conversation(row) if row else None


def _conversation(row: ConversationRow) -> Conversation:
    return Conversation(
        id=row.id,
        organization_id=row.organization_id,
        plan_id=row.plan_id,
        channel=row.channel,
        thread_ts=row.thread_ts,
        permalink=row.permalink,
        script=script_from_json(row.frozen),
        state=from_json(row.state),
        started_on=row.started_on,
        finished_on=row.finished_on,
    )
