"""The bot connects before most of it is loaded; what arrives meanwhile waits in the doorway."""

import logging
from concurrent.futures import CancelledError, ThreadPoolExecutor
from http import HTTPStatus

import pytest
from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk import WebClient

from bot.doorway import Doorway

SOON, PATIENCE = 0.05, 10.0
"""Seconds."""


def app() -> App:
    """Answers everything before it asks Slack who sent it."""
    return App(
        client=WebClient("xoxb-1"),
        signing_secret="unused",
        request_verification_enabled=False,
        token_verification_enabled=False,
        before_authorize=lambda: BoltResponse(status=HTTPStatus.OK, body="answered"),
    )


def test_a_request_before_the_bot_is_loaded_waits_and_is_answered() -> None:
    doorway = Doorway(WebClient("xoxb-1"))
    with ThreadPoolExecutor() as threads:
        early = threads.submit(doorway.dispatch, BoltRequest(body="{}"))
        with pytest.raises(TimeoutError):
            early.result(SOON)
        doorway.open(app())

        assert early.result(PATIENCE).body == "answered"
    doorway.close()
    assert doorway.dispatch(BoltRequest(body="{}")).body == "answered"


def test_if_loading_fails_no_request_waits_any_longer() -> None:
    doorway = Doorway(WebClient("xoxb-1"))
    with ThreadPoolExecutor() as threads:
        early = threads.submit(doorway.dispatch, BoltRequest(body="{}"))
        doorway.close()

        with pytest.raises(CancelledError):
            early.result(PATIENCE)


def test_it_logs_under_the_name_that_bolt_uses() -> None:
    assert Doorway(WebClient("xoxb-1")).logger is logging.getLogger(app().logger.name)
