"""Menus whose options the app supplies, and files chosen in a form."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from slack_sdk.web import WebClient

import sandbox
from tests.sandbox.apps import socket_app
from tests.sandbox.test_views import asked, modal
from tests.support.inbox import Inbox, Json
from tests.support.people import Person


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(label: str) -> Json:
    return {"text": plain(label), "value": label.lower()}


def form(**element: Any) -> Json:
    block = {"type": "input", "block_id": "field", "label": plain("School"), "element": {"action_id": "x", **element}}
    return modal("Setup", blocks=[block])


@pytest.fixture
def ana(running: sandbox.Sandbox) -> Person:
    return Person(running.url, "U00000ANA")


@pytest.fixture
def inbox(running: sandbox.Sandbox) -> Iterator[Inbox]:
    with socket_app(running) as inbox:
        yield inbox


def schools(request: Any) -> Json | None:
    """Answer a suggestion with the schools that begin with what was typed."""
    typed = request.payload.get("value", "")
    names = [name for name in ("Bethel Elementary", "Reynolds Middle") if name.lower().startswith(typed.lower())]
    return {"options": [option(name) for name in names]} if request.payload["type"] == "block_suggestion" else None


def opens(app: WebClient, ana: Person, inbox: Inbox, view: Json) -> None:
    trigger = asked(ana, inbox)["trigger_id"]
    inbox.answer = schools
    app.views_open(trigger_id=trigger, view=view)


def test_typing_asks_the_app_for_options(app: WebClient, ana: Person, inbox: Inbox) -> None:
    opens(app, ana, inbox, form(type="external_select", min_query_length=2))

    ana.fills(School="Bethel")
    assert ana.submits() == {}

    suggestion = inbox.interaction("block_suggestion")
    view = inbox.interaction("view_submission")["view"]
    assert (suggestion["value"], suggestion["action_id"], suggestion["block_id"]) == ("Bethel", "x", "field")
    assert suggestion["container"] == {"type": "view", "view_id": suggestion["view"]["id"]}
    assert "trigger_id" not in suggestion
    assert view["state"]["values"]["field"]["x"]["selected_option"] == option("Bethel Elementary")


def test_the_app_is_asked_only_once_enough_is_typed(
    app: WebClient, ana: Person, inbox: Inbox, running: sandbox.Sandbox
) -> None:
    opens(app, ana, inbox, form(type="external_select"))
    view = running.world.state.stacks["U00000ANA"][0]
    place = {"container": {"type": "view", "view_id": view.id}, "block_id": "field", "action_id": "x"}

    answer = httpx.post(f"{running.url}/page/api/suggest", json={"as": "U00000ANA", "value": "Be", **place})

    assert answer.json() == {"error": "Type 3 characters or more."}


@pytest.mark.parametrize("answer", [{}, {"options": [{"text": plain("x" * 76), "value": "x"}]}])
def test_options_that_slack_would_refuse_are_refused(
    app: WebClient, ana: Person, inbox: Inbox, running: sandbox.Sandbox, answer: Json
) -> None:
    opens(app, ana, inbox, form(type="external_select"))
    inbox.answer = lambda _request: answer

    with pytest.raises(AssertionError):
        ana.fills(School="Bethel")

    assert [each.method for each in running.world.violations] == ["block_suggestion"]


def test_a_file_chosen_in_a_form_comes_with_it(
    app: WebClient, ana: Person, inbox: Inbox, running: sandbox.Sandbox
) -> None:
    opens(app, ana, inbox, form(type="file_input", filetypes=["csv"], max_files=1))

    assert ana.submits() == {"field": "Please complete this required field."}
    ana.fills(School=("plan.csv", base64.b64encode(b"Goal").decode()))
    assert ana.submits() == {}

    (file,) = inbox.interaction("view_submission")["view"]["state"]["values"]["field"]["x"]["files"]
    headers = {"Authorization": f"Bearer {running.world.tokens.bot}"}
    assert httpx.get(file["url_private"], headers=headers).content == b"Goal"
    assert file["name"] == "plan.csv"
