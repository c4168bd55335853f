"""When Slack last sent a request of each kind, to about an hour. Slack lets no bot ask what it is subscribed to."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.models import LastRequestRow, WorkspaceRow
from storage.upsert import upsert


def save(session: Session, requests: Mapping[tuple[str, str], datetime]) -> None:
    """Save when each kind was last seen, by workspace and kind. Those of unknown workspaces are left out."""
    workspaces = set(session.scalars(select(WorkspaceRow.id)))
    upsert(
        session,
        LastRequestRow,
        *(
            {"workspace_id": workspace_id, "kind": kind, "at": at}
            for (workspace_id, kind), at in requests.items()
            if workspace_id in workspaces
        ),
        unique=("workspace_id", "kind"),
    )


def by_kind(session: Session) -> dict[str, datetime]:
    """When each kind was last seen, in any workspace."""
    statement = select(LastRequestRow.kind, func.max(LastRequestRow.at)).group_by(LastRequestRow.kind)
    return dict(session.execute(statement).all())
