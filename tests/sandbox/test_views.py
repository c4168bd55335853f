"""Modals, triggers, the Home tab and response_url, as an app and a person meet them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from slack_sdk.web import WebClient

import sandbox
from tests.sandbox.apps import socket_app
from tests.sandbox.conftest import Clock
from tests.sandbox.test_web_api import refusal
from tests.support.inbox import Inbox
from tests.support.people import Person

Json = dict[str, Any]


def modal(title: str, **more: Any) -> Json:
    block = {
        "type": "input",
        "block_id": "cause",
        "label": {"type": "plain_text", "text": "What held it up?"},
        "element": {"type": "plain_text_input", "action_id": "text", "max_length": 20},
    }
    submit = {"type": "plain_text", "text": "Save"}
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": title},
        "submit": submit,
        "blocks": [block],
        **more,
    }


def asked(ana: Person, inbox: Inbox) -> Json:
    """The payload of a slash command that Ana types."""
    ana.types("/plan status", in_="C00BETHEL")
    payload: Json = inbox.command("status").payload
    return payload


@pytest.fixture
def ana(running: sandbox.Sandbox) -> Person:
    return Person(running.url, "U00000ANA")


def test_a_trigger_opens_one_modal(running: sandbox.Sandbox, app: WebClient, ana: Person) -> None:
    with socket_app(running) as inbox:
        trigger = asked(ana, inbox)["trigger_id"]

    app.views_open(trigger_id=trigger, view=modal("Behind"))

    ana.sees("What held it up?")
    assert refusal(app.views_open, trigger_id=trigger, view=modal("x"))["error"] == "exchanged_trigger_id"
    assert refusal(app.views_open, trigger_id="1.2.3", view=modal("x"))["error"] == "invalid_trigger_id"


def test_a_trigger_lives_three_seconds(running: sandbox.Sandbox, app: WebClient, ana: Person, clock: Clock) -> None:
    with socket_app(running) as inbox:
        trigger = asked(ana, inbox)["trigger_id"]
    clock.now += 3.1

    assert refusal(app.views_open, trigger_id=trigger, view=modal("x"))["error"] == "expired_trigger_id"


def test_a_refused_view_says_where(running: sandbox.Sandbox, app: WebClient, ana: Person) -> None:
    with socket_app(running) as inbox:
        trigger = asked(ana, inbox)["trigger_id"]

    answer = refusal(app.views_open, trigger_id=trigger, view=modal("A title that is much too long"))

    assert answer["error"] == "invalid_arguments"
    assert "less than 25 characters [json-pointer:/view/title/text]" in answer["response_metadata"]["messages"][0]


def test_three_modals_may_lie_on_each_other(running: sandbox.Sandbox, app: WebClient, ana: Person) -> None:
    with socket_app(running) as inbox:
        app.views_open(trigger_id=asked(ana, inbox)["trigger_id"], view=modal("1"))
        app.views_push(trigger_id=asked(ana, inbox)["trigger_id"], view=modal("2"))
        app.views_push(trigger_id=asked(ana, inbox)["trigger_id"], view=modal("3"))
        trigger = asked(ana, inbox)["trigger_id"]

    assert refusal(app.views_push, trigger_id=trigger, view=modal("4"))["error"] == "push_limit_reached"


def test_what_was_typed_reaches_the_app_and_its_errors_come_back(
    running: sandbox.Sandbox, app: WebClient, ana: Person
) -> None:
    with socket_app(running) as inbox:
        app.views_open(trigger_id=asked(ana, inbox)["trigger_id"], view=modal("Behind", private_metadata="7"))

        assert ana.submits() == {"cause": "Please complete this required field."}
        ana.fills(**{"What held it up?": "Late books"})
        inbox.answer = lambda _request: {"response_action": "errors", "errors": {"cause": "Say more."}}
        assert ana.submits() == {"cause": "Say more."}
        ana.sees("Say more.")
        inbox.answer = lambda _request: None
        assert ana.submits() == {}

        view = inbox.interaction("view_submission")["view"]
    assert view["private_metadata"] == "7"
    assert view["state"]["values"] == {"cause": {"text": {"type": "plain_text_input", "value": "Late books"}}}
    ana.sees_no("What held it up?")


@pytest.mark.parametrize(
    ("action", "titles"),
    [("update", ["Next"]), ("push", ["Behind", "Next"]), ("clear", [])],
)
def test_an_answer_to_a_form_changes_the_stack(
    running: sandbox.Sandbox, app: WebClient, ana: Person, action: str, titles: list[str]
) -> None:
    with socket_app(running) as inbox:
        app.views_open(trigger_id=asked(ana, inbox)["trigger_id"], view=modal("Behind"))
        ana.fills(cause="x")
        view = {} if action == "clear" else {"view": modal("Next")}
        inbox.answer = lambda _request: {"response_action": action, **view}
        ana.submits()

    stack = httpx.get(f"{running.url}/page/api/views", params={"as": "U00000ANA"}).json()["stack"]
    assert [each["title"]["text"] for each in stack] == titles


def test_a_form_stays_when_the_app_is_silent(running: sandbox.Sandbox, app: WebClient, ana: Person) -> None:
    with socket_app(running) as inbox:
        app.views_open(trigger_id=asked(ana, inbox)["trigger_id"], view=modal("Behind"))
    ana.fills(cause="Not lost")

    ana.submits()

    ana.sees("trouble connecting")
    ana.sees("Not lost")


def test_an_update_keeps_what_was_typed(running: sandbox.Sandbox, app: WebClient, ana: Person) -> None:
    with socket_app(running) as inbox:
        opened = app.views_open(trigger_id=asked(ana, inbox)["trigger_id"], view=modal("Behind"))["view"]
        ana.fills(cause="Kept")
        inbox.answer = lambda _request: {"response_action": "update", "view": modal("Again")}
        ana.submits()

    again = app.views_update(view_id=opened["id"], view=modal("Third"))["view"]
    assert again["state"]["values"]["cause"]["text"]["value"] == "Kept"
    assert refusal(app.views_update, view_id=opened["id"], view=modal("x"), hash=opened["hash"])["error"] == (
        "hash_conflict"
    )
    assert refusal(app.views_update, view_id="V0", view=modal("x"))["error"] == "not_found"


def test_closing_is_told_to_the_app_that_asked(running: sandbox.Sandbox, app: WebClient, ana: Person) -> None:
    with socket_app(running) as inbox:
        app.views_open(trigger_id=asked(ana, inbox)["trigger_id"], view=modal("Behind", notify_on_close=True))
        ana.closes()

        inbox.interaction("view_closed")
    ana.sees_no("What held it up?")


def home(text: str) -> Json:
    return {"type": "home", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": text}}]}


def test_the_home_tab_is_published_and_guarded_by_its_hash(
    running: sandbox.Sandbox, app: WebClient, ana: Person
) -> None:
    with socket_app(running) as inbox:
        ana.opens_home()
        event = inbox.event("app_home_opened")
    first = app.views_publish(user_id=event["user"], view=home("For you"))["view"]
    app.views_publish(user_id="U00000ANA", view=home("Your new duties"), hash=first["hash"])

    ana.sees("Your new duties")
    answer = refusal(app.views_publish, user_id="U00000ANA", view=home("x"), hash=first["hash"])
    assert answer["error"] == "hash_conflict"


def test_a_menu_of_the_home_tab_stays_open_while_it_is_published_anew(
    running: sandbox.Sandbox, app: WebClient, ana: Person
) -> None:
    def with_menu(text: str) -> Json:
        option = {"text": {"type": "plain_text", "text": "Move the date"}, "value": "date|7"}
        menu = {"type": "overflow", "action_id": "menu", "options": [option]}
        return {"type": "home", "blocks": [{**home(text)["blocks"][0], "accessory": menu}]}

    with socket_app(running) as inbox:
        ana.opens_home()
        inbox.event("app_home_opened")
        app.views_publish(user_id="U00000ANA", view=with_menu("One duty"))
        choice = finger_on_menu(ana, "One duty")
        app.views_publish(user_id="U00000ANA", view=with_menu("The same duty"))
        ana.sees("The same duty")
        choice()

        assert inbox.interaction("block_actions")["actions"][0]["selected_option"]["value"] == "date|7"


def finger_on_menu(person: Person, on: str) -> Callable[[], None]:
    """The first choice of a menu that is open now, chosen later."""
    control = person._control(lambda each: each.element["type"] == "overflow", "a menu", on)
    return lambda: person._act(control, {"type": "overflow", "selected_option": control.options[0]})


def test_a_response_url_serves_five_times(running: sandbox.Sandbox, ana: Person) -> None:
    with socket_app(running) as inbox:
        url = asked(ana, inbox)["response_url"]

    statuses = [httpx.post(url, json={"text": f"Answer {n}"}).status_code for n in range(6)]

    assert statuses == [200] * 5 + [404]
    ana.sees("Answer 4")
    ana.sees_no("Answer 5")


def test_a_response_url_lives_half_an_hour(running: sandbox.Sandbox, ana: Person, clock: Clock) -> None:
    with socket_app(running) as inbox:
        url = asked(ana, inbox)["response_url"]
    clock.now += 30 * 60 + 1

    assert httpx.post(url, json={"text": "x"}).json()["error"] == "expired_url"


def test_a_response_url_replaces_what_was_clicked(running: sandbox.Sandbox, app: WebClient, ana: Person) -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "On track"}, "action_id": "ok", "value": "7"}
    app.chat_postMessage(channel="U00000ANA", text="How is it?", blocks=[{"type": "actions", "elements": [button]}])
    with socket_app(running) as inbox:
        ana.clicks("On track")
        payload = inbox.interaction("block_actions")

    httpx.post(payload["response_url"], json={"replace_original": True, "text": "Noted"})

    assert payload["actions"][0]["value"] == "7"
    assert payload["message"]["text"] == "How is it?"
    ana.sees("Noted")
    ana.sees_no("How is it?")


def test_a_change_of_an_ephemeral_message_stays_between_the_two(
    running: sandbox.Sandbox, app: WebClient, ana: Person
) -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "Fine"}, "action_id": "ok"}
    blocks = [{"type": "actions", "elements": [button]}]
    app.chat_postEphemeral(channel="C00BETHEL", user="U00000ANA", text="Only you", blocks=blocks)
    with socket_app(running) as inbox:
        ana.clicks("Fine")
        payload = inbox.interaction("block_actions")
        httpx.post(payload["response_url"], json={"replace_original": True, "text": "Noted"})
        ana.sees("Noted")
        ana.says("Next", in_="C00BETHEL")

        inbox.event("message", text="Next")
        assert [each["text"] for each in inbox.events() if each["type"] == "message"] == ["Next"]
    assert payload["container"]["is_ephemeral"]
    assert "message" not in payload
