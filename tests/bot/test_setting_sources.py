"""Settings from the environment, a .env file and files with one secret each; `throughline config` explains them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import make
from bot.configuration import setting_sources
from bot.configuration.env_file import EnvLineError, parse
from bot.configuration.masking import masked
from bot.configuration.settings import Settings, SettingsError

ENV = """
# tokens
export SLACK_BOT_TOKEN='xoxb-of-file'
SLACK_APP_TOKEN = xapp-of-file   # from Basic Information
DATABASE_URL="sqlite:///the data.db"
SCRIPTS_DIR=
"""


def config(folder: Path, monkeypatch: pytest.MonkeyPatch, *words: str, **environment: str) -> tuple[int, str, str]:
    """Run `throughline config` in a folder. Return its exit code, what it prints, and what it complains about."""
    monkeypatch.chdir(folder)
    for name in Settings.names():
        monkeypatch.delenv(name, raising=False)
    for name, text in environment.items():
        monkeypatch.setenv(name, text)
    outcome = CliRunner().invoke(make("config"), ["config", *words])
    return outcome.exit_code, outcome.stdout, outcome.stderr


def sources(folder: Path, environment: Mapping[str, str], env: str = "") -> setting_sources.SettingSources:
    (folder / ".env").write_text(env)
    return setting_sources.read(environment, folder)


def test_a_file_has_comments_quotes_and_exports() -> None:
    assert [(line.line, line.name, line.text) for line in parse(ENV)] == [
        (3, "SLACK_BOT_TOKEN", "xoxb-of-file"),
        (4, "SLACK_APP_TOKEN", "xapp-of-file"),
        (5, "DATABASE_URL", "sqlite:///the data.db"),
        (6, "SCRIPTS_DIR", ""),
    ]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("PORT=3000", "3000"),
        ("PORT=  3000  ", "3000"),
        ("PORT=a#b", "a#b"),
        ("PORT=a #b", "a"),
        ("PORT=#b", ""),
        ('PORT="a #b"', "a #b"),
        ("PORT='a' # b", "a"),
        ("PORT=a=b", "a=b"),
        ("PORT=$HOME", "$HOME"),
        ("\ufeffPORT=1\r", "1"),
    ],
)
def test_a_text_is_read_as_written(line: str, text: str) -> None:
    assert [each.text for each in parse(line)] == [text]


@pytest.mark.parametrize("line", ["PORT", "PORT: 3000", "2PORT=1", "=1", "PORT='3000", "PORT='1'2"])
def test_a_line_that_is_no_setting_is_named(line: str) -> None:
    with pytest.raises(EnvLineError) as caught:
        list(parse(f"HOST=x\n\n{line}\n"))

    assert caught.value.line == 3


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    settings = sources(tmp_path, {"SLACK_APP_TOKEN": "xapp-of-environment"}, ENV).settings()

    assert settings.bot_token == "xoxb-of-file"
    assert settings.app_token == "xapp-of-environment"
    assert settings.database_url == "sqlite:///the data.db"
    assert settings.scripts_dir is None


def test_a_secret_is_read_from_its_file(tmp_path: Path) -> None:
    (tmp_path / "bot_token").write_text("xoxb-1\n")

    for folder in ("", f"{tmp_path}/"):
        settings = sources(tmp_path, {"SLACK_BOT_TOKEN_FILE": f"{folder}bot_token"}).settings()
        assert settings.bot_token == "xoxb-1"


def test_every_secret_can_be_in_a_file() -> None:
    assert Settings.secrets() == {
        *("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_CLIENT_SECRET"),
        *("TOKEN_KEYS", "BACKUP_KEYS", "DATABASE_URL"),
    }


@pytest.mark.parametrize(
    ("environment", "env", "sentence"),
    [
        (
            {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_BOT_TOKEN_FILE": "token"},
            "",
            "Both SLACK_BOT_TOKEN and SLACK_BOT_TOKEN_FILE are set in the environment. Keep one of them.",
        ),
        (
            {"SLACK_BOT_TOKEN_FILE": "token"},
            "SLACK_BOT_TOKEN=xoxb-1",
            "SLACK_BOT_TOKEN is set in .env, and SLACK_BOT_TOKEN_FILE in the environment. Keep one of them.",
        ),
        (
            {"SLACK_BOT_TOKEN_FILE": "nowhere"},
            "",
            "Can't read SLACK_BOT_TOKEN from {folder}/nowhere: No such file or directory.",
        ),
        (
            {"SLACK_BOT_TOKEN_FILE": "empty"},
            "",
            "{folder}/empty, the file for SLACK_BOT_TOKEN, is empty. Put the secret into it and nothing else.",
        ),
        (
            {"SLACK_BOT_TOKEN": "xoxb-1"},
            "\nDATABSE_URL=sqlite:///mine.db",
            "DATABSE_URL (line 2 of .env) isn't a setting. Did you mean DATABASE_URL?",
        ),
        (
            {"SLACK_BOT_TOKEN": "xoxb-1"},
            "slack_app_token=xapp-1",
            "slack_app_token (line 1 of .env) isn't a setting. Did you mean SLACK_APP_TOKEN?",
        ),
        (
            {"SLACK_BOT_TOKEN": "xoxb-1"},
            "SLACK_APP_TOKEN: xapp-1",
            "Line 1 of .env isn't a setting. Write NAME=text, and begin a comment with #.",
        ),
    ],
)
def test_what_is_wrong_is_said_before_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], env: str, sentence: str
) -> None:
    (tmp_path / "empty").touch()
    (tmp_path / "token").write_text("xoxb-2")
    (tmp_path / ".env").write_text(env)
    environment = {"SLACK_SIGNING_SECRET": "s", **environment}

    code, printed, complaint = config(tmp_path, monkeypatch, "check", **environment)

    assert (code, printed, complaint) == (2, "", sentence.format(folder=tmp_path) + "\n")
    with pytest.raises(SettingsError):
        setting_sources.read(environment, tmp_path).settings()


def test_a_file_in_another_encoding_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_bytes("SLACK_BOT_TOKEN=xoxb-1".encode("utf-16"))

    _code, _printed, complaint = config(tmp_path, monkeypatch, "check")

    assert ".env isn't a text file in UTF-8. Save it again as UTF-8." in complaint


def test_check_says_everything_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, printed, complaint = config(tmp_path, monkeypatch, "check", PORT="many", LOG_LEVEL="loud")

    assert (code, printed) == (2, "")
    assert [line.split(" ")[0] for line in complaint.splitlines()] == [
        "PORT",
        "LOG_LEVEL",
        "SLACK_BOT_TOKEN",
        "Neither",
    ]


def test_check_of_good_settings_names_what_is_ignored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text(f"{ENV}POSTGRES_PASSWORD=x\nBOT_TOKEN=y\n")

    assert config(tmp_path, monkeypatch, "check") == (
        0,
        "All settings can be used.\n",
        "POSTGRES_PASSWORD (line 7 of .env) isn't a setting, so it's ignored.\n"
        "BOT_TOKEN (line 8 of .env) isn't a setting, so it's ignored. Did you mean SLACK_BOT_TOKEN?\n",
    )


def test_show_masks_secrets_and_says_where_each_setting_comes_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text(ENV)
    url = "postgresql://me:geheim@db.example.org/throughline"

    code, printed, _complaint = config(tmp_path, monkeypatch, "show", DATABASE_URL=url, SLACK_SIGNING_SECRET="deadbeef")

    lines = [line.split(maxsplit=1) for line in printed.splitlines()]
    assert code == 0
    assert [name for name, _rest in lines] == [field.alias for field in Settings.model_fields.values()]
    for name, rest in {
        "SLACK_BOT_TOKEN": "xoxb-…  (.env)",
        "SLACK_SIGNING_SECRET": "…  (the environment)",
        "DATABASE_URL": "postgresql://…@db.example.org/throughline  (the environment)",
        "PORT": "3000  (default)",
        "SCRIPTS_DIR": "-  (default)",
    }.items():
        assert [name, rest] in lines
    as_json = json.loads(config(tmp_path, monkeypatch, "show", "--json", DATABASE_URL=url)[1])
    assert as_json[0] == {"name": "SLACK_BOT_TOKEN", "text": "xoxb-…", "source": ".env"}
    assert "geheim" not in printed + str(as_json)


@pytest.mark.parametrize(
    ("text", "shown_text"),
    [
        ("xoxb-1-2-abc", "xoxb-…"),
        ("xapp-1-A0-abc", "xapp-…"),
        ("8f742231b10e8888abcd99yyyzzz85a5", "…"),
        ("sqlite:///throughline.db", "sqlite:///throughline.db"),
        ("postgresql://u:p@h:5432/d", "postgresql://…@h:5432/d"),
        ("postgresql:///d?host=/tmp&password=x@y", "postgresql:///d?host=/tmp&password=…"),
        ("postgresql://h/d?sslpassword=secret&a=b", "postgresql://h/d?sslpassword=…&a=b"),
    ],
)
def test_a_masked_text_has_no_secret(text: str, shown_text: str) -> None:
    assert masked(text) == shown_text
