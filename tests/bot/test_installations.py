"""Keys, states, tokens and settings of a bot for several workspaces."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.configuration.settings import Settings, SettingsError
from bot.demo.district import HandClock
from bot.encryption import EncryptedText, EncryptionKeys, KeyFormatError, UnreadableTextError, new_key
from bot.installations.states import LIFETIME_SECONDS, SignedStates
from bot.installations.tokens import FRESH_SECONDS, InstalledTokens
from bot.sending.outcomes import NotInstalledError
from bot.turns import Turns
from storage import installations
from storage.database import Database
from storage.installations import Installation
from tests.support.databases import new_sqlite

NOW = datetime(2026, 11, 16, 15, tzinfo=UTC)
TEAM = "TLAKESIDE"
OLD, NEW = new_key(), new_key()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    new_sqlite(tmp_path / "bot.db").close()
    opened = Database(f"sqlite:///{tmp_path / 'bot.db'}")
    yield opened
    opened.close()


def install(database: Database, keys: EncryptionKeys) -> Installation:
    encrypted = keys.encrypt("xoxb-1", TEAM)
    installation = Installation(
        id=TEAM,
        name="Lakeside",
        bot_user="U1",
        bot_id="B1",
        scopes="",
        installed_by="UOMAR",
        installed_at=NOW,
        token=encrypted.text,
        key_id=encrypted.key_id,
    )
    with database.write() as session:
        installations.save(session, installation)
    return installation


def remove(database: Database) -> None:
    with database.write() as session:
        assert installations.remove(session, TEAM, NOW) == [TEAM]


def test_a_new_key_goes_before_the_old_one() -> None:
    before = EncryptionKeys.read(OLD).encrypt("xoxb-1", TEAM)
    both = EncryptionKeys.read(f"{NEW}, {OLD}")
    assert both.decrypt(before, TEAM) == "xoxb-1"
    after = both.encrypt("xoxb-1", TEAM)
    assert after.key_id == both.newest != before.key_id
    assert EncryptionKeys.read(NEW).decrypt(after, TEAM) == "xoxb-1"


def test_without_its_key_a_token_is_unreadable() -> None:
    encrypted = EncryptionKeys.read(OLD).encrypt("xoxb-1", TEAM)
    with pytest.raises(UnreadableTextError):
        EncryptionKeys.read(NEW).decrypt(encrypted, TEAM)
    with pytest.raises(UnreadableTextError):
        EncryptionKeys.read(OLD).decrypt(EncryptedText(encrypted.text[:-8] + "AAAAAAA=", encrypted.key_id), TEAM)


def test_a_token_copied_to_another_row_is_not_used() -> None:
    keys = EncryptionKeys.read(OLD)
    with pytest.raises(UnreadableTextError):
        keys.decrypt(keys.encrypt("xoxb-1", TEAM), "THILLTOP0")


@pytest.mark.parametrize("text", ["", " , ", "secret", "{good},short"])
def test_a_setting_without_proper_keys_is_refused(text: str) -> None:
    with pytest.raises(KeyFormatError):
        EncryptionKeys.read(text.format(good=OLD))


def test_a_token_is_read_once_a_minute(database: Database) -> None:
    keys, clock = EncryptionKeys.read(OLD), [0.0]
    tokens = InstalledTokens(database, keys, lambda: clock[0])
    with pytest.raises(NotInstalledError):
        tokens.of(TEAM)
    install(database, keys)
    clock[0] = FRESH_SECONDS
    assert tokens.of(TEAM).text == "xoxb-1"
    remove(database)  # as another replica does
    assert tokens.of(TEAM).text == "xoxb-1"
    clock[0] = 2 * FRESH_SECONDS
    with pytest.raises(NotInstalledError):
        tokens.of(TEAM)


def test_the_replica_that_removes_it_forgets_it_at_once(database: Database) -> None:
    keys = EncryptionKeys.read(OLD)
    install(database, keys)
    tokens = InstalledTokens(database, keys)
    assert tokens.of(TEAM).text == "xoxb-1"
    remove(database)
    tokens.forget(TEAM)
    with pytest.raises(NotInstalledError):
        tokens.of(TEAM)


def test_no_token_can_get_into_a_log(database: Database) -> None:
    keys = EncryptionKeys.read(OLD)
    installation = install(database, keys)
    assert "xoxb-1" not in repr(InstalledTokens(database, keys).of(TEAM))
    assert installation.token is not None
    assert installation.token not in repr(installation)


def test_a_state_is_taken_once_in_time_and_unchanged(database: Database) -> None:
    clock = HandClock(NOW)
    states = SignedStates(Turns(database, clock), "client-secret")
    state, late = states.issue(), states.issue()
    assert not states.consume(state[:-1] + ("0" if state[-1] != "0" else "1"))
    assert not states.consume("")
    assert not SignedStates(Turns(database, clock), "another secret").consume(state)
    assert states.consume(state)
    assert not states.consume(state)
    clock.moment += timedelta(seconds=LIFETIME_SECONDS + 1)
    assert not states.consume(late)


DISTRIBUTED = {
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "secret",
    "SLACK_SIGNING_SECRET": "signing",
    "PUBLIC_URL": "https://throughline.district.org",
    "TOKEN_KEYS": OLD,
}


def faults(**changed: str) -> list[tuple[str, str]]:
    given = {name: text for name, text in (DISTRIBUTED | changed).items() if text}
    return [(fault.problem, fault.name) for fault in Settings.faults(given)]


def test_settings_for_several_workspaces() -> None:
    assert faults() == []
    assert faults(SLACK_BOT_TOKEN="xoxb-1") == [("not_distributed", "SLACK_BOT_TOKEN")]
    assert faults(SLACK_APP_TOKEN="xapp-1") == [("not_distributed", "SLACK_APP_TOKEN")]
    assert faults(TOKEN_KEYS="") == [("distribution_lacks", "TOKEN_KEYS")]
    assert faults(PUBLIC_URL="") == [("distribution_lacks", "PUBLIC_URL")]
    assert faults(TOKEN_KEYS="a key") == [("bad_keys", "TOKEN_KEYS")]
    assert faults(PUBLIC_URL="throughline.district.org")[0] == ("bad_value", "PUBLIC_URL")
    with pytest.raises(SettingsError):
        Settings.read(DISTRIBUTED | {"SLACK_CLIENT_SECRET": ""}).require_tokens()
