"""The cost of one more reply in a long thread, over its cost in a short one, for both kinds of dialogs."""

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import district
from benchmarks.slack import TEAM, slack_id
from bot.clock import Clock
from bot.coaching import applying
from bot.coaching import starting as coaching_starting
from bot.coaching.room import CoachingRoom
from bot.coaching.starting import CoachingStart
from bot.kinds import KINDS
from bot.root_cause import starting as root_cause_starting
from bot.root_cause.room import RootCauseRoom
from bot.root_cause.starting import RootCauseStart
from bot.script_library import ScriptLibrary
from bot.slack.payloads import MessageEvent, Who
from bot.threads import hearing
from bot.threads.room import ThreadRoom
from bot.turns import Turn, Turns
from conversations.root_cause import Method
from conversations.root_cause.tree import Symptom
from conversations.script import Audience
from conversations.threads.moves import Next
from conversations.threads.replies import Reply
from storage.database import Database
from storage.delivery import claims
from storage.delivery.sent_messages import SentMessage
from storage.dialogs import replies
from storage.plans import plans

MEASURED = 40
LEADER = slack_id(0)
OPENED = "1000.000000"
"""The time of each opening message, and so the address of its thread."""

Begin = Callable[[Turn, str], ThreadRoom[Any]]
"""Begins a dialog in a channel, up to its first question."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """How many replies stand in each thread before the one that is measured."""

    few: int
    many: int


COACHING = Lengths(5, 500)
ROOT_CAUSE = Lengths(50, 5_000)


def coaching() -> float:
    return _measure(_begin_coaching, COACHING)


def root_cause() -> float:
    return _measure(_begin_root_cause, ROOT_CAUSE)


def _measure(begin: Begin, lengths: Lengths) -> float:
    """Return the ratio of the medians. Both threads alternate in one database."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "threads.db"
        district.furnish(path)
        database = Database(f"sqlite:///{path}")
        try:
            return _compare(Turns(database, Clock()), begin, lengths)
        finally:
            database.close()


def _compare(turns: Turns, begin: Begin, lengths: Lengths) -> float:
    short, long = (_begin(turns, begin, place) for place in ("CSHORT", "CLONG"))
    _fill(turns, short, lengths.few)
    _fill(turns, long, lengths.many)
    took: dict[int, list[float]] = {short: [], long: []}
    for number in range(lengths.many, lengths.many + MEASURED):
        for dialog_id, channel in ((short, "CSHORT"), (long, "CLONG")):
            took[dialog_id].append(_reply(turns, channel, number))
    with turns.read() as turn:
        if len(replies.all_of(turn.session, long)) != lengths.many + MEASURED:
            raise RuntimeError("not every reply was kept, so nothing was measured")
    return median(took[long]) / median(took[short])


def _begin(turns: Turns, begin: Begin, channel: str) -> int:
    with turns.write(Who(team=TEAM, user=LEADER)) as turn:
        room = begin(turn, channel)
        turn.session.flush()
        for message in claims.claim(turn.session, TEAM, turn.now, limit=100):
            claims.mark_sent(turn.session, message, SentMessage(channel=message.channel, ts=OPENED))
        return int(room.dialog.id)


def _begin_coaching(turn: Turn, channel: str) -> CoachingRoom:
    start = CoachingStart(
        plan=plans.summaries(turn.session, TEAM)[0],
        channel=channel,
        is_private=False,
        script=ScriptLibrary().scripts()["goals-and-measures"],
        audience=Audience.SCHOOL,
        leader=LEADER,
        co_leader=None,
    )
    room, _tips = coaching_starting.begin(turn, start)
    applying.apply_move(room, Next(by=LEADER, asking=room.state.asking, at="1000.000001"))
    return room


def _begin_root_cause(turn: Turn, channel: str) -> RootCauseRoom:
    start = RootCauseStart(
        plan=plans.summaries(turn.session, TEAM)[0],
        channel=channel,
        is_private=False,
        symptom=Symptom("Four of ten students read at grade level", "40%", "MCAS"),
        method=Method.WHYS,
        bones=(),
        co_leader=None,
        anyway=True,
    )
    room = root_cause_starting.begin(turn, start)
    if not isinstance(room, RootCauseRoom):
        raise TypeError("the symptom was doubted")
    return room


def _fill(turns: Turns, dialog_id: int, count: int) -> None:
    """Store the replies as hearing them one by one would."""
    with turns.write(Who(team=TEAM, user=LEADER)) as turn:
        for number in range(count):
            reply = Reply(ts=_ts(number), person=_speaker(number), text=TEXT)
            replies.save(turn.session, dialog_id, reply)


def _reply(turns: Turns, channel: str, number: int) -> float:
    """Return the seconds of one turn."""
    who = Who(team=TEAM, user=_speaker(number))
    event = MessageEvent(who=who, channel=channel, ts=_ts(number), thread_ts=OPENED, text=TEXT)
    began = time.perf_counter()
    hearing.hear(turns, {kind.name: kind for kind in KINDS}, event)
    return time.perf_counter() - began


TEXT = "Four of ten students could say what they were learning."


def _ts(number: int) -> str:
    return f"{2000 + number}.000001"


def _speaker(number: int) -> str:
    return slack_id(1 + number % 8)
