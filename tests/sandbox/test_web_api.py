"""Methods answer as Slack's do, to the real client."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import WebClient

import sandbox
from sandbox.manifest import Manifest
from tests.sandbox.apps import client_of
from tests.sandbox.conftest import Clock
from tests.support.people import Person

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}


def refusal(call: Callable[..., object], **arguments: Any) -> Any:
    """The answer of a call that Slack refuses."""
    with pytest.raises(SlackApiError) as caught:
        call(**arguments)
    return caught.value.response


def test_a_post_to_a_person_opens_their_direct_messages(app: WebClient, running: sandbox.Sandbox) -> None:
    posted = app.chat_postMessage(channel="U00000ANA", text="Hello")

    assert posted["channel"].startswith("D")
    assert app.chat_postMessage(channel=posted["channel"], text="Again")["channel"] == posted["channel"]
    Person(running.url, "U00000ANA").sees("Again")
    Person(running.url, "U00000LEE").sees_no("Again")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
        ({"channel": "C0GENERAL", "text": "x"}, "not_in_channel"),
        ({"channel": "C00BETHEL", "text": ""}, "no_text"),
        ({"channel": "C00BETHEL", "text": "x", "blocks": [{"type": "nothing"}]}, "invalid_blocks"),
        ({"channel": "C00BETHEL", "text": "x", "thread_ts": "1.000001"}, "cannot_reply_to_message"),
        ({"channel": "C00BETHEL", "text": "x", "metadata": {"event_type": "e"}}, "invalid_metadata_format"),
    ],
)
def test_a_post_that_slack_refuses(app: WebClient, arguments: dict[str, Any], error: str) -> None:
    # Not by the client's own method, which warns of a missing text itself.
    assert refusal(app.api_call, api_method="chat.postMessage", json=arguments)["error"] == error


def test_invalid_blocks_say_where(app: WebClient) -> None:
    answer = refusal(app.chat_postMessage, channel="C00BETHEL", text="x", blocks=[SECTION, {"type": "nothing"}])

    assert answer["response_metadata"]["messages"] == [
        "[ERROR] unsupported type: nothing [json-pointer:/blocks/1/type]"
    ]


def test_all_blocks_together_have_a_limit(app: WebClient) -> None:
    long = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2700}}

    assert refusal(app.chat_postMessage, channel="C00BETHEL", text="x", blocks=[long] * 5)["error"] == (
        "msg_blocks_too_long"
    )


def test_somebody_deactivated_cannot_be_written_to(app: WebClient, running: sandbox.Sandbox) -> None:
    channel = app.conversations_open(users="U00000ANA")["channel"]["id"]
    httpx.post(f"{running.url}/page/api/admin/user", json={"id": "U00000ANA", "deleted": True})

    assert refusal(app.chat_postMessage, channel="U00000ANA", text="x")["error"] == "user_disabled"
    assert refusal(app.chat_postMessage, channel=channel, text="x")["error"] == "user_disabled"


def test_an_archived_channel_takes_no_messages(app: WebClient, running: sandbox.Sandbox) -> None:
    httpx.post(f"{running.url}/page/api/admin/channel", json={"id": "C00BETHEL", "archived": True})

    assert refusal(app.chat_postMessage, channel="C00BETHEL", text="x")["error"] == "is_archived"


def test_long_text_is_cut_in_a_post_and_refused_in_an_update(app: WebClient) -> None:
    posted = app.chat_postMessage(channel="C00BETHEL", text="x" * 41_000)
    place = {"channel": posted["channel"], "ts": posted["ts"]}

    assert len(posted["message"]["text"]) == 40_000
    assert refusal(app.chat_update, **place, text="x" * 4_001)["error"] == "msg_too_long"
    assert app.chat_update(**place, text="x" * 4_000)["ok"]


def test_only_own_messages_can_be_changed(app: WebClient, running: sandbox.Sandbox) -> None:
    ts = Person(running.url, "U00000ANA").says("Mine", in_="C00BETHEL")

    assert refusal(app.chat_update, channel="C00BETHEL", ts=ts, text="x")["error"] == "cant_update_message"
    assert refusal(app.chat_delete, channel="C00BETHEL", ts=ts)["error"] == "cant_delete_message"
    assert refusal(app.chat_update, channel="C00BETHEL", ts="1.000001", text="x")["error"] == "message_not_found"


def test_text_is_kept_with_entities_and_its_markup(app: WebClient) -> None:
    posted = app.chat_postMessage(channel="C00BETHEL", text="R&D <b> <@U00000ANA> <https://x.example|x> &amp; 1 < 2")

    assert posted["message"]["text"] == "R&amp;D &lt;b&gt; <@U00000ANA> <https://x.example|x> &amp; 1 &lt; 2"


def test_metadata_comes_back_only_when_asked_for(app: WebClient) -> None:
    metadata = {"event_type": "outbox", "event_payload": {"key": "a"}}
    app.chat_postMessage(channel="C00BETHEL", text="x", metadata=metadata)

    plain = app.conversations_history(channel="C00BETHEL")["messages"][0]
    full = app.conversations_history(channel="C00BETHEL", include_all_metadata=True)["messages"][0]

    assert "metadata" not in plain
    assert full["metadata"] == metadata


def test_history_is_newest_first_and_leaves_threads_out(app: WebClient) -> None:
    first = app.chat_postMessage(channel="C00BETHEL", text="First")["ts"]
    app.chat_postMessage(channel="C00BETHEL", text="Answer", thread_ts=first)
    app.chat_postMessage(channel="C00BETHEL", text="Second")
    app.chat_postEphemeral(channel="C00BETHEL", user="U00000ANA", text="Only Ana")

    pages = app.conversations_history(channel="C00BETHEL", limit=1)

    assert [page["messages"][0]["text"] for page in pages] == ["Second", "First"]
    assert [each["text"] for each in app.conversations_replies(channel="C00BETHEL", ts=first)["messages"]] == [
        "First",
        "Answer",
    ]


def test_an_ephemeral_message_is_for_one_member(app: WebClient, running: sandbox.Sandbox) -> None:
    app.chat_postEphemeral(channel="C00BETHEL", user="U00000ANA", text="Only Ana")

    Person(running.url, "U00000ANA").sees("Only Ana")
    Person(running.url, "U00000LEE").sees_no("Only Ana")
    assert refusal(app.chat_postEphemeral, channel="C00BETHEL", user="U00000SAM", text="x")["error"] == (
        "user_not_in_channel"
    )


def test_a_file_is_announced_sent_and_shown(app: WebClient, running: sandbox.Sandbox) -> None:
    shared = app.files_upload_v2(
        channel="C00BETHEL", filename="minutes.md", content="# Hi", title="Minutes", alt_txt="m"
    )

    Person(running.url, "U00000ANA").sees("Minutes")
    assert httpx.get(shared["file"]["permalink"]).text == "# Hi"
    assert refusal(app.files_getUploadURLExternal, filename="empty.md", length=0)["error"] == "invalid_arguments"
    assert (
        refusal(app.files_upload_v2, channel="U00000ANA", filename="a.md", content="a")["error"] == "channel_not_found"
    )


def test_a_file_must_be_as_long_as_announced(app: WebClient) -> None:
    ticket = app.files_getUploadURLExternal(filename="a.md", length=5)

    assert httpx.post(ticket["upload_url"], content=b"four").status_code == 400
    assert refusal(app.files_completeUploadExternal, files=[{"id": ticket["file_id"]}])["error"] == "file_not_found"


def test_people_and_channels_are_listed_in_pages(app: WebClient) -> None:
    people = [member["id"] for page in app.users_list(limit=2) for member in page["members"]]

    assert people[:2] == ["U00000ANA", "U00000LEE"]
    assert len(people) == len(set(people)) == 7
    assert app.users_info(user="U00000ANA", include_locale=True)["user"]["locale"] == "en-US"
    assert app.users_lookupByEmail(email="Ana@district.example")["user"]["id"] == "U00000ANA"
    assert refusal(app.users_info, user="U00NOBODY")["error"] == "user_not_found"
    assert "U00000ANA" in app.conversations_members(channel="C00BETHEL")["members"]
    mine = app.users_conversations(user="U00000SAM")["channels"]
    assert [each["id"] for each in mine] == ["CREYNOLDS", "C0GENERAL"]


def test_reactions_are_put_on_once(app: WebClient, running: sandbox.Sandbox) -> None:
    ts = Person(running.url, "U00000ANA").says("Nice", in_="C00BETHEL")
    place = {"channel": "C00BETHEL", "timestamp": ts, "name": "eyes"}

    app.reactions_add(**place)

    assert refusal(app.reactions_add, **place)["error"] == "already_reacted"
    app.reactions_remove(**place)
    assert refusal(app.reactions_remove, **place)["error"] == "no_reaction"


def test_who_calls_must_show_the_right_token(running: sandbox.Sandbox, app: WebClient) -> None:
    stranger = WebClient("xoxb-wrong", base_url=running.api_url)
    nobody = WebClient(base_url=running.api_url)

    assert refusal(stranger.auth_test)["error"] == "invalid_auth"
    assert refusal(nobody.auth_test)["error"] == "not_authed"
    assert refusal(app.apps_connections_open, app_token=running.world.tokens.bot)["error"] == "not_allowed_token_type"
    assert refusal(app.api_call, api_method="chat.shout")["error"] == "unknown_method"


def test_the_manifest_grants_scopes() -> None:
    manifest = Manifest(scopes=frozenset({"chat:write", "channels:read"}))
    with sandbox.serve(sandbox.World(manifest=manifest)) as running:
        app = client_of(running)
        answer = refusal(app.users_list)

        assert app.conversations_info(channel="C00BETHEL")["channel"]["name"] == "bethel-plan"
        assert refusal(app.conversations_history, channel="C00BETHEL")["needed"] == "channels:history"
    assert (answer["error"], answer["needed"], answer["provided"]) == (
        "missing_scope",
        "users:read",
        "channels:read,chat:write",
    )


def test_a_channel_takes_a_message_a_second_after_a_burst(clock: Clock) -> None:
    with sandbox.serve(sandbox.World(rate_limits=True, clock=clock)) as running:
        app = client_of(running)
        for _ in range(4):
            app.chat_postMessage(channel="C00BETHEL", text="x")
        answer = refusal(app.chat_postMessage, channel="C00BETHEL", text="x")
        app.chat_postMessage(channel="U00000ANA", text="elsewhere")
        clock.now += 1
        app.chat_postMessage(channel="C00BETHEL", text="later")

    assert (answer.status_code, answer["error"], answer.headers["Retry-After"]) == (429, "ratelimited", "1")


def test_each_method_has_a_rate(clock: Clock) -> None:
    with sandbox.serve(sandbox.World(rate_limits=True, clock=clock)) as running:
        app = client_of(running)
        for _ in range(20):
            app.users_list()
        answer = refusal(app.users_list)

        assert app.users_info(user="U00000ANA")["ok"]
    assert answer.headers["Retry-After"] == "3"
