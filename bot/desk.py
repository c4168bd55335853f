"""What handlers work with. Bolt passes it to routes by its name."""

from dataclasses import dataclass

from slack_sdk import WebClient

from bot.script_library import ScriptLibrary
from bot.sending.clients import Patience, SlackClients
from bot.turns import Turns


@dataclass(frozen=True, slots=True)
class Desk:
    turns: Turns
    client: WebClient
    """For calls that a person waits for."""
    scripts: ScriptLibrary


@dataclass(frozen=True, slots=True)
class Desks:
    """One desk for each workspace: they share everything but the token of their calls."""

    turns: Turns
    clients: SlackClients
    scripts: ScriptLibrary

    def of(self, workspace_id: str) -> Desk:
        """Raises outcomes.NotInstalledError if the workspace has removed the app."""
        return Desk(self.turns, self.clients.of(workspace_id, Patience.PROMPT), self.scripts)
