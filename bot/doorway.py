"""Lets the bot connect to Slack before most of it is loaded."""

import logging
from concurrent.futures import Future

from slack_bolt import App
from slack_bolt.oauth import OAuthFlow
from slack_bolt.request import BoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk import WebClient


class Doorway:
    """Stands in for the Bolt app in Bolt's adapters. Requests wait in it until the app is there.

    Slack waits three seconds for an answer. Loading takes two on an idle computer, more on a busy one.
    """

    def __init__(self, client: WebClient) -> None:
        self.client = client
        """What Socket Mode asks Slack for a connection with."""
        self.logger = logging.getLogger(f"slack_bolt.{App.__name__}")
        self._app: Future[App] = Future()

    def open(self, app: App) -> None:
        self._app.set_result(app)

    def close(self) -> None:
        """Send away who still waits: Slack sends unanswered events again. An open doorway stays open."""
        self._app.cancel()

    @property
    def oauth_flow(self) -> OAuthFlow | None:
        return self._app.result().oauth_flow

    def dispatch(self, request: BoltRequest) -> BoltResponse:
        return self._app.result().dispatch(request)
