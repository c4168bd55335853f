"""Reading threads where Slack allows one page of fifteen messages a minute and workspace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sending.clients import BotToken, Patience, SlackClients, SoleToken
from bot.slack.payloads import MessageEvent
from bot.threads.thread_reading import ThreadReader
from storage.dialogs.threads import DialogAddress

PAGE, REPLIES = 15, 40
NORTH = DialogAddress(id=1, workspace_id="TNORTH", channel="C1", thread_ts="1.0")
NORTH_TOO = DialogAddress(id=2, workspace_id="TNORTH", channel="C1", thread_ts="2.0")
SOUTH = DialogAddress(id=3, workspace_id="TSOUTH", channel="C2", thread_ts="1.0")


class Refusal(dict[str, Any]):
    status_code = 429
    headers: Mapping[str, str] = {"Retry-After": "60"}


class Workspace:
    """Slack's side of one workspace: three pages in each thread, and one call a minute."""

    def __init__(self) -> None:
        self.calls = 0
        self.may_call = True

    def conversations_replies(self, *, ts: str, cursor: str | None, **_arguments: Any) -> dict[str, Any]:
        if not self.may_call:
            raise SlackApiError("limited", Refusal(ok=False, error="ratelimited"))  # type: ignore[no-untyped-call]  # the SDK's
        self.may_call, self.calls = False, self.calls + 1
        start = int(cursor or 0)
        messages = [{"ts": f"{ts}{number:03d}", "user": "U1", "text": "x"} for number in range(REPLIES)]
        following = str(start + PAGE) if start + PAGE < REPLIES else ""
        return {"messages": messages[start : start + PAGE], "response_metadata": {"next_cursor": following}}


class Workspaces(SlackClients):
    def __init__(self) -> None:
        super().__init__(SoleToken(BotToken("xoxb-1")), "https://slack.example/api/")
        self.by_id = {"TNORTH": Workspace(), "TSOUTH": Workspace()}

    def of(self, workspace_id: str, patience: Patience = Patience.NONE) -> WebClient:
        return cast(WebClient, self.by_id[workspace_id])

    def a_minute_passes(self) -> None:
        for workspace in self.by_id.values():
            workspace.may_call = True


def test_every_thread_is_read_once_and_no_workspace_holds_up_another() -> None:
    workspaces, heard = Workspaces(), list[tuple[int, int]]()

    def hear(address: DialogAddress, _stored: None, events: Sequence[MessageEvent]) -> None:
        heard.append((address.id, len(events)))

    reader = ThreadReader[None](workspaces, lambda _address: None, hear)
    for _minute in range(5):
        with pytest.raises(SlackApiError):
            reader.read_each([NORTH, NORTH_TOO, SOUTH])
        workspaces.a_minute_passes()
    assert heard == [(NORTH.id, 40), (SOUTH.id, 40)], "South's thread after three minutes, as if it were alone"
    reader.read_each([NORTH, NORTH_TOO, SOUTH])
    assert heard[2:] == [(NORTH_TOO.id, 40)]
    assert [workspace.calls for workspace in workspaces.by_id.values()] == [6, 3]


def test_what_is_stored_is_looked_up_before_the_first_page() -> None:
    workspaces, stored, seen = Workspaces(), ["one"], list[list[str]]()
    reader = ThreadReader[list[str]](workspaces, lambda _address: list(stored), lambda _a, then, _e: seen.append(then))
    with pytest.raises(SlackApiError):
        reader.read_each([SOUTH])
    stored.append("arrived while the thread was read")
    for _minute in range(2):
        workspaces.a_minute_passes()
        try:
            reader.read_each([SOUTH])
        except SlackApiError:
            continue
    assert seen == [["one"]]
