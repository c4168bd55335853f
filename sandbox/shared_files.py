"""Files in conversations: who shares them, who may see them, and the address their bytes are at."""

from __future__ import annotations

import asyncio
import base64
import mimetypes
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sandbox import talk
from sandbox.state import Channel, PostedMessage, Share, SlackFile
from sandbox.world import World


def post(world: World, channel: Channel, message: PostedMessage) -> PostedMessage:
    """Post a message with its files. The app gets two events for each file, in no promised order."""
    for file_id in message.files:
        share = Share(channel.id, message.ts, message.thread_ts)
        world.state.files[file_id].shares.append(share)
    talk.post(world, channel, message)
    for file_id in message.files:
        event = {"type": "file_shared", "channel_id": channel.id, "file_id": file_id, "user_id": message.user}
        world.emit_in(channel, {**event, "file": {"id": file_id}, "event_ts": world.new_ts()})
    return message


def is_open_to_app(world: World, file: SlackFile) -> bool:
    """Whether the app uploaded the file, got it with a form or is in a conversation where it was shared."""
    rooms = [world.state.channels[share.channel] for share in file.shares]
    return file.user == world.bot or file.in_form or any(world.bot in room.members for room in rooms)


class FilePages:
    """The bytes of files: for the app at url_private, and for the page."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[Route]:
        """Slack's address of a file, the page's, and the permalink, which people open in their browser."""
        return [
            Route("/files-pri/{team:str}-{file_id:str}/{name:path}", self.private),
            Route("/page/api/file/{file_id:str}", self._on_page),
            Route("/files/{user:str}/{file_id:str}/{name:path}", self._on_page),
        ]

    async def private(self, request: Request) -> Response:
        """Slack sends whoever may not have the file to a sign-in page, whose answer is 200 and HTML."""
        troubles = self._world.dice.troubles
        await asyncio.sleep(troubles.delay_ms / 1000)
        if self._world.dice.roll() is not None:
            return Response(status_code=503)
        with self._world.lock:
            file = self._world.state.files.get(request.path_params["file_id"])
            if not self._may_read(request):
                return RedirectResponse(f"{self._world.base_url}/?redir={quote(request.url.path)}", 302)
            if file is None or not is_open_to_app(self._world, file):
                return Response(status_code=404)
            return _content(file)

    def _may_read(self, request: Request) -> bool:
        granted = self._world.manifest.scopes
        has_scope = granted is None or "files:read" in granted
        return has_scope and request.headers.get("authorization") == f"Bearer {self._world.tokens.bot}"

    async def _on_page(self, request: Request) -> Response:
        file = self._world.state.files.get(request.path_params["file_id"])
        return Response(status_code=404) if file is None else _content(file)


def _content(file: SlackFile) -> Response:
    if file.content_base64 is None:
        return Response(status_code=404)
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    headers = {"X-Content-Type-Options": "nosniff"}
    if not kind.startswith("image/") or "svg" in kind:  # only pictures open in the browser; they cannot run anything
        headers["Content-Disposition"] = "attachment"
    return Response(base64.b64decode(file.content_base64), media_type=kind, headers=headers)
