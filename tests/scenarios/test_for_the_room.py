"""A meeting in one room: the leader writes down what everyone there says, and the record shows whose answer it is."""

from __future__ import annotations

from tests.scenarios.district import District
from tests.support.coaching import CHANNEL, begun, finishes, record_in
from tests.support.root_cause import CAUSE, Thread
from tests.support.screens import contains

DATA = "What do our data tell us about the performance and success of all our students?"
ANSWERS = """
    • The room, written down by Ana Ruiz: Reading is up, math is flat.
    • Lena Brandt: Not in grade 4.
"""


def test_the_record_says_that_the_room_answered_and_who_wrote_it_down(district: District) -> None:
    ana, lena = district.person("ana"), district.person("lena")
    thread = begun(district, ana)
    room_ts = ana.says("Room: Reading is up, math is flat.", in_=CHANNEL, thread=thread)
    ana.sees_reaction("eyes", to=room_ts, in_=CHANNEL)
    lena_ts = lena.says("Not in grade 4.", in_=CHANNEL, thread=thread)
    ana.sees_reaction("eyes", to=lena_ts, in_=CHANNEL)
    finishes(district, ana, on=DATA)

    assert contains(record_in(ana, thread), ANSWERS.rstrip()), record_in(ana, thread)


def test_a_cause_that_the_room_names_is_accepted_like_any_reply(district: District) -> None:
    thread = Thread(district)
    thread.starts()
    thread.dana.says("Room: Many teachers are new.", in_=CHANNEL, thread=thread.ts)
    district.settles()
    thread.dana.sees("The room, written down by @U0000DANA: Many teachers are new.")
    thread.accepts("Many teachers are new.")
    district.settles()

    thread.dana.sees_no("The room, written down by @U0000DANA: Many teachers are new.")


def test_evidence_that_the_room_brings_says_so_wherever_it_stands(district: District) -> None:
    thread = Thread(district)
    thread.starts()
    thread.says(thread.ana, CAUSE)
    thread.accepts(CAUSE)
    thread.presses("Next", "Ours")
    thread.dana.says("Room: Six of ten lessons start late.", in_=CHANNEL, thread=thread.ts)
    district.settles()
    thread.dana.clicks("Keep as evidence", on="Six of ten lessons")
    district.settles()
    thread.dana.sees("Six of ten lessons start late. (the room, written down by @U0000DANA)")
    thread.finishes()

    brought = "Evidence: Six of ten lessons start late. (brought by the room, written down by Dana Whitfield)"
    thread.dana.sees(brought)
    outline = district.files("dana", CHANNEL)["root-cause-2026-11-16.md"].decode()
    assert brought in outline.replace("\\.", ".")
