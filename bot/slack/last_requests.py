"""Notices which kinds of requests Slack sends, so that `throughline doctor` can name what the app isn't set up for."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.turns import Turns
from storage.delivery import last_requests

EVERY = timedelta(hours=1)
"""The least time between two writes about one kind."""

COMMAND = "command"
INTERACTION = "interaction"
MESSAGES: Mapping[str, str] = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}
"""Slack's names for subscriptions to messages, by the type of channel."""
EVENTS = frozenset({"app_home_opened", "app_mention", "team_join", "user_change", *MESSAGES.values()})
INTERACTIONS = frozenset({"block_actions", "view_submission", "shortcut", "message_action"})


class LastRequests:
    """Remembers when each kind came. A tick writes it, so that no request waits for it."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._seen: dict[tuple[str, str], datetime] = {}
        self._saved: dict[tuple[str, str], datetime] = {}

    def note(self, team: str | None, body: Mapping[str, Any]) -> None:
        kind = kind_of(body)
        if team and kind:
            self._seen[team, kind] = self._turns.clock.now()

    def tick(self) -> None:
        due = {key: at for key, at in self._seen.copy().items() if self._is_due(key, at)}
        if due:
            with self._turns.write() as turn:
                last_requests.save(turn.session, due)
            self._saved |= due

    def _is_due(self, key: tuple[str, str], at: datetime) -> bool:
        return key not in self._saved or abs(at - self._saved[key]) >= EVERY


def kind_of(body: Mapping[str, Any]) -> str | None:
    """COMMAND, INTERACTION, or the name of a subscription to events; None for anything else."""
    if "command" in body:
        return COMMAND
    if body.get("type") in INTERACTIONS:
        return INTERACTION
    event = body.get("event")
    if not isinstance(event, Mapping):
        return None
    kind = event.get("type")
    name = MESSAGES.get(str(event.get("channel_type"))) if kind == "message" else kind
    return name if name in EVENTS else None
