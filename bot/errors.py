"""Turns an error of a listener into a message for the person and a response to Slack."""

import json
import logging
import secrets
from dataclasses import dataclass
from typing import Any

from slack_bolt import BoltResponse
from slack_sdk import WebClient
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.desk import Desk
from bot.messages import notices
from bot.sending import outcomes
from bot.slack import ack, payloads
from bot.slack.blocks import MessageContent
from bot.slack.button_values import StaleValueError
from bot.slack.payloads import NotADayError
from bot.turns import AlreadyTakenError, CannotDoError, NotYetError
from prompts import formats
from storage.database import DatabaseMovedError
from storage.delivery.outbox import OutboxMessage

log = logging.getLogger(__name__)

BUSY = (OperationalError, InterfaceError, InternalError, PoolTimeoutError, DatabaseMovedError)
"""The database is down, moved, locked, full or read-only: the person can try again."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of prompts/messages/`file`.j2."""

    file: str
    part: str
    values: dict[str, Any]

    def message(self) -> MessageContent:
        return notices.sentence(self.file, self.part, **self.values)


def handle(error: Exception, body: dict[str, Any], client: WebClient, context: dict[str, Any]) -> BoltResponse:
    """Handle every error of a listener. Events are answered with 500, so Slack sends them again."""
    if isinstance(error, NotYetError):
        return BoltResponse(status=500)
    if isinstance(error, AlreadyTakenError):
        return BoltResponse(status=200)
    sentence = _sentence(error, body)
    try:
        desk = context["desk"]
        with formats.reading(today=desk.turns.clock.now().date()):
            if not isinstance(error, outcomes.TROUBLES) or not _is_tap(body):
                return _answer(error, sentence, body, client)
            _queue_ephemeral(desk, body, sentence.message())
        return BoltResponse(status=200)
    except (KeyError, TypeError, AttributeError, LookupError, ValueError) as malformed:
        # Slack does not send such payloads. Their content may be someone's answer, so it is not logged.
        log.warning("a payload of another shape than Slack's was refused: %s", type(malformed).__name__)
        return BoltResponse(status=400)


def _answer(error: Exception, sentence: _Sentence, body: dict[str, Any], client: WebClient) -> BoltResponse:
    if "command" in body:
        return _json({"response_type": "ephemeral", **sentence.message().payload()})
    if _is_form(body):
        view = notices.too_late(sentence.file, sentence.part, payloads.submission(body).typed, **sentence.values)
        return _json(ack.update(view))
    if _is_tap(body):
        _post_ephemeral(client, body, sentence.message())
        return BoltResponse(status=200)
    return BoltResponse(status=200 if isinstance(error, CannotDoError) else 500)


def _is_tap(body: dict[str, Any]) -> bool:
    """Whether the request is a button or a shortcut; its HTTP response cannot carry a message."""
    return body.get("type") in ("block_actions", "shortcut", "message_action")


def _is_form(body: dict[str, Any]) -> bool:
    return body.get("type") == "view_submission"


def _sentence(error: Exception, body: dict[str, Any]) -> _Sentence:
    if isinstance(error, (StaleValueError, NotADayError)) and _is_form(body):
        return _Sentence("errors", "stale_form", {})
    if isinstance(error, CannotDoError):
        return _Sentence(error.file, error.part, error.values)
    if isinstance(error, outcomes.TROUBLES):
        log.warning("Slack did not take a call that somebody waited for", exc_info=error)
        return _Sentence("errors", "slack_did_not_answer", {})
    reference = secrets.token_hex(4)
    log.error("turn failed, reference %s", reference, exc_info=error)
    return _Sentence("errors", "busy" if isinstance(error, BUSY) else "broken", {"reference": reference})


def _queue_ephemeral(desk: Desk, body: dict[str, Any], message: MessageContent) -> None:
    """Queue the message, because Slack does not respond: beside the button, or in the person's DM."""
    who, container = payloads.shortcut(body).who, body.get("container", {})
    channel, thread = container.get("channel_id"), container.get("thread_ts")
    key, content = f"not_opened:{body['trigger_id']}", message.payload()
    outbox_message = (
        OutboxMessage.ephemeral(who.team, channel, key, content, reader=who.user, thread_ts=thread)
        if channel
        else OutboxMessage.post(who.team, who.user, key, content)
    )
    with desk.turns.write(who) as turn:
        if turn.person is not None:
            turn.put(outbox_message)


def _post_ephemeral(client: WebClient, body: dict[str, Any], message: MessageContent) -> None:
    """Post beside the button, or open a form where nothing can be posted: Home tab, form, shortcut."""
    container = body.get("container", {})
    channel, thread = container.get("channel_id"), container.get("thread_ts")
    try:
        if channel:
            client.chat_postEphemeral(channel=channel, user=body["user"]["id"], thread_ts=thread, **message.payload())
        elif (body.get("view") or {}).get("type") == "modal":
            client.views_push(trigger_id=body["trigger_id"], view=notices.form(message))
        else:
            client.views_open(trigger_id=body["trigger_id"], view=notices.form(message))
    except outcomes.TROUBLES:
        log.exception("could not show a person the error message")


def _json(content: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=json.dumps(content), headers={"content-type": "application/json"})
