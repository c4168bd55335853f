"""The API of the look-alike's page, which test drivers use too: /page/api."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from sandbox import acts, screen
from sandbox.errors import PageError, SlackError
from sandbox.interactions import Interactions
from sandbox.live import Live
from sandbox.shared_files import FilePages
from sandbox.state import Json, User
from sandbox.tour import Tour
from sandbox.troubles import Troubles
from sandbox.world import World

PAGE = Path(__file__).parent / "page"


class PageApi:
    """Routes for reading (GET) and acting (POST)."""

    def __init__(self, world: World, interactions: Interactions, live: Live) -> None:
        self._world = world
        self._interactions = interactions
        self._live = live
        self._tour = Tour(world)

    def routes(self) -> list[BaseRoute]:
        """Everything under /page, and the files."""
        return [
            *(Route(f"/page/api/{path}", self._reading(read)) for path, read in self._reads().items()),
            *(Route(f"/page/api/{path}", self._doing(do), methods=["POST"]) for path, do in self._acts().items()),
            *(Route(f"/page/api/{path}", self._asking(ask), methods=["POST"]) for path, ask in self._asks().items()),
            WebSocketRoute("/page/api/live", self._live.serve),
            *FilePages(self._world).routes(),
            Route("/", lambda _request: RedirectResponse("/page/")),
            Mount("/page", StaticFiles(directory=PAGE, html=True, check_dir=False)),
        ]

    def _reads(self) -> dict[str, Callable[[Request], Any]]:
        world = self._world
        return {
            "people": lambda _request: screen.people(world),
            "conversations": lambda request: screen.conversations(world, self._me(request)),
            "messages": self._messages,
            "views": lambda request: screen.views(world, self._me(request)),
            "home": lambda request: screen.home(world, self._me(request)),
            "shortcuts": lambda _request: [asdict(each) for each in world.manifest.shortcuts],
            "commands": lambda _request: [asdict(each) for each in (world.manifest.commands or {}).values()],
            "tour": lambda _request: self._tour.state(),
            "troubles": lambda _request: world.dice.troubles.model_dump(),
            "calls": lambda request: screen.calls(world, int(request.query_params.get("since", "0"))),
            "limits": lambda _request: [asdict(each) for each in world.violations],
        }

    def _acts(self) -> dict[str, Callable[[World, Json], Json]]:
        return {
            "say": acts.post,
            "upload": acts.upload,
            "edit": acts.edit,
            "delete": acts.delete,
            "react": acts.react,
            "open_home": acts.open_home,
            "open_messages": acts.open_messages,
            "tour/tick": lambda _world, body: self._tour.tick(body),
            "troubles": _set_troubles,
            "admin/user": acts.change_user,
            "admin/channel": acts.change_channel,
        }

    def _asks(self) -> dict[str, Callable[[Json], Awaitable[Json]]]:
        interactions = self._interactions
        names = ("command", "act", "suggest", "submit", "close", "shortcut")
        return {name: getattr(interactions, name) for name in names}

    def _me(self, request: Request) -> User:
        return acts.person(self._world, request.query_params.get("as", ""))

    def _messages(self, request: Request) -> list[Json]:
        me = self._me(request)
        channel = acts.room(self._world, me, request.query_params.get("channel", ""))
        return screen.messages(self._world, me, channel, request.query_params.get("thread_ts"))

    def _reading(self, read: Callable[[Request], Any]) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            with self._world.lock:
                return JSONResponse(read(request))

        return _refusing(answer)

    def _doing(self, do: Callable[[World, Json], Json]) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            body = await request.json()
            with self._world.lock:
                return JSONResponse(do(self._world, body))

        return _refusing(answer)

    def _asking(self, ask: Callable[[Json], Awaitable[Json]]) -> Callable[[Request], Awaitable[Response]]:
        # Without the lock: these call the app, which calls us back.
        async def answer(request: Request) -> Response:
            return JSONResponse(await ask(await request.json()))

        return _refusing(answer)


def _set_troubles(world: World, body: Json) -> Json:
    world.set_troubles(Troubles.model_validate(body))
    return world.dice.troubles.model_dump()


def _refusing(answer: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """Turn a PageError into an answer with its sentence."""

    async def guarded(request: Request) -> Response:
        try:
            return await answer(request)
        except PageError as refusal:
            return JSONResponse({"error": str(refusal)}, status_code=refusal.status)
        except (SlackError, ValueError) as refusal:
            return JSONResponse({"error": str(refusal)}, status_code=400)
        except KeyError as missing:
            return JSONResponse({"error": f"missing: {missing.args[0]}"}, status_code=400)

    return guarded
