"""Files that Slack shows late or never: an upload counts as sent only once Slack shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.sending.delivery import LEASE
from bot.sending.uploads import SHARING_PATIENCE
from storage.delivery.outbox import MessageKind, OutboxMessage
from tests.bot.test_delivery import Desk, calls, opened, post
from tests.support.districts import TEAM, staff

PATIENCE = SHARING_PATIENCE.total_seconds()


def picture(desk: Desk) -> OutboxMessage:
    return OutboxMessage(
        workspace_id=TEAM,
        key="picture",
        kind=MessageKind.UPLOAD,
        channel=desk.staff[0].slack_id,
        target_key="note",
        payload={"make": "progress", "plan": 1, "as_of": "2026-11-16", "text": "How the plan stands"},
    )


def after(key: str) -> OutboxMessage:
    return replace(post(key), target_key="note")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(tmp_path, staff(1)) as desk:
        desk.put(post("note"))
        desk.works()
        desk.put(picture(desk))
        yield desk


def state(desk: Desk, key: str) -> str:
    return next(state for name, state, _error in desk.states(("pending", "sending", "sent", "failed")) if name == key)


def files(desk: Desk) -> list[str]:
    """The alternative texts of the files in Slack."""
    with desk.slack.world.lock:
        stored = desk.slack.world.state.files
        return [
            stored[file_id].alt
            for channel in desk.slack.world.state.channels.values()
            for message in channel.messages
            for file_id in message.files
        ]


def test_a_picture_is_sent_once_slack_shows_it_and_what_follows_waits_for_that(desk: Desk) -> None:
    desk.trouble(share_delay_ms=4_000)
    desk.put(after("question"))
    desk.works()
    desk.works(seconds=1)

    assert (state(desk, "picture"), state(desk, "question")) == ("sending", "pending")
    desk.works(seconds=4)
    assert (state(desk, "picture"), state(desk, "question")) == ("sent", "sent")
    assert len(files(desk)) == 1


def test_what_follows_a_picture_does_not_wait_for_longer_than_a_few_seconds(desk: Desk) -> None:
    desk.trouble(share_delay_ms=60_000)
    desk.put(after("question"))
    desk.works()
    desk.works(seconds=10)

    assert (state(desk, "picture"), state(desk, "question")) == ("sending", "sent")


def test_a_picture_that_appears_late_is_not_uploaded_twice(desk: Desk) -> None:
    desk.trouble(share_delay_ms=int((PATIENCE - 20) * 1000))
    for _step in range(int(PATIENCE // 5)):
        desk.works(seconds=5)

    assert state(desk, "picture") == "sent"
    assert calls(desk, "files.completeUploadExternal") == 1
    assert len(files(desk)) == 1


@pytest.mark.parametrize("fault", ["error5xx_after", "drop", "hang"])
def test_an_upload_in_doubt_is_not_doubled_however_late_it_appears(desk: Desk, fault: str) -> None:
    desk.trouble(share_delay_ms=int((PATIENCE - 20) * 1000), seed=2, **{fault: 0.5})
    for _step in range(3):
        desk.works(seconds=5)
    desk.trouble(share_delay_ms=int((PATIENCE - 20) * 1000))
    for _step in range(100):
        desk.works(seconds=5)

    assert state(desk, "picture") == "sent"
    assert len(files(desk)) == 1


def test_a_picture_that_slack_never_shows_goes_once_more_without_its_description(desk: Desk) -> None:
    desk.trouble(never_shared="with_alt")
    for _step in range(int(LEASE.total_seconds() + PATIENCE) // 5):
        desk.works(seconds=5)

    assert state(desk, "picture") == "sent"
    assert files(desk) == [""]
    assert calls(desk, "files.delete") == 1
    assert len(desk.slack.world.state.files) == 1


def test_in_the_place_of_a_picture_that_is_never_shown_stands_a_sentence(desk: Desk) -> None:
    desk.trouble(never_shared="all")
    for _step in range(100):
        desk.works(seconds=5)

    assert state(desk, "picture") == "failed"
    assert calls(desk, "files.completeUploadExternal") == 2
    assert desk.slack.world.state.files == {}
    assert "A file is missing here: _How the plan stands_" in desk.reads(desk.staff[0].slack_id)
