"""The tokens of all workspaces that have the app, decrypted when they are first needed."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.encryption import EncryptedText, EncryptionKeys, UnreadableTextError
from bot.sending.clients import BotToken
from bot.sending.outcomes import NotInstalledError
from prompts import plain
from storage import installations
from storage.database import Database
from storage.installations import Installation

log = logging.getLogger(__name__)

FRESH_SECONDS = 60.0
"""How long another replica may not know that the app was removed or installed again."""


@dataclass(frozen=True, slots=True)
class Installed:
    """A workspace that has the app, with its token."""

    installation: Installation
    token: BotToken


class InstalledTokens:
    """Reads each workspace's token once a minute at most, so that answering people needs neither a query nor a call."""

    is_sole = False

    def __init__(self, database: Database, keys: EncryptionKeys, seconds: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self.keys = keys
        self._seconds = seconds
        self._read: dict[str, tuple[float, Installed | None]] = {}

    def of(self, workspace_id: str) -> BotToken:
        return self.installed(workspace_id).token

    def installed(self, workspace_id: str) -> Installed:
        """Raises NotInstalledError if the workspace has removed the app, or never had it."""
        now = self._seconds()
        read_at, installed = self._read.get(workspace_id, (now - FRESH_SECONDS, None))
        if now - read_at >= FRESH_SECONDS:
            with self._database.read() as session:
                installed = self._look_up(session, workspace_id)
            self._read[workspace_id] = now, installed
        if installed is None:
            raise NotInstalledError(workspace_id)
        return installed

    def all(self) -> Sequence[BotToken]:
        with self._database.read() as session:
            installed = [self._with_token(session, workspace) for workspace in installations.workspaces(session)]
        return [workspace.token for workspace in installed if workspace is not None]

    def has_any(self) -> bool:
        """Whether any workspace has the app, with a token that can be read or not."""
        with self._database.read() as session:
            return bool(installations.workspaces(session))

    def of_organization(self, organization: Installation) -> BotToken:
        """The token that its workspaces share, for calls about the organization. Raises NotInstalledError."""
        text = self._decrypt(organization)
        if text is None:
            raise NotInstalledError(organization.id)
        return BotToken(text, workspace_name=organization.name)

    def forget(self, workspace_id: str) -> None:
        """Read the workspace's token again when it is next needed."""
        self._read.pop(workspace_id, None)

    def _look_up(self, session: Session, workspace_id: str) -> Installed | None:
        installation = installations.find(session, workspace_id)
        if installation is None or installation.removed_at is not None or installation.is_organization:
            return None
        return self._with_token(session, installation)

    def _with_token(self, session: Session, installation: Installation) -> Installed | None:
        owner = installation
        if installation.through_id is not None:
            owner = installations.find(session, installation.through_id) or installation
        text = self._decrypt(owner) if owner.removed_at is None else None
        if text is None:
            return None
        token = BotToken(text, installation.id, installation.name, is_org_wide=owner.is_organization)
        return Installed(installation, token)

    def _decrypt(self, owner: Installation) -> str | None:
        if owner.token is None:
            return None
        try:
            return self.keys.decrypt(EncryptedText(owner.token, owner.key_id or ""), owner.id)
        except UnreadableTextError as error:
            log.error(plain("installations", "unreadable_token", key=error.key_id, name=owner.name))  # noqa: TRY400 (no traceback needed)
            return None
