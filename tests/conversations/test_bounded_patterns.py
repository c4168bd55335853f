"""Patterns read text in time linear in its length, not quadratic."""

from collections.abc import Callable
from time import process_time

import pytest

from conversations import weakness
from conversations.coaching import drafts
from conversations.parts import PartKind

LENGTH = 4_000
NOISE = 0.002
"""Seconds below which times are not compared."""


def seconds(action: Callable[[str], object], text: str) -> float:
    best = float("inf")
    for _ in range(3):
        began = process_time()
        action(text)
        best = min(best, process_time() - began)
    return max(best, NOISE)


@pytest.mark.parametrize(
    "piece", ["by ", "in each ", "if ", "if a then b and ", " ", "-", "a -", ":", "A: ", "1", ", "]
)
@pytest.mark.parametrize(
    "read",
    [
        weakness._DATED.search,
        *(lambda text, kind=kind: drafts._from_lines(kind, "text", [text]) for kind in PartKind),
    ],
)
def test_four_times_the_text_takes_no_ten_times_as_long(piece: str, read: Callable[[str], object]) -> None:
    short, long = ("x" + (piece * LENGTH * 4)[: LENGTH * times] + ". y" for times in (1, 4))

    assert seconds(read, long) < 10 * seconds(read, short)
