"""Delivery to several workspaces: one with much to send, one that hangs and one that is limited hold up no other."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy import func, select

from bot.clock import Clock
from bot.sending.clients import BotToken, Patience, SlackClients, SoleToken
from bot.sending.delivery import Delivery
from bot.sending.lanes import BATCH, MOST_LANES
from storage.database import Database
from storage.delivery import outbox
from storage.delivery.outbox import OutboxMessage
from storage.models import OutboxRow
from storage.people import organizations

NOW = datetime(2026, 11, 17, 15, tzinfo=UTC)
NORTH, SOUTH = "TNORTH", "TSOUTH"
MANY, FEW = 200, 3
PATIENCE = 60.0


class Limited(dict[str, Any]):
    status_code = 429
    headers: Mapping[str, str] = {"Retry-After": "60"}


class Workspace:
    """Slack's side of one workspace."""

    def __init__(self) -> None:
        self.calls = 0
        self.answers = threading.Event()
        """Until it is set, every call hangs."""
        self.answers.set()
        self.is_limited = False
        self.begun = threading.Semaphore(0)
        self.arrived = threading.Semaphore(0)

    def chat_postMessage(self, *, channel: str, **_content: Any) -> dict[str, str]:  # noqa: N802 (Slack's name)
        self.calls += 1
        self.begun.release()
        assert self.answers.wait(PATIENCE)
        if self.is_limited:
            raise SlackApiError("limited", Limited(ok=False, error="ratelimited"))  # type: ignore[no-untyped-call]  # the SDK's
        self.arrived.release()
        return {"channel": channel, "ts": f"{self.calls}.000001"}

    def gets(self, count: int) -> bool:
        """Whether so many messages arrive."""
        return all(self.arrived.acquire(timeout=PATIENCE) for _message in range(count))


class Workspaces(SlackClients):
    def __init__(self, *workspace_ids: str) -> None:
        super().__init__(SoleToken(BotToken("xoxb-1")), "https://slack.example/api/")
        self.by_id = {workspace_id: Workspace() for workspace_id in workspace_ids}

    def of(self, workspace_id: str, patience: Patience = Patience.NONE) -> WebClient:
        return cast(WebClient, self.by_id[workspace_id])


class StandingClock(Clock):
    def now(self) -> datetime:
        return NOW


@contextmanager
def delivering(database: Database, workspaces: Workspaces, lease: timedelta = timedelta(hours=1)) -> Iterator[Delivery]:
    delivery = Delivery(
        database,
        StandingClock(),
        workspaces,
        may_leave=lambda _message, now: now,
        make_content=lambda message: message,
        make_files=lambda _message: (),
        report_failure=lambda *_about: None,
        lease=lease,
    )
    try:
        yield delivery
    finally:
        for workspace in workspaces.by_id.values():
            workspace.answers.set()
        delivery.stop()


def queue(database: Database, workspace_id: str, count: int) -> None:
    with database.write() as session:
        organizations.save_workspace(session, workspace_id, workspace_id, "U00000BOT")
        for number in range(count):
            key = f"{workspace_id}:{number}"
            outbox.put(session, OutboxMessage.post(workspace_id, f"C{key}", key, {"text": "Hello."}), NOW)


def tried(database: Database, workspace_id: str) -> int:
    statement = select(func.count()).where(OutboxRow.workspace_id == workspace_id, OutboxRow.attempt > 0)
    with database.read() as session:
        return session.scalar(statement) or 0


def test_a_workspace_with_much_to_send_leaves_the_other_its_first_batch(database: Database) -> None:
    queue(database, NORTH, MANY)
    queue(database, SOUTH, FEW)
    workspaces = Workspaces(NORTH, SOUTH)
    with delivering(database, workspaces) as delivery:
        assert delivery.send_due() == BATCH + FEW
        assert tried(database, SOUTH) == FEW
        assert delivery.send_due() == BATCH, "the other's next one, no smaller than if it were alone"


def test_a_workspace_that_hangs_holds_up_only_itself(database: Database) -> None:
    queue(database, NORTH, MANY)
    workspaces = Workspaces(NORTH, SOUTH)
    north, south = workspaces.by_id[NORTH], workspaces.by_id[SOUTH]
    north.answers.clear()
    with delivering(database, workspaces) as delivery:
        delivery.start()
        queue(database, SOUTH, 2 * BATCH + FEW)
        delivery.wake()
        assert south.gets(2 * BATCH + FEW)
        assert not north.arrived.acquire(blocking=False)
        assert tried(database, NORTH) <= BATCH, "no second batch before the first is done"
        north.answers.set()
        assert north.gets(MANY)


@pytest.mark.parametrize("hangs", [False, True])
def test_a_workspace_that_is_limited_holds_up_only_itself(database: Database, *, hangs: bool) -> None:
    queue(database, NORTH, MANY)
    queue(database, SOUTH, FEW)
    workspaces = Workspaces(NORTH, SOUTH)
    north, south = workspaces.by_id[NORTH], workspaces.by_id[SOUTH]
    north.is_limited = True
    if hangs:
        north.answers.clear()
    with delivering(database, workspaces) as delivery:
        delivery.start()
        assert south.gets(FEW)
        north.answers.set()
    assert north.calls == BATCH, "then it waits as long as Slack says"


def test_more_workspaces_than_lanes_take_turns(database: Database) -> None:
    names = [f"T{number:02d}" for number in range(2 * MOST_LANES + 1)]
    for name in names:
        queue(database, name, BATCH + 1)
    workspaces = Workspaces(*names)
    with delivering(database, workspaces) as delivery:
        for _round in range(3):
            delivery.send_due()
            batches = {tried(database, name) for name in names}
            assert max(batches) - min(batches) <= BATCH, "nobody's second batch leaves before everybody's first"
        assert min(batches) >= BATCH


def test_slack_is_not_asked_about_a_message_that_is_being_sent_however_long_that_takes(database: Database) -> None:
    queue(database, NORTH, FEW)
    workspaces = Workspaces(NORTH)
    north = workspaces.by_id[NORTH]
    north.answers.clear()
    with delivering(database, workspaces, lease=timedelta(0)) as delivery:
        delivery.start()
        assert north.begun.acquire(timeout=PATIENCE)
        assert delivery.resolve_doubts() == 0
        north.answers.set()
        assert north.gets(FEW)

    assert north.calls == FEW
