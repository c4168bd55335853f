"""One episode of chaos: a round of check-ins and its answers while Slack fails and programs are killed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random
from threading import Event, Lock

from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from sandbox import Troubles
from storage.database import Database
from storage.models import Answer, OutboxRow
from tests.support.answers import form_for, new_client, send
from tests.support.districts import staff
from tests.support.stage import Program, Stage, check_ins_of, stage

WRITERS = 3
CALM_SECONDS = 90
"""How long it may take, once nothing fails any more, until everything has left."""
PAUSE_SECONDS = 0.05


@dataclass(frozen=True)
class Tally:
    """What was promised, counted over one or more episodes."""

    people: int = 0
    asked_once: int = 0
    doubled: int = 0
    forgotten: int = 0
    acked: int = 0
    lost: int = 0
    twice_recorded: int = 0
    shown_wrong: int = 0

    def __add__(self, other: Tally) -> Tally:
        names = self.__dataclass_fields__
        return Tally(**{name: getattr(self, name) + getattr(other, name) for name in names})

    @property
    def kept(self) -> bool:
        """Whether every promise held."""
        return not (self.doubled or self.forgotten or self.lost or self.twice_recorded or self.shown_wrong)

    def __str__(self) -> str:
        return (
            f"asked once {self.asked_once}/{self.people} · doubled {self.doubled} · forgotten {self.forgotten} · "
            f"acked answers lost {self.lost:,}/{self.acked:,} · recorded twice {self.twice_recorded} · "
            f"shown wrong {self.shown_wrong}"
        )


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What an episode does to the bot; the same seed throws the same dice."""

    seed: int
    people: int = 60
    kills: int = 4
    replicas: int = 1
    crash_database: Callable[[], None] | None = None

    def troubles(self) -> Troubles:
        return Troubles(rate429=0.02, error5xx_before=0.05, error5xx_after=0.06, hang=0.03, drop=0.06, seed=self.seed)


@dataclass
class Writers:
    """People who answer all the time, each form with a cause of its own, again and again until it is acked."""

    played: Stage
    acked: list[str] = field(default_factory=list)
    over: Event = field(default_factory=Event)
    _numbers: count[int] = field(default_factory=count)
    _lock: Lock = field(default_factory=Lock)

    def write(self, seed: int) -> None:
        """Until it is over; a form under way is given up then, with or without its ack."""
        dice, secret = Random(seed), self.played.slack.world.tokens.signing_secret
        with new_client() as client:
            while not self.over.is_set():
                user = dice.choice(self.played.staff).slack_id
                form = form_for(self.played.slack.world, user, f"cause-{self._number():06d}.")
                address = self.played.address(dice.randrange(len(self.played.ports)))
                while form and not self.over.is_set():
                    if send(client, address, secret, form):
                        self._note(form.cause)
                        break
                    self.over.wait(PAUSE_SECONDS)
                self.over.wait(PAUSE_SECONDS / 5)

    def _number(self) -> int:
        with self._lock:
            return next(self._numbers)

    def _note(self, cause: str) -> None:
        with self._lock:
            self.acked.append(cause)


def episode(plan: Plan, database_url: str, folder: Path) -> Tally:
    """One round, its storms, the calm after them, and the count."""
    with stage(database_url, folder, staff(plan.people), replicas=plan.replicas) as played:
        played.slack.world.set_troubles(plan.troubles())
        writers = Writers(played)
        programs = [played.start(replica=number) for number in range(plan.replicas)]
        with ThreadPoolExecutor(WRITERS) as threads:
            writing = [threads.submit(writers.write, plan.seed * WRITERS + n) for n in range(WRITERS)]
            try:
                _storm(plan, played, programs)
            finally:
                writers.over.set()
            for each in writing:
                each.result()
        _calm(played)
        for program in programs:
            program.end()
        return _count(played, writers.acked)


def _storm(plan: Plan, played: Stage, programs: list[Program]) -> None:
    dice = Random(plan.seed)
    for _kill in range(plan.kills):
        _let_it_work(played, dice.randrange(5, 10 * plan.people), dice.uniform(0.5, 4.0))
        if plan.crash_database and dice.random() < 1 / 2:
            plan.crash_database()
        victim = dice.randrange(plan.replicas)
        programs[victim].end()
        programs[victim] = played.start(replica=victim)


def _let_it_work(played: Stage, changes: int, seconds: float) -> None:
    """For a number of changes in Slack or a while, whichever is over first."""
    deadline = time.monotonic() + seconds
    for _change in range(changes):
        left = deadline - time.monotonic()
        if left <= 0:
            return
        played.changed.wait(left)
        played.changed.clear()


def _calm(played: Stage) -> None:
    """Nothing fails any more; everything must find its way."""
    played.slack.world.set_troubles(Troubles())
    played.until(lambda: settled(played.database_url), "everything has left", CALM_SECONDS)


def settled(database_url: str) -> bool:
    """Nothing waits in the outbox and nothing is on its way; no, too, while the server comes back."""
    under_way = select(func.count()).select_from(OutboxRow).where(OutboxRow.state.in_(("pending", "sending")))
    with suppress(OperationalError), closing(Database(database_url)) as database, database.read() as session:
        return session.scalar(under_way) == 0
    return False


def recorded(database_url: str) -> Counter[str]:
    """The causes in the database, with how often each is there."""
    with closing(Database(database_url)) as database, database.read() as session:
        return Counter(session.scalars(select(Answer.cause)))


def _count(played: Stage, acked: list[str]) -> Tally:
    asked, stored = played.asked(), recorded(played.database_url)
    return Tally(
        people=len(asked),
        asked_once=sum(times == 1 for times in asked.values()),
        doubled=sum(times > 1 for times in asked.values()),
        forgotten=sum(times == 0 for times in asked.values()),
        acked=len(acked),
        lost=sum(cause not in stored for cause in acked),
        twice_recorded=sum(times > 1 for times in stored.values()),
        shown_wrong=_shown_wrong(played),
    )


def _shown_wrong(played: Stage) -> int:
    """People whose message does not show the answer that counts."""
    with closing(Database(played.database_url)) as database, database.read() as session:
        newest = {answer.item_id: answer.cause for answer in session.scalars(select(Answer).order_by(Answer.id))}
    with played.slack.world.lock:
        world = played.slack.world
        shown = [
            message.text
            for one in played.staff
            for message in world.dm(world.bot, one.slack_id).messages
            if message.ts in check_ins_of(world, one.slack_id)
        ]
    return sum(not any(cause in text for text in shown) for cause in newest.values())
