"""How the table of a network scales to a thousand schools: `python -m benchmarks.network_growth [PICTURE.png]`.

Takes about half an hour and 6 GB of disk. Prints the table of docs/performance.md and draws its picture.
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks import growth_picture, network
from benchmarks.network import NetworkTook

SIZES = (10, 30, 100, 300, 1_000)
HEAD = (
    "| schools | database | today, in plain SQL | ratio | two years ago, in plain SQL | ratio | ms a school "
    "| memory at most |"
)


def main(arguments: Sequence[str]) -> None:
    print(HEAD, "|---" * 8 + "|", sep="\n", flush=True)
    sizes = []
    for schools in SIZES:
        measured = network.measure(schools)
        for name, took in measured.items():
            print(_row(schools, name, took), flush=True)
        sizes.append(measured)
    if arguments:
        Path(arguments[0]).write_bytes(growth_picture.draw(SIZES, _series(sizes), "schools"))


def _row(schools: int, name: str, took: NetworkTook) -> str:
    cells = (
        f"{schools:,}",
        name,
        f"{took.now:,.0f} ms, {took.plain_now:,.0f} ms",
        f"{took.now / took.plain_now:.2f}",
        f"{took.as_of:,.0f} ms, {took.plain_as_of:,.0f} ms",
        f"{took.as_of / took.plain_as_of:.2f}",
        f"{took.now / schools:.1f}",
        f"{took.mb:.0f} MB more",
    )
    return f"| {' | '.join(cells)} |"


def _series(sizes: Sequence[Mapping[str, NetworkTook]]) -> Mapping[str, Sequence[float]]:
    series: dict[str, Sequence[float]] = {}
    for name in sizes[0]:
        took = [measured[name] for measured in sizes]
        series[f"{name}: today, over plain SQL"] = [each.now / each.plain_now for each in took]
        series[f"{name}: two years ago, over plain SQL"] = [each.as_of / each.plain_as_of for each in took]
    milliseconds = [measured["sqlite"].now / schools for schools, measured in zip(SIZES, sizes, strict=True)]
    return {**series, "sqlite: milliseconds a school": milliseconds}


if __name__ == "__main__":
    main(sys.argv[1:])
