"""The cost of a reply in a thread of 500 replies, over its cost in a thread of 5."""

import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks import district
from benchmarks.slack import TEAM, slack_id
from bot.clock import Clock
from bot.coaching import applying, starting
from bot.coaching.script_library import ScriptLibrary
from bot.coaching.starting import CoachingStart
from bot.kinds import KINDS
from bot.payloads import MessageEvent, Who
from bot.threads import hearing
from bot.turns import Turns
from conversations.script import Audience
from conversations.threads.moves import Next
from storage.database import Database
from storage.delivery import claims
from storage.delivery.outbox import SentMessage
from storage.dialogs import replies
from storage.plans import plans

FEW, MANY = 5, 500
MEASURED = 40
LEADER = slack_id(0)


def measure() -> float:
    """Return the ratio of the medians. Both threads alternate in one database."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "threads.db"
        district.furnish(path)
        database = Database(f"sqlite:///{path}")
        try:
            return _compare(Turns(database, Clock()))
        finally:
            database.close()


def _compare(turns: Turns) -> float:
    short, long = (_begin(turns, place) for place in ("CSHORT", "CLONG"))
    for number in range(FEW):
        _reply(turns, short, number)
    for number in range(MANY):
        _reply(turns, long, number)
    took: dict[str, list[float]] = {short: [], long: []}
    for number in range(MANY, MANY + MEASURED):
        for channel in (short, long):
            took[channel].append(_reply(turns, channel, number))
    with turns.read() as turn:
        if len(replies.all_of(turn.session, 2)) != MANY + MEASURED:
            raise RuntimeError("not every reply was kept, so nothing was measured")
    return median(took[long]) / median(took[short])


def _begin(turns: Turns, channel: str) -> str:
    """Begin a conversation, which asks its first question."""
    with turns.write(Who(team=TEAM, user=LEADER)) as turn:
        script = ScriptLibrary().scripts()["goals-and-measures"]
        start = CoachingStart(
            plan=plans.summaries(turn.session, TEAM)[0],
            channel=channel,
            is_private=False,
            script=script,
            audience=Audience.SCHOOL,
            leader=LEADER,
            co_leader=None,
        )
        room, _tips = starting.begin(turn, start)
        applying.apply_move(room, Next(by=LEADER, asking=room.state.asking, at="1000.000001"))
        turn.session.flush()
        for message in claims.claim(turn.session, turn.now, limit=100):
            claims.mark_sent(turn.session, message, SentMessage(channel=message.channel, ts="1000.000000"))
    return channel


def _reply(turns: Turns, channel: str, number: int) -> float:
    """Return the seconds of one turn."""
    event = MessageEvent(
        who=Who(team=TEAM, user=slack_id(1 + number % 8)),
        channel=channel,
        ts=f"{2000 + number}.000001",
        thread_ts="1000.000000",
        text="Four of ten students could say what they were learning.",
    )
    began = time.perf_counter()
    hearing.hear(turns, {kind.name: kind for kind in KINDS}, event)
    return time.perf_counter() - began
