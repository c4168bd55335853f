"""The workspaces in which the app is installed. Tokens are stored as they are given: encrypted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from storage.models import InstallationRow
from storage.upsert import upsert


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """The app in one workspace, or in a whole Enterprise organization."""

    id: str
    """Slack's id of the workspace or of the organization."""
    name: str
    bot_user: str
    bot_id: str
    scopes: str
    installed_by: str
    installed_at: datetime
    token: str | None = field(default=None, repr=False)
    """Encrypted, and its own: an organization's workspaces have none."""
    key_id: str | None = None
    is_organization: bool = False
    through_id: str | None = None
    """The organization whose token a workspace uses."""
    removed_at: datetime | None = None


COLUMNS = tuple(Installation.__dataclass_fields__)


def save(session: Session, installation: Installation) -> None:
    """Add it, or replace what was stored under its id: the app was installed again."""
    values = {name: getattr(installation, name) for name in COLUMNS}
    upsert(session, InstallationRow, values, unique=["id"])


def find(session: Session, installation_id: str) -> Installation | None:
    row = session.get(InstallationRow, installation_id, populate_existing=True)
    return _installation(row) if row is not None else None


def all_of(session: Session) -> list[Installation]:
    """Those of workspaces and organizations, with the removed ones, by name."""
    rows = session.scalars(select(InstallationRow).order_by(InstallationRow.name, InstallationRow.id))
    return [_installation(row) for row in rows]


def workspaces(session: Session) -> list[Installation]:
    """Workspaces that have the app, by id."""
    in_use = select(InstallationRow).where(
        InstallationRow.removed_at.is_(None), InstallationRow.is_organization.is_(False)
    )
    return [_installation(row) for row in session.scalars(in_use.order_by(InstallationRow.id))]


def remove(session: Session, installation_id: str, at: datetime) -> Sequence[str]:
    """The app was removed, from a workspace or from an organization with all its workspaces. Its token is deleted.

    Returns the ids of the workspaces that had it until now.
    """
    within = or_(InstallationRow.id == installation_id, InstallationRow.through_id == installation_id)
    gone = update(InstallationRow).where(within, InstallationRow.removed_at.is_(None))
    gone = gone.values(removed_at=at, token=None, key_id=None)
    removed = session.execute(gone.returning(InstallationRow.id, InstallationRow.is_organization)).all()
    return [row.id for row in removed if not row.is_organization]


def replace_token(session: Session, installation_id: str, token: str, key_id: str) -> None:
    """The same token, encrypted with another key."""
    which = update(InstallationRow).where(InstallationRow.id == installation_id, InstallationRow.token.is_not(None))
    session.execute(which.values(token=token, key_id=key_id))


def _installation(row: InstallationRow) -> Installation:
    return Installation(**{name: getattr(row, name) for name in COLUMNS})
