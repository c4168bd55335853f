"""A picture stands above the question that follows it, but no trouble with it ever keeps the question back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from storage.database import Database
from storage.delivery import claims
from storage.delivery.claims import Claimed
from storage.delivery.due import PICTURE_FIRST
from storage.delivery.outbox import MessageKind, OutboxMessage
from storage.delivery.sent_messages import SentMessage
from tests.storage.test_outbox import NOW, SECOND, TEAM, claim, put, workspace_database

__all__ = ["workspace_database"]

OPENING = OutboxMessage(
    workspace_id=TEAM, key="coaching:1", kind=MessageKind.POST, channel="C00000ONE", payload={"text": "Why?"}
)
PICTURE = replace(
    OPENING, key="coaching:1:picture", kind=MessageKind.UPLOAD, target_key="coaching:1", payload={"make": "tree"}
)
QUESTION = replace(OPENING, key="coaching:1:ask:4", target_key="coaching:1", payload={"text": "What shows it?"})


@pytest.fixture
def thread(workspace_database: Database) -> Database:
    """A dialog whose opening was sent."""
    put(workspace_database, OPENING)
    mark_sent(workspace_database, claim(workspace_database)[0])
    return workspace_database


def mark_sent(database: Database, claimed: Claimed) -> None:
    with database.write() as session:
        claims.mark_sent(session, claimed, SentMessage(channel="C00000ONE", ts="1.000001"))


def keys(claimed: list[Claimed]) -> list[str]:
    return [each.key for each in claimed]


def test_a_question_follows_the_picture_that_was_queued_before_it(thread: Database) -> None:
    put(thread, PICTURE, QUESTION)
    picture = claim(thread)
    assert keys(picture) == [PICTURE.key]
    assert claim(thread, NOW + SECOND) == []
    mark_sent(thread, picture[0])

    assert keys(claim(thread, NOW + SECOND)) == [QUESTION.key]


def test_a_picture_holds_back_nothing_queued_before_it_nor_another_thread(thread: Database) -> None:
    elsewhere = replace(QUESTION, key="coaching:2", target_key=None)
    put(thread, QUESTION, PICTURE, elsewhere)

    assert sorted(keys(claim(thread))) == sorted([QUESTION.key, PICTURE.key, elsewhere.key])


def test_a_question_does_not_wait_for_the_second_try_of_a_picture(thread: Database) -> None:
    put(thread, PICTURE, QUESTION)
    [picture] = claim(thread)
    with thread.write() as session:
        claims.wait(session, picture, NOW + timedelta(minutes=1), "limited")

    assert keys(claim(thread, NOW + SECOND)) == [QUESTION.key]


def test_a_question_does_not_wait_for_a_picture_that_cannot_be_made(thread: Database) -> None:
    put(thread, PICTURE, QUESTION)
    [picture] = claim(thread)
    with thread.write() as session:
        claims.fail(session, picture, "no font")

    assert keys(claim(thread, NOW + SECOND)) == [QUESTION.key]


def test_a_question_waits_only_so_long_for_a_sender_that_is_gone(thread: Database) -> None:
    put(thread, PICTURE, QUESTION)
    claim(thread)

    assert claim(thread, NOW + PICTURE_FIRST - SECOND) == []
    assert keys(claim(thread, NOW + PICTURE_FIRST)) == [QUESTION.key]


def test_a_question_does_not_wait_while_slack_takes_no_files(thread: Database) -> None:
    with thread.write() as session:
        claims.pause(session, TEAM, MessageKind.UPLOAD, NOW + timedelta(minutes=1))
    put(thread, PICTURE, QUESTION)

    assert keys(claim(thread)) == [QUESTION.key]
