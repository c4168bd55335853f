"""Coaching conversations where news comes twice, too early, or while the bot is away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from slack_sdk.errors import SlackApiError
from sqlalchemy import select, update

from sandbox.envelopes import event_callback
from sandbox.state import Json
from storage.delivery import outbox
from storage.models import DialogReplyRow, DialogRow, OutboxRow
from tests.scenarios.district import TEAM, District, open_district
from tests.support.coaching import CHANNEL, begun, finishes, record_in
from tests.support.refusals import refused


def test_slack_says_everything_twice(district: District) -> None:
    district.troubles(duplicate_events=True)
    ana, lena = district.person("ana"), district.person("lena")
    thread = begun(district, ana)
    reply_ts = lena.says("Only once.", in_=CHANNEL, thread=thread)
    lena.sees_reaction("eyes", to=reply_ts, in_=CHANNEL)
    district.settles()
    finishes(district, ana, on="What do our data tell us")

    answer = [text for text in lena.thread(CHANNEL, thread) if "Record: " in text]
    assert len(answer) == 1
    assert answer[0].split("Key points")[1].count("Only once.") == 1


def test_a_reply_that_is_faster_than_the_news_of_the_opening_is_not_lost(database_path: Path) -> None:
    with open_district(database_path, retry_delays=(0.3,) * 100) as district:
        ana, lena = district.person("ana"), district.person("lena")
        thread = begun(district, ana)
        district.slack.world.ack_seconds = 0.5  # what is not acknowledged comes once more, many times
        opening(district, sent_ts=None)
        reply_ts = lena.says("Quick as lightning.", in_=CHANNEL, thread=thread)
        opening(district, sent_ts=thread)

        lena.sees_reaction("eyes", to=reply_ts, in_=CHANNEL)


def opening(district: District, sent_ts: str | None) -> None:
    """Let the bot know where the opening message is, or let it be in the middle of sending it."""
    state = "sent" if sent_ts else "sending"
    with district.database.write() as session:
        row = update(OutboxRow).where(OutboxRow.key == "coaching:1")
        session.execute(row.values(sent_ts=sent_ts, state=state, claimed_at=district.clock.now() + timedelta(days=1)))
        session.execute(update(DialogRow).values(thread_ts=None))


@contextmanager
def away(district: District) -> Iterator[list[Json]]:
    """Nothing that happens meanwhile reaches the bot; gives what it would have been told."""
    missed: list[Json] = []
    world = district.slack.world
    hears, world.on_event = world.on_event, missed.append
    try:
        yield missed
    finally:
        world.on_event = hears


def test_what_was_said_while_the_bot_was_away_is_heard_when_it_is_back(district: District) -> None:
    ana, lena = district.person("ana"), district.person("lena")
    thread = begun(district, ana)
    gone = lena.says("I take this back.", in_=CHANNEL, thread=thread)
    lena.sees_reaction("eyes", to=gone, in_=CHANNEL)
    with away(district):
        lena.deletes(gone, in_=CHANNEL)
        lena.says("Said meanwhile.", in_=CHANNEL, thread=thread)
    district.bot.threads.catch_up()
    district.settles()
    finishes(district, ana, on="What do our data tell us")

    assert "Said meanwhile." in record_in(lena, thread)
    assert "I take this back." not in record_in(lena, thread)


def test_a_reply_that_arrives_after_it_was_taken_back_is_not_recorded(district: District) -> None:
    ana, lena = district.person("ana"), district.person("lena")
    thread = begun(district, ana)
    with away(district) as missed:
        gone = lena.says("I take this back.", in_=CHANNEL, thread=thread)
        lena.deletes(gone, in_=CHANNEL)
    district.bot.startup_tasks.start()
    # Slack tries only the first of the two again.
    district.slack.send_over_socket("events_api", event_callback(district.slack.world, missed[0]))
    with district.commits:
        assert district.commits.wait_for(lambda: is_taken_back(district, gone), 30)
    finishes(district, ana, on="What do our data tell us")

    assert "I take this back." not in record_in(lena, thread)


def test_a_reply_that_is_taken_back_before_it_is_marked_is_no_trouble_for_an_administrator(district: District) -> None:
    ana, lena = district.person("ana"), district.person("lena")
    thread = begun(district, ana)
    with district.database.write():  # nothing is heard or sent until both have happened
        gone = lena.says("Never mind.", in_=CHANNEL, thread=thread)
        lena.deletes(gone, in_=CHANNEL)
    with district.commits:
        assert district.commits.wait_for(lambda: is_taken_back(district, gone), 30)
    stays = lena.says("This stays.", in_=CHANNEL, thread=thread)
    lena.sees_reaction("eyes", to=stays, in_=CHANNEL)
    district.settles()

    with district.database.read() as session:
        assert outbox.undelivered(session, TEAM) == []


def is_taken_back(district: District, ts: str) -> bool:
    with district.database.read() as session:
        return session.scalar(select(DialogReplyRow.deleted).filter_by(ts=ts)) is True


def test_what_a_busy_database_did_not_take_at_the_start_is_heard_a_moment_later(district: District) -> None:
    ana, lena = district.person("ana"), district.person("lena")
    thread = begun(district, ana)
    with away(district):
        reply_ts = lena.says("Said meanwhile.", in_=CHANNEL, thread=thread)
    with refused("INSERT INTO dialog_reply", "Said meanwhile.") as actual:
        district.bot.startup_tasks.start()
        lena.sees_reaction("eyes", to=reply_ts, in_=CHANNEL)

    assert len(actual) == 1


def test_while_slack_does_not_answer_the_threads_are_left_for_another_try(district: District) -> None:
    ana, lena = district.person("ana"), district.person("lena")
    thread = begun(district, ana)
    with away(district):
        reply_ts = lena.says("Said meanwhile.", in_=CHANNEL, thread=thread)
    district.troubles(error5xx_before=1.0)
    with pytest.raises(SlackApiError):
        district.bot.threads.catch_up()
    district.troubles()
    district.bot.threads.catch_up()

    lena.sees_reaction("eyes", to=reply_ts, in_=CHANNEL)
