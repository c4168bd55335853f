"""Open dialogs a person is in: they lead, co-lead or have written a reply."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.dialogs import readers
from storage.items.assignments import Page
from storage.models import DialogReplyRow, DialogRow, OrganizationRow, PersonRow
from storage.people import mentions

FINISHED = "finished"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDialog:
    id: int
    kind: str
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
        select(DialogRow, OrganizationRow.name, leads, func.count().over())
        .join(OrganizationRow, OrganizationRow.id == DialogRow.organization_id)
        .where(
            DialogRow.phase != FINISHED,
            OrganizationRow.workspace_id == person.workspace_id,
            leads | readers.has_spoken(person.slack_id),
        )
        .order_by(DialogRow.id.desc())
        .limit(size)
        .offset(page * size)
    )
    rows = session.execute(statement).all()
    lines = [
        _open_dialog(session, row, organization, leading=bool(leading)) for row, organization, leading, _count in rows
    ]
    return Page(lines, total=rows[0][3]) if rows else Page((), total=0)


def voices(session: Session, dialog_id: int) -> Sequence[str]:
    """Slack ids of everyone who has replied."""
    statement = select(DialogReplyRow.person).filter_by(dialog_id=dialog_id, deleted=False)
    return session.scalars(statement.where(DialogReplyRow.person != "").distinct()).all()


def _open_dialog(session: Session, row: DialogRow, organization: str, *, leading: bool) -> OpenDialog:
    return OpenDialog(
        id=row.id,
        kind=row.kind,
        title=mentions.with_names(session, row.plan_id, row.title),
        organization=organization,
        channel=row.channel,
        permalink=row.permalink,
        paused=row.phase == "paused",
        leads=leading,
    )
