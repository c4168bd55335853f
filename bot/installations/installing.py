"""What happens when the app is installed in a workspace or an Enterprise organization, and when it is removed there."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from slack_bolt.error import BoltError
from slack_sdk.oauth.installation_store import Installation as SlackInstallation

from bot.installations.tokens import InstalledTokens
from bot.messages import notices
from bot.people.directory import Directory
from bot.sending.clients import Patience, SlackClients
from bot.slack import payloads
from bot.turns import Turn, Turns
from storage import installations
from storage.delivery import claims, token_pauses
from storage.delivery.outbox import OutboxMessage
from storage.installations import Installation
from storage.people import people

log = logging.getLogger(__name__)

PAGE = 200


class RotatingTokenError(BoltError):
    """The app has token rotation switched on: its tokens would end after twelve hours."""


class Installing:
    """`learn_soon` runs `learn` in the background."""

    def __init__(
        self,
        turns: Turns,
        tokens: InstalledTokens,
        clients: SlackClients,
        directory: Directory,
        learn_soon: Callable[[str], None],
    ) -> None:
        self.turns = turns
        self.tokens = tokens
        self.clients = clients
        self._directory = directory
        self._learn_soon = learn_soon

    def save(self, granted: SlackInstallation) -> None:
        """Store what Slack granted, in place of an earlier installation. Raises RotatingTokenError."""
        if granted.bot_refresh_token or granted.bot_token is None:
            raise RotatingTokenError
        is_organization = bool(granted.is_enterprise_install)
        granted_to = (granted.enterprise_id if is_organization else granted.team_id) or ""
        name = (granted.enterprise_name if is_organization else granted.team_name) or granted_to
        encrypted = self.tokens.keys.encrypt(granted.bot_token, granted_to)
        with self.turns.write() as turn:
            installation = Installation(
                id=granted_to,
                name=name,
                is_organization=is_organization,
                bot_user=granted.bot_user_id or "",
                bot_id=granted.bot_id or "",
                scopes=",".join(granted.bot_scopes or ()),
                installed_by=granted.user_id or "",
                installed_at=turn.now,
                token=encrypted.text,
                key_id=encrypted.key_id,
            )
            installations.save(turn.session, installation)
            token_pauses.try_at(turn.session, claims.steady(turn.session, turn.now))
        log.info("installed in %s", granted_to)
        self.tokens.forget(granted_to)
        self._learn_soon(granted_to)

    def learn(self, installation_id: str) -> None:
        """Read the people of a workspace, or of all workspaces of an organization, and greet who installed the app."""
        with self.turns.read() as turn:
            installation = installations.find(turn.session, installation_id)
        if installation is None or installation.removed_at is not None:
            return
        if installation.is_organization:
            self._learn_organization(installation)
            return
        self._directory.learn_workspace(self.tokens.of(installation.id))
        with self.turns.write() as turn:
            _greet(turn, installation)

    def _learn_organization(self, organization: Installation) -> None:
        """Of its workspaces, those to which an admin gave the app."""
        client = self.clients.with_token(self.tokens.of_organization(organization), Patience.LONG)
        answers = client.auth_teams_list(limit=PAGE)
        teams = {team["id"]: team["name"] for answer in answers for team in answer["teams"]}
        for team_id, name in teams.items():
            shared = replace(organization, is_organization=False, through_id=organization.id, token=None, key_id=None)
            workspace = replace(shared, id=team_id, name=name)
            with self.turns.write() as turn:
                installations.save(turn.session, workspace)
            self.tokens.forget(team_id)
            self.learn(team_id)

    def meet(self, organization_id: str | None) -> None:
        """A workspace that we do not know sent a request. It may be one of an organization that has the app."""
        with self.turns.read() as turn:
            organization = installations.find(turn.session, organization_id or "")
        if organization is not None and organization.removed_at is None:
            self._learn_soon(organization.id)

    # ---------------------------------------------------------------- events

    def uninstalled(self, body: Mapping[str, Any]) -> None:
        """The app was removed from a workspace, or from a whole organization."""
        self._remove(_owner(body))

    def revoked(self, body: Mapping[str, Any]) -> None:
        """Tokens were revoked. Only the bot's is ours."""
        if (body["event"].get("tokens") or {}).get("bot"):
            self._remove(_owner(body))

    def access_granted(self, body: Mapping[str, Any]) -> None:
        """An organization's admin gave the app to more of its workspaces."""
        self._learn_soon(str(body.get("enterprise_id") or ""))

    def access_revoked(self, body: Mapping[str, Any]) -> None:
        for team_id in body["event"].get("team_ids") or ():
            self._remove(team_id)

    def _remove(self, installation_id: str) -> None:
        with self.turns.write() as turn:
            removed = installations.remove(turn.session, installation_id, turn.now)
        if removed:  # Slack says it twice
            log.warning("removed from %s", installation_id)
        for workspace_id in removed:
            self.tokens.forget(workspace_id)


def _greet(turn: Turn, installation: Installation) -> None:
    if people.person(turn.session, installation.id, installation.installed_by) is not None:
        content = notices.sentence("installations", "greeting", name=installation.name)
        key = f"installed:{installation.id}:{installation.installed_at.isoformat()}"
        turn.put(OutboxMessage.post(installation.id, installation.installed_by, key, content.payload()))


def _owner(body: Mapping[str, Any]) -> str:
    """The workspace or the organization whose installation an event is about."""
    organization = str(body.get("enterprise_id") or "")
    if body.get("is_enterprise_install") and organization:
        return organization
    return payloads.workspace_of(body) or organization
