"""`python -m tests.chaos`: repeat storms until the time is up, and say whether every promise was kept.

Each episode is a round of check-ins with everybody answering, while Slack fails by the dice of a seed and the
bot is killed without warning; on PostgreSQL two bots work side by side and the server crashes too. An episode
that broke a promise comes again with its seed: --seed S --seconds 1.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

from tests.support import postgres
from tests.support.chaos import Plan, Tally, episode
from tests.support.postgres import Postgres


def main() -> int:
    """Zero when every promise was kept."""
    arguments = _arguments()
    began, total = time.monotonic(), Tally()
    with _server(arguments.database) as server:
        for seed in count(arguments.seed):
            tally = _episode(seed, server)
            total += tally
            _say(f"seed {seed}: {tally}")
            if time.monotonic() - began >= arguments.seconds:
                break
    _say(str(total))
    return 0 if total.kept else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description="Faults, kills and restarts.")
    parser.add_argument("--seconds", type=float, default=60, help="begin no new episode after this long")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--seed", type=int, default=1, help="of the first episode; the next ones count on")
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


def _episode(seed: int, server: Postgres | None) -> Tally:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="throughline-chaos-")))
        if server is None:
            return episode(Plan(seed=seed), f"sqlite:///{folder / 'throughline.db'}", folder)
        url = server.create(f"chaos_{seed}")
        return episode(Plan(seed=seed, replicas=2, crash_database=server.crash_and_start), url, folder)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
