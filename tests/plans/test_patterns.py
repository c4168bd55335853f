"""Every regular expression of the project takes time in proportion to the text, whatever the text is.

The patterns are collected, so a new one is covered. CPU time is compared with CPU time of the same pattern on a shorter
text, so neither the computer nor its load matters.
"""

import re
import time

import pytest

from tests.support.patterns import Use, texts, uses

LENGTH = 400
"""Characters of the longer text; the shorter one has a quarter of them."""
LEAST_SECONDS = 60e-6
"""Below, the ratio would be noise. A quadratic pattern takes longer."""
MOST_GROWTH = 9.0
"""Four times the text: linear takes 4 times as long, quadratic 16 times."""
TIMES = 5

USES = uses()


def test_the_patterns_are_found() -> None:
    names = {use.where for use in USES}

    assert {"plans.leads._WEAK", "plans.dates.recurrence._CLOSING", "plans.files.column_words._BY_PATTERN"} <= names
    assert any(name.startswith("plans.leads:") for name in names), "patterns written into a call"


@pytest.mark.parametrize("use", USES, ids=lambda use: f"{use.where} {use.method}")
def test_a_pattern_takes_time_in_proportion_to_the_text(use: Use) -> None:
    slow = [long[:60] for short, long in texts(use.pattern, LENGTH) if grows_faster(use, short, long)]

    assert not slow, f"{use.pattern.pattern!r} takes more than linear time"


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"\s+x", "search"),
        (r"done\s*(?:on)?\s*\d", "fullmatch"),
        (r"(?P<start>.+?)[ ,;-]+end", "match"),
        (r"\{[^}]*\}", "search"),
    ],
)
def test_the_check_notices_a_pattern_that_does_not(pattern: str, method: str) -> None:
    use = Use("here", re.compile(pattern), method)

    assert any(grows_faster(use, short, long) for short, long in texts(use.pattern, LENGTH))


def grows_faster(use: Use, short: str, long: str) -> bool:
    if seconds(use, long) < LEAST_SECONDS:
        return False
    least = [min(seconds(use, text) for _ in range(TIMES)) for text in (short, long)]
    return least[1] >= LEAST_SECONDS and least[1] > MOST_GROWTH * least[0]


def seconds(use: Use, text: str) -> float:
    began = time.process_time()
    if use.method == "search":
        for _ in use.pattern.finditer(text):
            pass
    else:
        getattr(use.pattern, use.method)(text)
    return time.process_time() - began
