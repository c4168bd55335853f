"""How the bot scales from a hundred people to ten thousand: `python -m benchmarks.growth [PICTURE.png]`.

Takes about a quarter of an hour. Prints the table of docs/performance.md and draws its picture.
"""

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import answers, district, fan_out, growth_picture, programs
from benchmarks.fan_out import Measured

SIZES = (100, 300, 1_000, 3_000, 10_000)
QUARTER = 0.25
TAPS = 400
HEAD = (
    "| people | answer over a bare ack | opened: rows a second (share of a bulk insert's) | memory while opening "
    "| work for a message | arrived in the time allowed | with a quarter failing | sent twice or not at all |"
)


@dataclass(frozen=True, slots=True)
class Size:
    people: int
    answer_ratio: float
    calm: Measured
    failing: Measured

    @property
    def work_ms(self) -> float:
        """CPU-bound time per message, from the query for it to the report."""
        return 1000 * self.calm.working_seconds / self.people

    @property
    def not_once(self) -> int:
        return sum(measured.people - measured.asked_once for measured in (self.calm, self.failing))


def main(arguments: Sequence[str]) -> None:
    print(HEAD, "|---" * 8 + "|", sep="\n", flush=True)
    sizes = []
    ratios = {people: _answer_ratio(people) for people in SIZES}
    for people in SIZES:
        size = Size(people, ratios[people], fan_out.measure(people), fan_out.measure(people, QUARTER))
        print(_row(size), flush=True)
        sizes.append(size)
    if arguments:
        series = {
            "an answer, over a bare ack": [size.answer_ratio for size in sizes],
            "work for a message, in 10 ms": [size.work_ms / 10 for size in sizes],
            "memory while opening, in 10 MB": [size.calm.opening_mb / 10 for size in sizes],
            "time to send, over the time allowed": [_slowness(size.calm) for size in sizes],
            "the same with a quarter failing": [_slowness(size.failing) for size in sizes],
        }
        Path(arguments[0]).write_bytes(growth_picture.draw(SIZES, series, "people"))


def _answer_ratio(people: int) -> float:
    """The time of an answer in a district of that many people, over a bare ack."""
    with tempfile.TemporaryDirectory() as folder, programs.slack() as api_url:
        database = Path(folder) / "growth.db"
        measured = answers.measure(api_url, database, district.furnish(database, people)[:TAPS])
    return median(measured.took) / median(measured.floor)


def _row(size: Size) -> str:
    rows, bulk = (size.calm.opening_rows / seconds for seconds in (size.calm.opening_seconds, size.calm.insert_seconds))
    cells = (
        f"{size.people:,}",
        f"{size.answer_ratio:.1f}",
        f"{rows:,.0f} ({rows / bulk:.0%})",
        f"{size.calm.opening_mb:.0f} MB",
        f"{size.work_ms:.0f} ms",
        f"{1 / _slowness(size.calm):.0%}",
        f"{1 / _slowness(size.failing):.0%}",
        f"{size.not_once}",
    )
    return f"| {' | '.join(cells)} |"


def _slowness(measured: Measured) -> float:
    return measured.sending_seconds / measured.allowed_seconds


if __name__ == "__main__":
    main(sys.argv[1:])
