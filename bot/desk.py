"""What handlers work with. Bolt passes it to routes by its name."""

from dataclasses import dataclass

from slack_sdk import WebClient

from bot.script_library import ScriptLibrary
from bot.turns import Turns


@dataclass(frozen=True, slots=True)
class Desk:
    turns: Turns
    client: WebClient
    """For calls that a person waits for."""
    scripts: ScriptLibrary
