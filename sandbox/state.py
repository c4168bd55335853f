"""The look-alike's state: plain data that a JSON file can hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
Kind = Literal["channel", "private", "im"]
AccountRole = Literal["member", "admin", "owner", "primary_owner"]

SLACKBOT = "USLACKBOT"


@dataclass
class User:
    """A person or bot with an account."""

    id: str
    name: str
    real_name: str
    title: str = ""
    tz: str = "America/New_York"
    """Empty for an account whose time zone Slack does not report."""
    email: str = ""
    is_bot: bool = False
    deleted: bool = False
    guest: bool = False
    role: AccountRole = "member"
    """In the workspace. An owner is also an admin; the primary owner is also an owner."""
    team: str = ""
    """The other organization's workspace of a person in a shared channel; empty for a member of this one."""
    status: str = ""
    status_emoji: str = ""
    status_expiration: int = 0
    """When the status expires, in seconds since 1970; 0 for never."""
    locale: str = "en-US"


@dataclass
class PostedMessage:
    """A message in a channel; `only_for` names the one reader of an ephemeral one."""

    ts: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    broadcast: bool = False
    edited: Json | None = None
    only_for: str | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    metadata: Json | None = None
    subtype: str | None = None
    chosen: dict[str, Json] = field(default_factory=dict)
    """What each person chose in the message's selects: user -> block -> action -> state."""
    earlier_blocks: list[list[Json]] = field(default_factory=list)
    """Versions before an edit: a click on what the screen still showed reaches the app, as in Slack."""


@dataclass
class Channel:
    """A public or private channel, or direct messages between two people."""

    id: str
    name: str
    kind: Kind
    members: list[str]
    archived: bool = False
    created: int = 0
    messages: list[PostedMessage] = field(default_factory=list)
    read: dict[str, str] = field(default_factory=dict)


@dataclass
class SlackFile:
    """An upload: announced first, then filled with bytes, then shared."""

    id: str
    name: str
    size: int
    user: str
    created: int
    title: str = ""
    alt: str = ""
    content_base64: str | None = None
    shares: list[Share] = field(default_factory=list)
    in_form: bool = False
    """Whether it was chosen in one of the app's forms."""


@dataclass
class Share:
    """A message that contains the file."""

    channel: str
    ts: str
    thread_ts: str | None = None


@dataclass
class FileShare:
    """Uploaded files that will appear at a moment, in seconds since 1970."""

    due: float
    channel: str
    message: PostedMessage


@dataclass
class OpenView:
    """A modal or a Home tab as one person has it open; `body` is what the app sent."""

    id: str
    user: str
    body: Json
    hash: str
    root: str
    previous: str | None = None
    chosen: Json = field(default_factory=dict)
    earlier_blocks: list[list[Json]] = field(default_factory=list)
    """As for a message: a Home tab is often republished while someone has one of its menus open."""


@dataclass
class Trigger:
    """A ticket to open a modal."""

    user: str
    made_at: float
    used: bool = False


@dataclass
class ResponseUrl:
    """An address where the app may answer an interaction, five times within half an hour."""

    user: str
    channel: str
    made_at: float
    message_ts: str | None = None
    uses: int = 0


@dataclass
class WorkspaceState:
    """Everything that survives a restart of the look-alike."""

    team_id: str
    team_name: str
    app_id: str
    bot_user: str
    bot_id: str
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    files: dict[str, SlackFile] = field(default_factory=dict)
    sharing: list[FileShare] = field(default_factory=list)
    homes: dict[str, OpenView] = field(default_factory=dict)
    stacks: dict[str, list[OpenView]] = field(default_factory=dict)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)
    enterprise: str = ""
    """The Enterprise Grid organization the workspace belongs to, if any."""
    counter: int = 0
    last_ts: str = "0.000000"
