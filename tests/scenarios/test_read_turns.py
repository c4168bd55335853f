"""While the bot waits for Slack, it holds no connection of the database's pool."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from sqlalchemy import event

from tests.scenarios.district import District
from tests.support.coaching import begun
from tests.support.root_cause import Thread


@pytest.fixture
def held(district: District, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many connections the thread held in each call that asks Slack for a channel's members."""
    checked_out: Counter[int] = Counter()
    counts: list[int] = []
    engine = district.database._reader
    event.listen(engine, "checkout", lambda *_arguments: checked_out.update([threading.get_ident()]))
    event.listen(engine, "checkin", lambda *_arguments: checked_out.subtract([threading.get_ident()]))
    ask = WebClient.conversations_members

    def counted(client: WebClient, **arguments: Any) -> Any:
        counts.append(checked_out[threading.get_ident()])
        return ask(client, **arguments)

    monkeypatch.setattr(WebClient, "conversations_members", counted)
    return counts


def quiet_voices(district: District) -> None:
    ana = district.person("ana")
    begun(district, ana)
    ana.more("Quiet voices", on="What do our data tell us")
    ana.sees("Who should I ask?")


def ask_everybody(district: District) -> None:
    thread = Thread(district)
    thread.starts()
    thread.finds_a_root()
    thread.dana.clicks("Ask everyone")
    thread.dana.sees("I ask each of them in private.")


@pytest.mark.parametrize("open_form", [quiet_voices, ask_everybody])
def test_no_connection_is_held_while_slack_names_the_members_of_a_channel(
    district: District, held: list[int], open_form: Callable[[District], None]
) -> None:
    open_form(district)

    assert set(held) == {0}
