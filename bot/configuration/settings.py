"""Settings, validated once. bot/configuration/setting_sources.py reads them from the environment and from files."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.encryption import EncryptionKeys, KeyFormatError

USUAL_COMMAND = "/plan"
DEFAULT_API_URL = "https://slack.com/api/"


class SettingsError(Exception):
    """`problem` names a sentence of prompts/messages/setup.j2, `values` fill it; `name` is the variable at fault."""

    def __init__(self, problem: str, name: str, **values: Any) -> None:
        super().__init__(f"{name}: {problem}")
        self.problem = problem
        self.name = name
        self.values = values


class Settings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    bot_token: str = Field(default="", alias="SLACK_BOT_TOKEN", repr=False)
    app_token: str = Field(default="", alias="SLACK_APP_TOKEN", repr=False)
    signing_secret: str = Field(default="", alias="SLACK_SIGNING_SECRET", repr=False)
    client_id: str = Field(default="", alias="SLACK_CLIENT_ID")
    """With it, the app is installed through Slack's OAuth, in as many workspaces as like; without, it has one token."""
    client_secret: str = Field(default="", alias="SLACK_CLIENT_SECRET", repr=False)
    token_keys: str = Field(default="", alias="TOKEN_KEYS", repr=False)
    """What the workspaces' tokens are encrypted with: the newest key first, separated by commas."""
    public_url: str = Field(default="", alias="PUBLIC_URL", pattern="^(https?://[^/]+/?)?$")
    """Where a browser reaches the bot, for the pages of an installation."""
    workspace: str = Field(default="", alias="WORKSPACE")
    """Which of several workspaces a command is about: a part of its name, or its id."""
    api_url: str = Field(default=DEFAULT_API_URL, alias="SLACK_API_URL")
    database_url: str = Field(
        default="sqlite:///throughline.db",
        alias="DATABASE_URL",
        repr=False,
        pattern=r"^(sqlite|postgres|postgresql)(\+[a-z0-9]+)?:",
    )
    host: str = Field(default="127.0.0.1", alias="HOST")
    port: int = Field(default=3000, alias="PORT", ge=1, le=65535)
    """The port for signed HTTP requests, used without a SLACK_APP_TOKEN."""
    health_port: int | None = Field(default=None, alias="HEALTH_PORT", ge=1, le=65535)
    """The port of /health and /ready, for a supervisor."""
    metrics_port: int | None = Field(default=None, alias="METRICS_PORT", ge=1, le=65535)
    """The port of /metrics, for Prometheus. It may be the same."""
    scripts_dir: Path | None = Field(default=None, alias="SCRIPTS_DIR")
    """A folder with the district's own coaching scripts."""
    backups_dir: Path | None = Field(default=None, alias="THROUGHLINE_BACKUPS")
    """The folder that backups go to. `throughline doctor` looks at the age of the newest one."""
    backup_at: str = Field(default="", alias="BACKUP_AT", pattern=r"^(([01]\d|2[0-3]):[0-5]\d)?$")
    """When the running bot makes a backup each day, in UTC: 07:00. Empty for never."""
    backup_keys: str = Field(default="", alias="BACKUP_KEYS", repr=False)
    """What backups are encrypted with: the newest key first, separated by commas. Without keys they aren't."""
    command: str = Field(default=USUAL_COMMAND, alias="SLASH_COMMAND", pattern=r"^/[a-z0-9][a-z0-9_-]{0,30}$")
    """The slash command's name in the app's manifest."""
    log_file: Path | None = Field(default=None, alias="LOG_FILE")
    """The file to log to instead of standard error."""
    log_level: str = Field(default="INFO", alias="LOG_LEVEL", pattern="^(DEBUG|INFO|WARNING|ERROR)$")

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "Settings":
        """Read the settings. Raises SettingsError for an invalid value."""
        given = {name: text.strip() for name, text in environment.items() if name in cls.names() and text.strip()}
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            raise SettingsError("bad_value", str(error.errors()[0]["loc"][0])) from error

    @classmethod
    def names(cls) -> frozenset[str]:
        """The variables that are settings."""
        return frozenset(field.alias for field in cls.model_fields.values() if field.alias)

    @classmethod
    def secrets(cls) -> frozenset[str]:
        """The variables that hold secrets: they are never printed, and a file can hold each of them."""
        return frozenset(field.alias for field in cls.model_fields.values() if field.alias and not field.repr)

    @classmethod
    def faults(cls, environment: Mapping[str, str]) -> list[SettingsError]:
        """Everything that keeps the bot from starting with these settings."""
        try:
            return list(cls.read(environment).token_faults())
        except SettingsError as error:
            rest = {name: text for name, text in environment.items() if name != error.name}
            return [error, *cls.faults(rest)]

    def require_tokens(self) -> None:
        """Raises SettingsError for the first token that is missing or of another kind."""
        for fault in self.token_faults():
            raise fault

    def token_faults(self) -> Iterator[SettingsError]:
        yield from _key_faults("BACKUP_KEYS", self.backup_keys)
        if self.backup_at and self.backups_dir is None:
            yield SettingsError("backup_nowhere", "THROUGHLINE_BACKUPS")
        if self.is_distributed:
            yield from self._distribution_faults()
            return
        if not self.bot_token:
            yield SettingsError("no_bot_token", "SLACK_BOT_TOKEN")
        elif not self.bot_token.startswith("xoxb-"):
            yield SettingsError("wrong_bot_token", "SLACK_BOT_TOKEN")
        if self.app_token and not self.app_token.startswith("xapp-"):
            yield SettingsError("wrong_app_token", "SLACK_APP_TOKEN")
        if not self.app_token and not self.signing_secret:
            yield SettingsError("no_way_in", "SLACK_APP_TOKEN")

    def _distribution_faults(self) -> Iterator[SettingsError]:
        """Of a bot for several workspaces."""
        alone = {"SLACK_BOT_TOKEN": self.bot_token, "SLACK_APP_TOKEN": self.app_token}
        for name in [name for name, text in alone.items() if text]:
            yield SettingsError("not_distributed", name)
        needed = {
            "SLACK_CLIENT_SECRET": self.client_secret,
            "SLACK_SIGNING_SECRET": self.signing_secret,
            "TOKEN_KEYS": self.token_keys,
            "PUBLIC_URL": self.public_url,
        }
        for name in [name for name, text in needed.items() if not text]:
            yield SettingsError("distribution_lacks", name)
        yield from _key_faults("TOKEN_KEYS", self.token_keys)

    @property
    def is_distributed(self) -> bool:
        """Whether the bot serves the workspaces that install it, instead of the one of SLACK_BOT_TOKEN."""
        return bool(self.client_id)

    @property
    def socket_mode(self) -> bool:
        return bool(self.app_token)


def _key_faults(name: str, keys: str) -> Iterator[SettingsError]:
    if keys:
        try:
            EncryptionKeys.read(keys)
        except KeyFormatError:
            yield SettingsError("bad_keys", name)
