"""Outbox messages: each is queued once, claimed by one sender, and reported once."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import exc
from sqlalchemy.orm import Session

from storage.database import Database
from storage.delivery import claims, dedup_keys, due, outbox, request_ids
from storage.delivery.claims import Claimed
from storage.delivery.outbox import MessageKind, OutboxMessage
from storage.delivery.sent_messages import SentMessage
from storage.models import OutboxRow
from storage.people import organizations

NOW = datetime(2026, 11, 17, 15, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LEASE = timedelta(seconds=80)
TEAM = "TDISTRICT"
POST = OutboxMessage(
    workspace_id=TEAM, key="check_in:1", kind=MessageKind.POST, channel="U00000ANA", payload={"text": "How goes it?"}
)
UPDATE = OutboxMessage(
    workspace_id=TEAM,
    key="check_in:1:shown",
    kind=MessageKind.UPDATE,
    channel="U00000ANA",
    payload={"text": "Recorded"},
    target_key="check_in:1",
)
THERE = SentMessage(channel="D1", ts="1.000001")


@pytest.fixture
def workspace_database(database: Database) -> Database:
    """A database with a workspace."""
    with database.write() as session:
        organizations.save_workspace(session, TEAM, "District", "U00000BOT")
    return database


def put(database: Database, *messages: OutboxMessage, at: datetime = NOW) -> None:
    with database.write() as session:
        for message in messages:
            outbox.put(session, message, at)


def claim(database: Database, at: datetime = NOW, limit: int = 8) -> list[Claimed]:
    with database.write() as session:
        workspaces = due.workspaces(session, at)
        return [each for team in workspaces for each in claims.claim(session, team, at, limit=limit)]


def doubted(database: Database, at: datetime) -> list[Claimed]:
    with database.write() as session:
        return claims.in_doubt(session, TEAM, at, lease=LEASE, limit=8)


def row(session: Session, key: str) -> OutboxRow:
    return session.query(OutboxRow).filter_by(key=key).one()


def state(database: Database, key: str = POST.key) -> str:
    with database.read() as session:
        return row(session, key).state


def test_a_message_put_in_twice_is_one_message(workspace_database: Database) -> None:
    put(workspace_database, POST)
    put(workspace_database, replace(POST, payload={"text": "Something else"}))

    [claimed] = claim(workspace_database)

    assert claimed.payload == {"text": "How goes it?"}
    assert claim(workspace_database) == []


def test_a_message_leaves_with_the_id_of_the_request_that_queued_it_last(workspace_database: Database) -> None:
    with request_ids.resumed("first"):
        put(workspace_database, POST, UPDATE)
    with request_ids.resumed("second"):
        put(workspace_database, UPDATE)
    (post,) = claim(workspace_database)
    with workspace_database.write() as session:
        claims.mark_sent(session, post, THERE)
    (change,) = claim(workspace_database)

    assert (post.request_id, change.request_id) == ("first", "second")


def test_a_message_waits_for_its_moment(workspace_database: Database) -> None:
    put(workspace_database, replace(POST, not_before=NOW + SECOND))

    assert claim(workspace_database) == []
    assert [each.key for each in claim(workspace_database, NOW + SECOND)] == [POST.key]


def test_what_follows_a_message_waits_until_it_is_there(workspace_database: Database) -> None:
    put(workspace_database, UPDATE, POST)
    [post] = claim(workspace_database)
    assert claim(workspace_database) == []

    with workspace_database.write() as session:
        claims.mark_sent(session, post, THERE)

    [update] = claim(workspace_database)
    assert (update.kind, update.target_channel, update.target_ts) == (MessageKind.UPDATE, "D1", "1.000001")


def test_only_the_newest_form_of_an_update_leaves(workspace_database: Database) -> None:
    sent(workspace_database, POST)
    put(workspace_database, UPDATE)
    put(workspace_database, replace(UPDATE, payload={"text": "Recorded, newer"}))

    [update] = claim(workspace_database)

    assert update.payload == {"text": "Recorded, newer"}
    assert claim(workspace_database) == []


def test_an_update_replaced_while_it_is_sent_is_sent_again(workspace_database: Database) -> None:
    sent(workspace_database, POST)
    put(workspace_database, UPDATE)
    [older] = claim(workspace_database)
    put(workspace_database, replace(UPDATE, payload={"text": "Recorded, newer"}))
    assert claim(workspace_database) == []  # one sender at a time, or the older could arrive last

    with workspace_database.write() as session:
        claims.mark_sent(session, older, THERE)

    [newer] = claim(workspace_database)
    assert newer.payload == {"text": "Recorded, newer"}


def test_a_pause_holds_one_method_of_one_workspace_only(workspace_database: Database) -> None:
    with workspace_database.write() as session:
        organizations.save_workspace(session, "T000OTHER", "Other", "U00000BOT")
        claims.pause(session, TEAM, MessageKind.POST, NOW + SECOND)
    home = replace(POST, key="home:1", kind=MessageKind.HOME)
    put(workspace_database, POST, home, replace(POST, key="other", workspace_id="T000OTHER"))

    assert sorted(each.key for each in claim(workspace_database)) == ["home:1", "other"]
    assert [each.key for each in claim(workspace_database, NOW + SECOND)] == [POST.key]


def test_a_later_pause_replaces_an_earlier_one(workspace_database: Database) -> None:
    with workspace_database.write() as session:
        claims.pause(session, TEAM, MessageKind.POST, NOW + SECOND)
        claims.pause(session, TEAM, MessageKind.POST, NOW + 3 * SECOND)
    put(workspace_database, POST)

    assert claim(workspace_database, NOW + 2 * SECOND) == []
    assert len(claim(workspace_database, NOW + 3 * SECOND)) == 1


def test_a_sender_with_nothing_to_do_knows_when_to_look_again(workspace_database: Database) -> None:
    def look(at: datetime) -> datetime | None:
        with workspace_database.read() as session:
            return claims.next_moment(session, at)

    assert look(NOW) is None
    put(workspace_database, POST, replace(POST, key="later", not_before=NOW + 3 * SECOND))
    assert look(NOW) == NOW + 3 * SECOND
    with workspace_database.write() as session:
        claims.pause(session, TEAM, MessageKind.POST, NOW + SECOND)
    assert look(NOW) == NOW + SECOND
    assert look(NOW + SECOND) == NOW + 3 * SECOND


def test_what_nobody_reported_back_about_is_doubted_after_the_lease_once(workspace_database: Database) -> None:
    put(workspace_database, POST)
    claim(workspace_database)

    assert doubted(workspace_database, NOW + LEASE - SECOND) == []
    assert [each.key for each in doubted(workspace_database, NOW + LEASE)] == [POST.key]
    assert doubted(workspace_database, NOW + LEASE) == []  # it has a new lease
    assert len(doubted(workspace_database, NOW + 2 * LEASE)) == 1
    assert claim(workspace_database, NOW + 2 * LEASE) == []


def test_messages_that_can_never_be_settled_keep_no_other_waiting(workspace_database: Database) -> None:
    keys = [f"check_in:{n}" for n in range(4)]
    put(workspace_database, *(replace(POST, key=key) for key in keys))
    claim(workspace_database, limit=4)
    looked_at: list[str] = []
    for look in (1, 2):
        with workspace_database.write() as session:
            looked_at += [each.key for each in claims.in_doubt(session, TEAM, NOW + look * LEASE, lease=LEASE, limit=2)]

    assert sorted(looked_at) == keys


def test_a_message_that_will_never_arrive_takes_its_followers_with_it(workspace_database: Database) -> None:
    put(workspace_database, POST, UPDATE)
    [post] = claim(workspace_database)

    with workspace_database.write() as session:
        claims.fail(session, post, "user_not_found")

    assert (state(workspace_database), state(workspace_database, UPDATE.key)) == ("failed", "failed")
    with workspace_database.read() as session:
        assert ("check_in:1", "failed", "user_not_found") in outbox.undelivered(session, TEAM)


def test_a_message_surely_not_sent_is_tried_again_from_then_on(workspace_database: Database) -> None:
    put(workspace_database, POST)
    [post] = claim(workspace_database)

    with workspace_database.write() as session:
        claims.wait(session, post, NOW + SECOND, "ratelimited")

    assert claim(workspace_database) == []
    [again] = claim(workspace_database, NOW + SECOND)
    assert (again.attempt, again.first_claimed_at) == (2, NOW)


@pytest.mark.parametrize("verdict", ["wait", "fail", "doubt"])
def test_a_sender_who_wakes_after_its_lease_changes_nothing_any_more(
    workspace_database: Database, verdict: str
) -> None:
    """A computer slept or lost its network; meanwhile another sender found the message in Slack."""
    put(workspace_database, POST)
    [asleep] = claim(workspace_database)
    [finder] = doubted(workspace_database, NOW + LEASE)
    with workspace_database.write() as session:
        claims.mark_sent(session, finder, THERE)

    with workspace_database.write() as session:
        match verdict:
            case "wait":
                claims.wait(session, asleep, NOW, "ratelimited")
            case "fail":
                claims.fail(session, asleep, "channel_not_found")
            case _:
                claims.leave_in_doubt(session, asleep, "nobody knows")

    assert state(workspace_database) == "sent"


def test_news_that_a_message_arrived_counts_however_late(workspace_database: Database) -> None:
    put(workspace_database, POST)
    [asleep] = claim(workspace_database)
    [finder] = doubted(workspace_database, NOW + LEASE)
    with workspace_database.write() as session:
        claims.wait(session, finder, NOW + LEASE, "it had not arrived")
        claims.mark_sent(session, asleep, THERE)

    assert state(workspace_database) == "sent"
    assert claim(workspace_database, NOW + 2 * LEASE) == []


def once_free(step: Callable[[], list[Claimed]]) -> list[Claimed]:
    """Retry while the database is busy, as delivery does."""
    while True:
        with suppress(exc.TimeoutError, exc.OperationalError):
            return step()


def test_two_replicas_never_get_the_same_message(workspace_database: Database, database_url: str) -> None:
    put(workspace_database, *(replace(POST, key=f"check_in:{n}") for n in range(200)))
    other = Database(database_url)

    def work(database: Database) -> list[str]:
        mine: list[str] = []
        while got := once_free(lambda: claim(database, limit=3)):
            mine += [each.key for each in got]
        return mine

    with ThreadPoolExecutor(6) as threads:
        dedup_keys = [key for keys in threads.map(work, [workspace_database, other] * 3) for key in keys]
    other.close()

    assert Counter(dedup_keys) == {f"check_in:{n}": 1 for n in range(200)}


def test_two_replicas_never_doubt_the_same_message(workspace_database: Database, database_url: str) -> None:
    put(workspace_database, *(replace(POST, key=f"check_in:{n}") for n in range(40)))
    claim(workspace_database, limit=40)
    other = Database(database_url)

    def work(database: Database) -> list[str]:
        mine: list[str] = []
        while got := once_free(lambda: doubted(database, NOW + LEASE)):
            mine += [each.key for each in got]
        return mine

    with ThreadPoolExecutor(4) as threads:
        dedup_keys = [key for keys in threads.map(work, [workspace_database, other] * 2) for key in keys]
    other.close()

    assert Counter(dedup_keys) == {f"check_in:{n}": 1 for n in range(40)}


def test_a_turn_is_taken_once_by_whoever_comes_first(workspace_database: Database) -> None:
    def take(_number: int) -> bool:
        with workspace_database.write() as session:
            return dedup_keys.claim(session, "click:1", NOW)

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(take, range(16))) == [False] * 15 + [True]


def test_a_turn_that_failed_was_not_taken(workspace_database: Database) -> None:
    def fail() -> None:
        with workspace_database.write() as session:
            assert dedup_keys.claim(session, "click:1", NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    with workspace_database.write() as session:
        assert dedup_keys.claim(session, "click:1", NOW)


def test_keys_of_old_turns_are_forgotten_and_younger_ones_kept(workspace_database: Database) -> None:
    with workspace_database.write() as session:
        dedup_keys.claim(session, "old", NOW - SECOND)
        dedup_keys.claim(session, "young", NOW)
        dedup_keys.delete_before(session, NOW)

    with workspace_database.write() as session:
        assert dedup_keys.claim(session, "old", NOW)
        assert not dedup_keys.claim(session, "young", NOW)


def sent(database: Database, message: OutboxMessage) -> None:
    """Queue a message and mark it sent."""
    put(database, message)
    [claimed] = claim(database)
    with database.write() as session:
        claims.mark_sent(session, claimed, THERE)
