"""Logs have an error's traceback, and no one's values."""

import json
import logging
import sys
from collections.abc import Callable
from datetime import date

import pytest

from bot.logs import JsonLines
from conversations.highlight import Section
from storage.delivery import request_ids

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


def test_a_library_that_quotes_an_error_in_its_message_is_logged_without_the_quote() -> None:
    line = logged(lambda: int(ANSWER), by="slack_sdk.socket_mode", message="Failed to run a listener: {error}")

    assert ANSWER not in line
    assert json.loads(line)["what"] == "Failed to run a listener: ValueError"


def test_lines_name_the_request_that_is_worked_on() -> None:
    def line() -> dict[str, str]:
        record = logging.LogRecord("bot.errors", logging.INFO, "", 0, "sent", (), None)
        parsed: dict[str, str] = json.loads(JsonLines().format(record))
        return parsed

    with request_ids.resumed("a1b2"):
        assert line()["request"] == "a1b2"
    with request_ids.resumed(None):
        assert "request" not in line()


def logged(fail: Callable[[], object], by: str = "bot.errors", message: str = "turn failed") -> str:
    try:
        fail()
    except Exception as error:  # noqa: BLE001 (whatever it is, it is to be logged)
        text = message.format(error=error)
        record = logging.LogRecord(by, logging.ERROR, "", 0, text, (), sys.exc_info())
        return JsonLines().format(record)
    raise AssertionError("it did not fail")
