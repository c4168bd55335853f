"""The initial people and channels, from a file or the built-in small district."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field

from sandbox.state import SLACKBOT, AccountRole, Channel, User, WorkspaceState

TeamId = Annotated[str, Field(pattern=r"^T[A-Z0-9]{8,}$")]
UserId = Annotated[str, Field(pattern=r"^[UW][A-Z0-9]{8,}$")]
ChannelId = Annotated[str, Field(pattern=r"^[CG][A-Z0-9]{8,}$")]


class _SeedModel(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Team(_SeedModel):
    """The workspace."""

    id: TeamId = "TDISTRICT"
    name: str = "Bethel School District"
    enterprise: Annotated[str, Field(pattern=r"^(E[A-Z0-9]{8,})?$")] = ""
    """The Enterprise Grid organization it belongs to, if any."""


class Bot(_SeedModel):
    """The app's own user."""

    id: UserId = "U00000BOT"
    name: str = "throughline"


class Tokens(_SeedModel):
    """The app's tokens. They are not secret, as nothing leaves this computer."""

    bot: str = "xoxb-sandbox-bot"
    app: str = "xapp-sandbox-app"
    signing_secret: str = "sandbox-signing-secret"  # noqa: S105 - a fixed one, for this computer only


class SeedUser(_SeedModel):
    """A person."""

    id: UserId
    name: str
    real_name: str
    title: str = ""
    tz: str = "America/New_York"
    email: str = ""
    guest: bool = False
    role: AccountRole = "member"
    team: Annotated[str, Field(pattern=r"^(T[A-Z0-9]{8,})?$")] = ""
    """Another organization's workspace, for people in shared channels."""
    deleted: bool = False


class SeedChannel(_SeedModel):
    """A channel; the bot is in it if its id is among the members."""

    id: ChannelId
    name: str
    private: bool = False
    archived: bool = False
    members: list[UserId] = Field(default_factory=list)


class Seed(_SeedModel):
    """A workspace at its start."""

    team: Team = Field(default_factory=Team)
    bot: Bot = Field(default_factory=Bot)
    tokens: Tokens = Field(default_factory=Tokens)
    users: list[SeedUser] = Field(default_factory=list)
    channels: list[SeedChannel] = Field(default_factory=list)


def read_seed(path: Path) -> Seed:
    """Read a seed. JSON is YAML too, so one parser reads both."""
    return Seed.model_validate(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader))


def default_seed() -> Seed:
    """Two schools and the people who look after their plans."""
    people = [
        ("U00000ANA", "ana", "Ana Ruiz", "Math coach, Bethel Elementary"),
        ("U00000LEE", "lee", "Lee Park", "Principal, Bethel Elementary"),
        ("U00000MIA", "mia", "Mia Brooks", "Grade 4 teacher, Bethel Elementary"),
        ("U00000SAM", "sam", "Sam Okafor", "Principal, Reynolds Middle"),
        ("U00000DEE", "dee", "Dee Hansen", "Director of School Improvement"),
    ]
    users = [
        SeedUser(id=id_, name=name, real_name=real, title=title, email=f"{name}@district.example")
        for id_, name, real, title in people
    ]
    channels = [
        SeedChannel(
            id="C00BETHEL",
            name="bethel-plan",
            members=["U00000ANA", "U00000LEE", "U00000MIA", "U00000DEE", "U00000BOT"],
        ),
        SeedChannel(id="CREYNOLDS", name="reynolds-plan", members=["U00000SAM", "U00000DEE", "U00000BOT"]),
        SeedChannel(id="C0GENERAL", name="general", members=[user.id for user in users]),
    ]
    return Seed(users=users, channels=channels)


def first_state(seed: Seed) -> WorkspaceState:
    """The state of a workspace without messages."""
    bot = User(seed.bot.id, seed.bot.name, seed.bot.name.capitalize(), is_bot=True, tz="Etc/UTC")
    slackbot = User(SLACKBOT, "slackbot", "Slackbot", tz="Etc/UTC")
    people = [User(**user.model_dump()) for user in seed.users]
    channels = [
        Channel(c.id, c.name, "private" if c.private else "channel", list(c.members), archived=c.archived)
        for c in seed.channels
    ]
    return WorkspaceState(
        team_id=seed.team.id,
        team_name=seed.team.name,
        enterprise=seed.team.enterprise,
        app_id="A" + seed.bot.id[1:],
        bot_user=seed.bot.id,
        bot_id="B" + seed.bot.id[1:],
        users={user.id: user for user in [*people, bot, slackbot]},
        channels={channel.id: channel for channel in channels},
    )
