"""A workspace leaves: its token is revoked, its rows are deleted, and a certificate says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from slack_sdk.errors import SlackApiError

from bot.configuration.settings import Settings
from bot.documents.document import Block, Document, DocumentTable, Paragraph, SectionHeading
from bot.encryption import EncryptionKeys
from bot.installations.tokens import InstalledTokens
from bot.sending import clients
from bot.sending.clients import BotToken, Patience, SlackClients
from bot.sending.outcomes import TROUBLES, NotInstalledError
from prompts import formats, plain
from storage import installations
from storage.database import Database

NOUN = "archives"
_DEAD = frozenset({"account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked"})
"""Slack's answers for a token that nobody can use any more."""


class TokenEnd(StrEnum):
    """What became of the bot's token."""

    REVOKED = "revoked"
    DEAD = "dead"
    """It had been revoked before."""
    FAILED = "failed"
    """Slack couldn't be asked."""
    NONE = "none"
    """There is none of this workspace."""
    SHARED = "shared"
    """Other workspaces of the Enterprise organization use it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """What the certificate states."""

    workspace_id: str
    name: str
    at: datetime
    login: str
    version: str
    removed: Mapping[str, int]
    export: str
    """The checksum of the full export; empty if it was removed without one."""
    token: TokenEnd
    audit_records: int
    backups: int
    """Backups in the folder that still have its rows …"""
    backups_until: date | None
    """… and the day on which the last of them is deleted."""
    is_scrubbed: bool
    """Whether the bytes are gone from the database's files."""
    is_sqlite: bool

    @property
    def rows(self) -> int:
        return sum(self.removed.values())


class LeavingToken:
    """The token of a workspace, read while the database still has it."""

    def __init__(self, settings: Settings, database: Database, workspace_id: str) -> None:
        self._workspace_id = workspace_id
        self._is_shared = _is_shared(database, workspace_id)
        self._clients = clients.sole(settings.bot_token, settings.api_url)
        self._token: BotToken | None = None
        if settings.client_id:
            tokens = InstalledTokens(database, EncryptionKeys.read(settings.token_keys))
            self._clients = SlackClients(tokens, settings.api_url)
            self._token = _installed(tokens, workspace_id)
        elif settings.bot_token:
            self._token = BotToken(settings.bot_token)

    def revoke(self) -> TokenEnd:
        if self._token is None:
            return TokenEnd.NONE
        if self._is_shared:
            return TokenEnd.SHARED
        client = self._clients.with_token(self._token, Patience.LONG)
        try:
            if not self._token.workspace_id and client.auth_test()["team_id"] != self._workspace_id:
                return TokenEnd.NONE
            client.auth_revoke(test=False)
        except SlackApiError as error:
            return TokenEnd.DEAD if error.response.get("error") in _DEAD else TokenEnd.FAILED
        except TROUBLES:
            return TokenEnd.FAILED
        return TokenEnd.REVOKED


def _installed(tokens: InstalledTokens, workspace_id: str) -> BotToken | None:
    try:
        return tokens.of(workspace_id)
    except NotInstalledError:
        return None


def _is_shared(database: Database, workspace_id: str) -> bool:
    """Whether other workspaces use the token of the same Enterprise organization."""
    with database.read() as session:
        listed = installations.workspaces(session)
    through = {each.through_id for each in listed if each.id == workspace_id and each.through_id}
    return any(each.through_id in through for each in listed if each.id != workspace_id)


def certificate(departure: Departure) -> Document:
    """A statement that somebody can file: what was destroyed, when, by whom, and what remains elsewhere."""
    with formats.for_a_file():
        return Document(
            title=plain(NOUN, "certificate_title"),
            organization=departure.name,
            about=[plain(NOUN, "certificate_about", departure=departure)],
            made_on=departure.at.date(),
            blocks=list(_blocks(departure)),
            is_landscape=False,
        )


def _blocks(departure: Departure) -> list[Block]:
    counted = [((name,), (formats.number(rows),)) for name, rows in sorted(departure.removed.items())]
    table = DocumentTable(
        name=plain(NOUN, "certificate_table"),
        columns=[plain(NOUN, "certificate_column_table"), plain(NOUN, "certificate_column_rows")],
        rows=counted,
    )
    facts = [
        Paragraph(plain(NOUN, part, departure=departure))
        for part in ("certificate_destroyed", "certificate_export", f"certificate_token_{departure.token}")
    ]
    remains = [
        Paragraph(plain(NOUN, part, departure=departure))
        for part in ("certificate_backups", "certificate_files", "certificate_slack", "certificate_audit")
    ]
    return [
        *facts,
        SectionHeading(1, plain(NOUN, "certificate_remains")),
        *remains,
        SectionHeading(1, plain(NOUN, "certificate_table")),
        table,
    ]
