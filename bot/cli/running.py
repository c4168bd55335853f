"""throughline run: the bot, with a clear message for each thing that can be wrong at the start.

What this module imports is loaded before the bot is connected, so it imports neither tables nor rooms.
"""

import os
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NoReturn

from slack_bolt.error import BoltError

from bot import allocator, logs, serve
from bot.cli.console import database, fail, fail_settings, hold, print_sentence, warn
from bot.cli.console import settings as read_settings
from bot.clock import Clock
from bot.collecting import nothing_collected
from bot.configuration.settings import Settings, SettingsError
from bot.people.other_workspace import OtherWorkspaceError
from bot.port_taken import PortTakenError
from bot.sending import clients, outcomes
from bot.sending.clients import Patience
from bot.serve import DisconnectedError
from bot.slack import scopes
from storage.database import Database
from storage.people import known_workspaces

if TYPE_CHECKING:
    from bot.running_bot import RunningBot

START_AT = "THROUGHLINE_START_AT"
"""The environment variable with a start time for the clock, for demos: 2026-11-17T15:00:00+00:00."""

LEASE_SECONDS = "THROUGHLINE_LEASE_SECONDS"
"""The environment variable with the lease in seconds, for fault tests that cannot wait 80 s."""

WAITS = (1, 2, 4, 8)
"""Seconds between tries at the start."""


def run() -> None:
    """Connect to Slack and run until Ctrl-C."""
    settings = read_settings()
    try:
        logs.set_up(settings.log_level, settings.log_file)
    except OSError as error:
        fail("cannot_write", name=str(settings.log_file), why=error.strerror)
    try:
        settings.require_tokens()
    except SettingsError as error:
        fail_settings(error)
    with database(settings) as opened:
        hold(opened)
        if not settings.is_distributed:
            _require_own(opened, check_slack(settings))
        work(settings, opened)
    print_sentence("stopped")


def print_running(way: str) -> None:
    print_sentence("running", way=way)


def work(settings: Settings, opened: Database, on_ready: Callable[[str], None] = print_running) -> None:
    """Run the bot until it is stopped. `on_ready` gets the way in once the bot answers."""
    allocator.limit_arenas()
    clock = Clock.starting_at(datetime.fromisoformat(os.environ[START_AT])) if START_AT in os.environ else Clock()

    def load(is_connected: Callable[[], bool]) -> "RunningBot":
        return _load(settings, opened, clock, is_connected)

    try:
        if not opened.is_sqlite:
            _load_modules()  # another replica may be up, and nobody should wait in this one's doorway
        serve.run(settings, opened, load, on_ready)
    except OtherWorkspaceError as error:
        fail("other_workspace", name=error.name)
    except DisconnectedError:
        fail("disconnected")
    except PortTakenError as error:
        fail("port_taken", name=error.name, port=str(error.port), host=settings.host, why=error.why)
    except (BoltError, *outcomes.TROUBLES) as error:
        _explain(error, settings)


def _load(settings: Settings, opened: Database, clock: Clock, is_connected: Callable[[], bool]) -> "RunningBot":
    running_bot = _load_modules()
    lease = timedelta(seconds=float(os.environ[LEASE_SECONDS])) if LEASE_SECONDS in os.environ else None
    return running_bot(settings, opened, clock, lease=lease, is_connected=is_connected)


def _load_modules() -> "type[RunningBot]":
    with nothing_collected():
        from bot.running_bot import RunningBot  # noqa: PLC0415 (a thousand modules, usually once the bot is connected)
    return RunningBot


def _require_own(opened: Database, team: str) -> None:
    """Exit if the database belongs to another workspace."""
    with opened.read() as session:
        others = known_workspaces.other_names(session, team)
    if others:
        fail("other_workspace", name=others[0])


def check_slack(settings: Settings) -> str:
    """Check the token, its scopes and the way in, waiting for failures that may pass. Return the workspace's id."""
    for seconds in (*WAITS, None):
        try:
            return _check(settings)
        except outcomes.TROUBLES as error:
            if seconds is None or not outcomes.may_pass(error):
                _explain(error, settings)
            warn("trying_again", url=settings.api_url, why=str(error), seconds=seconds)
            time.sleep(seconds)
    raise AssertionError("the last try has no wait after it")


def _check(settings: Settings) -> str:
    client = clients.sole(settings.bot_token, settings.api_url).of("", Patience.LONG)
    answer = client.auth_test()
    if missing := scopes.missing(answer.headers):
        fail("missing_scope", scopes=missing)
    if settings.socket_mode:
        client.apps_connections_open(app_token=settings.app_token)
    return str(answer["team_id"])


def _explain(error: Exception, settings: Settings) -> NoReturn:
    from bot.doctor.slack_checks import problem_of  # noqa: PLC0415 (needed only when something is wrong)

    fail_settings(problem_of(error, settings))
