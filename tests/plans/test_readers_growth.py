"""What reads a text word by word takes time in proportion to it, whatever is repeated in it."""

import time
from collections.abc import Callable
from datetime import date

import pytest

from bot.action_items import sentences
from bot.slack.spoken import readable
from plans.dates.spoken import split_deadline
from plans.files.grid import plain_text
from plans.files.headings import headings
from plans.files.labelled import labelled
from plans.files.outline import bullets
from plans.files.states import read_state, without_marks
from plans.files.theory import theory_of_action
from plans.lead_doubts import lead_doubts
from plans.leads import read_leads
from plans.numbering import split_code

TODAY = date(2026, 9, 1)
SHORT, LONG = 1_000, 4_000
LEAST_SECONDS = 2e-3
"""Below, the ratio would be noise."""
MOST_GROWTH = 9.0
"""Four times the text: linear takes 4 times as long, quadratic 16 times."""

READERS: dict[str, Callable[[str], object]] = {
    "deadlines": lambda text: split_deadline(text, TODAY),
    "assignments": lambda text: sentences.read(f"<@U0001> {text}", TODAY),
    "mentions": lambda text: readable(text, str),
    "leads": lambda text: list(lead_doubts(text, read_leads(text))),
    "headings": headings,
    "labelled lines": labelled,
    "bullets": bullets,
    "cells": plain_text,
    "marks": without_marks,
    "states": lambda text: read_state(text, None),
    "theories of action": theory_of_action,
    "codes": split_code,
}
PIECES = (
    *(
        "a ",
        "until ",
        "by Oct 1 ",
        "oct - ",
        "and ",
        "a, ",
        "Principal, ",
        "\n",
        "a\n",
        "- a\n",
        "1. a\n",
        "Kim Park\n",
    ),
    *("Goal 1: a\n", "Lead: a\n", "(", "<@U1>", "<", "*", ":a: ", "✓ ", "1.1 ", "if we a then b and "),
)


@pytest.mark.parametrize("name", READERS)
def test_a_reader_takes_time_in_proportion_to_the_text(name: str) -> None:
    assert [piece for piece in PIECES if _grows_faster(READERS[name], piece)] == []


def _grows_faster(reader: Callable[[str], object], piece: str) -> bool:
    short, long = ((piece * (length // len(piece) + 1))[:length] for length in (SHORT, LONG))
    if _seconds(reader, long) < LEAST_SECONDS:
        return False
    few, many = (min(_seconds(reader, text) for _ in range(3)) for text in (short, long))
    return many >= LEAST_SECONDS and many > MOST_GROWTH * few


def _seconds(reader: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    reader(text)
    return time.process_time() - began
