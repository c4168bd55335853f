"""In which workspaces the app is installed, for a bot that serves several."""

from datetime import datetime

from sqlalchemy import ForeignKey, false
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class InstallationRow(Base):
    """The app in one workspace, or in a whole Enterprise organization, whose workspaces have rows of their own too."""

    __tablename__ = "installation"
    id: Mapped[str] = mapped_column(primary_key=True)
    """Slack's id of the workspace or of the organization."""
    name: Mapped[str]
    is_organization: Mapped[bool] = mapped_column(default=False, server_default=false())
    through_id: Mapped[str | None] = mapped_column(ForeignKey("installation.id"))
    """The organization whose token a workspace uses."""
    bot_user: Mapped[str]
    bot_id: Mapped[str]
    scopes: Mapped[str]
    """Separated by commas, as Slack granted them."""
    token: Mapped[str | None]
    """Encrypted. None after the app was removed, and for workspaces with their organization's token."""
    key_id: Mapped[str | None]
    """Which key the token is encrypted with."""
    installed_by: Mapped[str]
    """Slack id of whoever installed the app."""
    installed_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
