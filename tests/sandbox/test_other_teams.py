"""People of other workspaces, Enterprise Grid, and what Slack leaves where a message was deleted."""

from __future__ import annotations

import httpx
from slack_sdk.web import WebClient

import sandbox
from sandbox.seed import SeedUser, Team, default_seed
from tests.sandbox.apps import client_of, socket_app
from tests.support.people import Person

PARTNERS_TEAM = "T00PARTNER"


def _seed_with_partner(*, enterprise: str = "") -> sandbox.Seed:
    seed = default_seed()
    partner = SeedUser(id="U0PARTNER", name="pat", real_name="Pat Partner", team=PARTNERS_TEAM, tz="")
    seed.channels[0].members.append(partner.id)
    return seed.model_copy(update={"users": [*seed.users, partner], "team": Team(enterprise=enterprise)})


def test_an_event_of_a_foreign_person_names_their_team_outside_and_the_installations_within() -> None:
    with sandbox.serve(sandbox.World(_seed_with_partner())) as running, socket_app(running) as inbox:
        ts = Person(running.url, "U0PARTNER").says("Hello", in_="C00BETHEL")
        payload = inbox.request_of("message", ts=ts).payload
        user = client_of(running).users_info(user="U0PARTNER")["user"]

    assert payload["team_id"] == payload["event"]["team"] == payload["event"]["user_team"] == PARTNERS_TEAM
    assert payload["authorizations"][0]["team_id"] == payload["context_team_id"] == "TDISTRICT"
    assert payload["is_ext_shared_channel"]
    assert (user["team_id"], user["is_stranger"]) == (PARTNERS_TEAM, False)
    assert "tz" not in user


def test_on_enterprise_grid_an_account_names_its_teams() -> None:
    with sandbox.serve(sandbox.World(_seed_with_partner(enterprise="E000STATE"))) as running:
        user = client_of(running).users_info(user="U00000ANA")["user"]

    assert user["enterprise_user"]["enterprise_id"] == "E000STATE"
    assert user["enterprise_user"]["teams"] == ["TDISTRICT"]


def test_a_deleted_message_with_replies_leaves_a_tombstone(running: sandbox.Sandbox, app: WebClient) -> None:
    lee = Person(running.url, "U00000LEE")
    with socket_app(running) as inbox:
        parent = lee.says("Who begins?", in_="C00BETHEL")
        lee.says("I do", in_="C00BETHEL", thread=parent)
        lee.deletes(parent, in_="C00BETHEL")
        event = inbox.request_of("message", subtype="message_changed").payload["event"]
    thread = app.conversations_replies(channel="C00BETHEL", ts=parent)["messages"]

    assert (event["message"]["subtype"], event["message"]["user"]) == ("tombstone", "USLACKBOT")
    assert [message["text"] for message in thread] == ["This message was deleted.", "I do"]


def test_the_messages_tab_is_an_event_of_its_own(running: sandbox.Sandbox) -> None:
    with socket_app(running) as inbox:
        httpx.post(f"{running.url}/page/api/open_messages", json={"as": "U00000LEE"}).raise_for_status()

        assert inbox.request_of("app_home_opened").payload["event"]["tab"] == "messages"


def test_the_text_of_a_button_comes_back_escaped(running: sandbox.Sandbox, app: WebClient) -> None:
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Read & <write>"}}
    app.chat_postMessage(channel="C00BETHEL", text="x", blocks=[{"type": "actions", "elements": [button]}])
    with socket_app(running) as inbox:
        Person(running.url, "U00000LEE").clicks("Read & <write>")

        action = inbox.interaction("block_actions")["actions"][0]
    assert action["text"]["text"] == "Read &amp; &lt;write&gt;"
