"""Drafting a month's minutes from a thousand answers, over putting the same remarks into words."""

import gc
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks import district
from benchmarks.slack import TEAM, slack_id
from bot.check_ins import applying
from bot.clock import Clock
from bot.messages import minutes_lines
from bot.minutes import drafting
from bot.payloads import Who
from bot.turns import Turn, Turns
from conversations.check_in import ExplainBehind, Move, ReportStatus
from conversations.highlight import Remark, draft
from plans.item_events import Status
from storage.database import Database
from storage.plans import plans
from storage.rounds import check_in_requests, check_ins, rounds

PEOPLE = 200
"""Each answers about five action items."""
TIMES = 7
BEHIND_OF = 5
"""One of so many answers explains why its item is behind."""


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds."""

    drafting: float
    wording: float
    lines: int


def measure() -> Took:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "minutes.db"
        district.furnish(path, PEOPLE)
        database = Database(f"sqlite:///{path}")
        try:
            turns = Turns(database, Clock())
            with turns.write(Who(team=TEAM, user=slack_id(0))) as turn:
                _answer(turn)
            with turns.read() as turn:
                return _measure(turn)
        finally:
            database.close()


def _answer(turn: Turn) -> None:
    plan = plans.summaries(turn.session, TEAM)[0]
    opened = rounds.latest_round(turn.session, plan.id)
    assert opened is not None  # the district is in mid-month
    today = turn.today(plan.time_zone)
    number = 0
    for request in check_in_requests.requests_in(turn.session, opened.id):
        for topic in check_ins.load(turn.session, request).topics:
            number += 1
            applying.apply_move(turn, request, _move(number, topic.key, today))


def _move(number: int, topic: str, today: date) -> Move:
    if number % BEHIND_OF:
        return ReportStatus(topic=topic, status=Status.ON_TRACK, by="Dean", on=today)
    return ExplainBehind(
        topic=topic, by="Dean", on=today, cause="Two teachers are out", recovery="Ask for a substitute"
    )


def _measure(turn: Turn) -> Took:
    plan = plans.summaries(turn.session, TEAM)[0]
    of = rounds.latest_round(turn.session, plan.id)
    assert of is not None  # it was answered above
    remarks = draft(drafting.month(turn, plan, of))
    took, floor = [], []
    gc.freeze()  # as the bot does once it has started
    try:
        for _ in range(TIMES):
            took.append(_milliseconds(lambda: drafting.drafted(turn, plan, of)))
            floor.append(_milliseconds(lambda: _worded(remarks)))
    finally:
        gc.unfreeze()
    return Took(min(took), min(floor), len(remarks))


def _worded(remarks: tuple[Remark, ...]) -> None:
    for remark in remarks:
        minutes_lines.line(remark)


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
