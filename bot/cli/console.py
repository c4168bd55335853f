"""Printing, failing with a sentence, and opening the database: what `throughline run` needs before it is connected."""

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from sqlalchemy.exc import SQLAlchemyError

from bot.configuration import setting_sources
from bot.configuration.masking import masked
from bot.configuration.settings import Settings, SettingsError
from bot.slack.blocks import MessageContent
from bot.slack.spoken import readable
from prompts import plain
from storage.database import Database, DatabaseInUseError, DatabaseLinkedError
from storage.migrate import NewerDatabaseError, migrate

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs instead of sentences.")]
BAD_INPUT = 2


def echo(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print a text. All output goes through here, so that typed text cannot control the terminal."""
    typer.echo(_UNPRINTABLE.sub("", text), err=err, nl=nl)


_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, bidirectional overrides and lone surrogates."""


def fail(part: str, **values: Any) -> NoReturn:
    """Print what is wrong and how to fix it, and exit with code 2."""
    warn(part, **values)
    raise typer.Exit(BAD_INPUT)


def warn(part: str, **values: Any) -> None:
    echo(plain("setup", part, **values), err=True)


def print_sentence(part: str, **values: Any) -> None:
    echo(plain("setup", part, **values))


def print_message(message: MessageContent) -> None:
    """Print a message as Slack shows it, without bold text and looked-up names."""
    echo(readable(_EMOJI.sub("", _BOLD.sub(r"\1", message.text)), name_of=str))


_BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+)(?<=\S)\*(?![\w*])")
_EMOJI = re.compile(r"(?<![\w:]):[a-z][a-z0-9_+-]*:(?!\w) ?")


def print_json(content: Any) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=2, default=str)
    echo(_UNPRINTABLE.sub(lambda character: f"\\u{ord(character[0]):04x}", text))


def on_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty()


def settings() -> Settings:
    try:
        return setting_sources.read(os.environ, Path.cwd()).settings()
    except SettingsError as error:
        fail_settings(error)


def fail_settings(error: SettingsError) -> NoReturn:
    fail(error.problem, name=error.name, **error.values)


@contextmanager
def database(config: Settings | None = None, *, accepts_newer: bool = True) -> Iterator[Database]:
    """An open database with all migrations, or with those of a newer version if this one can work on them.

    What exports, erases or removes accepts no newer one: it wouldn't know everything there.
    """
    with database_at((config or settings()).database_url, accepts_newer=accepts_newer) as opened:
        yield opened


def hold(opened: Database) -> None:
    """Lock the database file against other Throughline processes."""
    try:
        opened.lock()
    except DatabaseInUseError as error:
        fail("database_in_use", path=error.path)
    except DatabaseLinkedError as error:
        fail("database_linked", path=error.path)


@contextmanager
def database_at(url: str, *, migrated: bool = True, accepts_newer: bool = False) -> Iterator[Database]:
    """Open the database at this address and migrate it, unless the caller does."""
    try:
        opened = Database(url)
    except (ValueError, OSError, SQLAlchemyError) as error:
        fail("database_trouble", url=masked(url), why=str(error))
    try:
        if migrated:
            migrate(opened, accepts_newer=accepts_newer)
        yield opened
    except NewerDatabaseError as error:
        fail("database_newer", revision=str(error))
    except SQLAlchemyError as error:
        fail("database_trouble", url=masked(url), why=str(error))
    finally:
        opened.close()
