"""What makes one bot serve many workspaces: its part of the Bolt app, and the events about installations."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import App

from bot.configuration.settings import Settings
from bot.installations import flow
from bot.installations.authorizing import InstalledAuthorize
from bot.installations.flow import InstallationFlow
from bot.installations.installing import Installing
from bot.installations.states import SignedStates
from bot.installations.tokens import InstalledTokens
from bot.people.directory import Directory
from bot.sending.clients import Patience, SlackClients
from bot.slack import payloads
from bot.turns import Turns
from prompts import plain

BackgroundRunner = Callable[[Callable[..., object], str], None]
"""Runs a step in the background, with what it is about."""


@dataclass(frozen=True, slots=True)
class Distribution:
    installing: Installing
    authorize: InstalledAuthorize
    flow: InstallationFlow

    def app_arguments(self) -> Mapping[str, Any]:
        """For Bolt's App, in place of a client with the only token."""
        return {
            "client": self.installing.clients.without_token(Patience.PROMPT),
            "before_authorize": note_workspace,
            "authorize": self.authorize,
            "oauth_flow": self.flow,
            "user_facing_authorize_error_message": plain("installations", "not_installed"),
        }

    def register(self, app: App) -> None:
        app.event("app_uninstalled")(self.installing.uninstalled)
        app.event("tokens_revoked")(self.installing.revoked)
        app.event("team_access_granted")(self.installing.access_granted)
        app.event("team_access_revoked")(self.installing.access_revoked)


def note_workspace(body: dict[str, Any], context: dict[str, Any], next: Any) -> None:  # noqa: A002 (Bolt's own name for it)
    """Bolt finds no workspace in some requests of an app that a whole Enterprise organization has."""
    context["workspace_id"] = payloads.workspace_of(body)
    next()


def distribute(
    settings: Settings,
    turns: Turns,
    clients: SlackClients,
    directory: Directory,
    soon: Callable[[Callable[..., object], str], None],
) -> Distribution:
    tokens = clients.tokens
    assert isinstance(tokens, InstalledTokens)
    installing = Installing(turns, tokens, clients, directory, lambda new: soon(installing.learn, new))
    states = SignedStates(installing.turns, settings.client_secret)
    return Distribution(
        installing,
        InstalledAuthorize(installing.tokens, installing.meet),
        flow.flow(settings, installing, states),
    )
