"""Replies in threads: one transaction hears one, and a message of no one's dialog leaves nothing behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, select

from bot.clock import Clock
from bot.kinds import KINDS
from bot.slack.payloads import MessageEvent, Who
from bot.threads.desk import ThreadDesk
from bot.turns import Turns
from storage.database import Database
from storage.dialogs import replies, root_cause, threads
from storage.dialogs.stores import NewDialog
from storage.models import DedupKeyRow, PlanRow, WorkspaceRow
from tests.conversations.team import Team
from tests.support.clients import FixedClient

CHANNEL, THREAD = "C00BETHEL", "1000.000100"
NOW = datetime(2026, 11, 17, 15, tzinfo=UTC)


class Hearing:
    """The desk that hears replies, beside a dialog in a thread; it counts transactions and calls to delivery."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.counts: Counter[str] = Counter()
        turns = Turns(database, Clock.starting_at(NOW), lambda: self.counts.update(["woken"]))
        self.slack = LookAlike(self)
        self.desk = ThreadDesk(turns, FixedClient(self.slack), KINDS)
        with database.write() as session:
            self.team = session.scalars(select(WorkspaceRow.id)).one()
            plan = session.scalars(select(PlanRow).order_by(PlanRow.id)).first()
            assert plan is not None
            begun = NewDialog(
                organization_id=plan.organization_id,
                plan_id=plan.id,
                channel=CHANNEL,
                is_private=False,
                state=Team(leader="U0000DANA").state,
            )
            self.dialog_id = root_cause.STORE.add(session, begun, at=NOW, on=NOW.date()).id
            threads.save_thread(session, self.dialog_id, CHANNEL, THREAD)
        for engine, kind in ((database.engine, "write"), (database._reader, "read")):
            event.listen(engine, "begin", lambda _connection, kind=kind: self.counts.update([kind]))
            event.listen(engine, "commit", lambda _connection, kind=kind: self.counts.update([f"{kind} commit"]))

    def hears(self, text: str, *, ts: str, thread: str = THREAD, person: str = "U00000ANA") -> bool:
        self.counts.clear()
        who = Who(team=self.team, user=person)
        return self.desk.hear(MessageEvent(who=who, channel=CHANNEL, ts=ts, thread_ts=thread, text=text))

    def stored(self) -> list[str]:
        with self.database.read() as session:
            return [reply.text for reply in replies.all_of(session, self.dialog_id)]

    def keys(self) -> int:
        with self.database.read() as session:
            return session.scalar(select(func.count()).select_from(DedupKeyRow)) or 0


class LookAlike:
    """Slack's history of the thread. Before it answers, the event of the same reply arrives."""

    def __init__(self, hearing: Hearing) -> None:
        self.hearing = hearing

    def conversations_replies(self, **_arguments: Any) -> dict[str, Any]:
        self.hearing.hears("They are taught as rules", ts="2000.000100")
        reply = {"type": "message", "user": "U00000ANA", "text": "They are taught as rules", "ts": "2000.000100"}
        return {"messages": [{"ts": THREAD}, {**reply, "thread_ts": THREAD}]}


@pytest.fixture
def hearing(database_path: Path) -> Iterator[Hearing]:
    database = Database(f"sqlite:///{database_path}")
    yield Hearing(database)
    database.close()


def test_a_reply_is_heard_in_one_transaction(hearing: Hearing) -> None:
    assert hearing.hears("They are taught as rules", ts="2000.000100")
    assert hearing.counts == {"write": 1, "write commit": 1, "woken": 1}
    assert hearing.stored() == ["They are taught as rules"]


def test_a_message_of_nobodys_dialog_writes_nothing_and_wakes_no_delivery(hearing: Hearing) -> None:
    before = hearing.keys()
    assert hearing.hears("Lunch?", ts="2000.000100", thread="1500.000100")
    assert hearing.counts == {"write": 1}
    assert hearing.keys() == before


def test_a_stranger_is_heard_once_they_are_known(hearing: Hearing) -> None:
    assert not hearing.hears("Who am I?", ts="2000.000100", person="U0STRANGER")
    assert "write commit" not in hearing.counts
    assert hearing.stored() == []


def test_a_reply_that_arrives_while_the_thread_is_read_again_is_heard_once(hearing: Hearing) -> None:
    hearing.desk.catch_up()
    assert hearing.stored() == ["They are taught as rules"]
