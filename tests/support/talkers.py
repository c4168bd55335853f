"""People who write in a conversation's thread, while Slack delivers events twice, late and in any order."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from random import Random
from threading import Event, Lock

from sqlalchemy import select

from sandbox.state import Json
from storage.database import Database
from storage.models import DialogReplyRow
from tests.support.coaching import starts
from tests.support.districts import MANAGER, TALK
from tests.support.people import Person
from tests.support.stage import Stage

TITLE = "Goals and measures"
BETWEEN_SECONDS = 0.15
HELD_BACK = 0.3
"""The share of events that arrive late, after younger ones."""
AGAIN = 0.4
"""How often an event is sent again although it was acked, with a new id."""
PATIENCE = 300.0


@dataclass
class Talkers:
    """Writing, editing and deleting their own replies."""

    played: Stage
    over: Event
    thread: str = ""
    stands: dict[str, str] = field(default_factory=dict)
    """The thread's texts by ts; None for a deleted one."""
    _written: list[Json] = field(default_factory=list)
    _late: list[Json] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)
    _hears: Callable[[Json], None] = lambda _event: None

    def begin(self) -> None:
        """Start with the first question; from now on Slack's events are reordered."""
        leader = Person(self.played.slack.url, MANAGER, PATIENCE)
        self.thread = starts(leader, TITLE, in_=TALK)
        leader.clicks("Begin")
        leader.sees("Question 1 of")
        world = self.played.slack.world
        self._hears, world.on_event = world.on_event, self._on_its_way

    def talk(self, seed: int) -> None:
        """Talk until it is over; then the delayed events are delivered."""
        dice = Random(seed)
        person = Person(self.played.slack.url, self.played.staff[0].slack_id, PATIENCE)
        while not self.over.is_set():
            self._speak(person, dice)
            self._go_astray(dice)
            self.over.wait(BETWEEN_SECONDS)
        self._arrive(dice)

    def _speak(self, person: Person, dice: Random) -> None:
        own = [ts for ts, text in self.stands.items() if text]
        what = dice.choice(("says", "says", "edits", "deletes")) if own else "says"
        text = f"reply {len(self.stands)}.{dice.randrange(1000)}"
        if what == "says":
            self.stands[person.says(text, in_=TALK, thread=self.thread)] = text
            return
        ts = dice.choice(own)
        if what == "edits":
            person.edits(ts, text, in_=TALK)
        else:
            person.deletes(ts, in_=TALK)
        self.stands[ts] = text if what == "edits" else ""

    # -------------------------------------------------------- how Slack tells of it

    def _on_its_way(self, event: Json) -> None:
        """Delay message events, which `_go_astray` delivers later."""
        if event["type"] != "message":
            self._hears(event)
            return
        with self._lock:
            self._late.append(event)

    def _go_astray(self, dice: Random) -> None:
        with self._lock:
            dice.shuffle(self._late)
            due = [event for event in self._late if dice.random() >= HELD_BACK]
            self._late = [event for event in self._late if event not in due]
            self._written += due
            again = [dice.choice(self._written)] if self._written and dice.random() < AGAIN else []
        for event in (*due, *again):
            self._hears(event)

    def _arrive(self, dice: Random) -> None:
        with self._lock:
            late, self._late = self._late, []
        dice.shuffle(late)
        for event in late:
            self._hears(event)

    # -------------------------------------------------------- what the bot has made of it

    def misheard(self) -> dict[str, tuple[str | None, str | None]]:
        """By ts, the thread's text and the recorded one where they differ; None for a deleted one."""
        with closing(Database(self.played.database_url)) as database, database.read() as session:
            rows = session.scalars(select(DialogReplyRow)).all()
        recorded = {row.ts: "" if row.deleted else row.text for row in rows}
        pairs = {ts: (self.stands.get(ts), recorded.get(ts)) for ts in self.stands.keys() | recorded.keys()}
        # What was deleted before the bot read it need not be recorded.
        return {ts: pair for ts, pair in pairs.items() if len(set(pair)) > 1 and pair != ("", None)}
