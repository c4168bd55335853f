"""The Web API over HTTP: the caller, the faults on the way, and the answer."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from email.utils import formatdate
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from sandbox.errors import SlackError
from sandbox.methods import METHODS
from sandbox.methods.call import ApiMethod, Args, need_scope
from sandbox.methods.files import receive, share_due
from sandbox.response_urls import respond
from sandbox.state import Json
from sandbox.troubles import EVERY_METHOD
from sandbox.world import World

RETRY_AFTER_SECONDS = 1
# Errors that a correct app never causes.
RULES = frozenset(
    {
        "expired_trigger_id",
        "exchanged_trigger_id",
        "invalid_arguments",
        "invalid_blocks",
        "invalid_blocks_format",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        "push_limit_reached",
        "ratelimited",
        "unknown_method",
        "view_too_large",
    }
)


READING = frozenset({"conversations.history", "conversations.replies"})
"""Methods that an app sold outside Slack's marketplace may call once a minute."""


class WebApi:
    """Serves /api/ and the few URLs that Slack's responses contain."""

    def __init__(self, world: World, drop: Callable[[Request], None], closing: asyncio.Event) -> None:
        self.world = world
        self._drop = drop
        self._closing = closing

    def routes(self) -> list[Route]:
        """The Web API's routes."""
        return [
            Route("/api/{method:str}", self.call, methods=["GET", "POST"]),
            Route("/upload/{file_id:str}", self.upload, methods=["POST"]),
            Route("/respond/{url_id:str}", self.respond, methods=["POST"]),
        ]

    async def call(self, request: Request) -> Response:
        """One Web API call, with whatever trouble the dice have for it."""
        try:
            name, args = request.path_params["method"], Args(await arguments(request))
        except ClientDisconnect:  # cancelled in the middle of a call: no one receives the answer
            return Response(status_code=400)
        await asyncio.sleep(self.world.dice.troubles.delay_ms / 1000)
        trouble = self.world.dice.roll()
        if trouble in ("429", "5xx_before", "hang_before", "drop_before"):
            self._log(name, args, trouble)
            return await self._fail(request, trouble)
        body = self._answer(name, args, token_of(request, args.raw))
        if trouble not in (None, "bare_ok"):
            self._log(name, args, trouble if body["ok"] else body["error"])
            return await self._fail(request, trouble)
        self._log(name, args, body.get("error"))
        if trouble == "bare_ok" and body["ok"]:
            return JSONResponse({"ok": True})
        wait = body.pop("retry_after", None)
        headers = {"Date": formatdate(self.world.clock(), usegmt=True)}
        headers |= {"Retry-After": str(wait)} if wait else self._scopes()
        return JSONResponse(body, status_code=429 if wait else 200, headers=headers)

    def _scopes(self) -> dict[str, str]:
        """The token's scopes; Slack lists them with every answer."""
        granted = self.world.manifest.scopes
        return {} if granted is None else {"X-OAuth-Scopes": ",".join(sorted(granted))}

    def _answer(self, name: str, args: Args, token: str) -> Json:
        with self.world.lock:
            share_due(self.world)
            try:
                answer = {"ok": True, **self._run(name, args, token)}
            except SlackError as refusal:
                if refusal.error in RULES:
                    self.world.violated(name, refusal.error, refusal.messages)
                return refusal.body()
            self.world.record("call", name, args.raw)
            return answer

    def _run(self, name: str, args: Args, token: str) -> Json:
        method = METHODS.get(name)
        if method is None:
            raise SlackError("unknown_method", req_method=name)
        self._authorise(method, token)
        self._refuse(name, method, args)
        need_scope(self.world, method.scope)
        self._rate(name, method, args)
        return method.run(self.world, args)

    def _authorise(self, method: ApiMethod, token: str) -> None:
        if method.caller == "anybody":
            return
        tokens = {"bot": self.world.tokens.bot, "app": self.world.tokens.app}
        if not token:
            raise SlackError("not_authed")
        if not self.world.is_installed:
            raise SlackError("account_inactive")
        if token not in tokens.values():
            raise SlackError("invalid_auth")
        if token != tokens[method.caller]:
            raise SlackError("not_allowed_token_type")

    def _refuse(self, name: str, method: ApiMethod, args: Args) -> None:
        """Raise the error of a trouble that is switched on."""
        refusals = self.world.dice.troubles.refusals
        everything = refusals.get(EVERY_METHOD) if method.caller == "bot" else None
        channel = args.text("channel") or args.text("channel_id")
        if error := refusals.get(f"{name} {channel}") or refusals.get(name, everything):
            raise SlackError(error)

    def _rate(self, name: str, method: ApiMethod, args: Args) -> None:
        if self.world.limits is None:
            return
        is_reading = self.world.is_commercial and name in READING
        per_minute = 1 if is_reading else method.per_minute
        wait = self.world.limits.retry_after(name, per_minute, args.text("channel"), self.world.clock())
        if wait is not None:
            raise SlackError("ratelimited", retry_after=wait)

    def _log(self, name: str, args: Args, error: str | None) -> None:
        with self.world.lock:
            self.world.log_call(name, error, _about(self.world, args))

    async def _fail(self, request: Request, trouble: str) -> Response:
        if trouble == "429":
            headers = {"Retry-After": str(RETRY_AFTER_SECONDS)} if self.world.dice.troubles.retry_after else {}
            return JSONResponse({"ok": False, "error": "ratelimited"}, status_code=429, headers=headers)
        if trouble == "broken_json":
            return Response('{"ok": true, "channel": "D', media_type="application/json")
        if trouble.startswith("5xx"):
            return PlainTextResponse("upstream connect error", status_code=503)
        if trouble.startswith("hang"):
            await _until(self._closing.wait, self.world.hang_seconds)
        self._drop(request)
        return Response(status_code=503)

    async def upload(self, request: Request) -> Response:
        """The bytes of a file, raw or as a form."""
        content = await request.body()
        if request.headers.get("content-type", "").startswith("multipart/form-data"):
            form = await request.form()
            content = b"".join([await part.read() for part in form.values() if not isinstance(part, str)])
        with self.world.lock:
            try:
                receive(self.world, request.path_params["file_id"], content)
            except SlackError as refusal:
                return PlainTextResponse(refusal.error, status_code=400)
        return PlainTextResponse(f"OK - {len(content)}")

    async def respond(self, request: Request) -> Response:
        """The app's answer to a response_url."""
        raw = await arguments(request)
        with self.world.lock:
            try:
                respond(self.world, request.path_params["url_id"], Args(raw))
            except SlackError as refusal:
                self.world.violated("response_url", refusal.error, refusal.messages)
                return JSONResponse(refusal.body(), status_code=404)
            self.world.record("response_url", "response_url", raw)
        return PlainTextResponse("ok")


async def _until(wait: Callable[[], Awaitable[Any]], seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await wait()
    except TimeoutError:
        return


async def arguments(request: Request) -> dict[str, Any]:
    """Arguments from the address, a form or a JSON body, as Slack takes them."""
    raw: dict[str, Any] = dict(request.query_params)
    if request.method != "POST":
        return raw
    body = (await request.body()).decode("utf-8", errors="replace")
    if request.headers.get("content-type", "").startswith("application/json"):
        try:
            given = json.loads(body or "{}")
        except ValueError:
            given = {}
        return raw | (given if isinstance(given, dict) else {})
    return raw | dict(parse_qsl(body, keep_blank_values=True))


def token_of(request: Request, raw: Json) -> str:
    """The caller's token, from the header or the arguments."""
    header = request.headers.get("authorization", "")
    return header.removeprefix("Bearer ").strip() or str(raw.get("token") or "")


def _about(world: World, args: Args) -> str | None:
    for name in ("user", "user_id", "channel", "channel_id", "users"):
        named = args.text(name)
        if named in world.state.users:
            return named
        channel = world.state.channels.get(named)
        if channel and channel.kind == "im":
            return next((member for member in channel.members if member != world.bot), None)
    return None
