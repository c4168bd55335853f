"""Structured logs: one JSON object a line, without tokens and answers."""

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as SQLAlchemyTimeoutError

from storage.delivery import request_ids

FILE_BYTES = 10_000_000
OLD_FILES = 5
"""How many full log files are kept beside the one that is written."""

OWN = frozenset({"bot", "storage", "prompts", "conversations", "plans"})

_TOKEN = re.compile(r"\b(xox[a-z]|xapp)-[A-Za-z0-9-]+")


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "what": _without_quotes(record),
        }
        if request_id := request_ids.active():
            line["request"] = request_id
        if record.exc_info:
            line["trace"] = _trace(record.exc_info[1])
        return _TOKEN.sub(r"\1-…", json.dumps(line, ensure_ascii=False))


SPEAKING = (OSError, SlackApiError, OperationalError, InterfaceError, SQLAlchemyTimeoutError)
"""Errors whose messages quote no values. Others may: int("an answer") raises an error that quotes the answer."""


def _without_quotes(record: logging.LogRecord) -> str:
    """The record's message. Libraries put an error's own message into theirs, and it may quote values."""
    message = record.getMessage()
    error = record.exc_info[1] if record.exc_info else None
    if error is None or isinstance(error, SPEAKING) or not str(error):
        return message
    return message.replace(str(error), type(error).__name__)


def _trace(error: BaseException | None) -> str:
    """The error's traceback, first cause first, without messages that may quote values."""
    parts: list[str] = []
    while error is not None:
        message = f": {error}" if isinstance(error, SPEAKING) else ""
        frames = "".join(traceback.format_tb(error.__traceback__))
        parts.append(f"{frames}{type(error).__name__}{message}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n".join(reversed(parts))


def _may_be_written(record: logging.LogRecord) -> bool:
    """Libraries log requests with their bodies, and so with answers; Bolt does so even in warnings."""
    library = record.name.partition(".")[0]
    return library in OWN or record.levelno >= (logging.ERROR if library == "slack_bolt" else logging.WARNING)


def set_up(level: str, file: Path | None = None) -> None:
    """Log to standard error, or to a file. Raises OSError if the file can't be written."""
    handler = logging.StreamHandler(sys.stderr) if file is None else _rotating(file)
    handler.setFormatter(JsonLines())
    # A level on their loggers would not last: Bolt resets its own to the root's.
    handler.addFilter(_may_be_written)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # These log every request, some of them with its body.
    for chatty in ("slack_bolt", "slack_sdk", "apscheduler", "waitress.queue", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    # Each failed call is logged by its caller, with its purpose.
    logging.getLogger("slack_sdk.web.base_client").setLevel(logging.CRITICAL)


def _rotating(file: Path) -> logging.Handler:
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415 (most log to standard error)

    return RotatingFileHandler(file, maxBytes=FILE_BYTES, backupCount=OLD_FILES, encoding="utf-8")


def files(file: Path) -> list[Path]:
    """The log file and the older ones beside it, the newest first."""
    older = [file.with_name(f"{file.name}.{number}") for number in range(1, OLD_FILES + 1)]
    return [each for each in (file, *older) if each.is_file()]
