"""Who reads a channel, as Slack tells it."""

from collections.abc import Iterator

import pytest

import sandbox
from bot.threads.channels import why_not
from sandbox.state import Channel
from tests.sandbox.apps import client_of

CROWD = 10_000
ANA, SAM = "U00000ANA", "U00000SAM"
ALL_STAFF, LEADERS = "C0ALLSTAFF", "C00LEADERS"


@pytest.fixture
def slack() -> Iterator[sandbox.Sandbox]:
    """A public channel of ten thousand people that Ana is the last of, and a private one that Sam is in."""
    world = sandbox.World()
    crowd = [f"U{number:08}" for number in range(CROWD)]
    world.state.channels[ALL_STAFF] = Channel(ALL_STAFF, "all-staff", "channel", [world.bot, *crowd, ANA])
    world.state.channels[LEADERS] = Channel(LEADERS, "leaders", "private", [world.bot, SAM])
    with sandbox.serve(world) as running:
        yield running


@pytest.mark.parametrize(
    ("channel", "person", "why"),
    [
        (ALL_STAFF, ANA, None),
        (ALL_STAFF, SAM, "not_your_channel"),
        (LEADERS, SAM, None),
        (LEADERS, ANA, "not_your_channel"),
        ("C0GENERAL", ANA, "unknown_channel"),
        ("C0NOWHERE", ANA, "unknown_channel"),
        (ANA, ANA, None),
    ],
)
def test_whether_a_person_reads_a_channel_costs_two_calls_however_many_others_do(
    slack: sandbox.Sandbox, channel: str, person: str, why: str | None
) -> None:
    assert why_not(client_of(slack), channel, person) == why

    methods = [call.method for call in slack.world.calls]
    assert methods in ([], ["conversations.info"], ["conversations.info", "users.conversations"])
