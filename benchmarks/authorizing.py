"""Times answers of a bot that several workspaces can install over those of a bot with one token.

The first looks up whose request it is, and the workspace's encrypted token once a minute; the second knows both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import district, programs, taps
from benchmarks.district import Tap
from benchmarks.slack import TEAM
from bot.encryption import EncryptionKeys, new_key
from storage import installations
from storage.database import Database
from storage.installations import Installation

BLOCK = 25
WARM_UP = 100


@dataclass(frozen=True, slots=True)
class AnswerTimes:
    """Milliseconds for each answer."""

    distributed: Sequence[float]
    sole: Sequence[float]


def measure(api_url: str, folder: Path) -> AnswerTimes:
    """In turns, each with a database of its own, and each only when the other has delivered everything."""
    keys, sole_database, database = new_key(), folder / "sole.db", folder / "distributed.db"
    of_sole, of_distributed = district.furnish(sole_database), district.furnish(database)
    _install(database, keys)
    with (
        programs.bot(api_url, sole_database) as sole,
        programs.distributed_bot(api_url, database, keys) as distributed,
        taps.tapper(sole.port) as to_sole,
        taps.tapper(distributed.port) as to_distributed,
    ):
        took: list[float] = []
        floor: list[float] = []
        for block, block_of_sole in zip(_blocks(of_distributed), _blocks(of_sole), strict=True):
            floor += to_sole.tap(block_of_sole)
            taps.wait_until_delivered(sole_database)
            took += to_distributed.tap(block)
            taps.wait_until_delivered(database)
    if taps.answers_kept(database) != len(of_distributed):
        raise RuntimeError("an answer was acked and is not in the database")
    return AnswerTimes(took[WARM_UP:], floor[WARM_UP:])


def _blocks(all_taps: Sequence[Tap]) -> list[Sequence[Tap]]:
    return [all_taps[start : start + BLOCK] for start in range(0, len(all_taps), BLOCK)]


def _install(path: Path, keys: str) -> None:
    token = EncryptionKeys.read(keys).encrypt("xoxb-bench", TEAM)
    database = Database(f"sqlite:///{path}")
    try:
        with database.write() as session:
            installations.save(
                session,
                Installation(
                    id=TEAM,
                    name="Bench",
                    bot_user="UBOT",
                    bot_id="BBOT",
                    scopes="",
                    installed_by="U0000",
                    installed_at=datetime.now(UTC),
                    token=token.text,
                    key_id=token.key_id,
                ),
            )
    finally:
        database.close()
