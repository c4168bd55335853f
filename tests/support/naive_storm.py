"""The naive loop in the same storm as ours: the same people, faults and kills."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from random import Random

from sandbox import Sandbox, Troubles, World, serve
from tests.support import naive
from tests.support.chaos import Plan
from tests.support.districts import seed, staff
from tests.support.stage import check_ins_of
from tests.support.tally import Tally


def naive_episode(plan: Plan, folder: Path) -> Tally:
    everybody, dice = staff(plan.people), Random(plan.seed)
    path = folder / "naive.db"
    naive.prepare(path, [person.slack_id for person in everybody])
    with serve(World(seed(everybody), hang_seconds=0.3)) as slack:
        slack.world.set_troubles(plan.troubles())
        for _kill in range(plan.kills):
            _run(slack, path, seconds=dice.uniform(0.5, 1.5))
        slack.world.set_troubles(Troubles())
        _run(slack, path, seconds=None)
        with slack.world.lock:
            asked = [len(check_ins_of(slack.world, person.slack_id)) for person in everybody]
    return Tally(
        people=len(asked),
        asked_once=asked.count(1),
        doubled=sum(times > 1 for times in asked),
        forgotten=asked.count(0),
    )


def _run(slack: Sandbox, path: Path, seconds: float | None) -> None:
    """Run until it is done, or kill it after that many seconds."""
    environment = {
        **os.environ,
        "SLACK_BOT_TOKEN": slack.world.tokens.bot,
        "SLACK_API_URL": slack.api_url,
    }
    working = subprocess.Popen([sys.executable, "-m", "tests.support.naive", str(path)], env=environment)
    try:
        working.wait(seconds)
    except subprocess.TimeoutExpired:
        working.kill()
        working.wait()
