"""What a person hears when something cannot be done, and what Slack is told then."""

import json
import logging
import secrets
from typing import Any

from slack_bolt import BoltResponse
from slack_sdk import WebClient
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot import payloads
from bot.blocks import Said
from bot.messages import notices
from bot.sending import outcomes
from bot.turns import CannotDoError, NotYetError

log = logging.getLogger(__name__)

BUSY = (OperationalError, InterfaceError, InternalError, PoolTimeoutError)
"""The database is away, locked, full or may only be read: what was asked for can be asked for again."""


def handle(error: Exception, body: dict[str, Any], client: WebClient) -> BoltResponse:
    """The one place where listeners' errors end. An event is answered 500, so that Slack sends it again."""
    if isinstance(error, NotYetError):
        return BoltResponse(status=500)
    file, part, values = _sentence(error)
    if "command" in body:
        return _json({"response_type": "ephemeral", **notices.sentence(file, part, **values).payload()})
    match body.get("type"):
        case "view_submission":
            typed = [text for text in payloads.submission(body).values.values() if text]
            return _json({"response_action": "update", "view": notices.too_late(file, part, typed, **values)})
        case "block_actions" | "shortcut" | "message_action":
            _tell(client, body, notices.sentence(file, part, **values))
            return BoltResponse(status=200)
    return BoltResponse(status=200 if isinstance(error, CannotDoError) else 500)


def _sentence(error: Exception) -> tuple[str, str, dict[str, Any]]:
    if isinstance(error, CannotDoError):
        return error.file, error.part, error.values
    reference = secrets.token_hex(4)
    log.error("turn failed, reference %s", reference, exc_info=error)
    return "errors", "busy" if isinstance(error, BUSY) else "broken", {"reference": reference}


def _tell(client: WebClient, body: dict[str, Any], said: Said) -> None:
    """Beside the button; on the Home tab, in a form or from a shortcut, where nothing can be posted, as a form."""
    container = body.get("container", {})
    channel, thread = container.get("channel_id"), container.get("thread_ts")
    try:
        if channel:
            client.chat_postEphemeral(channel=channel, user=body["user"]["id"], thread_ts=thread, **said.payload())
        elif (body.get("view") or {}).get("type") == "modal":
            client.views_push(trigger_id=body["trigger_id"], view=notices.form(said))
        else:
            client.views_open(trigger_id=body["trigger_id"], view=notices.form(said))
    except outcomes.TROUBLES:
        log.exception("could not tell a person what went wrong")


def _json(content: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=json.dumps(content), headers={"content-type": "application/json"})
