"""Restarts over Socket Mode while people answer, press and write: nothing is lost, doubled or left unanswered.

On PostgreSQL the new program connects before the old one ends, so that Slack has two sockets to send to. A SQLite file
has one program at a time.
"""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from sandbox import World
from tests.support.chaos import recorded, settled
from tests.support.districts import staff
from tests.support.stage import Program, Stage, stage
from tests.support.talkers import Talkers
from tests.support.writers import Writers

MORE = 15
"""Forms acked between two steps."""
WRITERS = 2
PATIENCE = 120


@pytest.mark.slow
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL], ids=lambda end: end.name)
def test_a_restart_loses_and_doubles_nothing(database_url: str, tmp_path: Path, end: signal.Signals) -> None:
    overlaps = not database_url.startswith("sqlite")
    with stage(database_url, tmp_path, staff(6), replicas=2 if overlaps else 1, by_socket=True) as played:
        old = played.start()
        writers = Writers(played)
        talkers = Talkers(played, writers.over)
        talkers.begin()
        with talking(writers, talkers):
            works(played, writers)
            new = replaced(played, writers, old, end)
            works(played, writers)
            played.slack.refresh_sockets(is_warning=True)
            works(played, writers)
            played.slack.refresh_sockets()
            works(played, writers)
        played.until(lambda: settled(database_url), "everything has left")
        played.until(lambda: not talkers.misheard(), f"every reply is recorded: {talkers.misheard()}", PATIENCE)
        assert new.end(signal.SIGTERM) == 0

        assert writers.causes() <= recorded(database_url).keys()
        assert set(recorded(database_url).values()) == {1}
        assert set(played.asked().values()) == {1}
        assert [key for key, count in posts(played.slack.world).items() if count > 1] == []


def replaced(played: Stage, writers: Writers, old: Program, end: signal.Signals) -> Program:
    if len(played.ports) == 1:
        old.end(end)
        return played.start()
    new = played.start(replica=1)
    works(played, writers)
    before = writers.unanswered
    old.end(end)
    # What Slack sends in the instant in which it hangs up gets no ack, as what a killed program has.
    assert writers.unanswered - before <= WRITERS
    return new


def works(played: Stage, writers: Writers) -> None:
    """Wait until some more forms are acked."""
    enough = len(writers.acked) + MORE
    played.until(lambda: len(writers.acked) >= enough, "more forms are acked", PATIENCE)


@contextmanager
def talking(writers: Writers, talkers: Talkers) -> Iterator[None]:
    with ThreadPoolExecutor() as threads:
        at_work = [threads.submit(writers.write, number) for number in range(WRITERS)]
        at_work.append(threads.submit(talkers.talk, 1))
        try:
            yield
        finally:
            writers.over.set()
        for each in at_work:
            each.result()


def posts(world: World) -> Counter[str]:
    """How often each of the bot's messages is in Slack, by its key."""
    with world.lock:
        return Counter(
            message.metadata["event_payload"]["key"]
            for channel in world.state.channels.values()
            for message in channel.messages
            if message.metadata
        )
