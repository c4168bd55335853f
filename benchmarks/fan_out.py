"""A round to many people: how fast it opens, and how close to Slack's rate limit its messages are sent.

Slack's limit is 300 messages a minute, so ten thousand take half an hour. The bot and its Slack therefore share a clock
that the benchmark advances; the compared times are seconds on that clock. `python -m benchmarks.fan_out PEOPLE FAULTS`
measures one size in its own process, to measure its memory.
"""

import json
import logging
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Select, func, insert, select

from benchmarks import fast_slack, programs
from benchmarks.district import plan_for
from benchmarks.fast_slack import FastSlack
from benchmarks.slack import TEAM, name, slack_id
from bot import importing, late_rendering
from bot.check_ins.round_desk import RoundDesk
from bot.clock import Clock
from bot.importing import SourceFile
from bot.sending import windows
from bot.sending.delivery import Delivery
from bot.turns import Turns
from storage.database import Database
from storage.migrate import migrate
from storage.models import Base, CheckInRequestRow, OutboxRow, RequestTopicRow
from storage.people import organizations, people
from storage.people.people import Member
from tests.support.clients import FixedClient

BEFORE = datetime(2026, 11, 9, 15, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 17, 15, 0, tzinfo=UTC)
STEP = timedelta(seconds=0.5)
MOST_HOURS = 8


@dataclass(frozen=True, slots=True)
class Measured:
    people: int
    faults: float
    opening_rows: int
    opening_seconds: float
    insert_seconds: float
    """Inserting the same rows with a plain bulk insert."""
    opening_mb: float
    """How much opening the round raised the peak memory."""
    sending_seconds: float
    """On the simulated clock, until 97% have arrived."""
    allowed_seconds: float
    """What the rate limit allows for that many, without its burst."""
    working_seconds: float
    """On the real clock."""
    asked_once: int
    refusals: int


class HandClock(Clock):
    """A clock that moves only when it is set."""

    def __init__(self, moment: datetime) -> None:
        super().__init__()
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


def measure(people_count: int, faults: float = 0.0) -> Measured:
    """Measure in a new process."""
    asked = subprocess.run(
        [sys.executable, "-m", "benchmarks.fan_out", str(people_count), str(faults)],
        env=programs.installed(),
        capture_output=True,
        text=True,
        check=True,
    )
    return Measured(**json.loads(asked.stdout))


def _measure(people_count: int, faults: float, folder: Path) -> Measured:
    database, clock = Database(f"sqlite:///{folder / 'fan.db'}"), HandClock(BEFORE)
    migrate(database)
    turns = Turns(database, clock)
    _seed(turns, people_count, folder / "fan.db")
    clock.moment, before = MORNING, _forget_most_mb()
    began = time.perf_counter()
    RoundDesk(turns).tick()
    opening, opening_mb = time.perf_counter() - began, _most_mb() - before
    rows, inserting = _insert_again(database, folder)
    slack, working = _send_all(database, clock, faults)
    times = sorted(moments[0] for moments in slack.arrived.values())
    reached = int(0.97 * people_count)
    database.close()
    return Measured(
        people=people_count,
        faults=faults,
        opening_rows=rows,
        opening_seconds=opening,
        insert_seconds=inserting,
        opening_mb=opening_mb,
        sending_seconds=times[reached - 1],
        allowed_seconds=reached / fast_slack.PER_SECOND,
        working_seconds=working,
        asked_once=sum(len(moments) == 1 for moments in slack.arrived.values()),
        refusals=slack.refusals,
    )


def _seed(turns: Turns, people_count: int, file: Path) -> None:
    members = [Member(slack_id=slack_id(n), name=name(n), time_zone="America/New_York") for n in range(people_count)]
    with turns.write() as turn:
        organizations.save_workspace(turn.session, TEAM, "Bench", "UBOT")
        people.save_people(turn.session, TEAM, members)
        importing.bring_in(turn, TEAM, plan_for(people_count, BEFORE.date()), SourceFile.at(file), level="district")


def _insert_again(database: Database, folder: Path) -> tuple[int, float]:
    """Insert what opening wrote into empty tables of another file, without any queries."""
    tables = [Base.metadata.tables[table.__tablename__] for table in (OutboxRow, CheckInRequestRow, RequestTopicRow)]
    with database.read() as session:
        written = [[dict(row._mapping) for row in session.execute(select(table))] for table in tables]  # noqa: SLF001 (public)
    floor = Database(f"sqlite:///{folder / 'floor.db'}")
    Base.metadata.create_all(floor.engine)
    with closing(floor.engine.raw_connection()) as unguarded:
        unguarded.cursor().execute("PRAGMA foreign_keys=OFF")
    with floor.engine.connect() as connection:
        began = time.perf_counter()
        for table, values in zip(tables, written, strict=True):
            connection.execute(insert(table), values)
        connection.commit()
    took = time.perf_counter() - began
    floor.close()
    return sum(map(len, written)), took


def _send_all(database: Database, clock: HandClock, faults: float) -> tuple[FastSlack, float]:
    slack = FastSlack(clock.now, faults=faults)
    with database.read() as session:
        slack.keys_by_channel = {f"D{row.channel}": row.key for row in session.execute(_posts())}
    delivery = Delivery(
        database,
        clock,
        FixedClient(slack),
        may_leave=lambda message, now: windows.next_moment(database, message, now),
        make_content=lambda message: late_rendering.make(database, message, clock.now()),
        make_files=lambda _message: (),
        report_failure=lambda *_about: None,
    )
    began = time.perf_counter()
    for _step in range(MOST_HOURS * 7200):
        while delivery.send_due() + delivery.resolve_doubts():
            pass
        if not _left(database):
            break
        clock.moment += STEP
    delivery.stop()
    return slack, time.perf_counter() - began


def _posts() -> Select[str, str]:
    return select(OutboxRow.channel, OutboxRow.key).where(OutboxRow.key.startswith("check_in:"))


def _left(database: Database) -> int:
    under_way = select(func.count()).select_from(OutboxRow).where(OutboxRow.state.in_(("pending", "sending")))
    with database.read() as session:
        return session.scalar(under_way) or 0


def _forget_most_mb() -> float:
    """Reset the process's peak memory and return the present use in MB. Linux supports this through /proc."""
    Path("/proc/self/clear_refs").write_text("5")
    return _most_mb()


def _most_mb() -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def main(arguments: Sequence[str]) -> None:
    logging.disable(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(asdict(_measure(int(arguments[0]), float(arguments[1]), Path(folder)))))


if __name__ == "__main__":
    main(sys.argv[1:])
