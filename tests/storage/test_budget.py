"""The pace of what no one asked for: found out from Slack, shared by replicas, fair to everyone."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.database import Database
from storage.delivery import budget, claims, outbox
from storage.delivery.budget import BURST, FASTEST, FIRST, REFUSALS, SLOWEST, WINDOW, Bucket
from storage.delivery.outbox import MessageKind, OutboxMessage
from storage.people import organizations

NOW = datetime(2026, 11, 17, 15, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
TEAM = "TDISTRICT"
NEW_YORK = "America/New_York"
EMPTY = Bucket(tokens=0, per_second=FIRST, filled_at=NOW, raised_at=NOW)


@pytest.fixture
def workspace_database(database: Database) -> Database:
    with database.write() as session:
        organizations.save_workspace(session, TEAM, "District", "U00000BOT")
    return database


def check_in(number: int, channel: str | None = None) -> OutboxMessage:
    """An unrequested message, so it has a zone."""
    key, to = f"check_in:{number}", channel or f"U{number:08d}"
    return OutboxMessage(workspace_id=TEAM, key=key, kind=MessageKind.POST, channel=to, payload={}, zone=NEW_YORK)


def put(database: Database, messages: Iterable[OutboxMessage]) -> None:
    with database.write() as session:
        for message in messages:
            outbox.put(session, message, NOW)


def claimed(database: Database, at: datetime, limit: int = 500) -> list[str]:
    with database.write() as session:
        return [each.key for each in claims.claim(session, TEAM, at, limit=limit)]


def test_a_burst_leaves_at_once_and_the_rest_at_the_pace(workspace_database: Database) -> None:
    put(workspace_database, [check_in(number) for number in range(200)])

    assert len(claimed(workspace_database, NOW)) == BURST
    assert claimed(workspace_database, NOW) == []
    assert len(claimed(workspace_database, NOW + 10 * SECOND)) == 10 * FIRST


def test_replicas_share_one_budget(workspace_database: Database, database_url: str) -> None:
    put(workspace_database, [check_in(number) for number in range(200)])
    other = Database(database_url)

    taken = claimed(workspace_database, NOW, 40) + claimed(other, NOW, 40)
    other.close()

    assert len(taken) == BURST == len(set(taken))


def test_what_people_asked_for_waits_for_no_budget(workspace_database: Database) -> None:
    put(workspace_database, [check_in(number) for number in range(100)])
    claimed(workspace_database, NOW)
    put(workspace_database, [replace(check_in(500), zone=None)])

    assert claimed(workspace_database, NOW) == ["check_in:500"]


def test_one_channel_gets_one_message_a_second(workspace_database: Database) -> None:
    put(workspace_database, [check_in(number, channel="U0MANAGER") for number in range(3)])

    seconds = [len(claimed(workspace_database, NOW + tenth * SECOND / 10)) for tenth in range(31)]

    assert [tenth for tenth, count in enumerate(seconds) if count] == [0, 10, 20]
    assert sum(seconds) == 3


def test_nobody_is_always_last(workspace_database: Database) -> None:
    """The order differs every month, as it comes from the message's key."""
    this_month, next_month = range(1, 41), range(1001, 1041)
    put(workspace_database, [check_in(number, channel=f"U{number % 1000:08d}") for number in this_month])
    first = [int(key.partition(":")[2]) % 1000 for key in claimed(workspace_database, NOW)]
    put(workspace_database, [check_in(number, channel=f"U{number % 1000:08d}") for number in next_month])
    second = [int(key.partition(":")[2]) % 1000 for key in claimed(workspace_database, NOW + 60 * SECOND)]

    assert sorted(first) == sorted(second) == list(this_month)
    assert first != second
    assert first != sorted(first)


def test_a_sender_out_of_budget_knows_when_the_next_may_leave(workspace_database: Database) -> None:
    put(workspace_database, [check_in(number) for number in range(100)])
    claimed(workspace_database, NOW)

    with workspace_database.read() as session:
        moment = claims.next_moment(session, NOW)

    assert moment == NOW + SECOND / FIRST


def test_refusals_are_remembered_for_all(workspace_database: Database, database_url: str) -> None:
    put(workspace_database, [check_in(number) for number in range(200)])
    other = Database(database_url)
    for database in (workspace_database, other) * (REFUSALS // 2):
        with database.write() as session:
            budget.refused(session, TEAM, NOW)
    other.close()

    assert claimed(workspace_database, NOW) == []
    assert len(claimed(workspace_database, NOW + 10 * SECOND)) == 10 * FIRST / 2


def test_after_many_calls_the_pace_falls_to_what_slack_took() -> None:
    bucket, _granted = replace(EMPTY, tokens=BURST).spent(WINDOW - 1)
    for _refusal in range(REFUSALS):
        bucket = bucket.refused()

    assert bucket.per_second == FIRST * (1 - REFUSALS / (WINDOW - 1))


def test_one_refusal_only_pauses() -> None:
    assert EMPTY.refused().per_second == FIRST


def test_the_pace_grows_with_quiet_sending_only() -> None:
    idle = EMPTY.filled(NOW + timedelta(hours=12))
    assert idle.per_second == FIRST

    bucket = EMPTY
    for second in range(1, 60 * 30):
        bucket, _granted = bucket.filled(NOW + second * SECOND).spent(8)
        if second == 20:
            assert bucket.per_second == FIRST + 0.5
    assert bucket.per_second == FASTEST


def test_a_few_refusals_among_many_calls_do_not_add_up() -> None:
    bucket = replace(EMPTY, tokens=BURST)
    for _window in range(5):
        bucket = bucket.refused()
        bucket, _granted = replace(bucket, tokens=BURST).spent(WINDOW)

    assert bucket.per_second == FIRST


steps = st.lists(st.tuples(st.floats(-3600, 3600), st.integers(0, 20), st.booleans()), min_size=1, max_size=40)


@given(steps)
def test_whatever_happens_the_pace_stays_within_its_bounds(taken: list[tuple[float, int, bool]]) -> None:
    """Even with a clock that jumps back and forth."""
    bucket, now = Bucket.first(NOW), NOW
    for seconds, expected, refused in taken:
        now += timedelta(seconds=seconds)
        bucket, granted = bucket.filled(now).spent(expected)
        bucket = bucket.refused() if refused else bucket
        assert 0 <= granted <= expected
        assert 0 <= bucket.tokens <= BURST
        assert SLOWEST <= bucket.per_second <= FASTEST
