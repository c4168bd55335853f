"""One bot in two workspaces: installed by OAuth in each, and neither sees the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.configuration import setting_sources
from bot.doctor.diagnoses import DiagnosisVerdict, ExaminedArea
from bot.doctor.examining import examine
from bot.encryption import new_key
from storage import installations
from tests.support.setting_up import drops, imports, workbook
from tests.support.several import HILLTOP, LAKESIDE, Several, several, state_of

GREETING = (
    "Throughline is now in *Lakeside Elementary*. The first step is your school's plan: drop its spreadsheet in here, "
    "or type `/plan setup`."
)


@pytest.fixture
def bot(database_url: str) -> Iterator[Several]:
    with several(database_url) as opened:
        yield opened


def test_installed_by_oauth_it_greets_and_works(bot: Several) -> None:
    page = bot.installs(LAKESIDE)
    assert page.status_code == httpx.codes.OK
    assert (
        "Throughline is now in Lakeside Elementary. It has sent you a message in Slack with the first step."
        in page.text
    )
    lakeside = bot.workspace(LAKESIDE)
    assert lakeside.told("omar") == [GREETING]
    drops(lakeside, "omar", "Lakeside plan.xlsx", workbook())
    imports(lakeside, "omar")
    assert "Lakeside Elementary School" in lakeside.answers("omar", "/plan status", in_="dm")


def test_neither_workspace_sees_the_other(bot: Several) -> None:
    bot.installs(LAKESIDE)
    bot.installs(HILLTOP)
    lakeside, hilltop = bot.workspace(LAKESIDE), bot.workspace(HILLTOP)
    drops(lakeside, "omar", "Lakeside plan.xlsx", workbook())
    imports(lakeside, "omar")
    assert "Lakeside" not in hilltop.answers("omar", "/plan status", in_="dm")
    assert "Lakeside" not in hilltop.answers("omar", "/plan find success criteria", in_="dm")
    assert all("Lakeside" not in text for text in hilltop.told("omar"))
    drops(hilltop, "omar", "Hilltop plan.xlsx", workbook())
    imports(hilltop, "omar")
    assert hilltop.answers("omar", "/plan mine", in_="dm") == lakeside.answers("omar", "/plan mine", in_="dm")


def test_a_token_stands_encrypted_in_the_database(bot: Several) -> None:
    bot.installs(LAKESIDE)
    token = bot.front.world(LAKESIDE).tokens.bot
    with bot.bot.database.read() as session:
        stored = installations.find(session, LAKESIDE)
    assert stored is not None
    assert stored.token is not None
    assert token not in stored.token


def test_answering_asks_slack_nothing_about_the_token(bot: Several) -> None:
    bot.installs(LAKESIDE)
    lakeside = bot.workspace(LAKESIDE)
    lakeside.answers("omar", "/plan help", in_="dm")
    before = bot.front.calls.count("auth.test")
    lakeside.answers("omar", "/plan help", in_="dm")
    lakeside.answers("omar", "/plan status", in_="dm")
    assert bot.front.calls.count("auth.test") == before


def test_the_doctor_tries_the_token_of_each_workspace(bot: Several, tmp_path: Path) -> None:
    sources = setting_sources.read(bot.settings, tmp_path)
    token = [each for each in examine(sources, bot.clock) if each.area is ExaminedArea.BOT_TOKEN]
    assert [each.sentence for each in token] == [
        f"No workspace has installed the app yet. An admin does that at {bot.url}/slack/install."
    ]
    bot.installs(LAKESIDE)
    bot.installs(HILLTOP)
    bot.front.world(HILLTOP).is_installed = False  # Slack has not said so yet
    token = [each for each in examine(sources, bot.clock) if each.area is ExaminedArea.BOT_TOKEN]
    assert [each.verdict for each in token] == [DiagnosisVerdict.WRONG, DiagnosisVerdict.FINE]
    assert token[1].sentence == "Slack accepts it, for Lakeside Elementary."

    sources = setting_sources.read({**bot.settings, "TOKEN_KEYS": new_key()}, tmp_path)
    token = [each for each in examine(sources, bot.clock) if each.area is ExaminedArea.BOT_TOKEN]
    assert [each.verdict for each in token] == [DiagnosisVerdict.WRONG, DiagnosisVerdict.WRONG]
    assert token[0].sentence.startswith("The token of Hilltop Middle can't be read, because TOKEN_KEYS has no key ")


def test_removed_the_app_is_silent_there_and_goes_on_elsewhere(bot: Several) -> None:
    bot.installs(LAKESIDE)
    bot.installs(HILLTOP)
    lakeside, hilltop = bot.workspace(LAKESIDE), bot.workspace(HILLTOP)
    drops(lakeside, "omar", "Lakeside plan.xlsx", workbook())
    imports(lakeside, "omar")
    bot.front.uninstall(bot.front.world(LAKESIDE))
    with bot.bot.database.read() as session:
        stored = installations.find(session, LAKESIDE)
    assert stored is not None
    assert stored.token is None
    assert stored.removed_at == bot.clock.now()
    assert hilltop.answers("omar", "/plan help", in_="dm").startswith("What you can do with /plan")

    assert bot.installs(LAKESIDE).status_code == httpx.codes.OK
    assert "Lakeside Elementary School" in lakeside.answers("omar", "/plan status", in_="dm")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("error=access_denied&state=x", "You canceled in Slack, so nothing was changed."),
        ("code=1&state=x", "This page must be opened in the browser in which you began"),
    ],
)
def test_a_page_that_cannot_go_on_says_why(bot: Several, query: str, sentence: str) -> None:
    page = bot.browser.get(f"{bot.url}/slack/oauth_redirect?{query}")
    assert "Throughline wasn&#x27;t installed" in page.text
    assert sentence in page.text


def test_a_link_works_once(bot: Several) -> None:
    bot.installs(LAKESIDE)
    begun = bot.browser.get(f"{bot.url}/slack/install")
    headers = state_of(begun)
    state = headers["cookie"].partition("=")[2]
    again = [bot.browser.get(f"{bot.url}/slack/oauth_redirect?code=1&state={state}", headers=headers) for _ in range(2)]
    assert "Slack didn&#x27;t accept the installation&#x27;s code." in again[0].text
    assert "More than ten minutes went by, or this link was used before." in again[1].text


def test_an_app_with_token_rotation_is_refused(database_url: str) -> None:
    with several(database_url, rotates=True) as bot:
        page = bot.installs(LAKESIDE)
        assert "Token rotation is on for this app" in page.text
        with bot.bot.database.read() as session:
            assert installations.all_of(session) == []


def test_a_whole_organization_installs_once(database_url: str) -> None:
    with several(database_url, enterprise="ESCHOOLS0") as bot:
        page = bot.installs(LAKESIDE, whole_organization=True)
        assert "Throughline is now in ESCHOOLS0 Schools." in page.text
        bot.is_greeted(HILLTOP)
        for team, name in ((LAKESIDE, "Lakeside"), (HILLTOP, "Hilltop")):
            workspace = bot.workspace(team)
            drops(workspace, "omar", f"{name} plan.xlsx", workbook())
            imports(workspace, "omar")
            workspace.person("omar").clicks("Continue …")
            workspace.person("omar").sees("Who are they in this workspace?")
        bot.front.uninstall(bot.front.world(HILLTOP), whole_organization=True)
        with bot.bot.database.read() as session:
            assert installations.workspaces(session) == []
