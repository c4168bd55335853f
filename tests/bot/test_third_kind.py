"""A third kind of dialog costs a folder and a row: nothing else has to know that it exists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from slack_sdk import WebClient
from sqlalchemy import select

from bot.clock import Clock
from bot.desk import Desk
from bot.kinds import KINDS
from bot.script_library import ScriptLibrary
from bot.slack.payloads import Command, MessageEvent, Who
from bot.threads import departures
from bot.threads.desk import ThreadDesk
from bot.threads.kinds import by_name, waiting_for
from bot.turns import CannotDoError, Turns
from conversations.threads.moves import Finish, Next, Park
from conversations.threads.state import DialogPhase
from prompts import plain
from storage.database import Database
from storage.delivery import claims
from storage.delivery.sent_messages import SentMessage
from storage.dialogs import private_questions
from storage.models import OutboxRow, WorkspaceRow
from storage.people import people
from storage.plans import plans
from tests.support import huddle
from tests.support.clients import FixedClient
from tests.support.huddle import HuddleRoom

CHANNEL, THREAD = "C00BETHEL", "1000.000100"
DANA, ANA, SAM = "U0000DANA", "U00000ANA", "U00000SAM"
NOW = datetime(2026, 11, 17, 15, tzinfo=UTC)


class Huddle:
    def __init__(self, database: Database) -> None:
        self.database = database
        self.history: list[dict[str, Any]] = [{"ts": THREAD}]
        self.kinds = (*KINDS, huddle.KIND)
        self.turns = Turns(database, Clock.starting_at(NOW))
        self.desk = ThreadDesk(self.turns, FixedClient(self), self.kinds)
        with database.read() as session:
            self.team = session.scalars(select(WorkspaceRow.id)).one()
        with self.turns.write(self.who(DANA)) as turn:
            self.id = huddle.begin(turn, plans.summaries(turn.session, self.team)[0], CHANNEL, DANA).dialog.id
            turn.session.flush()
            for message in claims.claim(turn.session, self.team, turn.now, limit=100):
                claims.mark_sent(turn.session, message, SentMessage(channel=message.channel, ts=THREAD))

    def who(self, person: str) -> Who:
        return Who(team=self.team, user=person)

    def conversations_replies(self, **_arguments: Any) -> dict[str, Any]:
        """Slack's history of the thread."""
        return {"messages": self.history}

    def chat_getPermalink(self, **_arguments: Any) -> dict[str, Any]:  # noqa: N802 (Slack's name)
        return {"permalink": "https://example.com/thread"}

    def says(self, person: str, text: str, *, ts: str, thread: str = THREAD, private: bool = False) -> None:
        channel = f"D{person}" if private else CHANNEL
        event = MessageEvent(who=self.who(person), channel=channel, ts=ts, thread_ts=thread, text=text, private=private)
        assert self.desk.hear(event)

    def does(self, person: str, move: type[Any], **values: Any) -> None:
        with self.turns.write(self.who(person)) as turn:
            room = HuddleRoom.enter(turn, self.id)
            huddle.KIND.apply_move(room, move(by=person, asking=room.dialog.state.asking, **values))

    def texts(self) -> list[str]:
        with self.database.read() as session:
            statement = select(OutboxRow).where(OutboxRow.key.startswith(f"huddle:{self.id}:")).order_by(OutboxRow.id)
            return [row.payload.get("text", row.payload.get("name", "")) for row in session.scalars(statement)]


@pytest.fixture
def thread(database_path: Path) -> Iterator[Huddle]:
    database = Database(f"sqlite:///{database_path}")
    yield Huddle(database)
    database.close()


def test_it_is_started_answered_caught_up_with_and_finished(thread: Huddle) -> None:
    thread.says(ANA, "The teams met", ts="2000.000100")
    thread.does(DANA, Next, at="2001.000100")
    thread.history += [
        {"type": "message", "user": ANA, "text": "The teams met", "ts": "2000.000100", "thread_ts": THREAD},
        {"type": "message", "user": SAM, "text": "Meet earlier", "ts": "2002.000100", "thread_ts": THREAD},
    ]
    thread.desk.catch_up()
    thread.does(DANA, Park, text="The bus schedule")
    thread.does(DANA, Finish, at="2003.000100")

    texts = thread.texts()
    assert "What do we change?" in texts
    assert texts.count("eyes") == 2
    assert "Question 2" in texts
    assert any("The bus schedule" in text for text in texts)
    assert "Record\nThe teams met\nMeet earlier" in texts
    with thread.database.read() as session:
        dialog = huddle.STORE.find(session, thread.id)
        assert dialog is not None
        assert dialog.state.phase is DialogPhase.FINISHED


def test_it_is_started_by_its_command_and_listed_by_its_history(thread: Huddle) -> None:
    desk = Desk(thread.turns, cast(WebClient, thread), ScriptLibrary())

    def answer(name: str, trigger_id: str) -> Any:
        command = Command(who=thread.who(DANA), channel=CHANNEL, text=name, trigger_id=trigger_id)
        subcommand = huddle.KIND.subcommands[name]
        return subcommand.handler.run(desk, command, subcommand.read(command, ""))

    answer("huddle", "1")

    assert answer("huddle history", "2").text.count("Huddle") == 2


def test_kinds_have_their_own_names_words_and_commands() -> None:
    for names in ([kind.name for kind in KINDS], [kind.noun for kind in KINDS], [kind.command for kind in KINDS]):
        assert len(names) == len(set(names))
    assert all(plain(kind.noun, "history_title", organization="Bethel") for kind in KINDS)


def test_only_its_leader_leads_it_until_they_leave(thread: Huddle) -> None:
    with pytest.raises(CannotDoError):
        thread.does(ANA, Next, at="2001.000100")
    with thread.turns.write() as turn:
        leader = people.person(turn.session, thread.team, DANA)
        assert leader is not None
        departures.leave(thread.kinds, turn, leader)
    assert any("has left" in text for text in thread.texts())


def test_a_private_question_waits_and_its_answer_is_brought_in(thread: Huddle) -> None:
    with thread.turns.write(thread.who(DANA)) as turn:
        for person in (DANA, ANA, SAM):
            private_questions.add(turn.session, thread.id, person, "0")
        waiting = waiting_for(by_name(thread.kinds), turn.session, thread.team, SAM)
        assert [question.title for question in waiting] == ["Huddle"]
