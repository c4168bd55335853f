"""A short storm of what `make chaos` does for as long as it is told to."""

from pathlib import Path

import pytest

from tests.support.chaos import Plan, episode
from tests.support.postgres import Postgres


@pytest.mark.slow
def test_every_promise_is_kept_in_a_storm(
    kind: str, empty_url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    server: Postgres | None = request.getfixturevalue("postgres") if kind == "postgresql" else None
    crash_database = server.crash_and_start if server else None
    storm = Plan(seed=20_261_117, people=40, kills=2, replicas=2 if server else 1, crash_database=crash_database)

    tally = episode(storm, empty_url, tmp_path)

    assert tally.promises_kept, str(tally)
    assert (tally.people, tally.asked_once) == (40, 40)
    assert tally.acked > 0
    assert tally.replies > 0
