"""How an action item's line says where the item stands: what is past its date is behind, whatever was said before."""

from datetime import date

import pytest

from plans.item_events import Status
from prompts import say

TODAY = date(2026, 11, 17)
PAST, AHEAD = date(2026, 10, 23), date(2026, 12, 4)


@pytest.mark.parametrize(
    ("state", "due", "words"),
    [
        (Status.ON_TRACK, AHEAD, ":large_blue_circle: on track"),
        (Status.ON_TRACK, TODAY, ":large_blue_circle: on track"),
        (Status.ON_TRACK, None, ":large_blue_circle: on track"),
        (Status.ON_TRACK, PAST, ":warning: behind (last report: on track)"),
        (Status.NOT_STARTED, AHEAD, ":white_circle: not started"),
        (Status.NOT_STARTED, PAST, ":warning: behind"),
        (Status.BEHIND, AHEAD, ":warning: at risk"),
        (Status.BEHIND, PAST, ":warning: behind"),
        (Status.DONE, PAST, ":white_check_mark: done"),
        ("cancelled", PAST, ":no_entry_sign: canceled"),
    ],
)
def test_a_line_counts_by_the_date(state: str, due: date | None, words: str) -> None:
    assert say("action_items", "state", state=state, due=due, today=TODAY, moved_since=False) == words
