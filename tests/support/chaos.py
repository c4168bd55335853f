"""One episode of chaos: a round of check-ins and its answers while Slack fails and programs are killed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import func, or_, select
from sqlalchemy.exc import OperationalError

from sandbox import Troubles
from storage.database import Database
from storage.models import AnswerRow, OutboxRow
from tests.support import quiet
from tests.support.districts import MORNING
from tests.support.stage import Program, Stage, check_ins_of, stage
from tests.support.talkers import Talkers
from tests.support.tally import Tally
from tests.support.writers import Writers

WRITERS = 3
CALM_SECONDS = 300
"""How long sending everything may take once nothing fails any more."""
DOOMED_SECONDS = 2.5
HOUR = timedelta(hours=1)
LATEST = timedelta(hours=3)
"""Later than any delay by troubles, including clocks, and earlier than the next morning anywhere."""
CLOCKS = (timedelta(0), timedelta(0), HOUR, -HOUR)
"""How far a program's clock may be off after its start."""
CRASH_PLACES = (
    "after_claim check_in:",
    "after_post_before_mark check_in:",
    "before_commit form:",
    "after_commit_before_ack form:",
)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What an episode does to the bot; the same seed gives the same faults."""

    seed: int
    people: int = 60
    kills: int = 4
    replicas: int = 1
    by_socket: bool = False
    crash_database: Callable[[], None] | None = None

    def troubles(self) -> Troubles:
        """A quarter of all calls fails, in every known way; half of the 429s carry no Retry-After."""
        return Troubles(
            rate429=0.03,
            retry_after=self.seed % 2 == 0,
            error5xx_before=0.05,
            error5xx_after=0.06,
            hang=0.03,
            drop=0.06,
            broken_json=0.02,
            seed=self.seed,
        )


def episode(plan: Plan, database_url: str, folder: Path) -> Tally:
    """One round, its storms, the calm after them, and the count."""
    everybody = quiet.with_sleepers(plan.people)
    with stage(database_url, folder, everybody, replicas=plan.replicas, by_socket=plan.by_socket) as played:
        quiet.snow_day(database_url, everybody)
        writers = Writers(played)
        talkers = Talkers(played, writers.over)
        programs = [played.start(replica=number) for number in range(plan.replicas)]
        talkers.begin()
        played.slack.world.set_troubles(plan.troubles())
        with ThreadPoolExecutor(WRITERS + 1) as threads:
            working = [threads.submit(writers.write, plan.seed * WRITERS + n) for n in range(WRITERS)]
            working.append(threads.submit(talkers.talk, plan.seed))
            try:
                _storm(plan, played, programs)
            finally:
                writers.over.set()
            for each in working:
                each.result()
        _calm(played, by=MORNING + LATEST)
        woken = quiet.woken(played)
        _next_day(played, programs, talkers)
        return _count(played, writers.causes(), talkers, woken)


def _storm(plan: Plan, played: Stage, programs: list[Program]) -> None:
    dice = Random(plan.seed)
    for kill in range(plan.kills):
        _let_it_work(played, dice.randrange(5, 10 * plan.people), dice.uniform(0.5, 4.0))
        if plan.crash_database and dice.random() < 1 / 2:
            plan.crash_database()
        victim = dice.randrange(plan.replicas)
        programs[victim].end()
        if dice.random() < 1 / 2:
            _die_at(dice.choice(CRASH_PLACES), played, victim)
        # At last the clock is right: an hour behind, messages not due yet would keep the calm waiting.
        clock_off = dice.choice(CLOCKS) if kill < plan.kills - 1 else timedelta(0)
        programs[victim] = played.start(replica=victim, clock_off=clock_off)


def _die_at(place: str, played: Stage, victim: int) -> None:
    """Crash at that place if it is reached within a while, else anywhere."""
    doomed = played.launch(replica=victim, crash_at=place)
    _let_it_work(played, 10 * len(played.staff), DOOMED_SECONDS)
    doomed.end()


def _let_it_work(played: Stage, changes: int, seconds: float) -> None:
    """Wait for a number of changes in Slack or for a while, whichever is first."""
    deadline = time.monotonic() + seconds
    for _change in range(changes):
        left = deadline - time.monotonic()
        if left <= 0:
            return
        played.changed.wait(left)
        played.changed.clear()


def _calm(played: Stage, by: datetime) -> None:
    """Nothing fails any more; everything due by then must be sent."""
    played.slack.world.set_troubles(Troubles())
    assert played.comes(lambda: settled(played.database_url, by), CALM_SECONDS), left(played.database_url)


def _next_day(played: Stage, programs: list[Program], talkers: Talkers) -> None:
    """Run one program a day later: sleepers are asked, the snowed-in get their notices, and missed replies are read."""
    for program in programs:
        program.end()
    program = played.start(clock_off=quiet.NEXT_DAY)
    _calm(played, by=MORNING + quiet.NEXT_DAY + LATEST)
    played.comes(lambda: not talkers.misheard(), CALM_SECONDS)
    program.end()


def settled(database_url: str, by: datetime | None = None) -> bool:
    """Whether nothing is pending in the outbox up to that moment, and nothing is being sent."""
    waits = OutboxRow.state == "pending"
    under_way = or_(OutboxRow.state == "sending", waits if by is None else waits & (OutboxRow.not_before <= by))
    statement = select(func.count()).select_from(OutboxRow).where(under_way)
    with suppress(OperationalError), closing(Database(database_url)) as database, database.read() as session:
        return session.scalar(statement) == 0
    return False


def left(database_url: str) -> list[str]:
    """The messages left in the outbox, and why."""
    with closing(Database(database_url)) as database, database.read() as session:
        rows = session.scalars(select(OutboxRow).where(OutboxRow.state.in_(("pending", "sending"))))
        return [f"{row.key} {row.state} {row.not_before} after {row.attempt} ({row.error})" for row in rows]


def recorded(database_url: str) -> Counter[str]:
    """The causes in the database, each with its count."""
    with closing(Database(database_url)) as database, database.read() as session:
        return Counter(session.scalars(select(AnswerRow.cause)))


def _count(played: Stage, acked: set[str], talkers: Talkers, woken: int) -> Tally:
    asked, stored = played.asked(), recorded(played.database_url)
    asked_times = [*asked.values(), *quiet.notices(played).values()]
    misheard = talkers.misheard()
    return Tally(
        people=len(asked),
        asked_once=sum(times == 1 for times in asked.values()),
        doubled=sum(times > 1 for times in asked_times),
        forgotten=sum(times == 0 for times in asked_times),
        acked=len(acked),
        lost=sum(cause not in stored for cause in acked),
        twice_recorded=sum(times > 1 for times in stored.values()),
        shown_wrong=_shown_wrong(played),
        outside=woken,
        replies=len(talkers.stands),
        misheard=len(misheard),
        noted=tuple(
            f"{ts} stands {stands!r}, recorded {stored_text!r}"
            for ts, (stands, stored_text) in sorted(misheard.items())
        ),
    )


def _shown_wrong(played: Stage) -> int:
    """People whose message does not show the answer that counts."""
    with closing(Database(played.database_url)) as database, database.read() as session:
        newest = {answer.item_id: answer.cause for answer in session.scalars(select(AnswerRow).order_by(AnswerRow.id))}
    with played.slack.world.lock:
        world = played.slack.world
        texts = [
            message.text
            for person in played.staff
            for message in world.dm(world.bot, person.slack_id).messages
            if message.ts in check_ins_of(world, person.slack_id)
        ]
    return sum(not any(cause in text for text in texts) for cause in newest.values())
