"""The demo's district, with the bot in this process over Socket Mode."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import yaml
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from sqlalchemy import event, select
from sqlalchemy.orm import Session

import sandbox
from bot import importing
from bot.app import Throughline, build_app
from bot.check_ins.round_desk import RoundDesk
from bot.clock import Clock
from bot.configuration.settings import Settings
from bot.demo import district as demo
from bot.demo.district import HandClock
from bot.importing import SourceFile
from bot.people.away import by_status
from bot.people.directory import Directory
from bot.sending import clients
from bot.slack.payloads import Who
from bot.turns import Turns
from plans import files
from sandbox.manifest import read_manifest
from storage.database import Database
from storage.delivery.outbox import METHODS, MessageKind
from storage.migrate import migrate
from storage.models import OutboxRow, SendPauseRow
from storage.people import people, schedules
from tests.support.people import Person
from tests.support.screens import contains, message_surface
from tests.support.socket_mode import connected

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
DEMO = EXAMPLES / "demo"
PAST_YEAR = Path(__file__).parent / "past_year.yml"
MANIFEST = ROOT / "app_manifest.yml"
TEAM = "TRIVERBEND"
EASTERN = ZoneInfo("America/New_York")
PATIENCE = 30.0
"""Seconds until a wait fails the test."""


def settings_for(world: sandbox.Sandbox, database_url: str, scripts: Path | None = None) -> Settings:
    """`scripts` is the folder of a coach's own scripts."""
    tokens = world.world.tokens
    own_scripts = {"SCRIPTS_DIR": str(scripts)} if scripts else {}
    return Settings.read(
        {
            "SLACK_BOT_TOKEN": tokens.bot,
            "SLACK_APP_TOKEN": tokens.app,
            "SLACK_SIGNING_SECRET": tokens.signing_secret,
            "SLACK_API_URL": world.api_url,
            "DATABASE_URL": database_url,
            **own_scripts,
        }
    )


def make_world(clock: Clock, seeds: Path = DEMO, **options: Any) -> sandbox.World:
    """The district's Slack look-alike, with the bot's own manifest. `seeds` is the folder of its team.yml."""
    return sandbox.World(
        sandbox.read_seed(seeds / "team.yml"),
        read_manifest(MANIFEST),
        clock=lambda: clock.now().timestamp(),
        **{"retry_delays": (0.0, 0.01, 0.02), "ack_seconds": PATIENCE, "hang_seconds": 0.3, **options},
    )


def read_district(seeds: Path, *, with_past_year: bool) -> demo.District:
    """The district of these seeds. That of the demo gets a plan of a past year, as districts have them."""
    district = read_yaml(seeds / "district.yml")
    more = read_yaml(PAST_YEAR) if with_past_year and seeds == DEMO else {}
    return demo.District.model_validate({**district, **{key: [*district[key], *more[key]] for key in more}})


def read_yaml(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    return content


def furnish(database_url: str, seeds: Path = DEMO, plans: Path = EXAMPLES, *, with_past_year: bool = True) -> None:
    """Fill an empty database: the demo's district with its three months of history and a plan of a past year,
    or the district of other `seeds`.

    `plans` has the plan files.
    """
    seed = read_district(seeds, with_past_year=with_past_year)
    with sandbox.serve(make_world(HandClock(seed.starts), seeds)) as running, ExitStack() as stack:
        database = Database(database_url)
        stack.callback(database.close)
        settings = settings_for(running, database_url)
        slack = clients.sole(settings.bot_token, settings.api_url)
        Directory(Turns(database, HandClock(seed.starts)), slack).learn_all()
        demo.furnish(database, seed, plans)


@dataclass
class District:
    """The district as a test sees it: Slack, the database, the clock and the bot."""

    slack: sandbox.Sandbox
    clock: HandClock
    bot: Throughline
    commits: threading.Condition
    begin: Callable[[], AbstractContextManager[Throughline]]
    lives: ExitStack
    _people: dict[str, Person] = field(default_factory=dict)

    def person(self, name: str, slack_id: str = "") -> Person:
        """The person by short name: `dana` has the id U0000DANA. Repeated calls return the same object."""
        user = slack_id or f"U{name.upper():0>8}"
        return self._people.setdefault(user, Person(self.slack.url, user, patience=PATIENCE))

    @property
    def database(self) -> Database:
        return self.bot.database

    def restarts(self) -> None:
        """Stop the bot and start another one on the same database."""
        self.lives.close()
        self.bot = self.lives.enter_context(self.begin())
        self.settles()

    # Time

    def at(self, moment: str, zone: ZoneInfo = EASTERN) -> None:
        """Set everyone's clock, `2026-11-17 09:00`, let what is due happen, and wait until it has happened.

        What is on its way arrives before: a message half sent would take the jump for a computer that slept.
        """
        self.settles()
        self.clock.moment = datetime.fromisoformat(moment).replace(tzinfo=zone).astimezone(UTC)
        self.ticks()

    def ticks(self) -> None:
        """Run one tick of the jobs."""
        RoundDesk(self.bot.turns).tick()
        self.settles()

    def settles(self) -> None:
        """Wait until the bot has handled every event and sent every due message."""
        self.slack.wait_until_events_are_delivered()
        with self.commits:
            self.bot.delivery.wake()
            assert self.commits.wait_for(self._is_settled, PATIENCE), f"still in the outbox: {self._under_way()}"

    def _is_settled(self) -> bool:
        return not self._under_way()

    def _under_way(self) -> list[str]:
        """The messages being sent or ready to be sent."""
        with self.database.read() as session:
            rows = session.scalars(select(OutboxRow).where(OutboxRow.state.in_(("pending", "sending")))).all()
            return [row.key for row in rows if row.state == "sending" or self._could_leave(session, row)]

    def _could_leave(self, session: Session, row: OutboxRow) -> bool:
        now = self.clock.now()
        paused = session.scalars(select(SendPauseRow.method).where(SendPauseRow.until > now)).all()
        target = session.scalar(select(OutboxRow.sent_ts).filter_by(key=row.target_key)) if row.target_key else "none"
        return row.not_before <= now and METHODS[MessageKind(row.kind)] not in paused and target is not None

    # The world around

    def troubles(self, **troubles: Any) -> None:
        """Set the share of Slack calls that fail from now on. The default is none."""
        self._posts("troubles", troubles)

    def changes(self, user: str, **change: Any) -> None:
        """Change someone's account as an administrator, and wait until the bot has handled it."""
        self._posts("admin/user", {"id": user, **change})
        account = self.slack.world.state.users[user]
        status = {name: getattr(account, name) for name in ("status_emoji", "status_expiration")}
        profile = {"status_text": account.status, **status}
        away = by_status({"tz": account.tz, "profile": profile}, self.clock.now())
        expected = (not account.deleted, account.tz, account.guest, away is not None, away.last if away else None)
        with self.commits:
            assert self.commits.wait_for(lambda: self._knows(user) == expected, PATIENCE)

    def joins(self, user: str, **account: Any) -> None:
        """Add a person to the workspace, and wait until the bot has handled it."""
        self.slack.world.state.channels["C0GENERAL"].members.append(user)
        self._posts("admin/user", {"id": user, **account})
        with self.commits:
            assert self.commits.wait_for(lambda: self._knows(user) is not None, PATIENCE)

    def _posts(self, path: str, body: dict[str, Any]) -> None:
        """To the look-alike's page. Nothing is encrypted here, and loading certificates takes longer than the call."""
        httpx.post(f"{self.slack.url}/page/api/{path}", json=body, verify=False).raise_for_status()

    def _knows(self, user: str) -> tuple[bool, str, bool, bool, date | None] | None:
        """The account, and until when its status says that they are away, if it does."""
        with self.database.read() as session:
            person = people.person(session, TEAM, user)
            away = schedules.by_status(session, TEAM).get(user)
            if person is None:
                return None
            return person.active, person.time_zone, person.guest, away is not None, away.last if away else None

    def later(self, **span: float) -> None:
        """Move the clock and run what is due."""
        self.clock.moment += timedelta(**span)
        self.ticks()

    def calls(self, method: str) -> int:
        """The number of the bot's calls of a Slack method."""
        return sum(call.method == method for call in self.slack.world.calls)

    def told(self, name: str) -> list[str]:
        """The bot's direct messages to someone, in their latest versions."""
        self.settles()
        person = self.person(name)
        return person.reads(in_=person.dm())

    def answers(self, name: str, command: str, in_: str = "C00BETHEL") -> str:
        """The answer to a command. Empty if it opens a form."""
        person = self.person(name)
        place = person.dm() if in_ == "dm" else in_
        before = {each["ts"] for each in person._in_channel(place)}
        person.types(command, in_=place)
        new = [each for each in person._in_channel(place) if each["ts"] not in before]
        # Other messages may arrive meanwhile. The answer is the one that no one else can see.
        answers = [each for each in new if each["ephemeral"]] or new
        return message_surface(place, answers[-1]).text if answers else ""

    def files(self, name: str, channel: str) -> dict[str, bytes]:
        """The files someone can download from a channel, by name."""
        self.settles()
        uploads = (each["files"] for each in self.person(name)._in_channel(channel))
        return {
            file["name"]: httpx.get(self.slack.url + file["url"], verify=False).content
            for files in uploads
            for file in files
        }

    def imports(self, path: Path, **options: Any) -> importing.Outcome:
        """Import a file as a plan manager."""
        reading = files.read(path)
        assert reading.plan is not None, reading.findings
        with self.bot.turns.write(Who(team=TEAM, user="U0000OMAR")) as turn:
            return importing.bring_in(turn, TEAM, reading.plan, SourceFile.at(path), **options)

    def broken_rules(self) -> list[Any]:
        """Slack's limits that the bot exceeded."""
        return list(self.slack.world.violations)


@contextmanager
def open_district(
    database: Path | str, start: datetime | None = None, *, scripts: Path | None = None, **options: Any
) -> Iterator[District]:
    """A running bot, without its ticks, which the test makes. `database` is a SQLite file or a URL."""
    url = database if isinstance(database, str) else f"sqlite:///{database}"
    clock = HandClock(start or demo.District.read(options.get("seeds", DEMO) / "district.yml").starts)
    with sandbox.serve(make_world(clock, **options)) as running, ExitStack() as stack:
        opened = Database(url)
        stack.callback(opened.close)
        migrate(opened)
        commits = threading.Condition()
        event.listen(opened.engine, "commit", lambda _connection: _tell(commits))
        settings = settings_for(running, url, scripts)

        def begin() -> AbstractContextManager[Throughline]:
            return _at_work(settings, opened, clock, running)

        stack.callback(_require_one_primary_button, running.world)
        lives = stack.enter_context(ExitStack())
        bot = lives.enter_context(begin())
        yield District(slack=running, clock=clock, bot=bot, commits=commits, begin=begin, lives=lives)


def _require_one_primary_button(world: sandbox.World) -> None:
    """Whatever a test made the bot write, before and after its edits: at most one button of a message stands out."""
    messages = [message for channel in world.state.channels.values() for message in channel.messages]
    for blocks in (version for message in messages for version in [message.blocks, *message.earlier_blocks]):
        inside = [each for block in blocks for each in [*block.get("elements", []), block.get("accessory")]]
        primary = [each["text"]["text"] for each in inside if each and each.get("style") == "primary"]
        assert len(primary) <= 1, (primary, blocks)


@contextmanager
def _at_work(settings: Settings, database: Database, clock: Clock, running: sandbox.Sandbox) -> Iterator[Throughline]:
    bot = build_app(settings, database, clock, lease=timedelta(0))
    bot.directory.learn_all()
    bot.delivery.start()
    try:
        with _connected(bot, settings, running):
            yield bot
    finally:
        bot.delivery.stop()


def _tell(commits: threading.Condition) -> None:
    """After the commit has begun; who waits looks again, and once more at the next."""
    with commits:
        commits.notify_all()


@contextmanager
def _connected(bot: Throughline, settings: Settings, running: sandbox.Sandbox) -> Iterator[None]:
    client, greeted = SocketModeHandler(bot.app, settings.app_token).client, threading.Event()
    client.message_listeners.append(lambda _client, message, _raw: _note_hello(message, greeted))
    with connected(client, running):
        assert greeted.wait(PATIENCE)
        yield


def _note_hello(message: dict[str, Any], greeted: threading.Event) -> None:
    """Before its hello, Slack has nowhere to send an event."""
    if message.get("type") == "hello":
        greeted.set()


def finger_on(
    person: Person, label: str, *, on: str | None = None, by: Person | None = None, value: str | None = None
) -> Callable[[], None]:
    """A button before someone now, pressed later, as on a screen that has not noticed what happened since.

    `by` presses it without having it before them, and `value` is pressed instead of what the bot gave it.
    """
    control = person._control(lambda each: contains(each.label, label), label, on)
    pressed = control.element.get("value") if value is None else value
    return lambda: (by or person)._act(control, {"type": "button", "value": pressed})
