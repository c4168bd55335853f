"""What a reply costs does not grow with the thread it is written in."""

from __future__ import annotations

from functools import partial
from statistics import median

from bot.slack.payloads import MessageEvent, Who
from tests.scenarios.district import TEAM, District
from tests.support.root_cause import Thread
from tests.support.work import calls_in

FEW, MANY = 120, 360
"""Both above the number up to which waiting replies are counted."""
MEASURED = 10


def test_a_reply_in_a_root_cause_thread_costs_the_same_after_hundreds(district: District) -> None:
    thread = Thread(district)
    thread.starts()
    start = float(thread.ts)

    def says(number: int) -> None:
        text = MessageEvent(
            who=Who(team=TEAM, user="U00000ANA"),
            channel="C00BETHEL",
            ts=f"{start + number:.6f}",
            thread_ts=thread.ts,
            text=f"Lessons move on before they are understood, {number} times",
        )
        district.bot.threads.hear(text)

    def cost_after(first: int, last: int) -> float:
        """Of a reply, when those from `first` to `last` were written before."""
        for number in range(first, last):
            says(number)
        return median(calls_in(partial(says, number)) for number in range(last, last + MEASURED))

    early = cost_after(1, FEW)
    late = cost_after(FEW + MEASURED, MANY)

    assert late < 1.3 * early
    district.settles()
    thread.dana.sees("100 or more other replies are waiting.")
