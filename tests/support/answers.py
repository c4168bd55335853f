"""Sends answers to the bot as Slack does: signed, and again in the same form when there was no ack."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from urllib.parse import urlencode

import httpx

from bot.slack.identifiers import ActionId, FieldId, ViewId
from sandbox import Sandbox, World
from sandbox.delivery import NoAck
from sandbox.signed_http import signature
from sandbox.state import Json
from tests.support.districts import TEAM
from tests.support.stage import check_ins_of

ACK_SECONDS = 3.0


@dataclass(frozen=True)
class Form:
    """One person's "behind" form; its `cause` is unique."""

    user: str
    metadata: str
    cause: str

    def payload(self) -> Json:
        fields = {FieldId.CAUSE: self.cause, FieldId.RECOVERY: "Two more visits"}
        state = {name: {ActionId.INPUT: {"type": "plain_text_input", "value": text}} for name, text in fields.items()}
        view = {
            "id": f"V_{self.cause}",
            "hash": "1.1",
            "type": "modal",
            "callback_id": ViewId.BEHIND,
            "private_metadata": self.metadata,
            "state": {"values": state},
        }
        user = {"id": self.user, "team_id": TEAM}
        return {"type": "view_submission", "team": {"id": TEAM}, "user": user, "view": view}

    def body(self) -> str:
        """The form as an HTTP request."""
        return urlencode({"payload": json.dumps(self.payload())})


def form_for(world: World, user: str, cause: str) -> Form | None:
    """The form that the person's check-in opens; None while they have none."""
    with world.lock:
        asked = set(check_ins_of(world, user))
        blocks = [block for each in world.dm(world.bot, user).messages if each.ts in asked for block in each.blocks]
    elements = [element for block in blocks for element in block.get("elements", [])]
    pointers = [each["value"] for each in elements if each.get("action_id") == ActionId.OPEN_BEHIND]
    return Form(user, pointers[0], cause) if pointers else None


def send(client: httpx.Client, address: str, secret: str, form: Form) -> bool:
    """Whether the bot acked, so that the form closes and its sender believes it is recorded."""
    body, now = form.body(), str(int(time.time()))  # noqa: TID251 (Slack's own clock signs it)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": now,
        "X-Slack-Signature": signature(secret, now, body),
    }
    try:
        answer = client.post(address, content=body, headers=headers, timeout=ACK_SECONDS)
    except httpx.HTTPError:
        return False
    return answer.status_code == httpx.codes.OK and answer.text in ("", "{}")


def send_over_socket(slack: Sandbox, form: Form) -> bool:
    """The same over one of the Socket Mode connections."""
    try:
        return not slack.send_over_socket("interactive", form.payload())
    except (NoAck, TimeoutError):
        return False


def new_client() -> httpx.Client:
    """One connection per request: a kept one would be dead after each restart of the bot."""
    limits = httpx.Limits(max_keepalive_connections=0)
    return httpx.Client(trust_env=False, verify=False, limits=limits)  # nothing is encrypted on this computer
