"""Settings from the environment. Errors name what is missing or wrong."""

from __future__ import annotations

import pytest

from bot.configuration.settings import Settings, SettingsError

GOOD = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


def test_two_tokens_are_enough_and_mean_socket_mode() -> None:
    settings = Settings.read({**GOOD, "HOME": "/somewhere", "UNRELATED": "x"})
    settings.require_tokens()

    assert settings.socket_mode
    assert settings.api_url == "https://slack.com/api/"


def test_a_signing_secret_instead_of_an_app_token_means_http() -> None:
    settings = Settings.read({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"})
    settings.require_tokens()

    assert not settings.socket_mode


@pytest.mark.parametrize(
    ("environment", "problem", "name"),
    [
        ({}, "no_bot_token", "SLACK_BOT_TOKEN"),
        ({**GOOD, "SLACK_BOT_TOKEN": "  "}, "no_bot_token", "SLACK_BOT_TOKEN"),
        ({**GOOD, "SLACK_BOT_TOKEN": "xapp-1"}, "wrong_bot_token", "SLACK_BOT_TOKEN"),
        ({**GOOD, "SLACK_APP_TOKEN": "xoxb-1"}, "wrong_app_token", "SLACK_APP_TOKEN"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "no_way_in", "SLACK_APP_TOKEN"),
    ],
)
def test_a_token_that_is_missing_or_of_another_kind_is_named(
    environment: dict[str, str], problem: str, name: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.read(environment).require_tokens()

    assert (caught.value.problem, caught.value.name) == (problem, name)


@pytest.mark.parametrize(("name", "value"), [("PORT", "seventy"), ("PORT", "0"), ("LOG_LEVEL", "loud")])
def test_a_value_that_cannot_be_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.read({**GOOD, name: value})

    assert (caught.value.problem, caught.value.name) == ("bad_value", name)


def test_tokens_are_not_shown() -> None:
    assert "xoxb-1" not in repr(Settings.read(GOOD))
