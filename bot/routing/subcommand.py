"""One subcommand of /plan: what reads its words, who may use it, and its handler."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.desk import Desk
from bot.permissions.guards import Guard
from bot.routing.guarded import Guarded
from bot.slack.blocks import MessageContent, OpenForm
from bot.slack.payloads import Command

Answer = MessageContent | OpenForm
"""What only the person who typed it sees in reply."""


@dataclass(frozen=True, slots=True)
class Subcommand:
    read: Callable[[Command, str], Any]
    """Reads what a person typed after the subcommand."""
    handler: Guarded[Command, Any, Answer]
    applies: Callable[[Desk, Command, str], bool] = lambda _desk, _command, _words: True
    """For a word that may mean something else than this subcommand."""

    @property
    def guard(self) -> Guard:
        return self.handler.rule.guard
