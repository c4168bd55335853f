"""Slack for an app that several workspaces install: one address of the Web API, and the page that asks for consent.

Each workspace is a look-alike of its own, with its own page. A call goes to the workspace whose token it carries; the
token of a whole Enterprise organization goes with the workspace that the call names.
"""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from html import escape
from threading import Event, Thread
from urllib.parse import urlencode

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from sandbox.envelopes import event_callback
from sandbox.server import START_SECONDS, Sandbox, bound, serve
from sandbox.shared_files import FilePages
from sandbox.state import Json
from sandbox.web_api import WebApi, arguments, token_of
from sandbox.world import World

CODE_SECONDS = 600.0
"""How long a code can be exchanged for a token."""
MISTAKEN = 400


@dataclass(frozen=True)
class DistributedApp:
    """The app's settings at Slack."""

    client_id: str
    client_secret: str
    redirect_urls: frozenset[str]
    rotates_tokens: bool = False


@dataclass
class Grant:
    """What a person agreed to, until the app exchanges the code."""

    world: World
    person: str
    redirect_uri: str
    until: float
    org_wide: bool = False


@dataclass
class Front:
    """The workspaces behind one address."""

    app: DistributedApp
    worlds: Sequence[World]
    url: str = ""
    sandboxes: list[Sandbox] = field(default_factory=list)
    grants: dict[str, Grant] = field(default_factory=dict)
    org_token: str = ""
    calls: list[str] = field(default_factory=list)

    @property
    def api_url(self) -> str:
        """The base of the Web API, with its closing slash."""
        return f"{self.url}/api/"

    def world(self, team_id: str) -> World:
        """One workspace."""
        return next(world for world in self.worlds if world.state.team_id == team_id)

    def routes(self) -> list[Route]:
        """Slack's own addresses."""
        apis = {id(world): WebApi(world, _keep, asyncio.Event()) for world in self.worlds}
        files = {world.state.team_id: FilePages(world) for world in self.worlds}

        async def call(request: Request) -> Response:
            return await self._call(request, apis)

        async def private_file(request: Request) -> Response:
            pages = files.get(request.path_params["team"])
            return await pages.private(request) if pages else Response(status_code=404)

        return [
            Route("/oauth/v2/authorize", self._consent, methods=["GET"]),
            Route("/oauth/v2/authorize", self._consented, methods=["POST"]),
            Route("/api/{method:str}", call, methods=["GET", "POST"]),
            Route("/files-pri/{team:str}-{file_id:str}/{name:path}", private_file),
        ]

    # The browser

    async def _consent(self, request: Request) -> Response:
        asked = dict(request.query_params)
        if asked.get("client_id") != self.app.client_id or asked.get("redirect_uri") not in self.app.redirect_urls:
            return HTMLResponse("<h1>Something went wrong: the app or its redirect URL is unknown</h1>", MISTAKEN)
        hidden = "".join(f'<input type="hidden" name="{escape(k)}" value="{escape(v)}">' for k, v in asked.items())
        buttons = "".join(_button(world) for world in self.worlds)
        scopes = escape(asked.get("scope", "").replace(",", ", "))
        return HTMLResponse(
            f"<!doctype html><html lang=en><title>Slack look-alike</title><h1>The app asks for permission</h1>"
            f"<p>{scopes}</p><form method=post>{hidden}{buttons}"
            f"<p><button name=cancel value=1>Cancel</button></p></form>"
        )

    async def _consented(self, request: Request) -> Response:
        raw = await request.form()
        asked = {name: str(text) for name, text in raw.items()}
        back: dict[str, str] = {"state": asked.get("state", "")}
        if asked.get("cancel"):
            return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(back | {'error': 'access_denied'})}", 302)
        world = self.world(asked["team"])
        org_wide = bool(asked.get("organization"))
        back["code"] = self.grant(world, redirect_uri=asked["redirect_uri"], org_wide=org_wide)
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(back)}", 302)

    def grant(self, world: World, *, redirect_uri: str, org_wide: bool = False) -> str:
        """An admin agrees. Returns the code that the browser brings to the app."""
        admin = next(user.id for user in world.state.users.values() if user.role != "member")
        code = world.new_id("code")
        self.grants[code] = Grant(world, admin, redirect_uri, world.clock() + CODE_SECONDS, org_wide)
        return code

    # The Web API

    async def _call(self, request: Request, apis: dict[int, WebApi]) -> Response:
        method, raw = request.path_params["method"], await arguments(request)
        self.calls.append(method)
        if method == "oauth.v2.access":
            return JSONResponse(self._exchange(raw | _credentials(request)))
        token = token_of(request, raw)
        if token and token == self.org_token:
            return await self._call_org_wide(request, method, raw, apis)
        world = next((each for each in self.worlds if each.tokens.bot == token), None)
        if world is None:
            return JSONResponse({"ok": False, "error": "invalid_auth" if token else "not_authed"})
        return await apis[id(world)].call(request)

    async def _call_org_wide(self, request: Request, method: str, raw: Json, apis: dict[int, WebApi]) -> Response:
        if method == "auth.teams.list":
            teams = [{"id": each.state.team_id, "name": each.state.team_name} for each in self._org_wide()]
            return JSONResponse({"ok": True, "teams": teams, "response_metadata": {"next_cursor": ""}})
        world = next((each for each in self._org_wide() if each.state.team_id == raw.get("team_id")), None)
        if world is None:
            if method == "auth.test":
                return JSONResponse({"ok": True, "is_enterprise_install": True, **_bot_of(self._org_wide()[0])})
            return JSONResponse({"ok": False, "error": "missing_argument"})
        return await apis[id(world)].call(request)

    def _org_wide(self) -> list[World]:
        return [world for world in self.worlds if world.org_wide and world.is_installed]

    def _exchange(self, raw: Json) -> Json:
        """oauth.v2.access: a code becomes a token, once."""
        if (raw.get("client_id"), raw.get("client_secret")) != (self.app.client_id, self.app.client_secret):
            return {"ok": False, "error": "invalid_client_id"}
        grant = self.grants.pop(str(raw.get("code")), None)
        if grant is None or grant.world.clock() > grant.until:
            return {"ok": False, "error": "invalid_code"}
        if raw.get("redirect_uri") != grant.redirect_uri:
            return {"ok": False, "error": "bad_redirect_uri"}
        return self._install_org_wide(grant) if grant.org_wide else self._install(grant)

    def _install(self, grant: Grant) -> Json:
        world = grant.world
        token = f"xoxb-{world.state.team_id}-{world.new_id('n')}"
        world.install(token)
        team = {"id": world.state.team_id, "name": world.state.team_name}
        enterprise = {"id": world.state.enterprise, "name": world.state.enterprise} if world.state.enterprise else None
        return self._granted(grant, token) | {"team": team, "enterprise": enterprise, "is_enterprise_install": False}

    def _install_org_wide(self, grant: Grant) -> Json:
        enterprise = grant.world.state.enterprise
        self.org_token = f"xoxb-{enterprise}-{grant.world.new_id('n')}"
        for world in self.worlds:
            if world.state.enterprise == enterprise:
                world.install(self.org_token, org_wide=True)
        place = {"team": None, "enterprise": {"id": enterprise, "name": f"{enterprise} Schools"}}
        return self._granted(grant, self.org_token) | place | {"is_enterprise_install": True}

    def _granted(self, grant: Grant, token: str) -> Json:
        rotating = {"refresh_token": "xoxe-1-refresh", "expires_in": 43200} if self.app.rotates_tokens else {}
        scopes = grant.world.manifest.scopes or ()
        return {
            "ok": True,
            "app_id": grant.world.state.app_id,
            "authed_user": {"id": grant.person},
            "scope": ",".join(sorted(scopes)),
            "token_type": "bot",
            "access_token": token,
            "bot_user_id": grant.world.bot,
            **rotating,
        }

    # An admin's side

    def uninstall(self, world: World, *, whole_organization: bool = False) -> None:
        """An admin removes the app: Slack says so twice, and the token is dead at once."""
        sandbox = next(each for each in self.sandboxes if each.world is world)
        revoked = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [world.bot]}}
        events: list[Json] = [revoked, {"type": "app_uninstalled"}]
        payloads = [event_callback(world, event) for event in events]
        for each in self._org_wide() if whole_organization else [world]:
            each.uninstall()
        for payload in payloads:
            whose = {"team_id": None, "is_enterprise_install": True} if whole_organization else {}
            sandbox.server.deliver(payload | {"authorizations": []} | whose)
        sandbox.wait_until_events_are_delivered()


def _keep(_request: Request) -> None:
    """Dropped connections are a look-alike's own, not the front's."""


def _credentials(request: Request) -> Json:
    """The app's id and secret as HTTP's basic authentication, which is how Slack prefers them."""
    kind, _, encoded = request.headers.get("authorization", "").partition(" ")
    if kind != "Basic":
        return {}
    client_id, _, secret = base64.b64decode(encoded).decode().partition(":")
    return {"client_id": client_id, "client_secret": secret}


def _button(world: World) -> str:
    name = escape(world.state.team_name)
    whole = '<label><input type="checkbox" name="organization"> and in all of its organization</label>'
    choice = whole if world.state.enterprise else ""
    return f'<p><button name="team" value="{world.state.team_id}">Allow in {name}</button>{choice}</p>'


def _bot_of(world: World) -> Json:
    enterprise = world.state.enterprise
    return {"user_id": world.bot, "bot_id": world.state.bot_id, "team": enterprise, "team_id": enterprise}


@contextmanager
def serve_front(app: DistributedApp, worlds: Sequence[World], port: int = 0) -> Iterator[Front]:
    """Run several look-alikes and their front in threads while the block lasts."""
    front = Front(app, worlds)
    with ExitStack() as stack:
        listening = stack.enter_context(bound("127.0.0.1", port))
        front.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        for world in worlds:
            world.files_url = front.url
            front.sandboxes.append(stack.enter_context(serve(world)))
        ready = Event()
        server = uvicorn.Server(uvicorn.Config(_app(front, ready), log_level="warning", lifespan="on"))
        thread = Thread(target=server.run, kwargs={"sockets": [listening]}, name="front", daemon=True)
        thread.start()
        try:
            if not ready.wait(START_SECONDS):
                raise RuntimeError("the front did not start")
            yield front
        finally:
            server.should_exit = True
            thread.join(START_SECONDS)


def _app(front: Front, ready: Event) -> Starlette:
    @asynccontextmanager
    async def started(_app: Starlette) -> AsyncIterator[None]:
        ready.set()
        yield

    return Starlette(routes=front.routes(), lifespan=started)
