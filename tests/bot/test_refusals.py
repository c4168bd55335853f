"""Slack's refusals: final ones, final ones after several tries, and those of the token, which lose no message."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.check_ins.round_desk import RoundDesk
from bot.sending import refusals, token
from bot.sending.delivery import LEASE
from bot.sending.refusals import REFUSAL_TRIES
from bot.sending.reports import ANSWERED
from bot.slack.blocks import WITH_TABLE
from storage.delivery.outbox import MessageKind, OutboxMessage
from storage.models import PersonRow
from tests.bot.test_delivery import Desk, calls, opened, post
from tests.support.districts import MANAGER, TEAM, staff

MINUTE = 60.0


def refuse(desk: Desk, **codes: str) -> None:
    """Methods with the error they return, such as `chat_postMessage="is_archived"`. `everything` is every method."""
    desk.trouble(
        refusals={"*" if name == "everything" else name.replace("_", "."): code for name, code in codes.items()}
    )


def home(desk: Desk) -> OutboxMessage:
    view: dict[str, Any] = {"type": "home", "blocks": [{"type": "divider"}]}
    return OutboxMessage(
        workspace_id=TEAM, key="home", kind=MessageKind.HOME, channel=desk.staff[0].slack_id, payload={"view": view}
    )


def test_a_refusal_that_is_not_listed_ends_after_so_many_tries(tmp_path: Path) -> None:
    with opened(tmp_path, staff(1)) as desk:
        refuse(desk, chat_postMessage="a_code_of_tomorrow", views_publish="a_code_of_tomorrow")
        desk.put(post("note"))
        desk.put(home(desk))

        desk.works_until_settled()

        assert sorted(desk.states(("failed",))) == [
            ("home", "failed", "a_code_of_tomorrow"),
            ("note", "failed", "a_code_of_tomorrow"),
        ]
        assert calls(desk, "chat.postMessage") == calls(desk, "views.publish") == REFUSAL_TRIES


def test_an_outage_counts_for_none_of_these_tries(tmp_path: Path) -> None:
    with opened(tmp_path, staff(1)) as desk:
        desk.trouble(rate429=1.0)
        desk.put(post("note"))
        for _minute in range(3 * REFUSAL_TRIES):
            desk.works(seconds=MINUTE)
        refuse(desk, chat_postMessage="a_code_of_tomorrow")
        desk.works(seconds=MINUTE)
        desk.trouble()

        desk.works_until_settled()

        assert desk.states(("failed",)) == []


@pytest.mark.parametrize(
    "code", ["account_inactive", "invalid_auth", "token_revoked", "token_expired", "not_authed", "team_added_to_org"]
)
def test_a_dead_token_costs_no_message_and_no_person(
    tmp_path: Path, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    with opened(tmp_path, staff(3)) as desk:
        refuse(desk, everything=code)
        RoundDesk(desk.bot.turns).tick()
        for _minute in range(60):
            desk.works(seconds=MINUTE)

        assert desk.states(("failed", "unknown", "sent")) == []
        [trouble] = token.troubles(desk.bot.database)
        assert code in trouble
        assert [record.message for record in caplog.records if code in record.message] == [trouble]
        assert calls(desk, "chat.postMessage") <= 3  # what was in hand; from then on only the token is tried
        desk.trouble()
        desk.works(seconds=MINUTE)

        desk.works_until_settled()
        assert desk.asked() == {1: 3}
        assert token.troubles(desk.bot.database) == []
        with desk.bot.database.read() as session:
            assert [each.unreachable for each in session.query(PersonRow).all() if each.unreachable] == []
        assert "couldn't reach" not in desk.reads(MANAGER)


def test_a_missing_permission_keeps_only_what_needs_it(tmp_path: Path) -> None:
    with opened(tmp_path, staff(1)) as desk:
        refuse(desk, views_publish="missing_scope")
        desk.put(home(desk))
        desk.put(post("note"))
        desk.works()

        assert [key for key, _state, _error in desk.states(("sent",))] == ["note"]
        [trouble] = token.troubles(desk.bot.database)
        assert "views.publish" in trouble
        desk.trouble()
        desk.works(seconds=MINUTE)

        assert desk.states(("pending", "sending", "failed")) == []


def test_a_bot_started_with_a_new_token_does_not_wait_for_the_next_try(tmp_path: Path) -> None:
    with opened(tmp_path, staff(1)) as desk:
        refuse(desk, everything="token_revoked")
        desk.put(post("note"))
        desk.works()
        desk.trouble()

        desk.bot.delivery._retry_sooner()
        desk.works()

        assert desk.states(("pending", "sending", "failed")) == []


def test_ok_without_a_place_is_doubted_and_looked_for(tmp_path: Path) -> None:
    with opened(tmp_path, staff(1)) as desk:
        desk.trouble(bare_ok=1.0)
        desk.put(post("note"))
        desk.put(home(desk))
        desk.works()

        assert desk.states(("sent", "failed")) == []
        desk.trouble()
        desk.works(seconds=ANSWERED * LEASE.total_seconds())

        assert desk.states(("pending", "sending", "failed")) == []
        assert calls(desk, "chat.postMessage") == 1
        assert desk.reads(desk.staff[0].slack_id).count("to begin with") == 1


def test_no_code_is_in_two_groups() -> None:
    groups = [refusals.TOKEN, refusals.MIGRATING, refusals.NEVER, refusals.MAYBE, refusals.LIMITED]

    assert sum(len(group) for group in groups) == len(frozenset[str]().union(*groups))


def test_a_message_for_one_person_is_not_sent_twice_when_the_token_dies_in_between(tmp_path: Path) -> None:
    with opened(tmp_path, staff(1)) as desk:
        desk.put(post("note"))
        desk.trouble(error5xx_after=1.0)
        desk.works()
        refuse(desk, everything="token_revoked")
        for _minute in range(10):
            desk.works(seconds=MINUTE)
        assert desk.states(("failed", "unknown")) == []
        desk.trouble()
        desk.works_until_settled()

        assert calls(desk, "chat.postMessage") == 1


@pytest.mark.parametrize(("columns", "is_table"), [(20, True), (21, False)])
def test_where_slack_refuses_a_table_the_same_is_posted_as_text(tmp_path: Path, columns: int, is_table: bool) -> None:
    table = {"type": "table", "rows": [[{"type": "raw_text", "text": "3 of 7"}] * columns]}
    text = {"type": "section", "text": {"type": "mrkdwn", "text": "3 of 7"}}
    with opened(tmp_path, staff(1)) as desk:
        desk.put(replace(post("note"), payload={"text": "3 of 7", "blocks": [text], WITH_TABLE: [table]}))

        desk.works_until_settled()

        assert desk.states(("failed",)) == []
        assert calls(desk, "chat.postMessage") == (1 if is_table else 2)
        types = [
            block["type"]
            for channel in desk.slack.world.state.channels.values()
            for message in channel.messages
            if message.text == "3 of 7"
            for block in message.blocks
        ]
        assert types == (["table"] if is_table else ["section"])
