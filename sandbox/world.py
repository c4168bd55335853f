"""The workspace: its content, clock and ids, and who is notified of changes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import RLock
from typing import Any, Literal

from sandbox.errors import SlackError
from sandbox.manifest import Manifest
from sandbox.rates import RateLimits
from sandbox.recording import recorder
from sandbox.seed import Seed, default_seed, first_state
from sandbox.state import Channel, Json, PostedMessage, SlackFile, User, WorkspaceState
from sandbox.tour_plan import TourPlan
from sandbox.troubles import Dice, Troubles

LAST_MICRO = 999_999

What = Literal["messages", "views", "home", "conversations"]


@dataclass(frozen=True)
class WorldChange:
    """A change that the `people` can now see."""

    what: What
    people: frozenset[str]
    channel: str | None = None


@dataclass(frozen=True)
class Call:
    """A line in the log of Web API calls; `user` is the one person it was about, if any."""

    n: int
    method: str
    ok: bool
    error: str | None
    user: str | None
    at: float


@dataclass(frozen=True)
class Violation:
    """A rule of Slack's that the app broke."""

    method: str
    error: str
    messages: list[str]


class World:
    """One workspace with one app. Hold `lock` to read or change it from another thread."""

    def __init__(
        self,
        seed: Seed | None = None,
        manifest: Manifest | None = None,
        *,
        state: WorkspaceState | None = None,
        tour: TourPlan | None = None,
        request_url: str | None = None,
        rate_limits: bool = False,
        retry_delays: tuple[float, ...] = (0.0, 2.0, 10.0),
        ack_seconds: float = 3.0,
        hang_seconds: float = 60.0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        seed = seed or default_seed()
        self.tokens = seed.tokens
        self.state = state or first_state(seed)
        self.manifest = manifest or Manifest()
        self.tour = tour
        self.request_url = request_url
        self.limits = RateLimits() if rate_limits else None
        self.retry_delays = retry_delays
        self.ack_seconds = ack_seconds
        self.hang_seconds = hang_seconds
        self.clock = clock
        self.base_url = ""
        self.files_url = ""
        """Where the app fetches files, if that isn't this look-alike's own address."""
        self.is_installed = True
        self.org_wide = False
        """Whether the app has this workspace through its whole Enterprise organization."""
        self.is_commercial = False
        """Whether the app is sold outside Slack's marketplace, which limits how it may read conversations."""
        self.lock = RLock()
        self.dice = Dice(Troubles())
        self.calls: list[Call] = []
        self.violations: list[Violation] = []
        self.record = recorder()
        self.on_event: Callable[[Json], None] = ignore
        self.on_change: Callable[[WorldChange], None] = ignore

    @property
    def bot(self) -> str:
        """The user id of the app's bot."""
        return self.state.bot_user

    def install(self, token: str, *, org_wide: bool = False) -> None:
        """The app gets a new token."""
        self.tokens = self.tokens.model_copy(update={"bot": token})
        self.is_installed, self.org_wide = True, org_wide

    def uninstall(self) -> None:
        """The token is dead, and nothing more is sent to the app."""
        self.is_installed = False

    def set_troubles(self, troubles: Troubles) -> None:
        """Set the troubles and reseed the random generator."""
        self.dice = Dice(troubles)

    # Numbers

    def new_id(self, prefix: str) -> str:
        """An id that is never reused, not even after a restart from a saved file."""
        self.state.counter += 1
        return f"{prefix}{self.state.counter:010d}"

    def new_ts(self) -> str:
        """A timestamp later than all before; Slack's message ids."""
        seconds, _, micros = f"{self.clock():.6f}".partition(".")
        ts = max(f"{int(seconds):010d}.{micros}", _next_micro(self.state.last_ts))
        self.state.last_ts = ts
        return ts

    # Looking up

    def user(self, user_id: str) -> User:
        """A person or bot; raises user_not_found."""
        if user_id not in self.state.users:
            raise SlackError("user_not_found")
        return self.state.users[user_id]

    def channel(self, channel_id: str) -> Channel:
        """A conversation; raises channel_not_found."""
        if channel_id not in self.state.channels:
            raise SlackError("channel_not_found")
        return self.state.channels[channel_id]

    def dm(self, first: str, other: str) -> Channel:
        """The direct messages of two people, opened on first use."""
        return self.open_dm(first, other) or self._new_dm(first, other)

    def open_dm(self, first: str, other: str) -> Channel | None:
        """The direct messages of two people, if they are open."""
        pair = {first, other}
        for channel in self.state.channels.values():
            if channel.kind == "im" and first in channel.members and set(channel.members) == pair:
                return channel
        return None

    def _new_dm(self, first: str, other: str) -> Channel:
        channel = Channel(self.new_id("D"), "", "im", [first, other], created=int(self.clock()))
        self.state.channels[channel.id] = channel
        self.changed("conversations", {first, other}, channel.id)
        return channel

    def message(self, channel: Channel, ts: str) -> PostedMessage:
        """A message in the channel; raises message_not_found."""
        for message in reversed(channel.messages):
            if message.ts == ts:
                return message
        raise SlackError("message_not_found")

    def file(self, file_id: str) -> SlackFile:
        """A file whose bytes have arrived; raises file_not_found."""
        stored = self.state.files.get(file_id)
        if stored is None or stored.content_base64 is None:
            raise SlackError("file_not_found")
        return stored

    def readers(self, channel: Channel, message: PostedMessage | None = None) -> set[str]:
        """Who can see the message (or the channel)."""
        return {message.only_for} if message and message.only_for else set(channel.members)

    # Telling

    def changed(self, what: What, people: set[str], channel: str | None = None) -> None:
        """Notify the screens of `people`."""
        self.on_change(WorldChange(what, frozenset(people), channel))

    def emit_in(self, channel: Channel, event: Json) -> None:
        """Send a channel's event to the app, which gets it only as a member (or if it was one until now)."""
        if self.bot in channel.members or event.get("user") == self.bot:
            self.emit(event)

    def emit(self, event: Json) -> None:
        """Send an event to the app, if its manifest subscribes to it."""
        name = event["type"]
        if name == "message":
            name = "message." + {"channel": "channels", "group": "groups", "im": "im"}[event["channel_type"]]
        if self.manifest.events is None or name in self.manifest.events:
            self.on_event(event)

    def log_call(self, method: str, error: str | None, user: str | None) -> None:
        """Log a Web API call for tests and for the page."""
        self.calls.append(Call(len(self.calls) + 1, method, error is None, error, user, self.clock()))

    def violated(self, method: str, error: str, messages: list[str]) -> None:
        """Log that the app broke a rule of Slack's."""
        self.violations.append(Violation(method, error, messages))


def ignore(_change: object) -> None:
    """Do nothing."""


def _next_micro(ts: str) -> str:
    seconds, micros = (int(part) for part in ts.split("."))
    seconds, micros = (seconds + 1, 0) if micros == LAST_MICRO else (seconds, micros + 1)
    return f"{seconds:010d}.{micros:06d}"


def deep_text(content: Any) -> int:
    """The number of characters in blocks, for Slack's limit on a whole message."""
    if isinstance(content, dict):
        own = len(content["text"]) if isinstance(content.get("text"), str) else 0
        return own + sum(deep_text(each) for key, each in content.items() if key != "text" or not own)
    if isinstance(content, list):
        return sum(deep_text(each) for each in content)
    return 0
