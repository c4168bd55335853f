"""Times answers of one person and the bare app's acks in alternation, so that a slow moment slows both."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import programs, taps
from benchmarks.district import Tap

BLOCK = 50
WARM_UP = 100


@dataclass(frozen=True, slots=True)
class Answers:
    took: list[float]
    """Milliseconds per answer."""
    floor: list[float]
    mb_before: float
    mb_after: float


def measure(api_url: str, database: Path, all_taps: Sequence[Tap]) -> Answers:
    """Raises RuntimeError if an acked answer is not in the database."""
    warm_up, measured = all_taps[:WARM_UP], all_taps[WARM_UP:]
    took: list[float] = []
    floor: list[float] = []
    with programs.bare(api_url) as bare, programs.bot(api_url, database) as bot:
        before = bot.resident_mb()
        with taps.tapper(bare.port) as acking, taps.tapper(bot.port) as answering:
            acking.tap(warm_up)
            answering.tap(warm_up)
            for start in range(0, len(measured), BLOCK):
                taps.wait_until_delivered(database)
                floor += acking.tap(measured[start : start + BLOCK])
                took += answering.tap(measured[start : start + BLOCK])
        after = bot.resident_mb()
    if taps.answers_kept(database) != len(all_taps):
        raise RuntimeError("an answer was acked and is not in the database")
    return Answers(took, floor, before, after)
