"""`python -m tests.chaos`: repeat storms until the time is up, and say whether every promise was kept.

Each episode is a round of check-ins with everyone answering, while Slack fails by the dice of a seed and the
bot is killed without warning, at random and at named places, and comes back with its clock an hour off. On
PostgreSQL three bots work side by side and the server crashes too. Episodes take turns between signed HTTP (odd
seeds) and Socket Mode (even ones). An episode that broke a promise comes again with its seed: --seed S --seconds 1;
its log and its SQLite file stay where the line below it says.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path

from tests.support import postgres
from tests.support.chaos import Plan, episode
from tests.support.naive_storm import naive_episode
from tests.support.postgres import Postgres
from tests.support.tally import Tally

REPLICAS = 3


def main() -> int:
    """Zero when every promise was kept."""
    arguments = _arguments()
    kinds = ["sqlite", "postgresql"] if arguments.database == "both" else [arguments.database]
    totals = [_run(kind, arguments.seconds / len(kinds), arguments) for kind in kinds]
    return 0 if arguments.naive or all(total.promises_kept for total in totals) else 1


def _run(kind: str, seconds: float, arguments: argparse.Namespace) -> Tally:
    began, total = time.monotonic(), Tally()
    with _server(kind) as server:
        for seed in count(arguments.seed):
            tally = _episode(seed, server, naive=arguments.naive)
            total += tally
            _say("\n    ".join([f"{kind} seed {seed}: {tally}", *tally.noted]))
            if time.monotonic() - began >= seconds:
                break
    _say(f"{'naive loop' if arguments.naive else kind}: {total}")
    return total


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description="Faults, kills and restarts.")
    parser.add_argument("--seconds", type=float, default=60, help="begin no new episode after this long")
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--seed", type=int, default=1, help="of the first episode; the next ones count on")
    parser.add_argument("--naive", action="store_true", help="the loop that most bots use, for comparison")
    return parser.parse_args()


@contextmanager
def _server(kind: str) -> Iterator[Postgres | None]:
    if kind == "sqlite":
        yield None
        return
    programs = postgres.find_programs()
    if programs is None:
        sys.exit("PostgreSQL's programs are not here; install them or point PG_BIN at their folder.")
    with postgres.serve(programs) as server:
        yield server


def _episode(seed: int, server: Postgres | None, *, naive: bool) -> Tally:
    folder = Path(tempfile.mkdtemp(prefix="throughline-chaos-"))
    tally = naive_episode(Plan(seed=seed), folder) if naive else _storm(seed, server, folder)
    if tally.promises_kept or naive:
        shutil.rmtree(folder)
        return tally
    return replace(tally, noted=(*tally.noted, f"its log is in {folder}"))


def _storm(seed: int, server: Postgres | None, folder: Path) -> Tally:
    by_socket = seed % 2 == 0
    if server is None:
        return episode(Plan(seed=seed, by_socket=by_socket), f"sqlite:///{folder / 'throughline.db'}", folder)
    url = server.create(f"chaos_{seed}")
    storm = Plan(seed=seed, replicas=REPLICAS, by_socket=by_socket, crash_database=server.crash_and_start)
    return episode(storm, url, folder)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
