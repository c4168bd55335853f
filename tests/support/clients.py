"""Slack's client, played by a test."""

from typing import Any

from slack_sdk import WebClient

from bot.sending.clients import BotToken, Patience, SlackClients, SoleToken


class FixedClient(SlackClients):
    """Gives the same client for every workspace."""

    def __init__(self, client: Any) -> None:
        super().__init__(SoleToken(BotToken("xoxb-1")), "https://slack.example/api/")
        self._fixed = client

    def with_token(self, token: BotToken, patience: Patience = Patience.NONE) -> WebClient:
        client: WebClient = self._fixed
        return client
