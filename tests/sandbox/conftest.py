"""A running sandbox and the app's client for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from slack_sdk.web import WebClient

import sandbox
from tests.sandbox.apps import client_of
from tests.support.inbox import WAIT_SECONDS


@dataclass
class Clock:
    """The sandbox's clock, which a test may move."""

    now: float = 1_793_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def running(clock: Clock) -> Iterator[sandbox.Sandbox]:
    world = sandbox.World(clock=clock, retry_delays=(0.0, 0.01, 0.02), ack_seconds=WAIT_SECONDS, hang_seconds=0.3)
    with sandbox.serve(world) as running:
        yield running


@pytest.fixture
def app(running: sandbox.Sandbox) -> WebClient:
    return client_of(running)
