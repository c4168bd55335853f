"""Delivery over HTTP: requests signed with the app's signing secret."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

import httpx

from sandbox.delivery import NoAck, Parcel
from sandbox.state import Json
from sandbox.world import World

OK = 200


class SignedHttp:
    """Posts to the app's request URL."""

    def __init__(self, world: World, request_url: str) -> None:
        self._world = world
        self._url = request_url
        # One connection per request: a reused one would be dead after a restart of the app.
        limits = httpx.Limits(max_keepalive_connections=0)
        self._client = httpx.AsyncClient(limits=limits, timeout=None, trust_env=False)  # noqa: S113 - see `send`

    async def send(self, parcel: Parcel) -> Json | None:
        """One signed request; the deadline is Slack's, from the first byte to the last."""
        body, content_type = _body(parcel)
        try:
            async with asyncio.timeout(self._world.ack_seconds):
                answer = await self._client.post(
                    self._url, content=body, headers=self._headers(parcel, body, content_type)
                )
        except TimeoutError:
            raise NoAck("http_timeout") from None
        except httpx.HTTPError:
            raise NoAck("connection_failed") from None
        if answer.status_code != OK:
            raise NoAck("http_error")
        return _ack(answer)

    def _headers(self, parcel: Parcel, body: str, content_type: str) -> dict[str, str]:
        # The app compares it with its computer's clock, whatever day it is in this workspace.
        timestamp = str(int(time.time()))
        headers = {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self._world.tokens.signing_secret, timestamp, body),
        }
        if parcel.retry_num:
            headers |= {
                "X-Slack-Retry-Num": str(parcel.retry_num),
                "X-Slack-Retry-Reason": parcel.retry_reason,
            }
        return headers

    async def close(self) -> None:
        """Close the client."""
        await self._client.aclose()


def signature(secret: str, timestamp: str, body: str) -> str:
    """Slack's version 0 signature."""
    base = f"v0:{timestamp}:{body}".encode()
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def _body(parcel: Parcel) -> tuple[str, str]:
    if parcel.kind == "events_api":
        return json.dumps(parcel.payload), "application/json"
    form = parcel.payload if parcel.kind == "slash_commands" else {"payload": json.dumps(parcel.payload)}
    return urlencode(form), "application/x-www-form-urlencoded"


def _ack(answer: httpx.Response) -> Json | None:
    """An ack may be empty, JSON, or (for commands) plain text."""
    if not answer.text:
        return None
    if answer.headers.get("content-type", "").startswith("application/json"):
        body = answer.json()
        return body if isinstance(body, dict) else None
    return {"text": answer.text}
