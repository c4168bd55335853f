"""Logs have an error's traceback, and no one's values."""

import json
import logging
import sys
from collections.abc import Callable
from datetime import date

import pytest

from bot.logs import JsonLines
from conversations.highlight import Section

ANSWER = "we lost a teacher"


def chained() -> None:
    try:
        int(ANSWER)
    except ValueError as error:
        raise KeyError(ANSWER) from error


@pytest.mark.parametrize(
    "fail",
    [
        lambda: int(ANSWER),
        lambda: date.fromisoformat(ANSWER),
        lambda: Section(ANSWER),
        lambda: dict[str, str]()[ANSWER],
        chained,
    ],
)
def test_an_error_that_quotes_a_value_is_logged_without_it(fail: Callable[[], object]) -> None:
    line = logged(fail)

    assert ANSWER not in line
    assert "test_logs.py" in json.loads(line)["trace"]
    assert "Error" in json.loads(line)["trace"]


def test_an_error_of_the_computer_keeps_its_message() -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    assert "No space left" in logged(full)


def logged(fail: Callable[[], object]) -> str:
    try:
        fail()
    except Exception:  # noqa: BLE001 (whatever it is, it is to be logged)
        record = logging.LogRecord("bot.errors", logging.ERROR, "", 0, "turn failed", (), sys.exc_info())
        return JsonLines().format(record)
    raise AssertionError("it did not fail")
