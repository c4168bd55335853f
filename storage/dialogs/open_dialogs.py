"""Open dialogs a person is in: they lead, co-lead or have written a reply."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.dialogs import readers
from storage.items.assignments import Page
from storage.models import ConversationRow, OrganizationRow, PersonRow, ReplyRow

FINISHED = "finished"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDialog:
    id: int
    title: str
    organization: str
    channel: str
    permalink: str
    """Empty until Slack was asked for the thread's address."""
    paused: bool
    leads: bool


def open_of(session: Session, person: PersonRow, *, page: int, size: int) -> Page[OpenDialog]:
    """The newest first."""
    leads = readers.leads(person.slack_id)
    statement = (
        select(ConversationRow, OrganizationRow.name, leads, func.count().over())
        .join(OrganizationRow, OrganizationRow.id == ConversationRow.organization_id)
        .where(
            ConversationRow.phase != FINISHED,
            OrganizationRow.workspace_id == person.workspace_id,
            leads | readers.has_spoken(person.slack_id),
        )
        .order_by(ConversationRow.id.desc())
        .limit(size)
        .offset(page * size)
    )
    rows = session.execute(statement).all()
    lines = [_talk(row, organization, leading=bool(leading)) for row, organization, leading, _count in rows]
    return Page(lines, total=rows[0][3]) if rows else Page((), total=0)


def voices(session: Session, conversation_id: int) -> Sequence[str]:
    """Slack ids of everyone who has replied."""
    statement = select(ReplyRow.person).filter_by(conversation_id=conversation_id, deleted=False)
    return session.scalars(statement.where(ReplyRow.person != "").distinct()).all()


def _talk(row: ConversationRow, organization: str, *, leading: bool) -> OpenDialog:
    return OpenDialog(
        id=row.id,
        title=row.title,
        organization=organization,
        channel=row.channel,
        permalink=row.permalink,
        paused=row.phase == "paused",
        leads=leading,
    )
